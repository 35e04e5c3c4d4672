"""Beginning with a whole catalogue instead of an empty page (S004-03)."""

from __future__ import annotations

from datetime import datetime

from goodword.catalogue.actions.charters import publish_charter
from goodword.catalogue.actions.services import add_service
from goodword.catalogue.models import Service
from goodword.catalogue.rules import day_minutes
from goodword.catalogue.starter import Department
from goodword.house.action import action
from goodword.people.models import Organisation, Person, Team


@action
def start_catalogue(
    team: Team, department: Department, *, by: Person | None, at: datetime
) -> list[Service]:
    """Give a team the starter services of a department, each with a published charter.

    Words are written in the language that is active now, and are the team's own from then on.
    What the team offers under the same name already stays as it is.
    """
    there = {
        name.casefold() for name in Service.objects.filter(team=team).values_list("name", flat=True)
    }
    house = Organisation.objects.first()
    first_word = house.first_word_minutes if house else None
    day = day_minutes(team.calendar())
    services = []
    for starter in department.services:
        if str(starter.name).casefold() in there:
            continue
        service = add_service(
            team,
            by=by,
            at=at,
            name=str(starter.name),
            summary=str(starter.summary),
            keywords=str(starter.keywords),
        )
        publish_charter(service, by=by, at=at, text=starter.charter(first_word, at, day))
        services.append(service)
    return services
