"""Verbs that answer: one form, and what was chosen decides what is done."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from goodword.house.refusals import Refusal
from goodword.house.words import gettext as _
from goodword.people.models import Person
from goodword.requests import actions
from goodword.requests.models import Offer, PlanStep, ServiceRequest
from goodword.requests.views.act import Verb


def either(yes: Verb, no: Verb) -> Verb:
    """Where a yes is one verb and every other answer another, of the same arguments."""

    def answered(service_request: ServiceRequest, *, answer: str, **said: Any) -> None:
        verb = yes if answer == "yes" else no
        verb(service_request, **said)

    return answered


def answer_playback(
    service_request: ServiceRequest, *, by: Person, at: datetime, answer: str, correction: str
) -> None:
    """Yes, or not quite."""
    if answer == "yes":
        actions.confirm_playback(service_request, by=by, at=at)
    else:
        actions.correct_playback(service_request, by=by, at=at, correction=correction)


def answer_offer(
    service_request: ServiceRequest, *, by: Person, at: datetime, answer: str, words: str
) -> None:
    """Agree to what the other side offers, or take one's own offer back."""
    if answer == "yes":
        actions.accept(service_request, by=by, at=at, words=words)
    else:
        actions.withdraw_offer(service_request, by=by, at=at, reason=words)


def counter(
    service_request: ServiceRequest,
    *,
    by: Person,
    at: datetime,
    answer: str,
    due_at: datetime | None,
    words: str,
    part_words: str = "",
    swap_with: ServiceRequest | None = None,
) -> None:
    """Agree, name another date, a part, another way or a swap, or ask to talk."""
    if answer == "agree":
        actions.accept(service_request, by=by, at=at, words=words)
    elif answer == "talk":
        actions.write(service_request, by=by, at=at, words=words)
    elif due_at is None:
        raise Refusal(_("Say which day and time would do."), field="due_at")
    else:
        kind = answer if answer in Offer.Kind.values else Offer.Kind.DATE
        actions.counter(
            service_request,
            by=by,
            at=at,
            due_at=due_at,
            reason=words,
            kind=kind,
            part_words=part_words if kind == Offer.Kind.PART_FIRST else "",
            swap_with=swap_with if kind == Offer.Kind.SWAP else None,
        )


def own(service_request: ServiceRequest, *, by: Person, at: datetime, to: Person | None) -> None:
    """Put a name on it; one's own name only while nobody has it."""
    if to == by:
        actions.take(service_request, by=by, at=at)
    else:
        actions.assign(service_request, by=by, at=at, to=to)


def finish_step(
    service_request: ServiceRequest, *, by: Person, at: datetime, step: PlanStep
) -> None:
    """One step is done."""
    actions.finish_step(service_request, by=by, at=at, step=step)
