"""How fast the machine is just now: what a case took means little without it.

A virtual machine shares its cores with neighbours that nobody sees; the same loop has been seen to
take half as long again from one minute to the next.
"""

from __future__ import annotations

import time
from statistics import median

TURNS = 300_000
TRIES = 5


def pace() -> float:
    """Milliseconds of processor time for a fixed piece of work; the middle one of five."""
    return median(_once() for _try in range(TRIES))


def _once() -> float:
    began = time.process_time()
    total = 0
    seen: dict[int, int] = {}
    for number in range(TURNS):
        total += number * number % 7
        seen[number & 1023] = total
    return 1000 * (time.process_time() - began)
