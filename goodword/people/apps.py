"""The room as Django knows it."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """The people room."""

    name = "goodword.people"
    label = "people"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let every page know the organisation's name."""
        from goodword.people.models.organisation import name_of_the_house
        from goodword.ui import context

        context.provide("organisation", lambda request: next(iter(name_of_the_house()), ""))
