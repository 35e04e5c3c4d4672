"""Arithmetic of people: the calendar of a team. No rows are written here."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING

from goodword.working_time import Calendar

if TYPE_CHECKING:
    from goodword.people.models import Team, TeamHours

OFFICE_WEEK = {day: [["09:00", "17:00"]] for day in ("mon", "tue", "wed", "thu", "fri")}


def calendar_of(team: Team) -> Calendar:
    """The working time of a team: office hours in UTC until somebody says otherwise."""
    return calendar_from(team.hours_kept or hours_as_text(team.hours.all()))


def hours_as_text(hours: Iterable[TeamHours]) -> str:
    """All versions of a team's hours, oldest first, as ``calendar_from`` reads them."""
    versions = [
        (one.valid_from.isoformat(), one.as_json())
        for one in sorted(hours, key=lambda one: one.version)
    ]
    return json.dumps(versions, sort_keys=True)


@lru_cache(maxsize=512)
def calendar_from(versions: str) -> Calendar:
    """One calendar object per text of its versions, as its days are worked out only once."""
    read = json.loads(versions) or [["1970-01-01", {"tz": "UTC", "week": OFFICE_WEEK}]]
    return Calendar.from_versions(read)
