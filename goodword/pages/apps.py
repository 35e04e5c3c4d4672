"""The room as Django knows it."""

from django.apps import AppConfig


class PagesConfig(AppConfig):
    """The pages room."""

    name = "goodword.pages"
    label = "pages"
    default_auto_field = "django.db.models.BigAutoField"
