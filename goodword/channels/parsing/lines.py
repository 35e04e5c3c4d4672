"""A line of a mail, and what its program said about it. No Django here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

QUOTED, SIGNED = "quoted", "signed"


@dataclass(frozen=True)
class Line:
    """One line; ``mark`` is what the mail program marked it as, if it did."""

    text: str
    mark: str = ""


def of(text: str) -> list[Line]:
    """Answer the lines of a plain text."""
    return [Line(line) for line in text.split("\n")]


def joined(lines: Iterable[Line]) -> str:
    """Answer the words of lines, without empty ones around them."""
    return "\n".join(line.text.rstrip() for line in lines).strip("\n")
