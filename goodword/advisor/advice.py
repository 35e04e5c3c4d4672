"""Which date will this team meet? The method of DOMAIN 5, worked through in docs/advisor.md."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from goodword.advisor.curve import GRID, Curve
from goodword.advisor.experience import Experience, Place
from goodword.advisor.survival import quantiles

EVEN, AIM, FAIR, CAREFUL, SAFE = 0.50, 0.70, 0.85, 0.90, 0.95
LEVELS = (EVEN, AIM, FAIR, CAREFUL, SAFE)

USABLE_AT_LEAST = 30
"""Finished requests without which nothing is advised."""
SAME_SERVICE_AT_LEAST = 20
"""Earlier requests of a service below which its advice is marked, and the careful date offered."""
CALIBRATED_FROM = 60
"""Recent requests with odds of their own, below which the odds are taken as they are."""
LOWERED_AT_MOST = 0.35
HIGHEST, HIGHEST_SAFE = 0.985, 0.99
"""How far the record may move a level: 85 in 100 is read between 50 and 98.5 of the curve."""


class Ground(Enum):
    """How much an advice rests on."""

    USUAL = "usual"
    LITTLE = "little"


@dataclass(frozen=True, slots=True)
class Advice:
    """Lengths of working days for the levels, with the odds behind them.

    ``read_at`` holds where on the curve each of ``LEVELS`` is read: the level itself, or what
    the record of earlier advice moved it to.
    """

    curve: Curve
    read_at: tuple[float, ...]
    ground: Ground

    def within(self, level: float, age: float = 0.0) -> float:
        """Return the working days since it was asked within which this team is done.

        With these odds, given that after ``age`` working days it is not. Raises ``ValueError``
        for a level that is none of ``LEVELS``.
        """
        read_at = self.read_at[LEVELS.index(level)]
        if age <= 0:
            return self.curve.at(read_at)
        gone = self.odds(age)
        share = _levelled(gone + level * (1 - gone), _LEVELS_WHOLE, self._read_whole)
        return max(self.curve.at(share), age)

    @property
    def fair(self) -> float:
        """The level of the date to offer: careful where there is little experience."""
        return FAIR if self.ground is Ground.USUAL else CAREFUL

    @property
    def is_calibrated(self) -> bool:
        """Whether its own record moved where the levels are read."""
        return self.read_at != LEVELS

    def odds(self, length: float, age: float = 0.0) -> float:
        """Return the chance, 0 to 1, of being done within so many working days.

        The way back from a length to a level: between two levels it is read evenly. With an
        ``age``: given that after so many working days it is not done yet.
        """
        chance = _levelled(self.curve.chance(length), self._read_whole, _LEVELS_WHOLE)
        if age <= 0:
            return chance
        gone = self.odds(age)
        return max(0.0, (chance - gone) / (1 - gone)) if gone < 1 else 1.0

    @property
    def _read_whole(self) -> tuple[float, ...]:
        return (0.0, *self.read_at, 1.0)


_LEVELS_WHOLE = (0.0, *LEVELS, 1.0)


def _levelled(value: float, here: tuple[float, ...], there: tuple[float, ...]) -> float:
    """Carry a value from one rising scale to another, evenly between two marks."""
    found = 0.0
    for below, above, low, high in zip(here, here[1:], there, there[1:], strict=False):
        if value >= above:
            found = high
        elif value > below:
            return low + (high - low) * (value - below) / (above - below)
    return found


def advise(
    experience: Experience, at: float, place: Place, today: float | None = None
) -> Advice | None:
    """Return what this experience says about a request asked now, or None: no experience yet.

    ``today`` is when the day (or half day) of ``at`` began, if dates are rounded up to its end.
    """
    if experience.finished_lives < USABLE_AT_LEAST:
        return None
    found = quantiles(experience.pool(at, place), GRID)
    curve = Curve.of(found, experience.end)
    little = experience.of_service(place) < SAME_SERVICE_AT_LEAST
    ground = Ground.LITTLE if little else Ground.USUAL
    return Advice(curve, read_at(experience, at, at if today is None else today), ground)


def read_at(experience: Experience, at: float, today: float) -> tuple[float, ...]:
    """Return where on its curve each level is to be read, so that earlier advice came true."""
    shares = experience.shares(at, today)
    if len(shares) < CALIBRATED_FROM:
        return LEVELS
    moved = quantiles(shares, LEVELS)
    return tuple(_bounded(level, found) for level, found in zip(LEVELS, moved, strict=True))


def _bounded(level: float, found: float | None) -> float:
    highest = HIGHEST_SAFE if level >= SAFE else HIGHEST
    return highest if found is None else min(max(found, level - LOWERED_AT_MOST), highest)
