"""What makes a function a verb of the business."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import ParamSpec, TypeVar

from django.db import transaction

from goodword.house.guard import KNOWN_REASONS, system_scope

P = ParamSpec("P")
R = TypeVar("R")

_beside: ContextVar[Callable[[], None] | None] = ContextVar("goodword_beside", default=None)


@contextmanager
def together_with(write: Callable[[], None]) -> Iterator[None]:
    """Let ``write`` happen in the transaction of the first action called inside, or not at all.

    So a door can keep its own note of what was sent with the act itself, and hold no
    transaction while it reads, checks and draws.
    """
    token = _beside.set(write)
    try:
        yield
    finally:
        _beside.reset(token)


def _write_beside() -> None:
    write = _beside.get()
    if write is not None:
        _beside.set(None)
        write()


def action(verb: Callable[P, R]) -> Callable[P, R]:
    """Do the whole of it or nothing of it, reading as the system.

    The door has already fetched what the person may see; inside, the rules
    need the full picture.  A ``Refusal`` undoes everything.  The action's own
    name is its reason for reading unscoped.
    """
    reason = f"{verb.__module__}.{verb.__qualname__}"
    KNOWN_REASONS.add(reason)

    @wraps(verb)
    def whole(*args: P.args, **kwargs: P.kwargs) -> R:
        with transaction.atomic(), system_scope(reason):
            _write_beside()
            return verb(*args, **kwargs)

    return whole
