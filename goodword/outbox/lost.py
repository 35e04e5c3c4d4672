"""Letters that will not arrive, and those it concerns.

The outbox knows no requests. A room whose letters matter to somebody hands in at the start what
is to happen when one of them is lost: written on the thing it is about, and told to its owner.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from goodword.outbox.models import Letter

WhenLost = Callable[[Letter, datetime], None]
_told: dict[str, WhenLost] = {}


def register(about_kind: str, tell: WhenLost) -> None:
    """Say what happens when a letter about such a thing is lost; the last one said counts."""
    _told[about_kind] = tell


def tell(letter: Letter, at: datetime) -> None:
    """Let the room that knows what the letter is about tell those it concerns."""
    teller = _told.get(letter.about_kind)
    if teller is not None:
        teller(letter, at)


def forget(about_kind: str) -> None:
    """Take it away again, for tests that brought their own."""
    _told.pop(about_kind, None)
