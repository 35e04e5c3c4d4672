"""Playing back, asking back, planning (S002-16 to S002-20)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from goodword.house.action import action
from goodword.house.refusals import Refusal
from goodword.people.models import Person
from goodword.requests.actions import files as storing
from goodword.requests.actions.files import Upload
from goodword.requests.actions.keeping import Held, required, written
from goodword.requests.models import (
    PlanStep,
    Playback,
    Question,
    ServiceRequest,
)


@action
def play_back(
    service_request: ServiceRequest,
    *,
    by: Person,
    at: datetime,
    words: str,
    done_means: str = "",
    not_included: str = "",
) -> Playback:
    """Say back what was understood, for the asker to confirm or correct (T4)."""
    held = Held.hold(service_request, at)
    held.as_provider(by)
    playback = Playback.objects.create(
        service_request=service_request,
        words=required(words, _("Say what you understood.")),
        done_means=done_means.strip(),
        not_included=not_included.strip(),
        by=by,
        at=at,
    )
    held.record("played_back", by=by, side="provider", facts={"playback": playback.pk})
    held.settle()
    return playback


@action
def confirm_playback(
    service_request: ServiceRequest, *, by: Person, at: datetime
) -> ServiceRequest:
    """Yes, that is it (T5)."""
    held = Held.hold(service_request, at)
    playback = _answered_playback(held, by, at, Playback.Answer.YES)
    held.record("understood", by=by, side="asker", facts={"playback": playback.pk})
    return held.settle()


@action
def correct_playback(
    service_request: ServiceRequest, *, by: Person, at: datetime, correction: str
) -> ServiceRequest:
    """Not quite: the asker says what is different (T5)."""
    held = Held.hold(service_request, at)
    kept = required(correction, _("Say what is different."), field="correction")
    playback = _answered_playback(held, by, at, Playback.Answer.NOT_QUITE, kept)
    held.record("corrected", by=by, side="asker", facts={"playback": playback.pk})
    return held.settle()


def _answered_playback(
    held: Held, by: Person, at: datetime, answer: str, correction: str = ""
) -> Playback:
    held.as_asker(by)
    playback = held.request.playbacks.last()
    if playback is None or playback.answer:
        raise Refusal(_("There is nothing to confirm any more."))
    playback.answer, playback.correction = answer, correction
    playback.answered_by, playback.answered_at = by, at
    playback.save(update_fields=["answer", "correction", "answered_by", "answered_at"])
    return playback


@action
def ask_asker(
    service_request: ServiceRequest, *, by: Person, at: datetime, question: str, effect: str = ""
) -> Question:
    """Wait for the asker with a concrete question; the promise is paused meanwhile (T11)."""
    held = Held.hold(service_request, at)
    held.as_provider(by)
    asked = Question(
        service_request=service_request,
        words=required(
            question, _("A pause needs a question that can be answered."), field="question"
        ),
        effect=effect.strip(),
        asked_by=by,
        asked_at=at,
    )
    held.refuse_unless_possible("question_asked")
    asked.save()
    held.record("question_asked", by=by, side="provider", facts={"question": asked.pk})
    held.settle()
    return asked


@action
def answer_question(
    service_request: ServiceRequest,
    *,
    by: Person,
    at: datetime,
    answer: str,
    files: Iterable[Upload] = (),
) -> Question:
    """Answer what the team needs; the date moves by the working time it waited (T12)."""
    held = Held.hold(service_request, at)
    if not held.is_filer(by):
        held.as_asker(by)
    open_question = held.standing.question
    if open_question is None:
        raise Refusal(_("The question has been answered already."))
    question = Question.objects.get(pk=open_question.key)
    question.answer = required(answer, _("Write your answer first."), field="answer")
    question.answered_by, question.answered_at = by, at
    question.save(update_fields=["answer", "answered_by", "answered_at"])
    storing.attach(service_request, files, by=by, at=at)
    moved = after_pause(held)
    facts = {"question": question.pk, "stands_at": written(moved)}
    said = "question_answered_moved" if moved else ""
    held.record("question_answered", by=by, side="asker", said=said, facts=facts, due=moved or at)
    held.settle()
    return question


def after_pause(held: Held) -> datetime | None:
    """Where the promise stands when this pause ends now, or None without one (T12)."""
    promise, question = held.standing.promise, held.standing.question
    if promise is None or question is None:
        return None
    paused = held.calendar.between(max(question.asked_at, promise.made_at), held.at)
    if not paused:
        return None
    return held.calendar.add(promise.stands_at, paused)


@action
def make_plan(
    service_request: ServiceRequest,
    *,
    by: Person,
    at: datetime,
    steps: Sequence[tuple[str, str]],
) -> list[PlanStep]:
    """Write down the steps and when each is done; finished ones stay (T10, S002-24)."""
    held = Held.hold(service_request, at)
    held.as_provider(by)
    wanted = [(words.strip(), when.strip()) for words, when in steps if words.strip()]
    if not wanted:
        raise Refusal(_("A plan needs at least one step."), field="steps")
    done = {step.words: step for step in service_request.plan_steps.exclude(done_at=None)}
    service_request.plan_steps.all().delete()
    made = PlanStep.objects.bulk_create(
        PlanStep(
            service_request=service_request,
            position=position,
            words=words,
            when=when,
            done_at=done[words].done_at if words in done else None,
            done_by=done[words].done_by if words in done else None,
        )
        for position, (words, when) in enumerate(wanted, start=1)
    )
    facts = {"steps": [list(step) for step in wanted]}
    held.record("planned", by=by, side="provider", facts=facts)
    held.settle()
    return made


@action
def finish_step(
    service_request: ServiceRequest, *, by: Person, at: datetime, step: PlanStep
) -> PlanStep:
    """One step of the plan is done; the asker sees it."""
    held = Held.hold(service_request, at)
    held.as_provider(by)
    open_steps = service_request.plan_steps.filter(pk=step.pk, done_at=None)
    if not open_steps.update(done_at=at, done_by=by):
        raise Refusal(_("This step is done already."))
    step.done_at, step.done_by = at, by
    facts = {"position": step.position}
    held.record("step_done", by=by, side="provider", facts=facts, step=step.words)
    held.settle()
    return step
