"""The room as Django knows it."""

from django.apps import AppConfig


class HistoryConfig(AppConfig):
    """The history room."""

    name = "goodword.history"
    label = "history"
    default_auto_field = "django.db.models.BigAutoField"
