"""The room as Django knows it."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """The demo room."""

    name = "goodword.demo"
    label = "demo"
    default_auto_field = "django.db.models.BigAutoField"
