"""What pages say about services: times in words, and the list by team."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import prefetch_related_objects

from goodword.catalogue.models import Charter, Service
from goodword.catalogue.rules import day_minutes
from goodword.catalogue.sections import Record, records_of
from goodword.house.words import gettext as _
from goodword.people.models import Team
from goodword.people.showing import Opening, opening
from goodword.ui import when
from goodword.working_time import Calendar


@dataclass(frozen=True, slots=True)
class ServiceRow:
    """A service in a list: its usual time and how often its word was kept."""

    service: Service
    line: str
    record: Record
    minutes: int


@dataclass(frozen=True, slots=True)
class TeamGroup:
    """A team with what it offers."""

    team: Team
    rows: list[ServiceRow]
    opening: Opening
    first_word: str


NO_RECORD = Record(kept=0, total=0)


def rows_of(services: Iterable[Service], calendars: dict[int, Calendar]) -> list[ServiceRow]:
    """Return rows for services with their published charter; one query for all records."""
    asked = list(services)
    records = records_of(asked)
    return [
        _row(service, calendars[service.team_id], records.get(service.pk, NO_RECORD))
        for service in asked
    ]


def _row(service: Service, calendar: Calendar, record: Record) -> ServiceRow:
    published = service.charter.usual_minutes if service.charter else 0
    minutes = record.usual_minutes or published
    words = when.length(minutes, day_minutes(calendar))
    line = _("Usually %(length)s") % {"length": words} if minutes else ""
    return ServiceRow(service, line, record, minutes)


def groups_of(
    services: Iterable[Service], known: Mapping[int, Team], at: datetime
) -> list[TeamGroup]:
    """Put services together by team, teams in the order of their names."""
    asked = [_by(service, known) for service in services]
    teams = {service.team_id: service.team for service in asked}
    # what a team wrote down about its hours goes along with it; the others say nothing, or little
    prefetch_related_objects([team for team in teams.values() if not team.hours_kept], "hours")
    calendars = {key: team.calendar() for key, team in teams.items()}
    rows: dict[int, list[ServiceRow]] = {}
    for row in rows_of(asked, calendars):
        rows.setdefault(row.service.team_id, []).append(row)
    groups = [_group(team, calendars[key], rows[key], at) for key, team in teams.items()]
    return sorted(groups, key=lambda group: group.team.name.casefold())


def _by(service: Service, known: Mapping[int, Team]) -> Service:
    """The service with its team, which is read once for all that it offers."""
    service.team = known[service.team_id]
    return service


def _group(team: Team, calendar: Calendar, rows: list[ServiceRow], at: datetime) -> TeamGroup:
    minutes = min(
        (row.service.charter.first_word_minutes for row in rows if row.service.charter), default=0
    )
    return TeamGroup(team, rows, opening(calendar, at), when.length(minutes, day_minutes(calendar)))


def charter_facts(charter: Charter, calendar: Calendar) -> list[tuple[str, str]]:
    """Say the published times of a charter."""
    day = day_minutes(calendar)
    return [
        (_("First word"), _("%(length)s at most") % {"length": _length(charter, "first", day)}),
        (_("Done"), _("%(length)s, usually") % {"length": _length(charter, "usual", day)}),
        (
            _("Nearly always"),
            _("%(length)s, 85 in 100") % {"length": _length(charter, "most", day)},
        ),
    ]


def _length(charter: Charter, which: str, day: int) -> str:
    minutes = {
        "first": charter.first_word_minutes,
        "usual": charter.usual_minutes,
        "most": charter.nearly_always_minutes,
    }
    return when.length(minutes[which], day)


def narrowed(groups: list[TeamGroup], only: list[str]) -> list[TeamGroup]:
    """Keep what is wished: "now" open teams, "day" services usually done within a day."""
    if "now" in only:
        groups = [group for group in groups if group.opening.is_open]
    if "day" in only:
        groups = [
            TeamGroup(group.team, _within_a_day(group), group.opening, group.first_word)
            for group in groups
        ]
    return [group for group in groups if group.rows]


def _within_a_day(group: TeamGroup) -> list[ServiceRow]:
    day = day_minutes(group.team.calendar())
    return [row for row in group.rows if row.minutes <= day]
