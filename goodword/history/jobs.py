"""What the clock process does for what was done."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

import structlog

from goodword.history.models import ClockJump, FormKey
from goodword.house.guard import system_scope
from goodword.house.limits import FORM_KEYS_KEPT

log = structlog.get_logger(__name__)

A_TIME: Final = 5_000
#: How long an operator is told that a clock jumped.
TOLD: Final = timedelta(days=1)


def forget_forms(at: datetime) -> int:
    """Forget the keys of forms that nobody will send again; answers how many."""
    with system_scope("goodword.history.jobs.forget_forms"):
        old = FormKey.objects.used_before(at - FORM_KEYS_KEPT).values_list("pk", flat=True)
        return FormKey.objects.filter(pk__in=list(old[:A_TIME])).delete()[0]


def note_jump(at: datetime, moved: timedelta) -> None:
    """Write down that the clock of a machine was set, for the operator to see."""
    seconds = round(moved.total_seconds())
    log.error("clock_jumped", seconds=seconds)
    ClockJump.objects.create(at=at, seconds=seconds)


def jump_to_tell(at: datetime) -> ClockJump | None:
    """The last jump of a clock, while it is worth telling: for a day, whichever way it went."""
    recent = ClockJump.objects.filter(at__gte=at - TOLD, at__lte=at + TOLD)
    return recent.first()
