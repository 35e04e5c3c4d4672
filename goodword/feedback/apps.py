"""The room as Django knows it."""

from django.apps import AppConfig


class FeedbackConfig(AppConfig):
    """The feedback room."""

    name = "goodword.feedback"
    label = "feedback"
    default_auto_field = "django.db.models.BigAutoField"
