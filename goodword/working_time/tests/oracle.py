"""Working time worked out the slow way, sharing no line with the room.

The oracle walks through time minute by minute in UTC, asks what the clock on the
wall shows, and looks that up in the question. It knows nothing of offsets, spans
or blocks. Instants may have seconds.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MINUTE = 60
Pairs = list[tuple[int, int]]


def minutes(text: str) -> int:
    hours, rest = text.split(":")
    return int(hours) * 60 + int(rest)


def spans_of(intervals, day: date) -> list[tuple[int, int]]:
    """Wall minutes since the year 1 during which intervals that open on a day last."""
    midnight = day.toordinal() * 1440
    found = []
    for opens, closes in intervals:
        first, last = minutes(opens), minutes(closes)
        found.append((midnight + first, midnight + last + (1440 if last <= first else 0)))
    return found


def inside(point: int, spans) -> bool:
    return any(begins <= point < ends for begins, ends in spans)


@lru_cache(maxsize=4)
def wall(zone: str, first: int, last: int) -> list[tuple[int, int, int]]:
    """What the wall shows at each minute of UTC: (second, day, minutes since the year 1)."""
    info = ZoneInfo(zone)
    found = []
    for second in range(first, last, MINUTE):
        shown = datetime.fromtimestamp(second, info)
        day = shown.toordinal()
        found.append((second, day, day * 1440 + shown.hour * 60 + shown.minute))
    return found


class Oracle:
    """One calendar between two instants, both on whole minutes of UTC."""

    def __init__(self, calendar: dict[str, Any], first: datetime, last: datetime) -> None:
        self.calendar = calendar
        self.zone = ZoneInfo(calendar["tz"])
        self.first = int(first.timestamp())
        self.last = int(last.timestamp())
        self.pieces: dict[tuple[tuple[int, int], ...], Pairs] = {}

    def opening(self, day: date) -> list[list[str]]:
        """The intervals that open on a day."""
        key = day.isoformat()
        if key in self.calendar.get("holidays", []):
            return []
        usual = self.calendar["week"].get(WEEKDAYS[day.weekday()], [])
        hours: list[list[str]] = self.calendar.get("overrides", {}).get(key, usual)
        return hours

    def hours_around(self, day: date) -> tuple[Pairs, Pairs]:
        """What may be open on the wall's date, and what is cut out of it."""
        opening: Pairs = []
        cut: Pairs = []
        for back in (0, 1):
            other = day - timedelta(days=back)
            opening += spans_of(self.opening(other), other)
            cut += spans_of(self.calendar.get("breaks", {}).get(other.isoformat(), []), other)
        return opening, cut

    @cached_property
    def open_minutes(self) -> dict[int, None]:
        """The open minutes, by their first second in UTC."""
        found: dict[int, None] = {}
        known: dict[int, tuple[Pairs, Pairs]] = {}
        for second, day, shown in wall(self.zone.key, self.first, self.last):
            if day not in known:
                known[day] = self.hours_around(date.fromordinal(day))
            opening, cut = known[day]
            if inside(shown, opening) and not inside(shown, cut):
                found[second] = None
        return found

    def counted(self, pauses=()) -> list[tuple[int, int]]:
        """The open time as many small pieces, those inside a pause left out."""
        held = tuple((int(a.timestamp()), int(b.timestamp())) for a, b in pauses)
        if not held:
            return self.whole_minutes
        if held not in self.pieces:
            self.pieces[held] = list(self.cut_up(held))
        return self.pieces[held]

    @cached_property
    def whole_minutes(self) -> list[tuple[int, int]]:
        return [(second, second + MINUTE) for second in self.open_minutes]

    def cut_up(self, held):
        for second in self.open_minutes:
            edges = [edge for pause in held for edge in pause if second < edge < second + MINUTE]
            pieces = [second, *sorted(edges), second + MINUTE]
            for a, b in pairwise(pieces):
                if not inside(a, held):
                    yield a, b

    def between(self, start: datetime, end: datetime, pauses=()) -> int:
        if end < start:
            return -self.between(end, start, pauses)
        low, high = int(start.timestamp()), int(end.timestamp())
        return sum(max(0, min(b, high) - max(a, low)) for a, b in self.counted(pauses))

    def add(self, start: datetime, amount: int, pauses=()) -> datetime | None:
        """The first instant by which so many seconds have passed; None: not in sight."""
        if amount < 0:
            return self.subtract(start, -amount, pauses)
        if amount == 0:
            return start
        low = int(start.timestamp())
        for a, b in self.counted(pauses):
            here = max(0, b - max(a, low))
            if here >= amount:
                return datetime.fromtimestamp(max(a, low) + amount, UTC)
            amount -= here
        return None

    def subtract(self, start: datetime, amount: int, pauses=()) -> datetime | None:
        if amount < 0:
            return self.add(start, -amount, pauses)
        if amount == 0:
            return start
        high = int(start.timestamp())
        for a, b in reversed(self.counted(pauses)):
            here = max(0, min(b, high) - a)
            if here >= amount:
                return datetime.fromtimestamp(min(b, high) - amount, UTC)
            amount -= here
        return None

    def is_open(self, at: datetime) -> bool:
        return int(at.timestamp()) // MINUTE * MINUTE in self.open_minutes

    def next_open(self, at: datetime) -> datetime | None:
        second = int(at.timestamp())
        for minute in self.open_minutes:
            if minute + MINUTE > second:
                return datetime.fromtimestamp(max(minute, second), UTC)
        return None

    def next_close(self, at: datetime) -> datetime | None:
        opens = self.next_open(at)
        if opens is None:
            return None
        minute = int(opens.timestamp()) // MINUTE * MINUTE
        while minute in self.open_minutes:
            minute += MINUTE
        return datetime.fromtimestamp(minute, UTC) if minute < self.last else None
