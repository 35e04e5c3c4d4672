"""The room as Django knows it."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """The people room."""

    name = "goodword.people"
    label = "people"
    default_auto_field = "django.db.models.BigAutoField"
