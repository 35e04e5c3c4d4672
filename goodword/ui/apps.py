"""The room as Django knows it."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """The ui room."""

    name = "goodword.ui"
    label = "ui"
    default_auto_field = "django.db.models.BigAutoField"
