"""How a due time came about, day by day: data that a page draws and a text tells.

A row is a working day from its first opening to its last close, cut into
segments that follow each other without gaps.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from typing import Literal

from goodword.working_time.calendar import Calendar, Pauses, merged_pauses
from goodword.working_time.hours import Hours, Version

Kind = Literal["counted", "left", "paused", "closed", "outside"]
"""Counted until now, left from now to the end, paused, closed, or open but before
the start or after the end."""

ROWS_AT_MOST = 400
_ZERO = timedelta()
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of a day of one kind, in UTC, half-open."""

    kind: Kind
    start: datetime
    end: datetime

    @property
    def length(self) -> timedelta:
        """How long it really took."""
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class DayRow:
    """One working day. ``opens_minute`` and ``closes_minute`` are what the wall
    clock shows, in minutes after the day's midnight (past 1440 is the next day).
    """

    day: date
    opens: datetime
    closes: datetime
    opens_minute: float
    closes_minute: float
    segments: tuple[Segment, ...]

    def of_kind(self, *kinds: Kind) -> timedelta:
        """How much of the day is of these kinds."""
        return sum((s.length for s in self.segments if s.kind in kinds), _ZERO)

    @property
    def working(self) -> timedelta:
        """What this day adds to the sum: counted and left."""
        return self.of_kind("counted", "left")

    @property
    def paused(self) -> timedelta:
        """The working time of this day that a pause took out."""
        return self.of_kind("paused")


@dataclass(frozen=True, slots=True)
class Omitted:
    """Working days in the middle that have no row of their own."""

    after: date
    before: date
    days: int
    working: timedelta
    paused: timedelta


@dataclass(frozen=True, slots=True)
class Difference:
    """A date inside the explained time on which the week did not apply as usual.

    ``holiday``: nothing opens; ``override``: ``hours`` instead of ``usual``;
    ``break``: ``hours`` cut out.
    """

    day: date
    kind: Literal["holiday", "override", "break"]
    hours: Hours
    usual: Hours


@dataclass(frozen=True, slots=True)
class Pause:
    """One pause inside the explained time (overlapping ones put together)."""

    start: datetime
    end: datetime
    working: timedelta


@dataclass(frozen=True)
class Explanation:
    """The whole sum from start to end. ``is_reversed`` when they were handed in the
    other way round; start is never after end here.
    """

    calendar: Calendar
    start: datetime
    end: datetime
    now: datetime | None
    is_reversed: bool
    working: timedelta
    counted: timedelta
    left: timedelta
    paused: timedelta
    rows: tuple[DayRow, ...]
    omitted: Omitted | None
    pauses: tuple[Pause, ...]
    versions: tuple[Version, ...]
    differences: tuple[Difference, ...]

    @property
    def axis(self) -> tuple[float, float]:
        """The earliest opening and latest close of all rows, in minutes of the day."""
        return (
            min((row.opens_minute for row in self.rows), default=0.0),
            max((row.closes_minute for row in self.rows), default=1440.0),
        )

    def percent(self, row: DayRow, at: datetime) -> float:
        """Where an instant of a row's day stands on the common axis, 0 to 100."""
        first, last = self.axis
        minute = min(max(_minute(self.calendar, row.day, at), first), last)
        return 100 * (minute - first) / ((last - first) or 1)


def explain(
    calendar: Calendar,
    start: datetime,
    *,
    end: datetime | None = None,
    amount: timedelta | None = None,
    pauses: Pauses = (),
    now: datetime | None = None,
    rows_at_most: int = ROWS_AT_MOST,
) -> Explanation:
    """Explain the working time from start to end, or the amount added to start.

    Before ``now`` it is counted, after it left; without ``now`` all is counted.
    More than ``rows_at_most`` days keep their first and last rows. Raises
    ValueError unless exactly one of end and amount is given, and what the
    calendar raises.
    """
    pauses = merged_pauses(pauses)
    if end is None and amount is not None:
        end = calendar.add(start, amount, pauses)
    elif end is None or amount is not None:
        raise ValueError("an explanation needs an end or an amount, and not both")
    begins, ends = (at.astimezone(UTC) for at in sorted((start, end)))
    days = _Days(calendar, begins, ends, now, pauses)
    working = calendar.between(begins, ends, pauses)
    counted = (
        working if now is None else calendar.between(begins, min(max(now, begins), ends), pauses)
    )
    taken = tuple(days.pauses())
    rows, omitted = days.rows(max(rows_at_most, 2), working, sum((p.working for p in taken), _ZERO))
    return Explanation(
        calendar=calendar,
        start=begins,
        end=ends,
        now=now,
        is_reversed=end < start,
        working=working,
        counted=counted,
        left=working - counted,
        paused=sum((pause.working for pause in taken), _ZERO),
        rows=rows,
        omitted=omitted,
        pauses=taken,
        versions=tuple(days.versions()),
        differences=tuple(days.differences()),
    )


@dataclass(frozen=True)
class _Days:
    """The days of one explanation, and how they are cut up."""

    calendar: Calendar
    start: datetime
    end: datetime
    now: datetime | None
    held: tuple[tuple[datetime, datetime], ...]

    @property
    def first(self) -> date:
        """The day before the start: its night may still run."""
        return self.calendar.day_of(self.start) - _ONE_DAY

    @property
    def last(self) -> date:
        return self.calendar.day_of(self.end)

    def rows(
        self, most: int, working: timedelta, paused: timedelta
    ) -> tuple[tuple[DayRow, ...], Omitted | None]:
        """Return the rows, and the sum of those left out when there are too many."""
        early = list(self._some(self._each(self.first, self.last), most))
        if len(early) < most:
            return tuple(early), None
        early = early[: most - most // 2]
        rest = self._each(self.last, early[-1].day + _ONE_DAY)
        late = list(self._some(rest, most // 2))[::-1]
        gap = early[-1].day, late[0].day
        shown = (*early, *late)
        days = self.calendar.days_between(*gap) - 1
        if days < 1:
            return shown, None
        seen = sum((row.working for row in shown), _ZERO)
        held = sum((row.paused for row in shown), _ZERO)
        return shown, Omitted(*gap, days, working - seen, paused - held)

    def _some(self, rows: Iterator[DayRow], most: int) -> Iterator[DayRow]:
        for _, row in zip(range(most), rows, strict=False):
            yield row

    def _each(self, first: date, last: date) -> Iterator[DayRow]:
        """Yield rows from the first to the last day, backwards when they are reversed."""
        backwards = first > last
        ends = (last, first) if backwards else (first, last)
        for day in self.calendar.working_days(*ends, backwards=backwards):
            row = self._row(day)
            if row:
                yield row

    def _row(self, day: date) -> DayRow | None:
        spans = self.calendar.day_spans(day)
        if not any(max(b, self.start) < min(e, self.end) for b, e in spans):
            return None
        opens, closes = spans[0][0], spans[-1][1]
        return DayRow(
            day,
            opens,
            closes,
            _minute(self.calendar, day, opens),
            _minute(self.calendar, day, closes),
            self._segments(spans),
        )

    def _segments(self, spans: Sequence[tuple[datetime, datetime]]) -> tuple[Segment, ...]:
        opens, closes = spans[0][0], spans[-1][1]
        edges = {edge for span in (*spans, *self.held) for edge in span}
        edges.update({self.start, self.end, self.now or self.end})
        segments: list[Segment] = []
        for begins, ends in pairwise(sorted(e for e in edges if opens <= e <= closes)):
            kind = self._kind(begins, spans)
            if segments and segments[-1].kind == kind:
                segments[-1] = Segment(kind, segments[-1].start, ends)
            else:
                segments.append(Segment(kind, begins, ends))
        return tuple(segments)

    def _kind(self, at: datetime, spans: Sequence[tuple[datetime, datetime]]) -> Kind:
        if not _inside(at, spans):
            return "closed"
        if not self.start <= at < self.end:
            return "outside"
        if _inside(at, self.held):
            return "paused"
        return "left" if self.now and at >= self.now else "counted"

    def pauses(self) -> Iterator[Pause]:
        """Yield the pauses that touch the time explained, cut to it."""
        for begins, ends in self.held:
            start, end = max(begins, self.start), min(ends, self.end)
            if start < end:
                yield Pause(start, end, self.calendar.between(start, end))

    def versions(self) -> Iterator[Version]:
        """Yield the versions in force in the time explained."""
        first, last = self.calendar.day_of(self.start), self.last
        in_force = self.calendar.version_on(first), self.calendar.version_on(last)
        places = [self.calendar.versions.index(version) for version in in_force]
        yield from self.calendar.versions[places[0] : places[1] + 1]

    def differences(self) -> Iterator[Difference]:
        """Yield the dates that did not go by the week, in order."""
        found = [
            difference
            for version in self.versions()
            for difference in _differences(version)
            if self.first < difference.day <= self.last
            and self.calendar.version_on(difference.day) is version
        ]
        yield from sorted(found, key=lambda difference: difference.day)


def _differences(version: Version) -> Iterator[Difference]:
    for day in version.holidays:
        yield Difference(day, "holiday", (), version.week[day.weekday()])
    for day, hours in version.overrides:
        if day not in version.holidays:
            yield Difference(day, "override", hours, version.week[day.weekday()])
    for day, hours in version.breaks:
        yield Difference(day, "break", hours, version.hours_on(day))


def _inside(at: datetime, spans: Sequence[tuple[datetime, datetime]]) -> bool:
    return any(begins <= at < ends for begins, ends in spans)


def _minute(calendar: Calendar, day: date, at: datetime) -> float:
    """Return what the wall clock shows at an instant, as minutes after a day's midnight."""
    shown = calendar.wall_clock(at).replace(tzinfo=None)
    return (shown - datetime.combine(day, time())) / timedelta(minutes=1)
