"""What a team offers, as a section of the team's page."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest
from markupsafe import Markup

from goodword.catalogue import showing
from goodword.catalogue.models import Service
from goodword.people.doors import person_of
from goodword.people.models import Team
from goodword.ui.rendering import piece


def offered_by(request: HttpRequest, team: Team, at: datetime) -> Markup:
    """Render the services of a team that this person may ask for."""
    offered = Service.objects.visible_to(person_of(request)).offered().filter(team=team)
    services = list(offered.select_related("charter").order_by("name"))
    for service in services:
        service.team = team
    rows = showing.rows_of(services, {team.pk: team.calendar()})
    context = {"rows": rows, "team": team, "at": at}
    return piece("catalogue/_team_services.html", context, request)
