"""What a harness is: a name, what it proves, and a run that counts and complains.

Each harness is a module of this package with ``HARNESS = Harness(name, words, run)``, listed in
``soak/__main__.py``. When ``run`` is called, Django is set up on the share's engine with an
empty, migrated database and a data folder of its own; the process may be ended afterwards.
"""

from __future__ import annotations

import os
import random
from collections.abc import Callable
from dataclasses import asdict, dataclass, field

#: The moment of the run's own clock has no part in it: only this seed decides what is tried.
USUAL_SEED = 20_261_122


@dataclass(frozen=True)
class Share:
    """How much of a harness to run, on which engine, and with which dice.

    ``part`` 1.0 is the whole of it; ``make test`` runs a small part. ``engine`` is ``sqlite`` or
    ``postgres``. ``place`` narrows what is tried to the part of the program whose path has it in
    its name, where a harness goes through the program place by place, or to one race by its number.
    """

    seed: int
    part: float
    engine: str
    place: str = ""

    def of(self, whole: int, least: int = 1) -> int:
        """Answer this share of a number of rounds."""
        return max(least, round(whole * self.part))

    def dice(self, *names: object) -> random.Random:
        """Answer dice that fall the same way for the same seed, engine and names."""
        return random.Random(":".join(map(str, (self.seed, self.engine, *names))))


@dataclass
class Outcome:
    """What was counted, and what went wrong in sentences; no problem means it held."""

    counts: dict[str, float | int] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)

    def add(self, name: str, number: float = 1) -> None:
        """Count."""
        self.counts[name] = self.counts.get(name, 0) + number

    def wrong(self, words: str) -> None:
        """Write down a problem."""
        self.problems.append(words)

    def as_dict(self) -> dict[str, object]:
        """Answer it as JSON can say it."""
        return asdict(self)


Say = Callable[[str], None]
Run = Callable[[Share, Say], Outcome]


@dataclass(frozen=True)
class Harness:
    """One long run: ``words`` say in one line what it proves."""

    name: str
    words: str
    run: Run


def quiet(_words: str) -> None:
    """Say nothing, for a share inside the tests."""


def share_of_tests(part: float, *, seed: int = USUAL_SEED) -> Share:
    """Answer the share that a test runs, on the engine the test is on."""
    engine = os.environ.get("GOODWORD_TEST_DATABASE", "sqlite")
    return Share(seed, part, "postgres" if engine == "given" else engine)
