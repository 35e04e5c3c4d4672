"""The room as Django knows it."""

from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    """The catalogue room."""

    name = "goodword.catalogue"
    label = "catalogue"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make letters known, and show on a team's page what the team offers."""
        from goodword.catalogue import letters
        from goodword.catalogue.team_section import offered_by
        from goodword.people import sections

        letters.register()
        sections.register("team", offered_by, order=10)
