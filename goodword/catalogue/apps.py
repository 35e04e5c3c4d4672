"""The room as Django knows it."""

from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    """The catalogue room."""

    name = "goodword.catalogue"
    label = "catalogue"
    default_auto_field = "django.db.models.BigAutoField"
