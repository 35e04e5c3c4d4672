"""In which order a team might go about its work: a suggestion, never an order (DOMAIN 6). Pure.

Four lanes after each other; in a lane whatever has least room, which is the working time that is
left over what it is likely to take still; ties by age.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum
from typing import Final

#: No piece of work is counted as shorter than this, in working days.
SHORTEST: Final = 0.05


class Lane(IntEnum):
    """What goes before what."""

    SAFETY = 1
    EMERGENCY = 2
    OUTSIDE = 3
    REST = 4


@dataclass(frozen=True, slots=True)
class Piece:
    """One thing to do: in working days, what is left until it is due and what it still takes."""

    key: int
    lane: Lane
    asked_at: datetime
    left: float
    takes: float

    @property
    def room(self) -> float:
        """How many times over the time that is left is what it takes; below 1 it is tight."""
        return self.left / max(self.takes, SHORTEST)


def in_order(pieces: Iterable[Piece]) -> list[Piece]:
    """The suggested order."""
    return sorted(pieces, key=lambda one: (one.lane, one.room, one.asked_at, one.key))
