"""What is asked of each service: titles, circumstances, reasons, results and questions.

The files in ``data/stories`` hold one block a service. The first sign of a line says what it
is: ``=`` a title, ``-`` a circumstance, ``?`` a reason, ``~`` how it is played back, ``!`` what
is delivered, ``&`` a question and its answer. Words in braces are filled in by ``slots``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache

from goodword.demo.words.phrases import FOLDER

MARKS = {"=": "titles", "-": "tales", "?": "reasons", "~": "playbacks", "!": "results"}


@dataclass(slots=True)
class Story:
    """What people say about one service; ``weight`` is how often it is asked for."""

    service: str
    weight: int
    titles: list[str] = field(default_factory=list)
    tales: list[str] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)
    playbacks: list[str] = field(default_factory=list)
    results: list[str] = field(default_factory=list)
    questions: list[tuple[str, str]] = field(default_factory=list)


@cache
def stories() -> dict[str, Story]:
    """The stories of all services, by the service's name."""
    found: dict[str, Story] = {}
    for file in sorted((FOLDER / "stories").glob("*.txt")):
        for story in _read(file.read_text("utf-8")):
            found[story.service] = story
    return found


def _read(text: str) -> list[Story]:
    read: list[Story] = []
    for line in text.splitlines():
        mark, words = line[:1], line[1:].strip()
        if mark == "#":
            name, _star, weight = words.rpartition(" * ")
            read.append(Story(name, int(weight)))
        elif mark == "&":
            question, _bar, answer = words.partition(" | ")
            read[-1].questions.append((question, answer))
        elif mark in MARKS:
            getattr(read[-1], MARKS[mark]).append(words)
    return read
