"""Walking along a timeline: forward, backward, to the next opening, over days.

Every walk is bounded. Ten years without an opening end it with NeverOpen, four
hundred years of openings with TooFar.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from goodword.working_time.errors import N_, NeverCloses, NeverOpen
from goodword.working_time.spans import Spans
from goodword.working_time.ticks import LONGEST, YEARS_AT_MOST, too_long
from goodword.working_time.timeline import BLOCK, DAYS_A_BLOCK, Timeline

YEARS_WITHOUT_OPENING = 10
_BLOCKS_SHUT = YEARS_WITHOUT_OPENING * 366 // DAYS_A_BLOCK
_BLOCKS_AT_MOST = LONGEST // BLOCK
_DAYS_AT_MOST = YEARS_AT_MOST * 366


def counted(time: Timeline, begins: int, ends: int, held: Spans) -> int:
    """Return the open time between two instants that is not held by a pause."""
    paused = (time.open_ticks(max(b, begins), min(e, ends)) for b, e in held)
    return time.open_ticks(begins, ends) - sum(paused)


def forward(time: Timeline, start: int, amount: int, held: Spans) -> int:
    """Return the first instant by which the amount has been counted from start."""
    if amount == 0:
        return start
    at = start
    for begins, ends in held:
        if begins > at:
            landing = _ahead(time, at, amount, begins)
            if landing <= begins:
                return landing
            amount -= time.open_ticks(at, begins)
        at = max(at, ends)
    return _ahead(time, at, amount, None)


def backward(time: Timeline, start: int, amount: int, held: Spans) -> int:
    """Return the last instant from which the amount is counted until start."""
    if amount == 0:
        return start
    at = start
    for begins, ends in reversed(held):
        if ends < at:
            landing = _behind(time, at, amount, ends)
            if landing >= ends:
                return landing
            amount -= time.open_ticks(ends, at)
        at = min(at, begins)
    return _behind(time, at, amount, None)


def _ahead(time: Timeline, at: int, amount: int, stop: int | None) -> int:
    """Return where an amount (more than 0) from ``at`` runs out, or any instant past stop."""
    number = first = at // BLOCK
    amount += time.block(number).until(at)
    shut = 0
    while amount > (total := time.block(number).total):
        amount -= total
        number += 1
        if stop is not None and number * BLOCK > stop:
            return number * BLOCK
        shut = 0 if total else shut + 1
        _check_bounds(shut, number - first)
    return time.block(number).earliest(amount)


def _behind(time: Timeline, at: int, amount: int, stop: int | None) -> int:
    """Return from where an amount (more than 0) reaches ``at``, or any instant before stop."""
    number = first = at // BLOCK
    open_here = time.block(number).until(at)
    shut = 0
    while amount > open_here:
        amount -= open_here
        if stop is not None and number * BLOCK - 1 < stop:
            return number * BLOCK - 1
        shut = 0 if open_here else shut + 1
        number -= 1
        _check_bounds(shut, first - number)
        open_here = time.block(number).total
    return time.block(number).latest(open_here - amount)


def _check_bounds(shut: int, walked: int) -> None:
    """Raise when a walk has met no opening for too long, or goes on too long."""
    if shut > _BLOCKS_SHUT:
        raise never_open()
    if walked > _BLOCKS_AT_MOST:
        raise too_long()


def is_open(time: Timeline, at: int) -> bool:
    """Whether an instant is open."""
    return time.block(at // BLOCK).is_open(at)


def opening(time: Timeline, at: int) -> int:
    """Return the first open instant from ``at`` on."""
    first = at // BLOCK
    for number in range(first, first + _BLOCKS_SHUT + 2):
        found = time.block(number).next_open(at)
        if found is not None:
            return found
    raise never_open()


def closing(time: Timeline, at: int) -> int:
    """Return when the open span around ``at``, an open instant, ends."""
    first = at // BLOCK
    for number in range(first, first + _BLOCKS_SHUT + 2):
        block = time.block(number)
        if not block.is_open(at):
            return at
        at = block.close_after(at)
        if at < (number + 1) * BLOCK:
            return at
    raise NeverCloses(
        N_("These hours never close within %(years)s years."), years=str(YEARS_WITHOUT_OPENING)
    )


def never_open() -> NeverOpen:
    """Say that these hours do not open."""
    return NeverOpen(
        N_("These hours never open within %(years)s years."), years=str(YEARS_WITHOUT_OPENING)
    )


def work_days(time: Timeline, first: int, last: int, *, backwards: bool = False) -> Iterator[int]:
    """Yield the working days from first to last, both included."""
    blocks = range(first // DAYS_A_BLOCK, last // DAYS_A_BLOCK + 1)
    for number in reversed(blocks) if backwards else blocks:
        days = time.work_days(number)
        for day in reversed(days) if backwards else days:
            if first <= day <= last:
                yield day


def count_work_days(time: Timeline, first: int, last: int) -> int:
    """Return how many working days lie after ``first`` up to and with ``last``."""
    if last - first > _DAYS_AT_MOST:
        raise too_long()
    low, high = first // DAYS_A_BLOCK, last // DAYS_A_BLOCK
    before = bisect_right(time.work_days(low), first)
    until = bisect_right(time.work_days(high), last)
    return sum(len(time.work_days(number)) for number in range(low, high)) + until - before


def nth_work_day(time: Timeline, day: int, number: int) -> int:
    """Return the number-th working day after a day, or before it; 0 is the day itself."""
    left, block, shut = abs(number), day // DAYS_A_BLOCK, 0
    if left > _DAYS_AT_MOST:
        raise too_long()
    if left == 0:
        return day
    here = time.work_days(block)
    step = 1 if number > 0 else -1
    days = here[bisect_right(here, day) :] if step > 0 else here[: bisect_left(here, day)]
    while left > len(days):
        left -= len(days)
        shut = 0 if days else shut + 1
        block += step
        _check_bounds(shut, abs(block - day // DAYS_A_BLOCK))
        days = time.work_days(block)
    return days[left - 1] if step > 0 else days[-left]
