"""The odds of one request as a curve: by which length of working time how many are done."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from goodword.advisor.survival import DONE, OPEN

GRID = (
    *(round(0.10 + 0.05 * step, 2) for step in range(17)),
    *(round(0.91 + 0.01 * step, 2) for step in range(9)),
)
"""Shares at which a curve is kept: 0.10 to 0.90 by 0.05, then to 0.99 by 0.01."""

Share = tuple[float, int]
"""A place on a curve, with DONE; or OPEN where the life went on beyond what the curve knew."""


LEFT_AT_LEAST = 0.05
"""Where less of a curve is left, odds are not told from what is left of it."""


def as_told(share: Share | None, told_at: float | None) -> Share | None:
    """Return where a life lies on the odds that were told when it had come to ``told_at``.

    They are those of what goes on for at least so long: of the places above ``told_at``. None
    where no odds were told: of such a life nothing can be learned about how good they are.
    """
    if share is None or told_at is None or told_at > 1 - LEFT_AT_LEAST:
        return None
    place, ending = share
    return max(place - told_at, 0.0) / (1 - told_at), ending


@dataclass(frozen=True, slots=True)
class Curve:
    """Lengths in working days, one for each share of ``GRID``, never falling.

    The first ``known`` of them come from finished lives. The rest is the end that is put
    behind a curve whose oldest lives were still open.
    """

    lengths: tuple[float, ...]
    known: int = len(GRID)

    @classmethod
    def of(cls, found: Sequence[float | None], end: float) -> Curve:
        """Return the curve of quantiles on ``GRID``; what was not reached lies at ``end``."""
        lengths = tuple(accumulate((end if each is None else each for each in found), max))
        return cls(lengths, sum(each is not None for each in found))

    def at(self, level: float) -> float:
        """Return within how many working days this share is done."""
        if level <= GRID[0]:
            return self.lengths[0] * level / GRID[0]
        above = bisect_left(GRID, level)
        if above == len(GRID):
            return self.lengths[-1]
        return _between(
            level, GRID[above - 1], GRID[above], self.lengths[above - 1], self.lengths[above]
        )

    def share(self, length: float) -> Share:
        """Return the smallest share whose length is at least this one.

        Beyond what the curve knew a life has come at least to there: OPEN.
        """
        lengths = self.lengths
        above = bisect_left(lengths, length)
        if above >= self.known:
            return (GRID[self.known - 1] if self.known else 0.0), OPEN
        if above == 0:
            return (GRID[0] * length / lengths[0] if lengths[0] > 0 else 0.0), DONE
        below = above - 1
        return _between(length, lengths[below], lengths[above], GRID[below], GRID[above]), DONE

    def chance(self, length: float) -> float:
        """Return the share of lives that are done within so many working days."""
        lengths = self.lengths
        above = bisect_right(lengths, length)
        if above == len(lengths):
            return 1.0 if length > lengths[-1] else GRID[-1]
        if above == 0:
            return GRID[0] * length / lengths[0]
        below = above - 1
        return _between(length, lengths[below], lengths[above], GRID[below], GRID[above])


def _between(x: float, x1: float, x2: float, y1: float, y2: float) -> float:
    return y1 + (y2 - y1) * (x - x1) / (x2 - x1)
