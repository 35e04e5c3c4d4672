"""The room as Django knows it."""

from django.apps import AppConfig


class FeedbackConfig(AppConfig):
    """The feedback room."""

    name = "goodword.feedback"
    label = "feedback"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Show what was said afterwards on the page of its request, and let letters bring it."""
        from goodword.feedback import letters
        from goodword.feedback.pieces import said_afterwards
        from goodword.requests import sections

        letters.register()
        sections.register("request", said_afterwards, order=10)
