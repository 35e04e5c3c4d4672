"""What the worker does with mails that wait to be read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import structlog
from django.db import Error, InterfaceError, OperationalError
from django.db.models import Count, Q

from goodword.channels import actions
from goodword.channels.coming_in import waiting_room
from goodword.channels.models import InboundMail, InboundMailQuerySet, State
from goodword.channels.parsing import Reader
from goodword.house.guard import system_scope
from goodword.house.refusals import Refusal

log = structlog.get_logger(__name__)

ROUND = 100


def send_self_tests(at: datetime) -> int:
    """Send the mails to ourselves that an operator asked for; answer how many."""
    return actions.send_self_tests(at)


def bring_in_waiting(at: datetime) -> int:
    """Bring in the mails that waited as files while the database was away; answer how many.

    One that the database will not have is put aside, so that the others come in. Raises
    ``OperationalError`` while the database is away.
    """
    number = 0
    for waiting in waiting_room.in_order():
        try:
            actions.bring_in(waiting)
        except (OperationalError, InterfaceError):
            raise
        except Error as problem:
            log.error("mail_put_aside", error=type(problem).__name__)
            waiting_room.put_aside(waiting)
        number += 1
    return number


def handle_waiting(at: datetime, *, limit: int = ROUND) -> int:
    """Read the mails that wait for a worker, oldest first; answer how many.

    Each is taken in hand by itself, so that two workers never read the same one at once.
    """
    with system_scope("goodword.channels.jobs.handle_waiting"):
        free = Q(in_hand_until=None) | Q(in_hand_until__lte=at)
        mails = InboundMail.objects.filter(free, state=State.RECEIVED)
        waiting = list(mails.order_by("received_at", "pk")[:limit])
        if not waiting:
            return 0
        with Reader() as reader:
            return sum(_read(mail, mails, reader, at) for mail in waiting)


def _read(mail: InboundMail, free: InboundMailQuerySet, reader: Reader, at: datetime) -> bool:
    if not free.filter(pk=mail.pk).update(in_hand_until=at + actions.IN_HAND_FOR):
        return False
    actions.handle(mail, reader, at=at)
    return True


def to_replay(keys: Sequence[str], reason: str, *, everything: bool) -> list[InboundMail]:
    """Answer the mails that an operator wants read again, oldest first; not those taken in.

    Raises ``Refusal`` when nothing was asked for.
    """
    if not (keys or reason or everything):
        raise Refusal("Say which: keys of mails, --reason REASON, or --waiting.")
    with system_scope("goodword.channels.jobs.to_replay"):
        mails = InboundMail.objects.exclude(state=State.APPLIED)
        if keys:
            mails = mails.filter(key__in=keys)
        else:
            mails = mails.filter(state=State.QUARANTINED)
            mails = mails.filter(reason=reason) if reason else mails
        return list(mails.order_by("received_at", "pk"))


def status() -> dict[str, dict[str, int]]:
    """Count the mails by what became of them, and those by their reasons."""
    with system_scope("goodword.channels.jobs.status"):
        rows = InboundMail.objects.order_by().values_list("state", "reason")
        counts: dict[str, dict[str, int]] = {}
        for state, reason, number in rows.annotate(Count("pk")):
            counts.setdefault(state, {})[reason or "all"] = number
    return counts
