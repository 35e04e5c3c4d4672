"""What a team offers, as a section of the team's page."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet
from django.http import HttpRequest
from markupsafe import Markup

from goodword.catalogue import showing
from goodword.catalogue.models import Service
from goodword.house.prepared import prepared
from goodword.people.doors import person_of
from goodword.people.models import Person, Team
from goodword.ui.rendering import piece


def offered_by(request: HttpRequest, team: Team, at: datetime) -> Markup:
    """Render the services of a team that this person may ask for."""
    services = _offered(person_of(request), team)
    for service in services:
        service.team = team
    rows = showing.rows_of(services, {team.pk: team.calendar()})
    context = {"rows": rows, "team": team, "at": at}
    return piece("catalogue/_team_services.html", context, request)


@prepared
def _offered(me: Person, team: Team) -> QuerySet[Service]:
    offered = Service.objects.visible_to(me).offered().filter(team=team)
    listed = ("name", "slug", "summary", "team", "charter", "charter__usual_minutes")
    return offered.select_related("charter").order_by("name").only(*listed)
