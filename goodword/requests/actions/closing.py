"""The asker's verdict, closing, reopening, taking back."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from goodword.house import faults
from goodword.house.action import action
from goodword.house.refusals import Refusal
from goodword.people.models import Person
from goodword.requests.actions.delivering import let_go
from goodword.requests.actions.keeping import Held, required
from goodword.requests.actions.readers import first_of
from goodword.requests.models import Delivery, ServiceRequest
from goodword.requests.rules import clocks


@action
def confirm(
    service_request: ServiceRequest, *, by: Person, at: datetime, words: str = ""
) -> Delivery:
    """Yes, it did (T18). Only the asker's side may say so, and never about an own delivery."""
    held = Held.hold(service_request, at)
    held.as_asker(by)
    held.refuse_unless_possible("confirmed")
    delivery = _verdict(held, by, Delivery.Answer.CONFIRMED)
    facts = {"delivery": delivery.pk, "words": words.strip()}
    held.record("confirmed", by=by, side="asker", facts=facts)
    held.settle()
    faults.around_commit("confirm")
    return delivery


@action
def not_yet(
    service_request: ServiceRequest,
    *,
    by: Person,
    at: datetime,
    missing: str,
    partly: bool = False,
) -> Delivery:
    """Something is missing: the work goes on (T19; "partly" is the same with what is missing)."""
    held = Held.hold(service_request, at)
    held.as_asker(by)
    held.refuse_unless_possible("not_yet")
    kept = required(missing, _("Say what is missing."), field="missing")
    answer = Delivery.Answer.PARTLY if partly else Delivery.Answer.NOT_YET
    delivery = _verdict(held, by, answer, kept)
    held.record("not_yet", by=by, side="asker", facts={"delivery": delivery.pk})
    held.settle()
    return delivery


def _verdict(held: Held, by: Person, answer: str, missing: str = "") -> Delivery:
    open_delivery = held.standing.delivery
    if open_delivery is None:
        raise Refusal(_("There is nothing to confirm any more."))
    delivery = Delivery.objects.get(pk=open_delivery.key)
    if delivery.by_id == by.pk:
        raise Refusal(_("You delivered this yourself: somebody else has to confirm it."))
    delivery.answer, delivery.missing = answer, missing
    delivery.answered_by, delivery.answered_at = by, held.at
    delivery.save(update_fields=["answer", "missing", "answered_by", "answered_at"])
    return delivery


@action
def reopen(
    service_request: ServiceRequest, *, by: Person, at: datetime, reason: str
) -> ServiceRequest:
    """Open a closed request again within 30 days (T22)."""
    held = Held.hold(service_request, at)
    held.as_asker(by)
    held.refuse_unless_possible("reopened")
    kept = required(reason, _("Say what is missing."), field="reason")
    check_window(held)
    held.record("reopened", by=by, side="asker", facts={"reason": kept})
    return held.settle()


def check_window(held: Held) -> None:
    """Raises ``Refusal`` after C10: a request is reopened within 30 days of its end."""
    ended_at = held.standing.ended_at
    if ended_at and held.at > ended_at + clocks.REOPEN_WINDOW:
        raise Refusal(
            _("This ended more than %(days)s days ago. Please ask anew.")
            % {"days": clocks.REOPEN_WINDOW.days}
        )


@action
def withdraw(
    service_request: ServiceRequest, *, by: Person, at: datetime, reason: str = ""
) -> ServiceRequest:
    """Take the request back; an open promise is released (T23)."""
    held = Held.hold(service_request, at)
    held.as_asker(by)
    held.refuse_unless_possible("withdrawn")
    let_go(held, by)
    held.record("withdrawn", by=by, side="asker", facts={"reason": reason.strip()})
    return held.settle()


@action
def close_unanswered(
    service_request: ServiceRequest, *, by: Person, at: datetime, words: str = ""
) -> ServiceRequest:
    """Close for lack of an answer, after two reminders (T25)."""
    held = Held.hold(service_request, at)
    held.as_provider(by)
    question = held.standing.question
    if question is None or question.reminders < len(clocks.QUESTION_REMINDERS):
        raise Refusal(_("The asker is reminded twice before this can be closed."))
    let_go(held, by)
    facts = {"words": words.strip(), "question": question.key}
    held.record("closed_unanswered", by=by, side="provider", facts=facts)
    return held.settle()


@action
def dispute(
    service_request: ServiceRequest, *, by: Person, at: datetime, words: str
) -> ServiceRequest:
    """Disagree with a decline or a closing, once: the lead of the team answers (T26)."""
    held = Held.hold(service_request, at)
    held.as_asker(by)
    held.refuse_unless_possible("disputed")
    kept = required(words, _("Say why you do not agree."))
    _check_dispute(held)
    lead = first_of(held, held.team.lead)
    facts = {"lead": lead.pk if lead else None, "words": kept}
    due = held.calendar.end_of_nth_working_day(at, 1)
    held.record("disputed", by=by, side="asker", facts=facts, lead=lead or held.team, due=due)
    return held.settle()


def _check_dispute(held: Held) -> None:
    if held.standing.is_disputed:
        raise Refusal(_("This has been looked at once already. Please ask anew."))
    unanswered = held.standing.last_act == "closed_unanswered"
    if held.standing.state == "closed" and not unanswered:
        raise Refusal(_("Reopen it instead: one click is enough."))
    check_window(held)


@action
def remind(
    service_request: ServiceRequest, *, by: Person, at: datetime, words: str = ""
) -> ServiceRequest:
    """Ask how it is going: the next word comes within a working day (T27)."""
    held = Held.hold(service_request, at)
    if not held.is_filer(by):
        held.as_asker(by)
    was_missed = held.standing.missed is not None
    due = held.calendar.end_of_nth_working_day(at, clocks.REMINDED_DAYS)
    named = held.request.next_word_at
    facts = {"words": words.strip(), "was_missed": was_missed}
    soonest = min(due, named) if named and named > at else due
    held.record("reminded", by=by, side="asker", facts=facts, due=soonest)
    return held.settle()
