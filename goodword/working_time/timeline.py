"""A calendar's open time laid out on the line of instants, block by block.

Sums over a year need only a few blocks; each is worked out once and kept on the
calendar, with its running total.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

from goodword.working_time.hours import MINUTES, Version, minutes_of
from goodword.working_time.spans import Span, Spans, merged, shifted, without
from goodword.working_time.ticks import DAY, MINUTE, day_number, weekday_of
from goodword.working_time.zones import instants, stretches

DAYS_A_BLOCK = 32
BLOCK = DAYS_A_BLOCK * DAY
_BLOCKS_KEPT = 512


@dataclass(frozen=True, slots=True)
class Block:
    """The open spans of 32 days of UTC, in ticks, with their running total."""

    begins: tuple[int, ...]
    ends: tuple[int, ...]
    before: tuple[int, ...]
    after: tuple[int, ...]

    @classmethod
    def of(cls, spans: Spans) -> Block:
        """Lay out merged spans."""
        after = tuple(accumulate(ends - begins for begins, ends in spans))
        return cls(
            tuple(begins for begins, _ in spans),
            tuple(ends for _, ends in spans),
            (0, *after[:-1]),
            after,
        )

    @property
    def total(self) -> int:
        """Open ticks in the whole block."""
        return self.after[-1] if self.after else 0

    def until(self, tick: int) -> int:
        """Open ticks from the block's beginning to an instant."""
        last = bisect_right(self.begins, tick) - 1
        if last < 0:
            return 0
        return self.before[last] + min(tick, self.ends[last]) - self.begins[last]

    def is_open(self, tick: int) -> bool:
        """Whether an instant lies inside one of the spans."""
        at = bisect_right(self.ends, tick)
        return at < len(self.ends) and self.begins[at] <= tick

    def next_open(self, tick: int) -> int | None:
        """The first open instant from a tick on, if there is one in this block."""
        at = bisect_right(self.ends, tick)
        return max(tick, self.begins[at]) if at < len(self.ends) else None

    def close_after(self, tick: int) -> int:
        """The end of the span around an open instant."""
        return self.ends[bisect_right(self.ends, tick)]

    def earliest(self, amount: int) -> int:
        """The first instant by which so many ticks (more than 0) have been open."""
        at = bisect_left(self.after, amount)
        return self.ends[at] - (self.after[at] - amount)

    def latest(self, amount: int) -> int:
        """The last instant by which no more than so many ticks have been open."""
        at = bisect_right(self.before, amount) - 1
        return self.begins[at] + amount - self.before[at]


class _Rules:
    """One version in the numbers that the layout needs."""

    def __init__(self, version: Version) -> None:
        self.week = tuple(minutes_of(hours) for hours in version.week)
        self.special = {day_number(day): minutes_of(h) for day, h in version.overrides}
        self.special.update({day_number(day): () for day in version.holidays})
        self.cuts = {day_number(day): minutes_of(hours) for day, hours in version.breaks}

    def opening(self, day: int) -> Spans:
        """Minutes of the intervals that open on a day, breaks not yet cut out."""
        return self.special.get(day, self.week[weekday_of(day)])


class Timeline:
    """Open time of the versions of one calendar. Remembers what it has laid out."""

    def __init__(self, zone: str, versions: tuple[Version, ...]) -> None:
        """Take versions in the order in which they begin; ``zone`` where they name none."""
        self._zones = [version.zone or zone for version in versions]
        self._rules = [_Rules(version) for version in versions]
        self._begin = [day_number(v.valid_from) for v in versions[1:] if v.valid_from]
        self._blocks: dict[int, Block] = {}
        self._work_days: dict[int, tuple[int, ...]] = {}
        self._minutes: dict[tuple[Spans, Spans, Spans], Spans] = {}

    def block(self, number: int) -> Block:
        """Return block ``number``: from ``number * BLOCK`` on."""
        known = self._blocks.get(number)
        if known is None:
            if len(self._blocks) >= _BLOCKS_KEPT:
                self._blocks = {}
            known = self._blocks[number] = Block.of(self._lay_out(number))
        return known

    def open_ticks(self, begins: int, ends: int) -> int:
        """Return how much of the time between two instants is open."""
        if begins >= ends:
            return 0
        first, last = begins // BLOCK, (ends - 1) // BLOCK
        between = sum(self.block(number).total for number in range(first, last))
        return between + self.block(last).until(ends) - self.block(first).until(begins)

    def spans(self, begins: int, ends: int) -> Iterator[Span]:
        """Yield the open spans between two instants, whole across blocks."""
        held: Span | None = None
        for number in range(begins // BLOCK, -(-ends // BLOCK)):
            block = self.block(number)
            for opens, closes in zip(block.begins, block.ends, strict=True):
                span = max(opens, begins), min(closes, ends)
                if span[0] >= span[1]:
                    continue
                if held and held[1] == span[0]:
                    held = held[0], span[1]
                    continue
                if held:
                    yield held
                held = span
        if held:
            yield held

    def work_days(self, number: int) -> tuple[int, ...]:
        """Return the days of block ``number`` (of days) on which something opens."""
        known = self._work_days.get(number)
        if known is None:
            if len(self._work_days) >= _BLOCKS_KEPT:
                self._work_days = {}
            first = number * DAYS_A_BLOCK
            days = range(first, first + DAYS_A_BLOCK)
            known = tuple(day for day in days if self._opens(day))
            self._work_days[number] = known
        return known

    def day_spans(self, day: int) -> Spans:
        """Return when the intervals that open on a day are open.

        What the night before covers already belongs to the day before.
        """
        spans = self._instants(day, self._open_minutes(day))
        if self.zone_on(day) == self.zone_on(day - 1):
            return spans
        return without(spans, self.own_spans(day - 1))

    def own_spans(self, day: int) -> Spans:
        """The same, whether or not the night before covers some of it."""
        return self._instants(day, self._own_minutes(day))

    def _instants(self, day: int, minutes: Spans) -> Spans:
        # A local day and the night after it lie within two days of the day in UTC.
        around = stretches(self.zone_on(day), (day - 1) * DAY, (day + 3) * DAY)
        return merged(span for local in minutes for span in instants(around, _ticks(day, local)))

    def _lay_out(self, number: int) -> Spans:
        begins = number * BLOCK
        first = number * DAYS_A_BLOCK
        days = range(first - 2, first + DAYS_A_BLOCK + 1)
        known = {
            zone: stretches(zone, begins, begins + BLOCK)
            for zone in {self.zone_on(day) for day in days}
        }
        return merged(
            span
            for day in days
            for local in self._open_minutes(day)
            for span in instants(known[self.zone_on(day)], _ticks(day, local))
        )

    def zone_on(self, day: int) -> str:
        """Return the zone of the version in force on a day."""
        return self._zones[self.rules_on(day)]

    def rules_on(self, day: int) -> int:
        """Return which version, counted from 0, is in force on a day."""
        return bisect_right(self._begin, day)

    def _opening(self, day: int) -> Spans:
        return self._rules[self.rules_on(day)].opening(day)

    def _cuts(self, day: int) -> Spans:
        """Minutes cut out of the two days that hours opening on this day can touch."""
        nearby: list[Span] = []
        for other in (day - 1, day, day + 1):
            cuts = self._rules[self.rules_on(other)].cuts.get(other)
            if cuts:
                nearby.extend(shifted(cuts, (other - day) * MINUTES))
        return merged(nearby) if nearby else ()

    def _open_minutes(self, day: int) -> Spans:
        key = self._opening(day), self._opening(day - 1), self._cuts(day)
        known = self._minutes.get(key)
        if known is None:
            opening, night, cuts = key
            mine = without(opening, shifted(night, -MINUTES))
            known = self._minutes[key] = without(mine, cuts)
        return known

    def _own_minutes(self, day: int) -> Spans:
        return without(self._opening(day), self._cuts(day))

    def _opens(self, day: int) -> bool:
        own = self._own_minutes(day)
        return bool(own) and bool(self._instants(day, own))


def _ticks(day: int, minutes: Span) -> Span:
    """Return minutes of a day as ticks of local time."""
    midnight = day * DAY
    return midnight + minutes[0] * MINUTE, midnight + minutes[1] * MINUTE
