"""The room as Django knows it."""

from django.apps import AppConfig


class OperationsConfig(AppConfig):
    """The operations room."""

    name = "goodword.operations"
    label = "operations"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make this room's letters known, and let every page tell how the house gets on."""
        from goodword.operations.running import durability
        from goodword.operations.watching import banner, troubles
        from goodword.ui import context

        durability.begin()
        troubles.register()
        context.provide("notices_for_all", banner.notices)
