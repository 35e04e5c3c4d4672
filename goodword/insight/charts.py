"""Pictures of how good dates are. Pure geometry on a canvas of 640 by 340; words come along."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from goodword.insight.rules import LEVELS, Followed, Share

LEFT, RIGHT, TOP, BOTTOM = 80, 600, 30, 290
#: The axis begins here unless something lies below.
FROM: Final = 40
TALLEST, FLOOR = 180.0, 250.0
STEP, FIRST, WIDTH = 150, 36, 90


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the grid and its number."""

    y: float
    number: int


@dataclass(frozen=True, slots=True)
class Point:
    """One level: what happened, how far chance could take it, and its words."""

    x: float
    y: float
    high: float
    low: float
    words_x: float
    anchor: str
    share: Share
    level: int


@dataclass(frozen=True, slots=True)
class Plot:
    """Advised against happened."""

    lines: tuple[Line, ...]
    points: tuple[Point, ...]


def plot(coverage: Sequence[Share]) -> Plot:
    """Draw shares for ``LEVELS``; on the diagonal the advice is honest."""
    lowest = min([FROM / 100, *(share.interval[0] for share in coverage)])
    floor = FROM if lowest >= FROM / 100 else 0
    scale = _Scale(floor)
    step = 20 if floor else 25
    lines = tuple(Line(scale.y(number / 100), number) for number in range(floor, 101, step))
    points = tuple(
        _point(level, share, scale) for level, share in zip(LEVELS, coverage, strict=True)
    )
    return Plot(lines, points)


@dataclass(frozen=True, slots=True)
class _Scale:
    floor: int

    def _share(self, value: float) -> float:
        return (value * 100 - self.floor) / (100 - self.floor)

    def x(self, value: float) -> float:
        return round(LEFT + self._share(value) * (RIGHT - LEFT), 1)

    def y(self, value: float) -> float:
        return round(BOTTOM - self._share(value) * (BOTTOM - TOP), 1)


def _point(level: int, share: Share, scale: _Scale) -> Point:
    x, (low, high) = scale.x(level / 100), share.interval
    beside = x + 12 if level == LEVELS[-1] else x - 12
    anchor = "start" if level == LEVELS[-1] else "end"
    return Point(x, scale.y(share.value), scale.y(high), scale.y(low), beside, anchor, share, level)


@dataclass(frozen=True, slots=True)
class Column:
    """A bar of words given, with the broken ones on top."""

    x: float
    y: float
    height: float
    broken_y: float
    broken: float
    middle: float
    words_y: float
    followed: Followed


def columns(followed: Sequence[Followed]) -> tuple[Column, ...]:
    """Draw how many words were given sooner, as advised and later."""
    most = max([1, *(one.total for one in followed)])
    found = []
    for place, one in enumerate(followed):
        whole, broken = (TALLEST * count / most for count in (one.total, one.broken))
        top, x = FLOOR - whole, FIRST + STEP * place
        found.append(
            Column(
                x=x,
                y=round(top + broken, 1),
                height=round(whole - broken, 1),
                broken_y=round(top, 1),
                broken=round(broken, 1),
                middle=x + WIDTH / 2,
                words_y=round(top - 8, 1),
                followed=one,
            )
        )
    return tuple(found)
