"""What can be done with a request: for each act its words, its form and its verb.

One row an act. The door (``doors.py``) is the same for all; a new transition adds a row here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from goodword.people.models import Person
from goodword.requests import actions
from goodword.requests.forms import asker, offers, team
from goodword.requests.forms.base import ActForm
from goodword.requests.models import PlanStep, ServiceRequest
from goodword.requests.models.request import ServiceRequestQuerySet

Verb = Callable[..., Any]
Eyes = Callable[[Person], ServiceRequestQuerySet]
Words = Any


def answerable(person: Person) -> ServiceRequestQuerySet:
    """Requests of one's own teams."""
    return ServiceRequest.objects.answerable_by(person)


def confirmable(person: Person) -> ServiceRequestQuerySet:
    """Requests where one may say yes or no for the asker."""
    return ServiceRequest.objects.confirmable_by(person)


def asked(person: Person) -> ServiceRequestQuerySet:
    """Requests on whose asking side one stands."""
    return ServiceRequest.objects.asked_by(person)


def seen(person: Person) -> ServiceRequestQuerySet:
    """Requests one may see: the action says who may do it."""
    return ServiceRequest.objects.visible_to(person)


@dataclass(frozen=True)
class Act:
    """One act: what its step says before, and what is said after.

    ``heading``, ``lede``, ``button`` and ``said`` may name %(asker)s, %(owner)s and %(team)s.
    ``hat`` is the side whose page comes back.
    """

    noun: str
    eyes: Eyes
    form: type[ActForm]
    do: Verb
    heading: Words
    button: Words
    said: Words
    lede: Words = ""
    icon: str = ""
    key: str = ""
    template: str = "requests/steps/plain.html"
    look: str = "word"
    hat: str = "team"
    event: str = ""
    room: str = "requests"


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
) -> None:
    """Agree, name another date, or ask to talk."""
    if answer == "agree":
        actions.accept(service_request, by=by, at=at, words=words)
    elif answer == "talk":
        actions.write(service_request, by=by, at=at, words=words)
    else:
        actions.counter(service_request, by=by, at=at, due_at=due_at, reason=words)


def answer_handover(
    service_request: ServiceRequest, *, by: Person, at: datetime, answer: str, words: str
) -> None:
    """Take it over, or say why not."""
    if answer == "yes":
        actions.accept_handover(service_request, by=by, at=at, words=words)
    else:
        actions.refuse_handover(service_request, by=by, at=at, words=words)


def own(
    service_request: ServiceRequest, *, by: Person, at: datetime, to: Person | None
) -> None:
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


TEAM_ACTS = (
    Act(
        "acknowledgement", answerable, team.AcknowledgeForm, actions.acknowledge,
        _("Send a first word to %(asker)s"), _("I have it"),
        _("%(asker)s knows now that you have it."),
        _("%(asker)s sees your name, and when you write next."), "hand-waving",
        event="acknowledged",
    ),
    Act(
        "answer", answerable, team.AnswerForm, actions.answer_now,
        _("Answer at once"), _("Send the answer"), _("Answered. %(asker)s says whether it did."),
        _("This is the answer itself. %(asker)s is asked whether it does the job."), "seal-check",
        event="answered",
    ),
    Act(
        "owner", answerable, team.OwnerForm, own,
        _("Who has it?"), _("Put this name on it"), _("The name is on it."),
        _("Whoever has it owes %(asker)s the next word."), "user-switch", event="assigned",
    ),
    Act(
        "playbacks", answerable, team.PlaybackForm, actions.play_back,
        _("What did you understand?"), _("Ask %(asker)s whether it is right"),
        _("%(asker)s is asked whether it is right."),
        _("%(asker)s answers with one tap, or puts it right."), "ear", event="played_back",
    ),
    Act(
        "question", answerable, team.QuestionForm, actions.ask_asker,
        _("Wait for %(asker)s"), _("Ask and wait"),
        _("%(asker)s has your question. The clock is paused."),
        _("The promise moves on by as long as you wait. You are reminded, so nobody forgets."),
        "hourglass-medium", "W", event="question_asked",
    ),
    Act(
        "plan", answerable, team.PlanForm, actions.make_plan,
        _("The plan"), _("Keep the plan"), _("The plan is there for both of you to see."),
        _("%(asker)s sees the steps and what is done. A few words each are enough."),
        "list-checks", template="requests/steps/plan.html", event="planned",
    ),
    Act(
        "plan-step", answerable, team.PlanStepForm, finish_step,
        _("A step is done"), _("Done"), _("One step further."), event="step_done",
    ),
    Act(
        "work", answerable, asker.PlainForm, actions.start_work,
        _("Begin the work"), _("Work has begun"), _("%(asker)s knows that work has begun."),
        _("%(asker)s is told that work has begun."), "play", event="work_started",
    ),
    Act(
        "wait", answerable, team.WaitForm, actions.wait_for_other,
        _("Wait for somebody else"), _("We wait, the word stands"),
        _("%(asker)s knows for whom you wait."),
        _("Your word goes on counting. %(asker)s is told for whom you wait."),
        "hourglass-medium", event="waiting_on_other",
    ),
    Act(
        "resumption", answerable, asker.PlainForm, actions.resume,
        _("Back to work"), _("I am on it again"), _("%(asker)s knows that you are on it again."),
        event="resumed",
    ),
    Act(
        "warning", answerable, team.WarningForm, actions.warn,
        _("Tell %(asker)s now"), _("Tell %(asker)s now"),
        _("%(asker)s knows before the date, not after."),
        _("Bad news before the date is worth more than an apology after it."),
        "chat-teardrop-text", "T", event="warned",
    ),
    Act(
        "assurance", answerable, asker.LineForm, actions.will_make_it,
        _("You will still make it"), _("I will still make it"),
        _("%(asker)s knows that the date stands."),
        _("%(asker)s is told that the date stands."), "handshake", "M", event="assured",
    ),
    Act(
        "delivery", answerable, team.DeliverForm, actions.deliver,
        _("Deliver"), _("It is done"), _("Delivered. %(asker)s says whether it did."),
        _("%(asker)s is asked whether it did the job, and closes it."), "seal-check", "D",
        event="delivered",
    ),
    Act(
        "closing", answerable, team.CloseForm, actions.close_unanswered,
        _("Close, as no answer came"), _("Close it"), _("Closed. One click reopens it."),
        _("%(asker)s is told what was missing. One click reopens it within 30 days."),
        event="closed_unanswered",
    ),
    Act(
        "handover", answerable, team.HandoverForm, actions.hand_over,
        _("Hand over"), _("Ask them to take it"),
        _("They are asked. Until they say yes it stays with you."),
        _("Responsibility moves when they say yes. Until then it stays with %(team)s."),
        "user-switch", "H", event="handover_offered",
    ),
    Act(
        "decline", answerable, team.DeclineForm, actions.decline,
        _("Decline, and show a way on"), _("Decline and refer"),
        _("%(asker)s knows why, and where it goes on."),
        _("An honest no with a way on helps more than a late maybe."), "signpost", "Z",
        look="", event="declined",
    ),
    Act(
        "offers", answerable, offers.OfferForm, actions.offer,
        _("When can %(asker)s count on it?"), _("Offer this date"),
        _("%(asker)s has your offer."), "", "handshake", "P",
        template="requests/steps/offer.html", event="offered",
    ),
    Act(
        "recovery", answerable, offers.RecoveryForm, actions.apologise,
        _("Making it right"), _("Say sorry and offer this date"),
        _("%(asker)s reads your words and your new date."), "", "hand-heart",
        template="requests/steps/recovery.html", event="apologised",
    ),
)

ASKER_ACTS = (
    Act(
        "playback-answer", confirmable, asker.PlaybackAnswerForm, answer_playback,
        _("Was it understood?"), _("Send"), _("Thank you: that helps."),
        _("Put it right in your own words; %(owner)s sees it at once."), "ear", hat="asker",
        event="understood",
    ),
    Act(
        "question-answer", asked, asker.QuestionAnswerForm, actions.answer_question,
        _("%(owner)s waits for your answer"), _("Send the answer"),
        _("Thank you. The clock runs again."),
        _("The promise moves on by as long as they waited, and you see the new date."),
        "check-circle", hat="asker", event="question_answered",
    ),
    Act(
        "counter-offers", confirmable, asker.CounterForm, counter,
        _("Your answer"), _("Send my answer"), _("%(owner)s has your answer."), hat="asker",
        template="requests/steps/counter.html", event="countered",
    ),
    Act(
        "move-answer", confirmable, asker.MoveAnswerForm, answer_move,
        _("The date is at risk"), _("Send my answer"), _("%(owner)s has your answer."),
        hat="asker", event="move_refused",
    ),
    Act(
        "reopening", confirmable, asker.ReopenForm, actions.reopen,
        _("Reopen"), _("Reopen it"), _("It is open again; %(owner)s owes you the next word."),
        _("%(owner)s sees what is missing and writes to you."), "arrow-clockwise", hat="asker",
        event="reopened",
    ),
    Act(
        "withdrawal", confirmable, asker.ReasonForm, actions.withdraw,
        _("Take your request back"), _("Take it back"), _("Taken back. Thank you for saying so."),
        _("Everybody stops working on it, and the promise is released."), "x", look="",
        hat="asker", event="withdrawn",
    ),
    Act(
        "dispute", confirmable, asker.DisputeForm, actions.dispute,
        _("You see it differently"), _("Send it to the lead of %(team)s"),
        _("The lead of %(team)s reads it and answers you."),
        _("You can do this once. The lead of %(team)s reads it and answers you."), hat="asker",
        event="disputed",
    ),
    Act(
        "reminder", asked, asker.LineForm, actions.remind,
        _("Ask how it is going"), _("Ask kindly"), _("%(owner)s owes you a word within a day."),
        _("%(owner)s owes you a word within one working day from now."), "hand-waving",
        hat="asker", event="reminded",
    ),
    Act(
        "passing-on", confirmable, asker.PlainForm, actions.pass_on,
        _("Pass it on"), _("Yes, pass it on"), _("They are asked to take it; you need not repeat it."),
        _("The whole story goes along. They say yes first."), "signpost", hat="asker",
        event="passed_on",
    ),
    Act(
        "filer", confirmable, asker.PlainForm, actions.remove_filer,
        _("Take off who typed it"), _("Take them off"), _("They do not see it any more."),
        _("It is your request. They will not see it any more."), look="", hat="asker",
    ),
    Act(
        "delegate", confirmable, asker.DelegateForm, actions.name_delegate,
        _("Somebody in your place"), _("Keep this"), _("Kept."),
        _("They may answer questions and say whether it did the job."), hat="asker",
    ),
)

EITHER_ACTS = (
    Act(
        "offer-answer", seen, asker.OfferAnswerForm, answer_offer,
        _("The offered date"), _("Send"), _("Agreed. The word is given."),
        hat="", event="promised",
    ),
    Act(
        "handover-answer", seen, team.HandoverAnswerForm, answer_handover,
        _("Will you take it?"), _("Send the answer"), _("They have your answer."),
        hat="", event="handover_accepted",
    ),
    Act(
        "outside", seen, asker.OutsideForm, actions.wait_outside,
        _("Somebody outside is waiting"), _("Say so"), _("Everybody here sees it now."),
        _("People who wait outside go before what only waits inside."), "user-sound", hat="",
        event="outside_waits",
    ),
    Act(
        "messages", seen, team.MessageForm, actions.write,
        _("Your message"), _("Send"), _("Sent."), hat="",
        template="requests/steps/message.html", event="wrote",
    ),
)

ACTS: Mapping[str, Act] = {act.noun: act for act in (*TEAM_ACTS, *ASKER_ACTS, *EITHER_ACTS)}
