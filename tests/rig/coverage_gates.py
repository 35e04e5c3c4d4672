"""How much of the product the tests walk through, and how much they must.

Only one engine's worker measures: the other walks the same lines.  Branches
must all be walked where a mistake leaks or loses something.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path

from coverage import Coverage
from coverage.results import Numbers

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Gate:
    """A share of lines or branches that the named files must reach."""

    words: str
    patterns: tuple[str, ...]
    branches: bool
    least: float


GATES = (
    Gate("working time", ("goodword/working_time/*",), branches=True, least=100),
    Gate("the life of a request", ("goodword/requests/rules/*",), branches=True, least=100),
    Gate(
        "visibility",
        (
            "goodword/house/guard.py",
            "goodword/*/models.py",
            "goodword/*/models/*",
        ),
        branches=True,
        least=100,
    ),
    Gate("outbox", ("goodword/outbox/*",), branches=True, least=100),
    Gate("everything", ("goodword/*",), branches=False, least=95),
)

_running: list[Coverage] = []


def _coverage() -> Coverage:
    return Coverage(data_file=str(ROOT / ".coverage"), config_file=str(ROOT / "pyproject.toml"))


def start() -> None:
    """Begin to measure this process."""
    measuring = _coverage()
    measuring.start()
    _running.append(measuring)


def stop() -> None:
    """Measure no more."""
    for measuring in _running:
        measuring.stop()


def save() -> None:
    """Write the result down, if this process measured."""
    stop()
    while _running:
        _running.pop().save()


def shortcomings() -> list[str]:
    """Say, one sentence each, which gate was missed and by which files."""
    measured = _coverage()
    measured.load()
    files = {
        Path(file).resolve().relative_to(ROOT).as_posix(): file
        for file in measured.get_data().measured_files()
    }
    numbers = {
        name: measured._analyze(file).numbers  # coverage has no public way to ask this
        for name, file in files.items()
        if name.startswith("goodword/") and not _left_out(name)
    }
    return [line for gate in GATES for line in _missed(gate, numbers)]


def _left_out(name: str) -> bool:
    return "/tests/" in name or "/migrations/" in name or not name.endswith(".py")


def _missed(gate: Gate, numbers: dict[str, Numbers]) -> Iterable[str]:
    chosen = {
        name: number
        for name, number in numbers.items()
        if any(fnmatch(name, pattern) for pattern in gate.patterns)
    }
    share = _branches if gate.branches else _lines
    reached = _share(chosen.values(), share)
    if reached >= gate.least:
        return
    what = "branches" if gate.branches else "lines"
    worst = sorted(chosen, key=lambda name: _share([chosen[name]], share))
    named = ", ".join(
        f"{name} {_share([chosen[name]], share):.0f}%"
        for name in worst[:12]
        if _share([chosen[name]], share) < gate.least
    )
    yield f"{gate.words}: {reached:.1f}% of {what}, {gate.least}% are needed ({named})"


def _lines(number: Numbers) -> tuple[int, int]:
    return number.n_executed, number.n_statements


def _branches(number: Numbers) -> tuple[int, int]:
    """Count lines too: a line never reached has no branch to miss."""
    return (
        number.n_executed + number.n_executed_branches,
        number.n_statements + number.n_branches,
    )


def _share(numbers: Iterable[Numbers], count: Callable[[Numbers], tuple[int, int]]) -> float:
    counts = [count(number) for number in numbers]
    whole = sum(total for _, total in counts)
    return 100 * sum(done for done, _ in counts) / whole if whole else 100.0
