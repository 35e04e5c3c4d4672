"""Living a log again in strict time order, with an advice for every case when it is asked."""

from __future__ import annotations

import heapq
from array import array
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from time import process_time

from goodword.advisor.advice import EVEN, FAIR, SAFE, Advice, advise
from goodword.advisor.backtest.errors import LogError
from goodword.advisor.backtest.lives import Case, Cases
from goodword.advisor.backtest.ruler import Ruler
from goodword.advisor.experience import Experience
from goodword.advisor.survival import DONE, OPEN, Observation, quantiles

SHOWN = (EVEN, FAIR, SAFE)
WARM_UP = 4
"""The first quarter of the cases is only learned from; static levels are set at its end."""
HALF_DAYS_UNDER = 1.0
SEEN_AT_LEAST = 0.95
"""Cases asked so late that the log had no time for this share of ended lives say little."""


@dataclass(slots=True)
class Outcome:
    """All promises of a replay beside what happened; a life still open at the end is infinite."""

    unit: str
    static_length: float
    lives: array[float] = field(default_factory=lambda: array("d"))
    known_for: array[float] = field(default_factory=lambda: array("d"))
    advised: dict[float, array[float]] = field(
        default_factory=lambda: {level: array("d") for level in SHOWN}
    )
    static: array[float] = field(default_factory=lambda: array("d"))
    mean: array[float] = field(default_factory=lambda: array("d"))
    seconds: float = 0.0
    advices: int = 0


def replay(log: Cases, ruler: Ruler, said: Callable[[str], None]) -> Outcome:
    """Advise every case from what was known when it was asked, and hold it against its life.

    Raises LogError when nothing is left to evaluate.
    """
    cases = log.cases
    warm = len(cases) // WARM_UP
    until = _observed(cases[:warm], ruler, cases[warm].start)
    (static, median) = or_longest(until, (FAIR, EVEN))
    if half := median < HALF_DAYS_UNDER:
        ruler.count_in_half_days()
    (seen_for,) = or_longest(ended_lengths(cases, ruler), (SEEN_AT_LEAST,))
    told = _Replay(Outcome("half day" if half else "day", static), ruler, ruler.at(log.last))
    for number, case in enumerate(cases):
        if number % max(1, len(cases) // 8) == 0:
            said(f"{number:,} of {len(cases):,} cases replayed")
        told.live(case, evaluated=number >= warm, seen_for=seen_for)
    if not told.outcome.lives:
        raise LogError(
            f"Nothing can be evaluated: {len(cases)} cases are too few, or too few of them ended "
            "before others were asked."
        )
    return told.outcome


class _Replay:
    """Walks through the cases; ends come to be known when their time has come."""

    def __init__(self, outcome: Outcome, ruler: Ruler, last: float) -> None:
        self.outcome = outcome
        self._ruler = ruler
        self._last = last
        self._experience = Experience()
        self._ending: list[tuple[float, int, float]] = []

    def live(self, case: Case, *, evaluated: bool, seen_for: float) -> None:
        """Let time pass until a case is asked, advise it, and remember it."""
        self._learn_until(case.start)
        at = self._ruler.at(case.start)
        begun = process_time()
        advice = advise(self._experience, at, case.place, min(self._ruler.began(at), at))
        self.outcome.seconds += process_time() - begun
        self.outcome.advices += 1
        if evaluated and advice and at + seen_for <= self._last:
            self._evaluate(case, at, advice)
        number = self._experience.asked(at, case.place, advice.curve if advice else None)
        if case.end is not None:
            heapq.heappush(self._ending, (case.end, number, at))

    def _learn_until(self, moment: float) -> None:
        while self._ending and self._ending[0][0] < moment:
            end, number, asked = heapq.heappop(self._ending)
            ended = self._ruler.at(end)
            needed = min(self._ruler.began(ended), ended) - asked
            self._experience.finished(number, ended - asked, needed)

    def _evaluate(self, case: Case, at: float, advice: Advice) -> None:
        outcome = self.outcome
        outcome.lives.append(float("inf") if case.end is None else self._ruler.at(case.end) - at)
        outcome.known_for.append(self._last - at)
        for level in SHOWN:
            outcome.advised[level].append(self._rounded(at, advice.within(level)))
        outcome.static.append(self._rounded(at, outcome.static_length))
        outcome.mean.append(self._rounded(at, self._experience.mean))

    def _rounded(self, at: float, length: float) -> float:
        return self._ruler.rounded_up(at + length, at) - at


def ended_lengths(cases: Sequence[Case], ruler: Ruler) -> Iterator[Observation]:
    """Yield the lengths of those that ended."""
    for case in cases:
        if case.end is not None:
            yield ruler.at(case.end) - ruler.at(case.start), DONE, 1.0


def _observed(cases: Sequence[Case], ruler: Ruler, now: float) -> Iterator[Observation]:
    """Yield the lives as they were known at a moment."""
    for case in cases:
        at = ruler.at(case.start)
        if case.end is not None and case.end <= now:
            yield ruler.at(case.end) - at, DONE, 1.0
        else:
            yield ruler.at(now) - at, OPEN, 1.0


def or_longest(observed: Iterator[Observation], levels: tuple[float, ...]) -> list[float]:
    """Return quantiles; where none is reached, the longest that was seen."""
    known = sorted(observed)
    longest = known[-1][0] if known else 0.0
    rising = sorted(levels)
    found = dict(zip(rising, quantiles(known, rising), strict=True))
    return [longest if found[level] is None else found[level] or 0.0 for level in levels]
