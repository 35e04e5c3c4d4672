"""What a row offers to do: one or two small steps when it is this side's turn."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from goodword.house.addresses import address_of
from goodword.house.words import gettext as _
from goodword.requests.models import Offer, ServiceRequest
from goodword.requests.rules.states import ENDED, PromiseState, State
from goodword.requests.showing.states import Side
from goodword.ui import when


@dataclass(frozen=True, slots=True)
class Act:
    """A step: words, where it leads, an icon and how loud it is.

    ``post`` are the fields of a form that does it with one press; empty for a link to the
    page where it is done.
    """

    words: str
    href: str
    icon: str
    look: str = "soft"
    post: Mapping[str, str] = field(default_factory=dict)


def acts_of(service_request: ServiceRequest, side: Side, at: datetime) -> Iterator[Act]:
    """What is asked of this side now."""
    if not service_request.is_open:
        return iter(())
    return _of_asker(service_request, at) if side == "asker" else _of_team(service_request)


def _door(service_request: ServiceRequest, noun: str) -> str:
    return address_of(f"requests:{noun}", service_request.reference)


def _of_asker(here: ServiceRequest, at: datetime) -> Iterator[Act]:
    name, offer = {"name": here.owner_name}, here.offer
    if here.state == State.DELIVERED:
        closing = address_of("feedback:close", here.reference)
        yield Act(_("Did this do it?"), closing, "check-circle")
    elif here.state == State.WAITING_ASKER:
        words = _("Answer %(name)s") % name
        yield Act(words, _door(here, "question-answer"), "chat-teardrop-text")
    elif offer and offer.side == Offer.Side.PROVIDER:
        yield from _agree(here, offer, at)
    if here.playback_state == "open" and here.state not in ENDED | {State.DELIVERED}:
        words = _("%(name)s asks: did I understand you?") % name
        yield Act(words, f"{here.get_absolute_url()}#playback", "ear")


def _agree(here: ServiceRequest, offer: Offer, at: datetime) -> Iterator[Act]:
    """Yes with one press; everything else is a talk on its own page."""
    move = offer.instead_of_id is not None
    answer = _door(here, "move-answer" if move else "offer-answer")
    words = _("Agree to %(when)s") % {"when": when.near_moment(offer.due_at, at)}
    fields = {"answer": "yes", "version": str(here.number_of_events)}
    yield Act(words, answer, "handshake", post=fields)
    talk = _door(here, "move-answer" if move else "counter-offers")
    yield Act(_("Talk about it"), talk, "", "quiet")


def _of_team(here: ServiceRequest) -> Iterator[Act]:
    name, offer = {"name": here.asker.preferred_name}, here.offer
    if here.state == State.DELIVERED:
        return
    if here.promise_state == PromiseState.BROKEN and not offer:
        words = _("Make it right with %(name)s") % name
        yield Act(words, _door(here, "recovery"), "hand-heart", "")
    elif here.promise_state == PromiseState.AT_RISK and not offer:
        yield Act(_("Offer another date"), _door(here, "offers"), "chat-teardrop-text", "")
        yield Act(_("I will still make it"), _door(here, "assurance"), "", "quiet")
    elif offer and offer.side == Offer.Side.ASKER:
        words = _("Answer %(name)s") % name
        yield Act(words, _door(here, "offer-answer"), "handshake")
    elif here.state == State.ASKED:
        yield Act(_("Send a word"), _door(here, "acknowledgement"), "hand-waving")
