"""The room as Django knows it."""

from django.apps import AppConfig


class RequestsConfig(AppConfig):
    """The requests room."""

    name = "goodword.requests"
    label = "requests"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make the letters about requests known."""
        from goodword.requests import letters

        letters.register()
