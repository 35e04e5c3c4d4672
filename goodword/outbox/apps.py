"""The room as Django knows it."""

from django.apps import AppConfig


class OutboxConfig(AppConfig):
    """The outbox room."""

    name = "goodword.outbox"
    label = "outbox"
    default_auto_field = "django.db.models.BigAutoField"
