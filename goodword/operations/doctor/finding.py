"""What a doctor says about one thing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Level = Literal["fine", "advice", "wrong"]


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at: how it is, in a sentence, and what to do about it."""

    about: str
    level: Level
    sentence: str
    to_do: str = ""


def fine(about: str, sentence: str) -> Finding:
    """Say that something is in order."""
    return Finding(about, "fine", sentence)


def advice(about: str, sentence: str, to_do: str) -> Finding:
    """Say that something could be better."""
    return Finding(about, "advice", sentence, to_do)


def wrong(about: str, sentence: str, to_do: str) -> Finding:
    """Say that something must be put right."""
    return Finding(about, "wrong", sentence, to_do)
