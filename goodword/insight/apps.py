"""The room as Django knows it."""

from django.apps import AppConfig


class InsightConfig(AppConfig):
    """Measures over everything. Reads, never writes."""

    name = "goodword.insight"
    label = "insight"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Lead from a service's page to how good its dates are."""
        from goodword.catalogue import sections
        from goodword.insight import pieces, silence
        from goodword.people import sections as people_sections

        sections.register("service-side", pieces.dates_of, order=30)
        sections.register("services", pieces.dates_of_all, order=90)
        people_sections.register("team-side", silence.words_of, order=40)
