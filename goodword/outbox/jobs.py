"""What the worker does with letters, at a moment it is told."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db.models import Count, Min
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from goodword.house import faults
from goodword.house.guard import system_scope
from goodword.outbox import actions, addresses, composing, transports
from goodword.outbox.actions.delivering import no_longer_theirs
from goodword.outbox.kinds import Rendered, kind_of
from goodword.outbox.models import Letter
from goodword.outbox.transports import Doubt, Never, NotNow, Transport
from goodword.people.models import Person

#: How many letters one round sends at most, so that the worker looks at other things too.
ROUND = 100


def send_due(at: datetime, *, limit: int = ROUND, transport: Transport | None = None) -> int:
    """Send the letters that are due, gather digests first; answer how many were dealt with.

    A letter whose wording fails stops this round alone: it stays leased, the next round passes
    it by, and it comes again by the retry plan.
    """
    with system_scope("goodword.outbox.jobs.send_due"):
        actions.let_lapse(at)
        make_digests(at)
        way = transport or transports.ours()
        return sum(_deal_with(letter, way, at) for letter in _claimed(at, limit))


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


def status(at: datetime) -> dict[str, int]:
    """Count the letters by how far they got, and say how old the oldest waiting one is (s)."""
    with system_scope("goodword.outbox.jobs.status"):
        rows = Letter.objects.order_by().values_list("state").annotate(Count("pk"))
        counts = {str(state): number for state, number in rows}
        oldest = Letter.objects.filter(state="waiting").aggregate(oldest=Min("next_try_at"))
        counts["stuck"] = Letter.objects.stuck(at).count()
        waits = (at - oldest["oldest"]).total_seconds() if oldest["oldest"] else 0
    return counts | {"oldest_waiting_seconds": max(0, int(waits))}


def me() -> str:
    """Name this worker, so that a lease says whose it is."""
    return f"{socket.gethostname()}:{os.getpid()}"[:100]


def _claimed(at: datetime, limit: int) -> Iterator[Letter]:
    for _number in range(limit):
        letter = actions.claim(me(), at)
        if letter is None:
            return
        faults.point("letters.leased")
        yield letter


def _deal_with(letter: Letter, way: Transport, at: datetime) -> int:
    """Word one letter, hand it over, and write down how it went; counts as one."""
    rendered = _worded(letter, at) if letter.to.is_active else None
    if not letter.to.is_active:
        actions.cancel(letter, _("This person no longer works here."))
    elif rendered is None:
        actions.cancel(letter, no_longer_theirs())
    elif _about_to_leave(letter, way):
        _hand_over(letter, rendered, way, at)
        faults.point("letters.done")
    return 1


def _about_to_leave(letter: Letter, way: Transport) -> bool:
    faults.point("letters.worded")
    return actions.hand_over(letter, in_doubt=not way.is_repeatable)


def _worded(letter: Letter, at: datetime) -> Rendered | None:
    """Ask the kind's resolver, in the person's own language and on their clock."""
    zone = ZoneInfo(letter.to.zone)
    with translation.override(letter.to.language), timezone.override(zone):
        return kind_of(letter.kind).resolver(letter, at)


def _hand_over(letter: Letter, rendered: Rendered, way: Transport, at: datetime) -> None:
    try:
        to = composing.wire_address(letter.to.email)
        mail = composing.compose(letter, rendered, kind_of(letter.kind), at)
        sender = addresses.bounce_address(letter.token)
        faults.point("letters.handing_over")
        way.hand_over(mail, sender=sender, to=to, token=letter.token)
        faults.point("letters.handed_over")
    except NotNow as problem:
        actions.put_off(letter, str(problem), at)
    except Doubt as problem:
        actions.put_off(letter, str(problem), at, in_doubt=True)
    except (Never, ValueError) as problem:
        actions.fail(letter, str(problem))
    else:
        actions.finish(letter, rendered, at)
