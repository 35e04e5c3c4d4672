"""How long things take, when some are not finished yet: weighted Kaplan-Meier.

E. L. Kaplan and P. Meier, "Nonparametric Estimation from Incomplete Observations", Journal of
the American Statistical Association 53 (1958). What is still open counts as "at least this
old": leaving it out would make every team look faster than it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from operator import itemgetter

DONE, OPEN = 0, 1
"""Whether a life has ended. DONE sorts first: who ends at an age was still there at that age."""

Observation = tuple[float, int, float]
"""How long so far, DONE or OPEN, and with what weight it counts."""

weight_of = itemgetter(2)

_NOTHING_LEFT = 1e-9
"""Weights are summed in another order than they are taken away, so some dust stays."""


def quantiles(
    observations: Iterable[Observation], levels: Sequence[float]
) -> tuple[float | None, ...]:
    """Return by which length each share of the lives has ended; levels rise.

    None where the estimate never comes that far, because the oldest are still open.
    """
    ordered = sorted(observations)
    at_risk = sum(map(weight_of, ordered))
    nothing = at_risk * _NOTHING_LEFT
    going_on = 1.0
    found: list[float | None] = []
    ahead = iter(levels)
    level = next(ahead, None)
    for length, state, weight in ordered:
        if state == DONE:
            rest = at_risk - weight
            going_on = going_on * rest / at_risk if rest > nothing else 0.0
            while level is not None and 1.0 - going_on >= level - _NOTHING_LEFT:
                found.append(length)
                level = next(ahead, None)
            if level is None or going_on == 0.0:
                break
        at_risk -= weight
    return (*found, *[None] * (len(levels) - len(found)))
