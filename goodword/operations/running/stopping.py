"""A word to stop that a signal may say at any moment."""

from __future__ import annotations

import time

#: How soon the word is heard, in seconds.
STEP = 0.2


class Stop:
    """Says whether to stop, and rests until then.

    ``threading.Event`` would do but for signals: its lock is not re-entrant, so a handler that
    sets it while the same thread waits can wait for itself for ever.
    """

    def __init__(self) -> None:
        self._said = False

    def set(self) -> None:
        """Say it; safe in a signal's handler."""
        self._said = True

    def is_set(self) -> bool:
        """Answer whether it was said."""
        return self._said

    def wait(self, seconds: float) -> bool:
        """Rest this long, or until it is said; answer whether it was."""
        until = time.monotonic() + seconds
        while not self._said and (left := until - time.monotonic()) > 0:
            time.sleep(min(left, STEP))
        return self._said
