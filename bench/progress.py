"""One line that grows while something takes its time."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TextIO

WIDTH = 30


class Bar:
    """Says how far it is; on a terminal in one line, elsewhere every tenth."""

    def __init__(self, into: TextIO) -> None:
        self._into = into
        self._said = 0.0
        self._tenth = -1
        self._open = False

    def of(self, words: str) -> Callable[[int, int], None]:
        """What is to be called with how many of how many are done."""
        began = time.monotonic()
        self._tenth = -1

        def show(done: int, whole: int) -> None:
            taken = time.monotonic() - began
            left = taken / max(done, 1) * (whole - done)
            full = WIDTH * done // max(whole, 1)
            bar = f"{'█' * full}{'·' * (WIDTH - full)}"
            self._show(f"{words} {bar} {done:,} of {whole:,}, {left:.0f} s left", done, whole)

        return show

    def _show(self, line: str, done: int, whole: int) -> None:
        now, tenth = time.monotonic(), 10 * done // max(whole, 1)
        if self._into.isatty():
            if now - self._said > 0.1 or done == whole:
                self._into.write(f"\r{line:<100}")
                self._said, self._open = now, True
        elif tenth != self._tenth:
            self._into.write(line + "\n")
        self._tenth = tenth
        self._into.flush()

    def say(self, words: str) -> None:
        """A step without a length."""
        start = "\r" if self._into.isatty() else ""
        ending = "" if self._into.isatty() else "\n"
        self._into.write(f"{start}{words + ' …':<100}{ending}")
        self._into.flush()
        self._open = True

    def end(self) -> None:
        """Leave the line."""
        if self._open and self._into.isatty():
            self._into.write("\r" + " " * 100 + "\r")
        self._open = False
