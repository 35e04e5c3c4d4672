"""Noticing that a machine's clock was set: time does not jump, clocks do (RELIABILITY 52)."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime, timedelta

from goodword.house.limits import CLOCK_JUMP


class Watch:
    """Compares the clock on the wall with one that nobody can set."""

    def __init__(self, steady: Callable[[], float] = time.monotonic) -> None:
        self._steady = steady
        self._last: tuple[datetime, float] | None = None

    def jump(self, at: datetime) -> timedelta | None:
        """How far the wall clock moved beyond the time that went by since the last question.

        None for less than ``CLOCK_JUMP``: clocks drift, and are put right a little.
        """
        steady, last = self._steady(), self._last
        self._last = (at, steady)
        if last is None:
            return None
        moved = at - last[0] - timedelta(seconds=steady - last[1])
        return moved if abs(moved) > CLOCK_JUMP else None
