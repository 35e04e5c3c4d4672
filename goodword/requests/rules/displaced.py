"""What one more piece of urgent work pushes aside (DOMAIN 6, displaced work). Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from statistics import median
from typing import Final

from goodword.working_time import Calendar

#: How large a piece of work is in average ones, until somebody says otherwise.
SIZE: Final = 1.0
#: Working days over which it is counted how much a team delivers.
COUNTED_DAYS: Final = 30
#: Emergencies a month that any relation may have, and the share of what it asks (DOMAIN 6).
AT_LEAST: Final = 2
SHARE: Final = 0.10


@dataclass(frozen=True, slots=True)
class Word:
    """A word that stands: until when, and by when 85 in 100 like it are done as things are."""

    key: int
    due: datetime
    expected: datetime | None


@dataclass(frozen=True, slots=True)
class Move:
    """A word that would wait: by how many working days, to when, and whether it would break."""

    key: int
    due: datetime
    days: float
    before: datetime | None
    after: datetime | None

    @property
    def breaks(self) -> bool:
        """Whether 85 in 100 like it would now come after the promised date."""
        return self.after is not None and self.after > self.due

    @property
    def is_late_already(self) -> bool:
        """Whether its date was in danger before anything was put in front of it."""
        return self.before is not None and self.before > self.due


def moves(
    words: Iterable[Word], *, per_day: float, calendar: Calendar, size: float = SIZE
) -> list[Move]:
    """Move every word that stands behind an urgent piece of work, the soonest first.

    ``per_day`` is what the team delivers in a working day: each word waits ``size / per_day``
    working days longer. Nothing is known of a team that delivers nothing: no moves.
    """
    if per_day <= 0:
        return []
    days = size / per_day
    found = []
    for word in sorted(words, key=lambda word: (word.due, word.key)):
        before = word.expected
        after = None if before is None else calendar.add(before, days * calendar.mean_day())
        found.append(Move(word.key, word.due, days, before, after))
    return found


def total_days(moved: Iterable[Move]) -> float:
    """The displaced working days of an emergency: k times what each waits."""
    return sum(move.days for move in moved)


def budget(asked_by_month: Iterable[int]) -> int:
    """How many emergencies a month one team may have with another: a tenth, at least two."""
    months = list(asked_by_month)
    return max(AT_LEAST, round(SHARE * median(months))) if months else AT_LEAST
