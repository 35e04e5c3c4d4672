"""What the receiver of a letter can do about it now, as buttons (DESIGN 8).

Each leads to a page that says what it means and asks for a press; a link alone never agrees. What
is offered follows from how things stand when the letter leaves, not from when it was posted.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.utils.translation import gettext as _

from goodword.requests.models import Handover, Offer, ServiceRequest
from goodword.requests.rules.acts import PROMISED_ON, UNPROMISED
from goodword.requests.rules.states import PromiseState, State
from goodword.ui import when

#: Letters after which the asker's side may want what has ended opened again.
_ENDINGS: Final = frozenset({"taken_as_done", "closed_unanswered"})
#: Letters to another team that is asked to take something over.
_HANDOVERS: Final = frozenset({"handover_offered", "passed_on"})
#: A word that stands.
_STANDS: Final = frozenset({PromiseState.ACCEPTED, PromiseState.AT_RISK})


@dataclass(frozen=True)
class Way:
    """One act: the words of its button, the noun of its door, and the answer it fills in.

    What ``is_rare`` stands on the letter's page and not in the letter.
    """

    words: str
    noun: str
    answer: str = ""
    is_rare: bool = False

    @property
    def query(self) -> str:
        """What stands behind the address."""
        field = "outcome" if self.noun == "confirmation" else "answer"
        return f"?{field}={self.answer}" if self.answer else ""


def ways(here: ServiceRequest, event: str, side: str, at: datetime) -> list[Way]:
    """Answer what one side can do about a request, what the letter tells of first."""
    found = _of_asker(here, event, at) if side == "asker" else _of_team(here, event, at)
    return list(found)


def _of_asker(here: ServiceRequest, event: str, at: datetime) -> Iterator[Way]:
    if here.state == State.DELIVERED:
        yield Way(_("Yes, it did"), "confirmation", "yes")
        yield Way(_("Something is missing"), "confirmation", "no")
    elif here.state == State.WAITING_ASKER:
        yield Way(_("Answer %(name)s") % {"name": here.owner_name}, "question-answer")
    elif here.state == State.DECLINED and event == "declined":
        if here.referrals.filter(passed_on_at=None).exclude(to_team=None).exists():
            yield Way(_("Yes, pass it on"), "passing-on")
        yield Way(_("I see it differently"), "dispute")
    elif not here.is_open:
        if event in _ENDINGS:
            yield Way(_("Open it again"), "reopening")
        return
    playback = list(_playback(here)) if here.is_open else []
    if event == "played_back":
        yield from playback
    yield from _offer_to_asker(here, at)
    if event != "played_back":
        yield from playback


def _playback(here: ServiceRequest) -> Iterator[Way]:
    if here.playback_state == "open" and here.state != State.DELIVERED:
        yield Way(_("Yes, that is it"), "playback-answer", "yes")
        yield Way(_("Not quite"), "playback-answer", "not_quite")


def _offer_to_asker(here: ServiceRequest, at: datetime) -> Iterator[Way]:
    offer = here.offer if here.offer_id else None
    if offer is None and here.promise_state in _STANDS:
        yield Way(_("I need it sooner"), "counter-offers", "sooner", is_rare=True)
        yield Way(_("It can wait longer"), "counter-offers", "later", is_rare=True)
    if offer is None or offer.side != Offer.Side.PROVIDER or offer.due_at <= at:
        return
    words = _("Agree to %(when)s") % {"when": when.near_moment(offer.due_at, at)}
    if offer.instead_of_id:
        yield Way(words, "move-answer", "yes")
        yield Way(_("The first date must stand"), "move-answer", "no")
    else:
        yield Way(words, "offer-answer", "yes")
        yield Way(_("Ask for another date"), "counter-offers", "later")
        yield Way(_("I need it sooner"), "counter-offers", "sooner")


def _of_team(here: ServiceRequest, event: str, at: datetime) -> Iterator[Way]:
    if _owes_sorry(here):
        yield Way(_("Make it right"), "recovery")
    yield from _next_of_team(here, event, at)
    yield from _not_ours(here)


def _owes_sorry(here: ServiceRequest) -> bool:
    """Whether a word was broken and nobody has written about it."""
    is_broken = here.is_open and here.promise_state == PromiseState.BROKEN
    return is_broken and not here.apologies.filter(promise=here.promise_id).exists()


def _not_ours(here: ServiceRequest) -> Iterator[Way]:
    """Say no with a way on, or ask another team to take it."""
    if here.state in UNPROMISED and not here.promise_id:
        yield Way(_("Decline, and show a way on"), "decline", is_rare=True)
    is_asked = here.handovers.filter(answer="").exists()
    if here.is_open and here.state != State.DELIVERED and not is_asked:
        yield Way(_("Ask another team to take it"), "handover", is_rare=True)


def _next_of_team(here: ServiceRequest, event: str, at: datetime) -> Iterator[Way]:
    if event in _HANDOVERS and Handover.objects.filter(service_request=here, answer="").exists():
        yield Way(_("Yes, we take it"), "handover-answer", "yes")
        yield Way(_("No, and why"), "handover-answer", "no")
    elif event == "confirmed":
        yield Way(_("Put in a good word"), "good-words")
    elif here.state == State.ASKED:
        yield Way(_("I have it"), "acknowledgement")
        yield Way(_("Give our word with a date"), "offers")
        yield Way(_("Ask a question"), "question")
    elif here.offer_id and here.offer and here.offer.side == Offer.Side.ASKER:
        if here.offer.due_at > at:
            words = _("Agree to %(when)s") % {"when": when.near_moment(here.offer.due_at, at)}
            yield Way(words, "offer-answer", "yes")
        yield Way(_("Offer another date"), "offers")
    elif here.state in PROMISED_ON:
        yield Way(_("It is done"), "delivery")
        if event == "promise_reminded":
            yield Way(_("I will make it"), "assurance")
            yield Way(_("Offer another date"), "offers")
            return
        if here.state != State.WAITING_ASKER:
            yield Way(_("Ask a question"), "question")
    elif here.state in {State.ACKNOWLEDGED, State.OFFERED}:
        yield Way(_("Give our word with a date"), "offers")
        yield Way(_("Say what we understood"), "playbacks")
        yield Way(_("Ask a question"), "question")
