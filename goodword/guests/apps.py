"""The room as Django knows it."""

from django.apps import AppConfig


class GuestsConfig(AppConfig):
    """The guests room."""

    name = "goodword.guests"
    label = "guests"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make the letter known that lets a guest in."""
        from goodword.guests import letters

        letters.register()
