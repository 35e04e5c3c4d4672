"""The one clock of the house, read at the doors and handed inwards."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime

_standing_still: ContextVar[datetime | None] = ContextVar("goodword_clock", default=None)


def now() -> datetime:
    """Say what time it is, in UTC.

    Only doors (views, commands, jobs' callers) ask; everything below them
    is told the time as ``at``.
    """
    return _standing_still.get() or datetime.now(UTC)


@contextmanager
def frozen(at: datetime) -> Iterator[datetime]:
    """Let the clock stand still at ``at`` (tests and the lived demo).

    Raises ``ValueError`` for a moment without a zone: a naive time means
    something else on every machine.
    """
    if at.tzinfo is None:
        raise ValueError(f"{at} has no time zone")
    token = _standing_still.set(at.astimezone(UTC))
    try:
        yield at.astimezone(UTC)
    finally:
        _standing_still.reset(token)
