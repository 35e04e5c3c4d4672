"""Which words are looked at: first words whose last advised date has passed, nothing confidential.

Only numbers leave: no names, no dates of one request, no words.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Final

from goodword.catalogue.models import Service
from goodword.house.guard import system_scope
from goodword.insight.rules import Case
from goodword.people.models import Team
from goodword.people.privacy import Privacy
from goodword.requests.models import Advised
from goodword.requests.rules.forecast import in_days
from goodword.requests.rules.states import PromiseState
from goodword.ui import when

#: Why rows are read without anybody's eyes: what leaves are counts and shares.
READING: Final = "counting how good the dates of a service are, without names, dates or words"
#: How many of the latest are counted; a year of a large house.
LATEST: Final = 5_000
COLUMNS: Final = (
    "at", "even_at", "fair_at", "safe_at", "ready_at", "offer__due_at", "offer__team",
    "offer__promise__state",
)  # fmt: skip


def cases_of(service: Service | None, at: datetime, days: int) -> list[Case]:
    """First words of a service, or of the whole house, in order of time.

    One whose time is not up yet says nothing: counting only what came early would flatter. What
    was released (taken back, the need changed) is left out.
    """
    with system_scope(READING):
        rows = list(_rows(service, at, days))
        teams = Team.objects.filter(pk__in={row[6] for row in rows}).prefetch_related("hours")
        calendars = {team.pk: team.calendar() for team in teams}
    return [_case(row, calendars) for row in reversed(rows)]


def _rows(service: Service | None, at: datetime, days: int) -> Any:
    found = Advised.objects.filter(
        safe_at__lte=at, at__gte=at - timedelta(days=days), offer__promise__is_first=True
    )
    found = found.exclude(offer__promise__state=PromiseState.RELEASED)
    found = found.exclude(service_request__privacy=Privacy.CONFIDENTIAL)
    if service is not None:
        found = found.filter(service_request__service=service, offer__team=service.team_id)
    return found.order_by("-at", "-pk").values_list(*COLUMNS)[:LATEST]


def _case(row: tuple[Any, ...], calendars: dict[int, Any]) -> Case:
    at, even, fair, safe, ready, due, team, state = row
    calendar = calendars[team]
    judged = {PromiseState.KEPT: True, PromiseState.BROKEN: False}
    return Case(
        month=when.local(at).date().replace(day=1),
        ready=(_by(ready, even), _by(ready, fair), _by(ready, safe)),
        asked_for=in_days(calendar, at, due),
        advised=in_days(calendar, at, fair),
        is_kept=judged.get(state),
    )


def _by(ready: datetime | None, moment: datetime) -> bool:
    return ready is not None and ready <= moment
