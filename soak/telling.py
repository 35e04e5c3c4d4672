"""Saying how it goes: one line that changes while it runs, and a table at the end."""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from soak.running import Result

#: Where lines cannot be overwritten (a log), say something this seldom, in seconds.
SELDOM = 30.0
WIDTH = 110


class Progress:
    """One line that is written over, or now and then a new one where that is not possible."""

    def __init__(self, into: TextIO) -> None:
        self._into = into
        self._lock = threading.Lock()
        self._said: dict[str, str] = {}
        self._at: dict[str, float] = {}

    def say(self, who: str, words: str) -> None:
        """Say where somebody is; the first word of ``who`` is the engine."""
        with self._lock:
            engine = who.partition(" ")[0]
            self._said[engine] = f"{who}: {words}"
            if self._into.isatty():
                whole = " | ".join(self._said.values())
                self._into.write(f"\r{whole[:WIDTH]:<{WIDTH}}")
            elif time.monotonic() - self._at.get(who, 0.0) > SELDOM:
                self._at[who] = time.monotonic()
                self._into.write(f"  {who}: {words}\n")
            self._into.flush()

    def line(self, words: str) -> None:
        """Say something that stays."""
        with self._lock:
            self._clear()
            self._into.write(f"{words}\n")
            self._into.flush()

    def end(self) -> None:
        """Leave a clean line."""
        with self._lock:
            self._clear()

    def _clear(self) -> None:
        if self._into.isatty():
            self._into.write(f"\r{'':<{WIDTH}}\r")

    @staticmethod
    def of_result(result: Result) -> str:
        """Answer one line about a harness that has ended."""
        problems = len(result.outcome.problems)
        verdict = "held" if not problems else f"DID NOT HOLD ({problems})"
        return f"{result.name} on {result.engine}: {verdict} in {result.seconds:.0f} s"


def table(results: Sequence[Result], names: Sequence[str], took: float) -> str:
    """Answer what was counted, harness by harness, both engines beside each other."""
    engines = list(dict.fromkeys(result.engine for result in results))
    head = f"{'':<44}" + "".join(f"{engine:>14}" for engine in engines)
    lines = [head]
    for name in names:
        mine = {result.engine: result for result in results if result.name == name}
        lines += [name, *_rows(mine, engines)]
    lines += [f"{result.name} on {result.engine}: {problem}" for result, problem in _all(results)]
    held = not any(result.outcome.problems for result in results)
    lines.append(f"{'Everything held' if held else 'NOT everything held'}, in {took / 60:.1f} min")
    return "\n".join(lines)


def _rows(mine: dict[str, Result], engines: Sequence[str]) -> list[str]:
    counted = list(dict.fromkeys(key for it in mine.values() for key in it.outcome.counts))
    rows = [_row(words, [_number(mine, engine, words) for engine in engines]) for words in counted]
    seconds = [f"{mine[it].seconds:.0f}" if it in mine else "" for it in engines]
    problems = [str(len(mine[it].outcome.problems)) if it in mine else "" for it in engines]
    return [*rows, _row("seconds", seconds), _row("problems", problems)]


def _number(mine: dict[str, Result], engine: str, words: str) -> str:
    number = mine[engine].outcome.counts.get(words) if engine in mine else None
    if number is None:
        return ""
    return f"{number:,}" if isinstance(number, int) else f"{number:,.2f}"


def _row(words: str, cells: Sequence[str]) -> str:
    return f"  {words:<42}" + "".join(f"{cell:>14}" for cell in cells)


def _all(results: Sequence[Result]) -> list[tuple[Result, str]]:
    return [(result, problem) for result in results for problem in result.outcome.problems[:20]]
