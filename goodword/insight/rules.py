"""Was "85 in 100" 85 in 100? Shares with their intervals. Pure: no rows, no clock.

Below ten promises nothing is said, and where a single month is held back, the next smallest is
held back too, so that it cannot be worked out from the whole (DOMAIN 6).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import sqrt
from statistics import median
from typing import Final

LEVELS: Final = (50, 85, 95)
AT_LEAST: Final = 10
#: Wilson's interval of 90 in 100 (DOMAIN 6).
Z: Final = 1.645


@dataclass(frozen=True, slots=True)
class Case:
    """One first word whose time is up: what was advised, chosen, and what happened.

    Lengths are working days. ``ready`` says for each of ``LEVELS`` whether it was there by that
    date. ``is_kept`` is None where the word was moved.
    """

    month: date
    ready: tuple[bool, bool, bool]
    asked_for: float
    advised: float
    is_kept: bool | None

    @property
    def added(self) -> float:
        """Working days promised later than the date of 85 in 100; sooner is negative."""
        return self.asked_for - self.advised


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many, and how far chance alone could take it, 0 to 1."""

    kept: int
    of: int

    @property
    def value(self) -> float:
        return self.kept / self.of if self.of else 0.0

    @property
    def per_hundred(self) -> int:
        """Never rounded up."""
        return 100 * self.kept // self.of if self.of else 0

    @property
    def interval(self) -> tuple[float, float]:
        """Wilson's score interval (E. B. Wilson, JASA 22, 1927)."""
        if not self.of:
            return 0.0, 1.0
        share, n = self.value, self.of
        middle = share + Z * Z / (2 * n)
        reach = Z * sqrt(share * (1 - share) / n + Z * Z / (4 * n * n))
        whole = 1 + Z * Z / n
        return max((middle - reach) / whole, 0.0), min((middle + reach) / whole, 1.0)


@dataclass(frozen=True, slots=True)
class Followed:
    """How many words were given so much sooner or later than advised, and how many broke."""

    key: str
    total: int
    broken: int


@dataclass(frozen=True, slots=True)
class Month:
    """One month; ``is_shown`` says whether there is enough to say more than how many."""

    first: date
    total: int
    is_shown: bool
    ready: int
    kept: int
    half: float


@dataclass(frozen=True, slots=True)
class Figures:
    """Everything the page says; ``is_enough`` is False where too few words were given."""

    total: int
    coverage: tuple[Share, ...]
    kept: Share
    later: int
    half: float
    half_before: float | None
    given_away: float
    followed: tuple[Followed, ...]
    months: tuple[Month, ...]

    @property
    def is_enough(self) -> bool:
        return self.total >= AT_LEAST


def figures(cases: Sequence[Case]) -> Figures:
    """Fold cases, in order of time, into what the page says."""
    judged = [case for case in cases if case.is_kept is not None]
    months = _months(cases)
    shown = [month for month in months if month.is_shown]
    return Figures(
        total=len(cases),
        coverage=tuple(
            Share(sum(case.ready[place] for case in cases), len(cases))
            for place in range(len(LEVELS))
        ),
        kept=Share(sum(bool(case.is_kept) for case in judged), len(judged)),
        later=sum(_step(case) in {"day", "more"} for case in cases),
        half=_half(cases),
        half_before=shown[0].half if len(shown) > 1 else None,
        given_away=sum(max(case.added, 0.0) for case in cases) / max(len(cases), 1),
        followed=_followed(cases),
        months=months,
    )


def _half(cases: Sequence[Case]) -> float:
    return median(case.asked_for for case in cases) if cases else 0.0


def _step(case: Case) -> str:
    if case.added < -0.5:
        return "sooner"
    if case.added < 0.5:
        return "same"
    return "day" if case.added < 1.5 else "more"


def _followed(cases: Sequence[Case]) -> tuple[Followed, ...]:
    found = []
    for key in ("sooner", "same", "day", "more"):
        here = [case for case in cases if _step(case) == key]
        found.append(Followed(key, len(here), sum(case.is_kept is False for case in here)))
    return tuple(found)


def _months(cases: Sequence[Case]) -> tuple[Month, ...]:
    by_month: dict[date, list[Case]] = {}
    for case in cases:
        by_month.setdefault(case.month, []).append(case)
    held = {month for month, here in by_month.items() if len(here) < AT_LEAST}
    rest = sorted(set(by_month) - held, key=lambda month: (len(by_month[month]), month))
    if len(held) == 1 and rest:
        held.add(rest[0])
    return tuple(
        Month(
            first=month,
            total=len(here),
            is_shown=month not in held,
            ready=sum(case.ready[1] for case in here),
            kept=sum(case.is_kept is True for case in here),
            half=_half(here),
        )
        for month, here in sorted(by_month.items())
    )
