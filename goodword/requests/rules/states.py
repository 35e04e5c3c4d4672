"""The states of a request and of a promise (DOMAIN 3)."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class State(TextChoices):
    """Where a request stands. The first eight are open; somebody always owes the next word."""

    ASKED = "asked", _("asked")
    ACKNOWLEDGED = "acknowledged", _("a person has it")
    OFFERED = "offered", _("date offered")
    PROMISED = "promised", _("word given")
    IN_PROGRESS = "in_progress", _("work has begun")
    WAITING_ASKER = "waiting_asker", _("waiting on the asker")
    WAITING_OTHER = "waiting_other", _("waiting on somebody else")
    DELIVERED = "delivered", _("delivered")
    CONFIRMED = "confirmed", _("confirmed")
    CLOSED = "closed", _("closed")
    DECLINED = "declined", _("declined, with a way on")
    CANCELLED = "cancelled", _("taken back")
    MERGED = "merged", _("joined with another")


ENDED = frozenset({State.CONFIRMED, State.CLOSED, State.DECLINED, State.CANCELLED, State.MERGED})
BEFORE_DELIVERY = frozenset(
    {
        State.ASKED,
        State.ACKNOWLEDGED,
        State.OFFERED,
        State.PROMISED,
        State.IN_PROGRESS,
        State.WAITING_ASKER,
        State.WAITING_OTHER,
    }
)
OPEN = BEFORE_DELIVERY | {State.DELIVERED}


class PromiseState(TextChoices):
    """How a team's word stands. One that stands is accepted or at risk."""

    ACCEPTED = "accepted", _("word given")
    AT_RISK = "at_risk", _("at risk")
    MOVED = "moved", _("moved, agreed before its date")
    KEPT = "kept", _("kept")
    BROKEN = "broken", _("broken")
    RELEASED = "released", _("released")


#: How a word ends that says something about the team: moved and released ones do not.
JUDGED = frozenset({PromiseState.KEPT, PromiseState.BROKEN})
