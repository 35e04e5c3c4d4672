"""A log as experience to begin with: every life, and where it lay on the odds of its own day."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from goodword.advisor.advice import EVEN, advise
from goodword.advisor.backtest.lives import Case, Cases
from goodword.advisor.backtest.replay import HALF_DAYS_UNDER, ended_lengths, or_longest
from goodword.advisor.backtest.ruler import Ruler
from goodword.advisor.curve import Curve, Share
from goodword.advisor.experience import Experience
from goodword.advisor.survival import OPEN


@dataclass(slots=True)
class Seed:
    """One life of a log. Lengths are working days; ``share`` is None where nothing was known.

    An open one is as old as the log is, and counts as at least this old.
    """

    case: Case
    length: float
    needed: float
    is_done: bool
    share: Share | None = None


def seeds_of(log: Cases, ruler: Ruler, said: Callable[[str], None]) -> list[Seed]:
    """Live a log again in strict time order; answer its lives in the order they were asked."""
    if or_longest(ended_lengths(log.cases, ruler), (EVEN,))[0] < HALF_DAYS_UNDER:
        ruler.count_in_half_days()
    told = _Seeding(ruler)
    for number, case in enumerate(log.cases):
        if number % max(1, len(log.cases) // 8) == 0:
            said(f"{number:,} of {len(log.cases):,} cases learned from")
        told.live(case)
    return told.finish(log.cases, log.last)


class _Seeding:
    def __init__(self, ruler: Ruler) -> None:
        self._ruler = ruler
        self._experience = Experience()
        self._ending: list[tuple[float, int]] = []
        self._asked: list[float] = []
        self._curves: list[Curve | None] = []
        self._seeds: dict[int, Seed] = {}
        self._cases: list[Case] = []

    def live(self, case: Case) -> None:
        """Let time pass until a case is asked, and remember it with its odds."""
        self._learn_until(case.start)
        at = self._ruler.at(case.start)
        today = min(self._ruler.began(at), at)
        advice = advise(self._experience, at, case.place, today)
        curve = advice.curve if advice else None
        number = self._experience.asked(at, case.place, curve)
        self._asked.append(at)
        self._curves.append(curve)
        self._cases.append(case)
        if case.end is not None:
            heapq.heappush(self._ending, (case.end, number))

    def _learn_until(self, moment: float) -> None:
        while self._ending and self._ending[0][0] < moment:
            end, number = heapq.heappop(self._ending)
            self._end(number, end, is_done=True)

    def _end(self, number: int, moment: float, *, is_done: bool) -> None:
        ended, asked = self._ruler.at(moment), self._asked[number]
        needed = max(min(self._ruler.began(ended), ended) - asked, 0.0)
        seed = Seed(self._cases[number], max(ended - asked, 0.0), needed, is_done)
        if curve := self._curves[number]:
            share, state = curve.share(needed)
            seed.share = share, state if is_done else OPEN
        if is_done:
            self._experience.finished(number, seed.length, needed)
        self._seeds[number] = seed

    def finish(self, cases: Sequence[Case], last: float) -> list[Seed]:
        """End what ended, and take what is open as it is."""
        self._learn_until(float("inf"))
        for number in range(len(cases)):
            if number not in self._seeds:
                self._end(number, last, is_done=False)
        return [self._seeds[number] for number in range(len(cases))]
