"""The room as Django knows it."""

from django.apps import AppConfig


class RequestsConfig(AppConfig):
    """The requests room."""

    name = "goodword.requests"
    label = "requests"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make letters known, and show on a service's page how it does and how to ask."""
        from goodword.catalogue import sections
        from goodword.outbox import lost
        from goodword.people import sections as people_sections
        from goodword.requests import letters
        from goodword.requests.actions.lost_letters import note_lost_letter
        from goodword.requests.actions.record import follow_move
        from goodword.requests.views import away, service_pieces, sight

        letters.register()
        lost.register("request", note_lost_letter)
        sections.register("service", service_pieces.how_long, order=10)
        sections.register("service-ask", service_pieces.ask_here, order=10)
        sections.register("service-move", service_pieces.open_here, order=10)
        people_sections.register("profile", away.handing_over, order=20)
        people_sections.register("team", sight.open_list, order=60)
        sections.follow_moves(follow_move)
        sections.provide_records(service_pieces.records)
