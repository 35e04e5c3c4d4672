"""When a word's owner is reminded of its date: few times, and never in a heap.

Half of the time, three quarters of it, and the working day before (PEERS 3b, 14); to the owner
alone (S002-23) and never twice. Pure: no rows, no clock.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from goodword.requests.rules.standing import StandingPromise
from goodword.working_time import Calendar

HALF, THREE_QUARTERS, DAY_BEFORE = "half", "three_quarters", "day_before"
SHARES: Final = {HALF: 0.5, THREE_QUARTERS: 0.75}
#: Working days between two reminders, at least.
APART: Final = 1.0
#: Working days between a reminder and giving the word, and between it and the date, at least.
CLEAR: Final = 0.5
A_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, order=True)
class Reminder:
    """A moment to remind the owner, and of which step on the way to the date."""

    at: datetime
    step: str


def reminders(
    promise: StandingPromise, begun: datetime, calendar: Calendar
) -> tuple[Reminder, ...]:
    """Answer the reminders of a word that are still to come or due, soonest first.

    ``begun`` is when the word was given, later by what was paused since; all lengths are working
    time. The working day before comes first of all, then half, then three quarters: what would
    come too close to another is left out.
    """
    day = calendar.mean_day()
    whole = calendar.between(begun, promise.stands_at)
    last = calendar.between(begun, day_before(calendar, promise.stands_at))
    earliest, latest = CLEAR * day, whole - CLEAR * day
    if promise.reminded_at:
        earliest = max(earliest, calendar.between(begun, promise.reminded_at) + APART * day)
    found = []
    if earliest <= last <= latest:
        found.append((last, DAY_BEFORE))
    if last >= CLEAR * day:
        latest = last - APART * day
    for step, share in SHARES.items():
        if earliest <= whole * share <= latest:
            found.append((whole * share, step))
            earliest = whole * share + APART * day
    said = promise.reminded
    return tuple(
        sorted(_reminder(*it, begun, promise, calendar) for it in found if it[1] not in said)
    )


def _reminder(
    place: timedelta, step: str, begun: datetime, promise: StandingPromise, calendar: Calendar
) -> Reminder:
    if step == DAY_BEFORE:
        return Reminder(day_before(calendar, promise.stands_at), step)
    return Reminder(calendar.add(begun, place), step)


def day_before(calendar: Calendar, moment: datetime) -> datetime:
    """Answer when the working day before the one of a moment opens.

    A night belongs to the day on which it opens: for Thursday at six in the morning, the end of
    Wednesday's night, it is Tuesday evening.
    """
    day = calendar.day_of(moment)
    night = calendar.day_spans(day - A_DAY)
    if night and night[-1][1] >= moment:
        day -= A_DAY
    return calendar.day_spans(calendar.add_days(day, -1))[0][0]
