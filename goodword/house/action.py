"""What makes a function a verb of the business."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import ParamSpec, Protocol, TypeVar

from django.db import transaction

from goodword.house.guard import KNOWN_REASONS, system_scope

P = ParamSpec("P")
R = TypeVar("R")


class Beside(Protocol):
    """What a door writes down in the transaction of the act that it asks for."""

    def before(self) -> None:
        """Write down that the act begins; it does not begin when this raises."""

    def after(self, done: object) -> None:
        """Write down what the act answered, which is all there is when the door dies now."""


_beside: ContextVar[Beside | None] = ContextVar("goodword_beside", default=None)


@contextmanager
def together_with(note: Beside) -> Iterator[None]:
    """Let ``note`` be written in the transaction of the first action called inside, or not at all.

    So a door can keep its own note of what was sent with the act itself, and hold no
    transaction while it reads, checks and draws.
    """
    token = _beside.set(note)
    try:
        yield
    finally:
        _beside.reset(token)


def _taken_up() -> Beside | None:
    """Answer the note that is still to be written, once."""
    note = _beside.get()
    if note is not None:
        _beside.set(None)
    return note


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
            note = _taken_up()
            if note is None:
                return verb(*args, **kwargs)
            note.before()
            done = verb(*args, **kwargs)
            note.after(done)
            return done

    return whole
