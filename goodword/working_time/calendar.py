"""A team's calendar: when it works, and what follows for dates and lengths of time.

Everything is half-open, counted in real elapsed time, exact to the microsecond,
and a pure function of what is handed in. Rules: DOMAIN 4, worked through in
``docs/working-time.md``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from goodword.working_time import reading, walk
from goodword.working_time.errors import N_, CalendarError, NeverOpen, Problem
from goodword.working_time.hours import MINUTES, Hours, Interval, Version, WeekLine
from goodword.working_time.spans import Spans, merged
from goodword.working_time.ticks import (
    LONGEST,
    MICROSECOND,
    date_of,
    day_number,
    length,
    moment,
    tick,
    too_long,
)
from goodword.working_time.timeline import Timeline
from goodword.working_time.zones import zone_problem

Pauses = Iterable[tuple[datetime, datetime]]
"""From when to when nothing is counted. May overlap, may lie outside the hours."""


@dataclass(frozen=True)
class Calendar:
    """One team's working time: a zone and the versions of its hours.

    Instants go in and come out aware (out: UTC), lengths are timedeltas. A
    calendar never changes and remembers its layout, so keep and share it.
    Constructing raises CalendarError, every question may raise TooFar (outside
    the years 1000 to 9000, or over 400 years from end to end).
    """

    zone: str
    versions: tuple[Version, ...] = (Version(),)
    _time: Timeline = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Check zone and order of versions, and lay out the rules."""
        problems = list(_problems(self.zone, self.versions))
        if problems:
            raise CalendarError(problems)
        object.__setattr__(self, "_time", Timeline(self.zone, self.versions))

    @classmethod
    def always(cls, zone: str) -> Calendar:
        """Return a calendar that is open day and night."""
        return cls(zone, (Version(week=((Interval(0, MINUTES),),) * 7),))

    @classmethod
    def from_json(cls, data: object) -> Calendar:
        """Return the calendar of one ``hours explain`` object (already parsed).

        Raises CalendarError naming every problem found.
        """
        return reading.calendar(cls, data)

    @classmethod
    def from_versions(cls, versions: Iterable[Sequence[object]]) -> Calendar:
        """Return the calendar of pairs: valid from (ISO date), ``hours explain`` object.

        Pairs stand in the order in which they were decided and are numbered from 1.
        A later decision replaces everything from its date on. The zone of the last
        one is the calendar's. Raises CalendarError naming every problem found.
        """
        return reading.calendar_of_versions(cls, versions)

    def to_json(self) -> dict[str, object]:
        """Return what `from_json` reads back as an equal calendar."""
        return reading.as_json(self.zone, self.versions)

    @classmethod
    def office(cls, zone: str) -> Calendar:
        """Return a calendar of Monday to Friday, 9:00 to 17:00."""
        return cls(zone, (Version(week=((Interval(9 * 60, 17 * 60),),) * 5 + ((), ())),))

    # Lengths of working time

    def add(self, start: datetime, amount: timedelta | float, pauses: Pauses = ()) -> datetime:
        """Return the first instant by which ``amount`` of working time has passed.

        An amount (timedelta, or seconds) that runs out exactly at a close answers
        that close; nothing added answers ``start`` itself, open or not; a
        negative amount is subtracted. Raises NeverOpen when the calendar stays
        shut for ten years before the amount has passed.
        """
        ticks = _ticks(amount)
        if ticks < 0:
            return self.subtract(start, -length(ticks), pauses)
        return moment(walk.forward(self._time, tick(start), ticks, _held(pauses)))

    def subtract(self, start: datetime, amount: timedelta | float, pauses: Pauses = ()) -> datetime:
        """Return the last instant from which ``amount`` passes until ``start``.

        The mirror image of `add`: what runs out at an opening answers that opening.
        """
        ticks = _ticks(amount)
        if ticks < 0:
            return self.add(start, -length(ticks), pauses)
        return moment(walk.backward(self._time, tick(start), ticks, _held(pauses)))

    def between(self, start: datetime, end: datetime, pauses: Pauses = ()) -> timedelta:
        """Return the working time between two instants; negative when reversed."""
        begins, ends = tick(start), tick(end)
        if abs(ends - begins) > LONGEST:
            raise too_long()
        if begins > ends:
            return -length(walk.counted(self._time, ends, begins, _held(pauses)))
        return length(walk.counted(self._time, begins, ends, _held(pauses)))

    # Openings

    def is_open(self, at: datetime) -> bool:
        """Whether the team works at this instant (open at the opening, not at the close)."""
        return walk.is_open(self._time, tick(at))

    def next_open(self, at: datetime) -> datetime:
        """Return the next instant that is open: ``at`` itself when it is open already."""
        return moment(walk.opening(self._time, tick(at)))

    def next_close(self, at: datetime) -> datetime:
        """Return the first close after the next open moment.

        Touching intervals have no close between them. Raises NeverCloses when
        the team then works without a break for ten years.
        """
        return moment(walk.closing(self._time, walk.opening(self._time, tick(at))))

    def open_spans(self, start: datetime, end: datetime) -> Iterator[tuple[datetime, datetime]]:
        """Yield from when to when the team is open between two instants."""
        begins, ends = tick(start), tick(end)
        if ends - begins > LONGEST:
            raise too_long()
        for opens, closes in self._time.spans(begins, ends):
            yield moment(opens), moment(closes)

    # Days

    def day_of(self, at: datetime) -> date:
        """Return the date on the team's wall at an instant."""
        for version in reversed(self.versions):
            day = self._wall_clock(at, version).date()
            if self.version_on(day) is version:
                break
        return day

    def wall_clock(self, at: datetime) -> datetime:
        """Return what the clock on the team's wall shows at an instant."""
        return self._wall_clock(at, self.version_on(self.day_of(at)))

    def _wall_clock(self, at: datetime, version: Version) -> datetime:
        return at.astimezone(ZoneInfo(version.zone or self.zone))

    def is_working_day(self, day: date) -> bool:
        """Whether any interval opens on this date and breaks leave some of it.

        A night that began the evening before does not make the day a working day.
        """
        number = day_number(day)
        return any(True for _ in walk.work_days(self._time, number, number))

    def working_days(self, first: date, last: date, *, backwards: bool = False) -> Iterator[date]:
        """Yield the working days from first to last, both included."""
        numbers = day_number(first), day_number(last)
        for number in walk.work_days(self._time, *numbers, backwards=backwards):
            yield date_of(number)

    def add_days(self, day: date, number: int) -> date:
        """Return the ``number``-th working day after a date, which is not counted.

        A negative number goes back: the ``number``-th working day before. Zero
        answers the date itself, working day or not. Raises NeverOpen.
        """
        return date_of(walk.nth_work_day(self._time, day_number(day), number))

    def days_between(self, first: date, last: date) -> int:
        """Return the working days after ``first`` up to and with ``last``.

        Negative when reversed: the same days, counted the other way round.
        """
        begins, ends = sorted((day_number(first), day_number(last)))
        count = walk.count_work_days(self._time, begins, ends)
        return count if first <= last else -count

    def day_spans(self, day: date) -> tuple[tuple[datetime, datetime], ...]:
        """Return from when to when the hours that open on a date are open.

        What a night from the day before covers already is that day's.
        """
        spans = self._time.day_spans(day_number(day))
        return tuple((moment(opens), moment(closes)) for opens, closes in spans)

    def end_of_day(self, day: date) -> datetime | None:
        """Return the last close of the hours that open on a date, or None."""
        spans = self._time.own_spans(day_number(day))
        return moment(spans[-1][1]) if spans else None

    def end_of_nth_working_day(self, start: datetime, number: int) -> datetime:
        """Return when the ``number``-th working day after the day of start closes.

        This is what a target in days means. Zero is the end of the day of start
        if it is a working day whose close is still ahead, else of the next one.
        Raises ValueError when negative, NeverOpen when there are no such days.
        """
        if number < 0:
            raise ValueError("a target in days is not negative")
        today = self.day_of(start)
        if number == 0:
            close = self.end_of_day(today)
            if close and close > start:
                return close
        day = self.add_days(today, max(number, 1))
        return moment(self._time.own_spans(day_number(day))[-1][1])

    def version_on(self, day: date) -> Version:
        """Return the version in force on a date."""
        return self.versions[self._time.rules_on(day_number(day))]

    # In words

    def week_lines(self, on: date | None = None) -> tuple[WeekLine, ...]:
        """Return the week in force on a date (default: the newest) as few lines."""
        return self._version(on).week_lines()

    def mean_day(self, on: date | None = None) -> timedelta:
        """Return how long a day that opens is in the mean, by the week in force.

        The measure for "2 days" in working time. Raises NeverOpen for a week
        without hours.
        """
        minutes = self._version(on).mean_open_minutes()
        if not minutes:
            raise NeverOpen(N_("This week has no opening hours."))
        return timedelta(minutes=minutes)

    def _version(self, on: date | None) -> Version:
        return self.version_on(on) if on else self.versions[-1]

    def hours_on(self, day: date) -> Hours:
        """Return the intervals that open on a date, before breaks are cut out."""
        return self.version_on(day).hours_on(day)


def merged_pauses(pauses: Pauses) -> tuple[tuple[datetime, datetime], ...]:
    """Return pauses in order, overlapping and touching ones put together."""
    return tuple((moment(begins), moment(ends)) for begins, ends in _held(pauses))


def _held(pauses: Pauses) -> Spans:
    """Return pauses as merged ticks. Raises ValueError for one that ends before it begins."""
    spans = [(tick(begins), tick(ends)) for begins, ends in pauses]
    if any(ends < begins for begins, ends in spans):
        raise ValueError("a pause ends before it begins")
    return merged(spans)


def _ticks(amount: timedelta | float) -> int:
    """Return an amount, a timedelta or seconds, as ticks; raises TooFar."""
    seconds = amount.total_seconds() if isinstance(amount, timedelta) else amount
    if not abs(seconds) <= LONGEST // 1_000_000:
        raise too_long()
    whole = amount if isinstance(amount, timedelta) else timedelta(seconds=amount)
    return whole // MICROSECOND


def _problems(name: str, versions: Sequence[Version]) -> Iterator[Problem]:
    zones = {name, *(version.zone or name for version in versions)}
    yield from filter(None, (zone_problem(each) for each in sorted(zones, key=repr)))
    if not versions:
        yield Problem(N_("A calendar needs at least one version of its hours."))
    later = [version.valid_from for version in versions[1:]]
    days = [day for day in later if day]
    if len(days) < len(later):
        yield Problem(N_("Each version after the first needs the date from which it is valid."))
    first = versions[0].valid_from if versions else None
    days = [first, *days] if first else days
    if any(one >= other for one, other in pairwise(days)):
        yield Problem(N_("Versions stand in the order in which they begin, one a day at most."))
