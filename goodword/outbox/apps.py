"""The room as Django knows it."""

from django.apps import AppConfig


class OutboxConfig(AppConfig):
    """The outbox room."""

    name = "goodword.outbox"
    label = "outbox"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make this room's own kinds of letters known."""
        from goodword.outbox import own_letters

        own_letters.register()
