"""The room as Django knows it."""

from django.apps import AppConfig


class ChannelsConfig(AppConfig):
    """The channels room."""

    name = "goodword.channels"
    label = "channels"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Show beside a request its mails and what else they became; make our letters known."""
        from goodword.channels import letters, own_letters
        from goodword.channels.pieces import sent_together
        from goodword.channels.views.of_mail import mails_of
        from goodword.requests import sections

        letters.register()
        own_letters.register()
        sections.register("request-side", sent_together, order=40)
        sections.register("request-side", mails_of, order=50)
