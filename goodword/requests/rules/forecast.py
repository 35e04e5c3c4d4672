"""From an advice in working days to dates on a team's calendar, and back to odds (DOMAIN 5).

Pure: no rows, no clock. A date is the end of a working day, or of half of one where half of the
work takes less than a day.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import Final
from zoneinfo import ZoneInfo

from goodword.advisor import AIM, EVEN, FAIR, SAFE, Advice
from goodword.working_time import Calendar, Pauses

#: Older than so many in 100 were when they were done, a request is counted as asked anew.
BEYOND: Final = 0.95
#: Noon parts a day where at least this share of it lies on either side; else its middle does.
NOON_FROM: Final = 0.25
NOON: Final = time(12)
#: Above any rounding of a moment, far below what anybody would notice; in working days.
A_TICK: Final = 1e-6


@dataclass(frozen=True)
class Forecast:
    """What is advised for one request at one moment.

    ``age`` is for how many working days it has been open, without what was paused. ``of`` is
    how many earlier requests of the service it rests on.
    """

    advice: Advice
    calendar: Calendar
    at: datetime
    age: float
    is_half_days: bool
    of: int

    @classmethod
    def at_age(
        cls,
        advice: Advice,
        calendar: Calendar,
        *,
        at: datetime,
        age: float,
        is_half_days: bool,
        of: int,
    ) -> Forecast:
        """A forecast for a request of this age; past all experience it is counted from now."""
        known = 0.0 if advice.odds(age) >= BEYOND else max(age, 0.0)
        return cls(advice, calendar, at, known, is_half_days, of)

    @property
    def fair_level(self) -> float:
        """Which level is offered: 85, or 90 in 100 where there is little experience."""
        return self.advice.fair

    @property
    def even(self) -> datetime:
        return self.date(EVEN)

    @property
    def aim(self) -> datetime:
        """The inner aim: promised Tuesday, aim for Monday."""
        return self.date(AIM)

    @property
    def fair(self) -> datetime:
        return self.date(self.fair_level)

    @property
    def safe(self) -> datetime:
        return self.date(SAFE)

    @property
    def at_85(self) -> datetime:
        """The date of 85 in 100, whatever is offered."""
        return self.date(FAIR)

    @cached_property
    def _told(self) -> list[tuple[float, datetime]]:
        """The levels that are read with their dates, and the one that is offered."""
        levels = {EVEN, FAIR, SAFE, self.fair_level}
        return [(level, self.date(level)) for level in levels]

    def date(self, level: float) -> datetime:
        """The end of the day, or half day, by which it is done with these odds; ahead of now."""
        ahead = max(self.advice.within(level, self.age) - self.age, 0.0)
        runs_out = self.calendar.add(self.at, ahead * self.calendar.mean_day())
        return part_end(self.calendar, runs_out, half=self.is_half_days, after=self.at)

    def chance(self, moment: datetime) -> float:
        """The odds, 0 to 1, that it is done by a moment, as they are said beside the levels.

        The date of a level has that level. Any other moment is never told fewer odds than the
        highest level whose date is over, nor more than the lowest whose date lies ahead: one date
        has one number (docs/decisions/0014).
        """
        if moment <= self.at:
            return 0.0
        reached = max((level for level, date in self._told if date <= moment), default=0.0)
        if any(date == moment for _level, date in self._told):
            return reached
        ahead = min((level for level, date in self._told if date > moment), default=1.0)
        return min(max(self.share_by(moment), reached), ahead)

    def share_by(self, moment: datetime) -> float:
        """The share, 0 to 1, of requests like this that are done by a moment, for pictures.

        The record is kept in dates: whatever is done within a day keeps the date at its end. So
        where it moved the levels, a moment is read half a part of a day before itself.
        """
        if moment <= self.at:
            return 0.0
        length = self.age + in_days(self.calendar, self.at, moment)
        if self.advice.is_calibrated:
            length -= 0.25 if self.is_half_days else 0.5
        return self.advice.odds(max(length, self.age), self.age)


def in_days(calendar: Calendar, start: datetime, end: datetime, pauses: Pauses = ()) -> float:
    """Working time between two moments in mean open days."""
    return calendar.between(start, end, pauses) / calendar.mean_day()


def needed_days(
    calendar: Calendar, asked: datetime, done: datetime, *, half: bool, pauses: Pauses = ()
) -> float:
    """The shortest promise, in days, whose date would have held what was done at this moment."""
    begun = part_begin(calendar, done, half=half)
    return max(in_days(calendar, asked, max(begun, asked), pauses) + A_TICK, 0.0)


def part_end(calendar: Calendar, moment: datetime, *, half: bool, after: datetime) -> datetime:
    """The end of the working day, or half day, in which a moment lies; later than ``after``.

    Raises ``NeverOpen`` for a team that does not work any more.
    """
    day = calendar.day_of(moment) - timedelta(days=1)
    while True:
        for end in _ends(calendar, day, half):
            if end >= moment and end > after:
                return end
        day = calendar.add_days(day, 1)


def part_begin(calendar: Calendar, moment: datetime, *, half: bool) -> datetime:
    """Where the day, or half day, began at whose end a date would just hold this moment."""
    day = calendar.day_of(moment)
    while True:
        before = [end for end in _ends(calendar, day, half) if end < moment]
        if before:
            return max(before)
        day = calendar.add_days(day, -1)


def _ends(calendar: Calendar, day: date, half: bool) -> Iterator[datetime]:
    close = calendar.end_of_day(day)
    if close is None:
        return
    if half and (middle := _middle(calendar, day, close)) < close:
        yield middle
    yield close


def _middle(calendar: Calendar, day: date, close: datetime) -> datetime:
    """Noon where it parts the day well, else the middle of what is worked."""
    spans = calendar.day_spans(day)
    opens = spans[0][0] if spans else close
    whole = calendar.between(opens, close)
    zone = ZoneInfo(calendar.version_on(day).zone or calendar.zone)
    noon = datetime.combine(day, NOON, zone)
    share = calendar.between(opens, noon) / whole if whole else 0.0
    if NOON_FROM <= share <= 1 - NOON_FROM and calendar.is_open(noon - timedelta(minutes=1)):
        return noon.astimezone(close.tzinfo)
    return calendar.add(opens, whole / 2)
