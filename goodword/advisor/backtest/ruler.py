"""One scale for a whole log: working days since its beginning, and where its days end."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from goodword.working_time import Calendar

_SAME = 1e-7
"""Working days that are one moment: a hundredth of a second, far above what sums may blur."""


class Ruler:
    """Counts moments in working days (of the calendar's mean open day) on one calendar."""

    def __init__(self, calendar: Calendar, first: float, last: float) -> None:
        """Lay out the time between two moments, in seconds since 1970.

        Raises WorkingTimeError for hours that never open.
        """
        self._day = calendar.mean_day().total_seconds()
        self._opens: list[float] = []
        self._closes: list[float] = []
        self._before: list[float] = []
        begin, end = (datetime.fromtimestamp(at, UTC) for at in (first, last))
        total = 0.0
        for opens, closes in calendar.open_spans(begin - timedelta(days=8), end):
            self._opens.append(opens.timestamp())
            self._closes.append(closes.timestamp())
            self._before.append(total)
            total += (closes - opens).total_seconds()
        self._ends = list(self._days(calendar, begin, end))
        self._steps = self._ends

    def count_in_half_days(self) -> None:
        """Let dates fall on the middle of a day, too."""
        starts = [0.0, *self._ends]
        middles = [(one + other) / 2 for one, other in zip(starts, self._ends, strict=False)]
        self._steps = sorted((*middles, *self._ends))

    def _days(self, calendar: Calendar, begin: datetime, end: datetime) -> Iterator[float]:
        """Yield where each working day ends, once where two end in one moment."""
        last = 0.0
        for day in calendar.working_days(calendar.day_of(begin), calendar.day_of(end)):
            close = calendar.end_of_day(day)
            if close is not None and (at := self.at(close.timestamp())) > last:
                last = at
                yield at

    def at(self, moment: float) -> float:
        """Return how many working days lie before a moment; closed time adds nothing."""
        place = bisect_right(self._opens, moment) - 1
        if place < 0:
            return 0.0
        within = min(moment, self._closes[place]) - self._opens[place]
        return (self._before[place] + within) / self._day

    def rounded_up(self, at: float, after: float) -> float:
        """Return the end of the day (or half day) in which a count of working days lies.

        The date is after ``after``: what is asked in the evening is not promised for the
        afternoon before.
        """
        place = max(bisect_left(self._steps, at - _SAME), bisect_right(self._steps, after + _SAME))
        return self._steps[place] if place < len(self._steps) else max(at, after)

    def began(self, at: float) -> float:
        """Return where the day (or half day) began at whose end a date would just hold this."""
        place = bisect_left(self._steps, at - _SAME)
        return self._steps[place - 1] + 2 * _SAME if place else 0.0
