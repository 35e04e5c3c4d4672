"""The one clock of the house, read at the doors and handed inwards."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime

# Of the whole process, not of one thread: a test's live server must agree.
_standing_still: list[datetime] = []
_told: ContextVar[datetime | None] = ContextVar("goodword_told", default=None)


def now() -> datetime:
    """Say what time it is, in UTC.

    Only doors (views, commands, jobs' callers) ask; everything below them
    is told the time as ``at``.
    """
    if (moment := _told.get()) is not None:
        return moment
    return _standing_still[-1] if _standing_still else datetime.now(UTC)


@contextmanager
def told(at: datetime) -> Iterator[None]:
    """Let it be ``at`` for what this thread does meanwhile, as a query is being prepared."""
    token = _told.set(at)
    try:
        yield
    finally:
        _told.reset(token)


@contextmanager
def frozen(at: datetime) -> Iterator[datetime]:
    """Let the clock stand still at ``at`` (tests and the lived demo).

    Raises ``ValueError`` for a moment without a zone: a naive time means
    something else on every machine.
    """
    if at.tzinfo is None:
        raise ValueError(f"{at} has no time zone")
    _standing_still.append(at.astimezone(UTC))
    try:
        yield _standing_still[-1]
    finally:
        _standing_still.pop()
