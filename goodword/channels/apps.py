"""The room as Django knows it."""

from django.apps import AppConfig


class ChannelsConfig(AppConfig):
    """The channels room."""

    name = "goodword.channels"
    label = "channels"
    default_auto_field = "django.db.models.BigAutoField"
