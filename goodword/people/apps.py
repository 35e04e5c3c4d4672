"""The room as Django knows it."""

from django.apps import AppConfig
from django.http import HttpRequest


class PeopleConfig(AppConfig):
    """The people room."""

    name = "goodword.people"
    label = "people"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let every page know the organisation's name."""
        from goodword.ui import context

        context.provide("organisation", _name_of_the_house)


def _name_of_the_house(request: HttpRequest) -> str:
    from goodword.people.models.organisation import name_of_the_house

    # A page that says what is wrong may be made before it is known who asks.
    known = getattr(getattr(request, "user", None), "house_name", None)
    return known or next(iter(name_of_the_house()), "")
