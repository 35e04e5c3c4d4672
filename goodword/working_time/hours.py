"""One team's hours as people write them: the week, and the days that differ."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from goodword.working_time.errors import N_, CalendarError, Problem
from goodword.working_time.spans import Spans, merged, without

MINUTES = 24 * 60
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(frozen=True, slots=True, order=True)
class Interval:
    """Open from one wall time to another, in minutes after midnight, half-open.

    Closing at or before the opening means past midnight; ``closes`` may be
    1440, which is 24:00. The same time twice is a whole day and night.
    """

    opens: int
    closes: int

    def __post_init__(self) -> None:
        """Refuse times that no clock shows."""
        if not (0 <= self.opens < MINUTES and 0 <= self.closes <= MINUTES):
            raise CalendarError([Problem(N_("Opening times run from 00:00 to 24:00, in minutes."))])

    @property
    def ends(self) -> int:
        """Minutes after the midnight of the opening day; past 1440 is the next day."""
        return self.closes if self.closes > self.opens else self.closes + MINUTES

    def __str__(self) -> str:
        return f"{clock_words(self.opens)} to {clock_words(self.closes)}"


Hours = tuple[Interval, ...]
Dated = tuple[tuple[date, Hours], ...]


def clock_words(minute: int) -> str:
    """Return minutes after midnight as HH:MM."""
    return f"{minute // 60:02}:{minute % 60:02}"


def minutes_of(hours: Iterable[Interval]) -> Spans:
    """Return the hours as merged spans of minutes after the day's midnight."""
    return merged((interval.opens, interval.ends) for interval in hours)


def dated(hours: Mapping[date, Iterable[Interval]]) -> Dated:
    """Return hours by date in the form a `Version` keeps them, which never changes."""
    return tuple((day, tuple(hours[day])) for day in sorted(hours))


@dataclass(frozen=True)
class Version:
    """The hours a team kept from a date on, until the next version begins.

    - ``week``: seven lists of intervals, Monday first;
    - ``overrides``: on this date these intervals instead of the week's;
    - ``holidays``: whatever would *open* on this date stays shut (a night that
      opened the evening before still runs to its end);
    - ``breaks``: cut out of whatever is open on this date.

    A team that moves gets a version with another ``zone``; None is the calendar's.
    The first version also holds for the time before its own date: a calendar
    has no beginning.
    """

    week: tuple[Hours, ...] = ((),) * len(WEEKDAYS)
    overrides: Dated = ()
    holidays: frozenset[date] = frozenset()
    breaks: Dated = ()
    valid_from: date | None = None
    number: int = 1
    zone: str | None = None

    def __post_init__(self) -> None:
        """Refuse a week that has not seven days."""
        if len(self.week) != len(WEEKDAYS):
            raise CalendarError([Problem(N_("A week needs the hours of seven days."))])

    def hours_on(self, day: date) -> Hours:
        """Return the intervals that open on a date, before breaks are cut out."""
        if day in self.holidays:
            return ()
        return dict(self.overrides).get(day, self.week[day.weekday()])

    def week_lines(self) -> tuple[WeekLine, ...]:
        """Return the week put together: neighbouring days with the same hours in one line."""
        lines: list[WeekLine] = []
        for weekday, hours in enumerate(self.week):
            if lines and lines[-1].hours == tuple(sorted(hours)):
                lines[-1] = WeekLine(lines[-1].first, weekday, lines[-1].hours)
            else:
                lines.append(WeekLine(weekday, weekday, tuple(sorted(hours))))
        return tuple(line for line in lines if line.hours)

    def mean_open_minutes(self) -> float:
        """Return the mean length of a weekday that opens; 0 when none does."""
        open_days = sum(1 for hours in self.week if hours)
        return _open_minutes(self.week) / open_days if open_days else 0.0


@lru_cache(maxsize=256)
def _open_minutes(week: tuple[Hours, ...]) -> int:
    """Return the week's open minutes, a night that overlaps the next day once."""
    minutes = 0
    for weekday, hours in enumerate(week):
        night_before = minutes_of(week[weekday - 1])
        tail = tuple((b - MINUTES, e - MINUTES) for b, e in night_before)
        minutes += sum(e - b for b, e in without(minutes_of(hours), tail))
    return minutes


@dataclass(frozen=True, slots=True)
class WeekLine:
    """Neighbouring weekdays (Monday is 0) that keep the same hours."""

    first: int
    last: int
    hours: Hours
