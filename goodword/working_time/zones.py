"""From the clock on the team's wall to instants, through summer time.

An instant is inside local hours when the wall clock shows a time inside them.
So an hour that the clock shows twice counts twice, and one that it skips counts
not at all: what is counted is always real, elapsed time.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo, available_timezones

from goodword.working_time.errors import N_, Problem
from goodword.working_time.spans import Span
from goodword.working_time.ticks import MICROSECOND, SECOND, moment

_STEP = 86_400
"""Seconds between two looks at a zone. No zone has changed its clock twice within
three days (in the tz database of 2026 the shortest such time is 95 hours)."""


class Stretch(NamedTuple):
    """A time during which a zone keeps one distance from UTC; all in ticks."""

    begins: int
    ends: int
    offset: int


@lru_cache(maxsize=1)
def zone_names() -> frozenset[str]:
    """Return the names of all IANA zones known here."""
    return frozenset(available_timezones())


def zone_problem(name: object) -> Problem | None:
    """Say what is wrong with a zone's name, or None when it is one."""
    if isinstance(name, str) and name in zone_names():
        return None
    return Problem(
        N_("%(name)s is not a time zone; write one like Europe/London."),
        name=json.dumps(name, default=repr)[:60],
    )


def _offset(info: ZoneInfo, second: int) -> int:
    ahead = datetime.fromtimestamp(second, info).utcoffset() or timedelta()
    return ahead // MICROSECOND


@lru_cache(maxsize=8192)
def _changes(name: str, year: int) -> tuple[tuple[int, int], ...]:
    """Return when in a year (UTC) the clocks change, each with the new offset."""
    info = ZoneInfo(name)
    second = int(datetime(year, 1, 1, tzinfo=UTC).timestamp())
    last = int(datetime(year + 1, 1, 1, tzinfo=UTC).timestamp())
    changes = []
    before = _offset(info, second)
    while second < last:
        after = _offset(info, second + _STEP)
        if after != before:
            changes.append((_change(info, second, second + _STEP, before) * SECOND, after))
        second, before = second + _STEP, after
    return tuple(changes)


def _change(info: ZoneInfo, low: int, high: int, before: int) -> int:
    """Return the first second at which the offset is no longer ``before``."""
    while high - low > 1:
        middle = (low + high) // 2
        if _offset(info, middle) == before:
            low = middle
        else:
            high = middle
    return high


def stretches(name: str, begins: int, ends: int) -> tuple[Stretch, ...]:
    """Return the stretches of one offset that make up the time from begins to ends."""
    found: list[Stretch] = []
    offset = _offset(ZoneInfo(name), begins // SECOND)
    for year in range(moment(begins).year, moment(ends).year + 1):
        for at, after in _changes(name, year):
            if begins < at < ends:
                found.append(Stretch(begins, at, offset))
                begins, offset = at, after
    found.append(Stretch(begins, ends, offset))
    return tuple(found)


def instants(known: Iterable[Stretch], local: Span) -> Iterator[Span]:
    """Yield the spans of ticks during which the wall clock shows the local span."""
    for stretch in known:
        begins = max(local[0] - stretch.offset, stretch.begins)
        ends = min(local[1] - stretch.offset, stretch.ends)
        if begins < ends:
            yield begins, ends
