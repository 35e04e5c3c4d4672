"""What makes a function a verb of the business."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from django.db import transaction

from goodword.house.guard import KNOWN_REASONS, system_scope

P = ParamSpec("P")
R = TypeVar("R")


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
            return verb(*args, **kwargs)

    return whole
