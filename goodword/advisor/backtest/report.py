"""The figures of a backtest: how often dates were kept, and how long they were."""

from __future__ import annotations

import resource
import sys
from array import array
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from math import isinf
from statistics import fmean, median

from goodword.advisor.advice import FAIR
from goodword.advisor.backtest.lives import Cases
from goodword.advisor.backtest.replay import SHOWN, Outcome

EIGHTHS = 8
EXACT = 1e-6
"""Working days by which a life may pass its date and be called on time: what sums blur."""


@dataclass(frozen=True, slots=True)
class Kept:
    """The share of dates that were kept, 0 to 1, and their median length in working days."""

    kept: float | None
    median: float


@dataclass(frozen=True, slots=True)
class Report:
    """What ``goodword advisor backtest`` answers."""

    cases: int
    evaluated: int
    bad_lines: int
    unit: str
    levels: dict[str, Kept]
    static: Kept
    mean_kept: float | None
    pinball: float | None
    pinball_static: float | None
    eighths: tuple[float | None, ...]
    micros_per_advice: float
    peak_mb: float

    def as_json(self) -> dict[str, object]:
        """Return the figures as the command writes them."""
        return {
            "cases": self.cases,
            "evaluated": self.evaluated,
            "bad_lines": self.bad_lines,
            "unit": self.unit,
            "levels": {level: _as_json(each) for level, each in self.levels.items()},
            "static": _as_json(self.static),
            "mean": {"kept": self.mean_kept},
            "pinball": {"advisor": self.pinball, "static": self.pinball_static},
            "eighths": list(self.eighths),
            "micros_per_advice": self.micros_per_advice,
            "peak_mb": self.peak_mb,
        }

    def sentences(self) -> Iterable[str]:
        """Say the figures."""
        yield f"{self.evaluated:,} of {self.cases:,} cases were promised a date in the replay."
        yield f"Dates fall on the end of the {self.unit}."
        for level, each in self.levels.items():
            yield f"{level} in 100: {_said(each)}."
        yield f"One level for all, set after the first quarter: {_said(self.static)}."
        yield f"The mean as a promise: {_share(self.mean_kept)} kept."
        yield f"Loss at 85: {self.pinball} advised, {self.pinball_static} with one level for all."
        yield f"Kept at 85 in each eighth of the time: {', '.join(map(_share, self.eighths))}."
        yield (
            f"An advice took {self.micros_per_advice:,} microseconds; the process held "
            f"{self.peak_mb:,} MB at most."
        )
        if self.bad_lines:
            yield f"{self.bad_lines:,} lines cannot be read and were left out."


def report(log: Cases, outcome: Outcome) -> Report:
    """Return the figures of a replay."""
    fair = outcome.advised[FAIR]
    return Report(
        cases=len(log.cases),
        evaluated=len(outcome.lives),
        bad_lines=log.bad_lines,
        unit=outcome.unit,
        levels={f"{100 * level:.0f}": _summed(outcome, outcome.advised[level]) for level in SHOWN},
        static=_summed(outcome, outcome.static),
        mean_kept=_kept(outcome, outcome.mean),
        pinball=_pinball(outcome, fair),
        pinball_static=_pinball(outcome, outcome.static),
        eighths=_eighths(outcome, fair),
        micros_per_advice=round(outcome.seconds / outcome.advices * 1e6, 1),
        peak_mb=round(peak_mb(), 1),
    )


def _summed(outcome: Outcome, lengths: array[float]) -> Kept:
    return Kept(_kept(outcome, lengths), round(median(lengths), 4))


def _kept(outcome: Outcome, lengths: array[float], of: range | None = None) -> float | None:
    """The share of dates that were kept, of those of which the log knows the end.

    A case that is open at the end of the log has broken a date before it, and is left out of
    the share where its date lies beyond.
    """
    known = [
        outcome.lives[place] <= lengths[place] + EXACT
        for place in of or range(len(lengths))
        if _is_known(outcome, place, lengths[place])
    ]
    return round(fmean(known), 4) if known else None


def _is_known(outcome: Outcome, place: int, length: float) -> bool:
    return not isinf(outcome.lives[place]) or length < outcome.known_for[place]


def _eighths(outcome: Outcome, lengths: array[float]) -> tuple[float | None, ...]:
    many = len(lengths)
    bounds = [many * step // EIGHTHS for step in range(EIGHTHS + 1)]
    return tuple(
        _kept(outcome, lengths, range(begin, end)) if begin < end else None
        for begin, end in pairwise(bounds)
    )


def _pinball(outcome: Outcome, lengths: array[float]) -> float | None:
    """The mean loss of a promise at 85, in working days: late costs 0.85 a day, early 0.15.

    R. Koenker and G. Bassett, "Regression Quantiles", Econometrica 46 (1978). What is open at
    the end of the log counts with the age it has come to, if that is late already.
    """
    losses = [
        _loss(min(outcome.lives[place], outcome.known_for[place]), length)
        for place, length in enumerate(lengths)
        if _is_known(outcome, place, length)
    ]
    return round(fmean(losses), 4) if losses else None


def _loss(life: float, length: float) -> float:
    return FAIR * (life - length) if life > length else (1 - FAIR) * (length - life)


def peak_mb() -> float:
    """Return the most memory that this process has held, in millions of bytes."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return (peak if sys.platform == "darwin" else peak * 1024) / 1e6


def _as_json(each: Kept) -> dict[str, float | None]:
    return {"kept": each.kept, "median": each.median}


def _said(each: Kept) -> str:
    return f"{_share(each.kept)} kept, half of the dates within {each.median:.1f} working days"


def _share(share: float | None) -> str:
    return "unknown" if share is None else f"{100 * share:.1f} %"
