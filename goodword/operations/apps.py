"""The room as Django knows it."""

from django.apps import AppConfig


class OperationsConfig(AppConfig):
    """The operations room."""

    name = "goodword.operations"
    label = "operations"
    default_auto_field = "django.db.models.BigAutoField"
