"""Chance that is the same every time: a die for each question about each thing.

Nothing is remembered between two runs. What a person would do next about a request follows
from the seed, the request's own name and how much has happened to it.
"""

from __future__ import annotations

import math
import random
from typing import Final

SEED: Final = "Northmoor, a good word"


def die(*about: object) -> random.Random:
    """A die for one question; the same question falls the same way."""
    return random.Random("|".join((SEED, *map(str, about))))


def around(one: random.Random, median: float, spread: float) -> float:
    """A length of time as people's work has it: log-normal around its median."""
    return median * math.exp(one.gauss(0.0, spread))
