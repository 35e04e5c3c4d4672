"""Working, waiting for others, delivering, and making a broken word good."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext as _

from goodword.house import faults
from goodword.house.action import action
from goodword.house.refusals import Refusal
from goodword.people.models import Person
from goodword.requests.actions import files as storing
from goodword.requests.actions.asking import check_length
from goodword.requests.actions.files import Upload
from goodword.requests.actions.keeping import Held, required, written
from goodword.requests.actions.promising import close_open_offer, make_offer, offer_facts
from goodword.requests.actions.understanding import after_pause
from goodword.requests.models import (
    Apology,
    Delivery,
    Handover,
    Offer,
    Promise,
    Question,
    ServiceRequest,
    WaitingOnOther,
)


@action
def start_work(service_request: ServiceRequest, *, by: Person, at: datetime) -> ServiceRequest:
    """Work has begun (T10)."""
    held = Held.hold(service_request, at)
    held.as_provider(by)
    held.record("work_started", by=by, side="provider")
    return held.settle()


@action
def wait_for_other(
    service_request: ServiceRequest, *, by: Person, at: datetime, on_whom: str, until: datetime
) -> WaitingOnOther:
    """Wait for somebody else; the promise goes on and the asker hears on whom (T13)."""
    held = Held.hold(service_request, at)
    held.as_provider(by)
    whom = required(on_whom, _("Say whom you wait for."), field="on_whom")
    if until <= at:
        raise Refusal(_("That moment has passed: choose a later one."), field="until")
    held.refuse_unless_possible("waiting_on_other")
    service_request.waits.filter(ended_at=None).update(ended_at=at)
    wait = WaitingOnOther.objects.create(
        service_request=service_request, on_whom=whom, until=until, by=by, at=at
    )
    facts = {"wait": wait.pk, "until": written(until)}
    held.record("waiting_on_other", by=by, side="provider", facts=facts, whom=whom, due=until)
    held.settle()
    return wait


@action
def resume(service_request: ServiceRequest, *, by: Person, at: datetime) -> ServiceRequest:
    """What was waited for has come (T13b)."""
    held = Held.hold(service_request, at)
    held.as_provider(by)
    held.record("resumed", by=by, side="provider")
    service_request.waits.filter(ended_at=None).update(ended_at=at)
    return held.settle()


@action
def deliver(
    service_request: ServiceRequest,
    *,
    by: Person,
    at: datetime,
    words: str,
    files: Iterable[Upload] = (),
) -> Delivery:
    """Say that it is done; the word is kept when this is not after its date (T17)."""
    name = "answered" if service_request.state == "asked" else "delivered"
    return hand_in(name, service_request, by=by, at=at, words=words, files=files)


def hand_in(
    name: str,
    service_request: ServiceRequest,
    *,
    by: Person,
    at: datetime,
    words: str,
    files: Iterable[Upload] = (),
) -> Delivery:
    """The one way a result reaches the asker, at once (T2) or after a promise (T17)."""
    held = Held.hold(service_request, at)
    held.as_provider(by)
    kept = required(words, _("Say in a line what you deliver."))
    check_length(kept)
    held.refuse_unless_possible(name)
    promise = held.standing.promise
    delivery = Delivery.objects.create(
        service_request=service_request,
        promise_id=promise.key if promise else None,
        words=kept,
        by=by,
        at=at,
    )
    storing.attach(service_request, files, by=by, at=at)
    let_go(held, by)
    facts = {"delivery": delivery.pk, "stands_at": written(after_pause(held))}
    held.record(name, by=by, side="provider", facts=facts)
    held.settle()
    faults.around_commit("deliver")
    return delivery


def let_go(held: Held, by: Person | None) -> None:
    """Whatever still waits for an answer is answered by what happens now."""
    close_open_offer(held, by, Offer.Answer.LAPSED)
    if held.standing.handover:
        Handover.objects.filter(pk=held.standing.handover.key).update(
            answer=Handover.Answer.BOUNCED, answered_at=held.at
        )
    if held.standing.question:
        Question.objects.filter(pk=held.standing.question.key).update(answered_at=held.at)
    held.request.waits.filter(ended_at=None).update(ended_at=held.at)


@action
def apologise(
    service_request: ServiceRequest,
    *,
    by: Person,
    at: datetime,
    words: str,
    what_changes: str = "",
    due_at: datetime | None = None,
    offer_words: str = "",
) -> Apology:
    """Own words about a broken promise, a new date, and what changes (T16, S002-32).

    The new date may only be left out when there is one, or the thing has been delivered.
    """
    held = Held.hold(service_request, at)
    held.as_provider(by)
    broken = held.standing.broken
    if broken is None:
        raise Refusal(_("There is no broken promise to write about."))
    if due_at is None and not held.standing.has_date:
        raise Refusal(_("Give a new date: the work is still open."), field="due_at")
    apology = Apology.objects.create(
        service_request=service_request,
        promise=Promise.objects.get(pk=broken),
        words=required(words, _("Say in your own words what went wrong.")),
        what_changes=what_changes.strip(),
        by=by,
        at=at,
    )
    held.record("apologised", by=by, side="provider", facts={"apology": apology.pk})
    if due_at and held.standing.state != "delivered":
        reason = words if held.standing.promise else ""
        made = make_offer(held, by=by, due_at=due_at, words=offer_words, reason=reason)
        facts = offer_facts(held, made)
        held.record("offered", by=by, side="provider", facts=facts, due=made.due_at)
    held.settle()
    return apology
