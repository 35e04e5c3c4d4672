"""How sure a date is, as pictures: the odds strip, and promised against delivered.

Pure geometry. Heights are px on a strip of 120; positions are percent. Odds are never rounded up.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from django.utils.translation import gettext as _

from goodword.ui.working_time_chart import Tick

MarkKind = Literal["p", "pick", "need"]

FLOOR, TALLEST, SHORTEST = 94, 64, 8
BAR_SHARE = 0.77
_DUST = 1e-9
NEED_ROOM = 30.0
ROWS = {"p": 20, "pick": 22, "need": 44}


@dataclass(frozen=True, slots=True)
class Bar:
    """How many were ready in one part of a day; ``late`` ones are after the chosen date."""

    x: float
    y: float
    width: float
    height: float
    late: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """A line across the strip: p (half, 95 in 100), pick (the chosen date), need (the asker's)."""

    kind: MarkKind
    x: float
    words: str
    y: float
    anchor: Literal["start", "middle", "end"] = "middle"


@dataclass(frozen=True, slots=True)
class Strip:
    """An odds strip; ``says`` is all of it in words."""

    says: str
    bars: Sequence[Bar] = ()
    marks: Sequence[Mark] = ()
    ticks: Sequence[Tick] = ()


@dataclass(frozen=True, slots=True)
class Case:
    """One past case: when it was promised and when it was delivered, in percent."""

    promised: float
    delivered: float
    late: bool = False


@dataclass(frozen=True, slots=True)
class Dots:
    """Promised against delivered, at most twelve cases."""

    says: str
    cases: Sequence[Case] = ()
    ticks: Sequence[Tick] = ()


def bars(counts: Sequence[int], late_from: int | None = None) -> tuple[Bar, ...]:
    """Return one bar per part of a day; those from ``late_from`` on are drawn as late."""
    if not counts or max(counts) == 0:
        return ()
    step = 100 / len(counts)
    return tuple(
        _bar(place, count / max(counts), step, late_from is not None and place >= late_from)
        for place, count in enumerate(counts)
        if count
    )


def _bar(place: int, share: float, step: float, late: bool) -> Bar:
    height = round(max(share * TALLEST, SHORTEST), 1)
    return Bar(round(place * step, 2), FLOOR - height, round(step * BAR_SHARE, 2), height, late)


def mark(kind: MarkKind, x: float, words: str, before: float = -100.0) -> Mark:
    """Return a line across the strip with its words where they do not leave the picture.

    ``before``: where the next line stands, over which the words of a need are not to run.
    """
    anchor: Literal["start", "middle", "end"] = "middle"
    if kind == "need" and x >= NEED_ROOM and 0 <= before - x < NEED_ROOM:
        anchor = "end"
    elif x < 12 or (kind == "need" and x <= 80):
        anchor = "start"
    elif x > 88 or kind == "need":
        anchor = "end"
    return Mark(kind, round(x, 1), words, ROWS[kind], anchor)


def chance_words(chance: float) -> str:
    """Say a chance, 0 to 1, never rounded up: "1 in 5", "85 in 100", "9 in 10", "95 in 100"."""
    if chance >= 0.99:
        return _("99 in 100")
    if chance >= 0.95:
        return _("95 in 100")
    if 0.85 - _DUST <= chance < 0.9 - _DUST:
        return _("85 in 100")
    tenths = int(chance * 10 + _DUST)
    if not tenths:
        return _("less than 1 in 10")
    return _("1 in 5") if tenths == 2 else _("%(tenths)s in 10") % {"tenths": tenths}
