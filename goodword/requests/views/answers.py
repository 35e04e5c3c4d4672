"""Verbs that answer: one form, and what was chosen decides what is done."""

from __future__ import annotations

from datetime import datetime

from goodword.house.refusals import Refusal
from goodword.house.words import gettext as _
from goodword.people.models import Person
from goodword.requests import actions
from goodword.requests.models import Offer, PlanStep, ServiceRequest


def answer_playback(
    service_request: ServiceRequest, *, by: Person, at: datetime, answer: str, correction: str
) -> None:
    """Yes, or not quite."""
    if answer == "yes":
        actions.confirm_playback(service_request, by=by, at=at)
    else:
        actions.correct_playback(service_request, by=by, at=at, correction=correction)


def answer_opening(
    service_request: ServiceRequest, *, by: Person, at: datetime, answer: str
) -> None:
    """The asker agrees that it is less closed, or says no."""
    if answer == "yes":
        actions.agree_to_open(service_request, by=by, at=at)
    else:
        actions.refuse_to_open(service_request, by=by, at=at)


def answer_offer(
    service_request: ServiceRequest, *, by: Person, at: datetime, answer: str, words: str
) -> None:
    """Agree to what the other side offers, or take one's own offer back."""
    if answer == "yes":
        actions.accept(service_request, by=by, at=at, words=words)
    else:
        actions.withdraw_offer(service_request, by=by, at=at, reason=words)


def answer_move(
    service_request: ServiceRequest, *, by: Person, at: datetime, answer: str, words: str
) -> None:
    """The later date is fine, or the first one stands."""
    if answer == "yes":
        actions.accept(service_request, by=by, at=at, words=words)
    else:
        actions.refuse_move(service_request, by=by, at=at, words=words)


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


def answer_handover(
    service_request: ServiceRequest, *, by: Person, at: datetime, answer: str, words: str
) -> None:
    """Take it over, or say why not."""
    if answer == "yes":
        actions.accept_handover(service_request, by=by, at=at, words=words)
    else:
        actions.refuse_handover(service_request, by=by, at=at, words=words)


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
