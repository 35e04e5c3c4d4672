"""Days of working time as bars: what counted, what is left, what was paused, what was closed.

Pure geometry on minutes of the day; the words are given by the caller, already translated.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Kind = Literal["ran", "left", "held", "shut"]
Anchor = Literal["start", "middle", "end"]


@dataclass(frozen=True, slots=True)
class Bar:
    """A stretch of one day: its kind, where it begins and how wide it is, in percent."""

    kind: Kind
    x: float
    width: float


@dataclass(frozen=True, slots=True)
class Day:
    """One row: name ("Wed 18"), sum ("1 h 40 min"), the sentence that says it, and its bars."""

    name: str
    sum: str
    says: str
    bars: Sequence[Bar] = ()
    now: float | None = None
    due: float | None = None


@dataclass(frozen=True, slots=True)
class Tick:
    """Words on the axis."""

    x: float
    words: str
    anchor: Anchor = "middle"


@dataclass(frozen=True, slots=True)
class Axis:
    """The minutes of the day from which to which the rows reach, such as 510 to 1020."""

    opens: int
    shuts: int

    def at(self, minute: int) -> float:
        """Return where a minute of the day stands, 0 to 100, never over the edge."""
        share = (minute - self.opens) / max(self.shuts - self.opens, 1)
        return round(min(max(share, 0.0), 1.0) * 100, 1)

    def bar(self, kind: Kind, begins: int, ends: int) -> Bar:
        """Return the bar for a half-open stretch of minutes of the day."""
        x = self.at(begins)
        return Bar(kind, x, round(self.at(ends) - x, 1))

    def ticks(self, minutes: Sequence[tuple[int, str]]) -> tuple[Tick, ...]:
        """Return the words of the axis; those at the edges stay inside."""
        return tuple(
            Tick(self.at(minute), words, _anchor(self.at(minute))) for minute, words in minutes
        )


def _anchor(x: float) -> Anchor:
    if x < 5:
        return "start"
    return "end" if x > 95 else "middle"
