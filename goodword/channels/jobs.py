"""What the worker does with mails that wait to be read."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Count

from goodword.channels import actions
from goodword.channels.models import InboundMail, State
from goodword.channels.parsing import Reader
from goodword.house.guard import system_scope

ROUND = 100
#: Younger ones are in the hands of whoever received them.
LEFT_ALONE_FOR = timedelta(minutes=2)


def handle_waiting(at: datetime, *, limit: int = ROUND) -> int:
    """Read the mails that a stopped process left unread; answer how many."""
    with system_scope("goodword.channels.jobs.handle_waiting"):
        mails = InboundMail.objects.filter(
            state=State.RECEIVED, received_at__lte=at - LEFT_ALONE_FOR
        )
        waiting = list(mails.order_by("received_at", "pk")[:limit])
        if not waiting:
            return 0
        with Reader() as reader:
            for mail in waiting:
                actions.handle(mail, reader, at=at)
    return len(waiting)


def status() -> dict[str, dict[str, int]]:
    """Count the mails by what became of them, and those by their reasons."""
    with system_scope("goodword.channels.jobs.status"):
        rows = InboundMail.objects.order_by().values_list("state", "reason")
        counts: dict[str, dict[str, int]] = {}
        for state, reason, number in rows.annotate(Count("pk")):
            counts.setdefault(state, {})[reason or "all"] = number
    return counts
