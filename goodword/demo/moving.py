"""A service that comes to the team it belongs to: one lead asks, the other says yes."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from goodword.catalogue import actions as catalogue
from goodword.demo import cast
from goodword.demo.world import World
from goodword.house.refusals import Refusal
from goodword.people.models import Team

SERVICE: Final = "Translate for a visitor"
GIVES, TAKES = "Student Desk", "International"
WHY: Final = (
    "Visitors come to you first, and five languages are spoken in your rooms. We send them over "
    "to you as it is; asked of you at once, they are spared one queue."
)
#: So long before the last day it is moved: what was open then goes on where it was asked.
BEFORE: Final = timedelta(days=16)
ASKED, SAID_YES = time(15, 20), time(8, 10)


def move_service(world: World, day: date, until: datetime) -> None:
    """Let the service move on the morning of this day, once, before anybody asks for it."""
    service = world.services.get(SERVICE)
    if service is None or service.team.name != GIVES or day < until.date() - BEFORE:
        return
    gives, takes = _team(world, GIVES), _team(world, TAKES)
    yes = _at(day, SAID_YES)
    if yes > until or not world.calendars[takes.pk].day_spans(day):
        return
    try:
        asked = _at(day - timedelta(days=1), ASKED)
        move = catalogue.offer_service(service, by=gives.lead, at=asked, to_team=takes, reason=WHY)
    except Refusal:  # a visitor has asked another team
        return
    world.services[SERVICE] = catalogue.take_service(move, by=takes.lead, at=yes)


def _team(world: World, name: str) -> Team:
    return next(team for team in world.teams.values() if team.name == name)


def _at(day: date, hour: time) -> datetime:
    return datetime.combine(day, hour, ZoneInfo(cast.ZONE))
