"""Days of working time as bars: what counted, what is left, what was paused, what was closed.

Places are percent of the row; the words are given by the caller, already translated.
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
