"""Every open case of RELIABILITY 2A that blocks a release, and the tests that hold it.

``register.toml`` beside this file says it; a house rule proves that nothing is missing from it
and that every test it names is there.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

#: Numbers of the cases marked P0 (release blocker), and those marked P1 (before 1.0).
P0 = frozenset(
    {*range(1, 11), 12, 14, 15, 16, *range(18, 23), *range(25, 30), 31, 32, 33, 35, 38, 39, 40}
    | {*range(41, 49), 50, 51, 52, 53, 56, 57}
)
P1 = frozenset({11, 17, 23, 24, 30, 34, 36, 37, 49, 54, 55, 58})


@dataclass(frozen=True)
class Case:
    """One case: its tests by file, its long runs, or what it is about that does not exist yet."""

    words: str
    tests: dict[str, list[str]]
    soak: tuple[str, ...]
    not_yet: str

    @property
    def is_held(self) -> bool:
        return bool(self.tests or self.soak)


def cases() -> dict[int, Case]:
    """Read the register."""
    text = (Path(__file__).parent / "register.toml").read_text(encoding="utf-8")
    return {
        int(number): Case(
            said["words"],
            said.get("tests", {}),
            tuple(said.get("soak", ())),
            said.get("not_yet", ""),
        )
        for number, said in tomllib.loads(text).items()
    }
