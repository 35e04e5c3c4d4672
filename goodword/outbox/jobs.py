"""What the worker does with letters, at a moment it is told."""

from __future__ import annotations

import os
import socket
from contextlib import closing
from datetime import datetime, timedelta

from django.db.models import Count

from goodword.house import faults
from goodword.house.guard import system_scope
from goodword.outbox import actions, transports
from goodword.outbox.actions.watching import KIND as ALARM
from goodword.outbox.health import health
from goodword.outbox.models import Letter, State
from goodword.outbox.sending import Batch
from goodword.outbox.transports import Transport
from goodword.people.models import Person

#: How many letters one round sends at most, so that the worker looks at other things too.
ROUND = 100
LOOK_EVERY = timedelta(minutes=5)
#: Of how many lost letters one look tells those concerned; the next look goes on.
TOLD_AT_ONCE = 500
_looked: list[datetime] = []  # when this process looked last


def send_due(at: datetime, *, limit: int = ROUND, transport: Transport | None = None) -> int:
    """Send the letters that are due, gather digests first; answer how many were dealt with.

    Whoever has nothing to do only reads: an idle worker stands in nobody's way.
    """
    with system_scope("goodword.outbox.jobs.send_due"):
        if Letter.objects.lapsed(at).exists():
            actions.let_lapse(at)
        make_digests(at)
        if Letter.objects.filter(is_braked=True, state__in=(State.BRAKED, State.WAITING)).exists():
            actions.brake(at)
        if not Letter.objects.due(at).exists():
            return 0
        letters = actions.claim(me(), at, limit)
        faults.point("letters.leased")
        with closing(transport or transports.ours()) as way:
            return Batch(way, at).send(letters)


def drain(at: datetime, *, transport: Transport | None = None) -> int:
    """Send round after round until nothing is due; answer how many were dealt with."""
    total = 0
    while done := send_due(at, transport=transport):
        total += done
    return total


def make_digests(at: datetime) -> int:
    """Gather what is held for everybody whose time has come; answer how many digests."""
    with system_scope("goodword.outbox.jobs.make_digests"):
        keys = Letter.objects.held(at).order_by().values_list("to_id", flat=True).distinct()
        people = Person.objects.in_bulk(list(keys))
        return sum(actions.make_digest(person, at) is not None for person in people.values())


def watch(at: datetime) -> int:
    """Look every five minutes whether the post stands still; answer how many were told.

    Takes back what a stopped worker held, tells those concerned of letters that are lost, and
    writes to the operators once about each standing trouble (RELIABILITY 4).
    """
    if _looked and timedelta(0) <= at - _looked[-1] < LOOK_EVERY:
        return 0
    _looked[:] = [at]
    with system_scope("goodword.outbox.jobs.watch"):
        actions.let_lapse(at)
        lost = list(Letter.objects.lost().order_by("pk")[:TOLD_AT_ONCE])
        told = [letter for letter in lost if actions.tell_lost(letter, at)]
        # An alarm that cannot be delivered is no reason for another one.
        news = sum(letter.kind != ALARM for letter in told)
        return len(told) + actions.alarm(actions.troubles_of(health(at), news), at)


def status(at: datetime) -> dict[str, int]:
    """Count the letters by how far they got, and say how old the oldest waiting one is (s)."""
    with system_scope("goodword.outbox.jobs.status"):
        rows = Letter.objects.order_by().values_list("state").annotate(Count("pk"))
        counts = {str(state): number for state, number in rows}
        counts["stuck"] = Letter.objects.stuck(at).count()
    return counts | {"oldest_waiting_seconds": health(at).oldest_waiting_seconds}


def me() -> str:
    """Name this worker, so that a lease says whose it is."""
    return f"{socket.gethostname()}:{os.getpid()}"[:100]
