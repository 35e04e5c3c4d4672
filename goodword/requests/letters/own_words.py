"""What people wrote themselves in an event: their words, and what stands beside them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from goodword.history.models import Event
from goodword.people.models import Team
from goodword.requests.models import (
    Apology,
    Delivery,
    Handover,
    Message,
    Offer,
    Playback,
    Question,
    Referral,
    ServiceRequest,
)

Facts = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class OwnWords:
    """A person's words, and labelled sentences of theirs that belong to them."""

    words: str = ""
    facts: Facts = ()


def _facts(*pairs: tuple[str, str]) -> Facts:
    return tuple((label, words) for label, words in pairs if words)


def _of_message(message: Message, name: str) -> OwnWords:
    return OwnWords("" if message.team_only_id else message.words)


def _of_playback(playback: Playback, name: str) -> OwnWords:
    if name in {"understood", "corrected"}:
        return OwnWords(playback.correction)
    beside = (_("Done means"), playback.done_means), (_("Not included"), playback.not_included)
    return OwnWords(playback.words, _facts(*beside))


def _of_question(question: Question, name: str) -> OwnWords:
    if name == "question_answered":
        return OwnWords(question.answer, _facts((_("The question"), question.words)))
    return OwnWords(question.words, _facts((_("What it does to the date"), question.effect)))


def _of_offer(offer: Offer, name: str) -> OwnWords:
    if name == "promised":
        return OwnWords("", _facts((_("First"), offer.part_words)))
    beside = (_("Why"), offer.reason), (_("First"), offer.part_words)
    return OwnWords(offer.words, _facts(*beside))


def _of_delivery(delivery: Delivery, name: str) -> OwnWords:
    return OwnWords(delivery.missing if name == "not_yet" else delivery.words)


def _of_apology(apology: Apology, name: str) -> OwnWords:
    return OwnWords(apology.words, _facts((_("What we change"), apology.what_changes)))


def _of_referral(referral: Referral, name: str) -> OwnWords:
    person, team = referral.to_person, referral.to_team
    way = person.name if person else team.name if team else referral.answer_words
    return OwnWords(referral.words, _facts((_("A way on"), way)))


def _of_handover(handover: Handover, name: str) -> OwnWords:
    return OwnWords(handover.answer_words if handover.answer else handover.reason)


def _of_receipt(event: Event) -> OwnWords:
    """Of a mail that was moved before it was a request: where it was sent, and why it moved."""
    if "moved_from" not in event.facts:
        return OwnWords()
    team = Team.objects.filter(pk=event.facts["moved_from"]).first()
    name = team.name if team else ""
    why = str(event.facts.get("moved_why", ""))
    return OwnWords("", _facts((_("You wrote to"), name), (_("Why it moved"), why)))


#: Which rows an event may name among its facts, and what they say.
READERS: Mapping[str, tuple[Any, Callable[[Any, str], OwnWords]]] = {
    "message": (Message, _of_message),
    "apology": (Apology, _of_apology),
    "playback": (Playback, _of_playback),
    "question": (Question, _of_question),
    "delivery": (Delivery, _of_delivery),
    "referral": (Referral, _of_referral),
    "handover": (Handover, _of_handover),
    "offer": (Offer, _of_offer),
}
#: What one team writes to another; the asker's side does not read it.
BETWEEN_TEAMS = frozenset({"handover_accepted", "handover_refused"})
#: Facts of an event that are a person's words themselves.
WRITTEN = ("words", "reason")


def own_words_of(event: Event, service_request: ServiceRequest, *, is_asker: bool) -> OwnWords:
    """Answer what the person wrote in this event; nothing for what a clock did.

    A receipt does not repeat the asker's words: a mail that anybody may set off carries none.
    """
    if event.by_id is None or (is_asker and event.name in BETWEEN_TEAMS):
        return OwnWords()
    if event.name == "asked":
        return _of_receipt(event) if is_asker else OwnWords(service_request.words)
    if any(fact in event.facts for fact in WRITTEN):
        return OwnWords(next((str(event.facts[it]) for it in WRITTEN if event.facts.get(it)), ""))
    for fact, (model, read) in READERS.items():
        if event.facts.get(fact):
            row = model.objects.filter(pk=event.facts[fact], service_request=service_request)
            found: OwnWords = read(row.get(), event.name)
            return found if found.words != service_request.title else OwnWords("", found.facts)
    return OwnWords()
