"""Playing a script through the actions, as people would have done it, and undoing it again."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F

from bench.keys import STEP
from bench.stories import Script, Step
from goodword.catalogue.models import Service
from goodword.feedback import actions as feedback
from goodword.feedback.models import Quality, Thanks
from goodword.house import clock
from goodword.house.guard import system_scope
from goodword.house.refusals import Refusal
from goodword.outbox.models import ON_ITS_WAY, Letter, State
from goodword.people.models import Person, Team
from goodword.requests import actions
from goodword.requests.models import ServiceRequest

#: How long after a moment has come the clock looks.
A_LOOK = timedelta(seconds=20)
SCOPE = "the bench plays a life"


@dataclass(frozen=True)
class Cast:
    """Who plays: a person for each role, the teams, and one service for each kind of charter."""

    people: Mapping[str, Person]
    teams: Mapping[str, Team]
    services: tuple[Service, ...]


class _Undone(Exception):
    pass


@contextmanager
def undone() -> Iterator[None]:
    """What happens inside leaves no trace."""
    try:
        with transaction.atomic():
            yield
            raise _Undone
    except _Undone:
        pass


def play(script: Script, cast: Cast, *, title: str, start: datetime, until: datetime) -> int:
    """Live a whole life from ``start`` until a moment, clocks included; answers its request's key.

    An act that the state refuses is left out, as a person would have to.
    """
    life = _Life(script, cast, title, start)
    for step in script.steps:
        at = start + step.after
        if at >= until:
            break
        life.let_clocks_strike(at)
        life.act(step, at)
    life.let_clocks_strike(until)
    life.let_letters_arrive()
    return life.request.pk


class _Life:
    def __init__(self, script: Script, cast: Cast, title: str, start: datetime) -> None:
        self.script, self.cast, self.title, self.start = script, cast, title, start
        self.request = ServiceRequest()

    def act(self, step: Step, at: datetime) -> None:
        with clock.frozen(at):
            if step.verb == "ask":
                self._ask(step, at)
                return
            try:
                with transaction.atomic(), system_scope(SCOPE):
                    VERBS[step.verb](self, self.cast.people[step.by], at, step.facts)
            except Refusal:
                self._again()

    def _ask(self, step: Step, at: datetime) -> None:
        facts, people = step.facts, self.cast.people
        asker = people[step.by]
        kept = ("purpose", "waiting_outside", "emergency", "needed_why")
        more: dict[str, Any] = {name: facts[name] for name in kept if name in facts}
        if "needed_by" in facts:
            more["needed_by"] = at + facts["needed_by"]
        if "by_filer" in facts:
            more["on_behalf_of"] = asker
        if "for_friend" in facts:
            more["beneficiary"] = people["friend"]
        by = people["filer"] if "by_filer" in facts else asker
        number = self.script.service
        if number is None:
            more["team"] = self.cast.teams["A"]
        else:
            more["service"] = self.cast.services[number]
        self.request = actions.ask(by=by, at=at, title=self.title, words=facts["words"], **more)

    def _again(self) -> None:
        """Read it anew: what was refused may have left its mark on the object."""
        self.request = ServiceRequest._base_manager.get(pk=self.request.pk)

    def let_clocks_strike(self, until: datetime) -> None:
        """What the clock process would have done up to a moment."""
        if not self.request.pk:
            return
        for _turn in range(100):
            wake = self.request.wake_at
            if wake is None or wake >= until:
                return
            at = min(wake + A_LOOK, until)
            with clock.frozen(at):
                actions.strike(self.request, at=at)

    def let_letters_arrive(self) -> None:
        """What the worker would have done, without wording each letter: that is not read here."""
        with system_scope(SCOPE):
            mine = Letter.objects.filter(state__in=(*ON_ITS_WAY, State.HELD), pk__gt=STEP)
            posted = F("posted_at")
            mine.update(
                state=State.SENT,
                attempts=1,
                lease_no=1,
                sent_at=posted,
                first_try_at=posted,
                next_try_at=posted,
            )


Verb = Callable[[_Life, Person, datetime, dict[str, Any]], object]


def _simply(verb: Callable[..., object], **renamed: str) -> Verb:
    """An action that takes its facts as they are, times made absolute, some under other names."""

    def do(life: _Life, by: Person, at: datetime, facts: dict[str, Any]) -> object:
        given = {
            renamed.get(name, name): at + it if isinstance(it, timedelta) else it
            for name, it in facts.items()
        }
        return verb(life.request, by=by, at=at, **given)

    return do


def _assign(life: _Life, by: Person, at: datetime, facts: dict[str, Any]) -> object:
    return actions.assign(life.request, by=by, at=at, to=life.cast.people[facts["to"]])


def _note(life: _Life, by: Person, at: datetime, facts: dict[str, Any]) -> object:
    return actions.write(life.request, by=by, at=at, team_only=True, **facts)


def _confirm_playback(life: _Life, by: Person, at: datetime, facts: dict[str, Any]) -> object:
    return actions.confirm_playback(life.request, by=by, at=at)


def _make_plan(life: _Life, by: Person, at: datetime, facts: dict[str, Any]) -> object:
    steps = [(words, "") for words in facts["steps"]]
    return actions.make_plan(life.request, by=by, at=at, steps=steps)


def _finish_step(life: _Life, by: Person, at: datetime, facts: dict[str, Any]) -> object:
    step = life.request.plan_steps.get(position=facts["position"])
    return actions.finish_step(life.request, by=by, at=at, step=step)


def _decline(life: _Life, by: Person, at: datetime, facts: dict[str, Any]) -> object:
    return actions.decline(
        life.request,
        by=by,
        at=at,
        why="not_ours",
        words=facts["words"],
        way="team",
        to_team=life.cast.teams["B"],
    )


def _hand_over(life: _Life, by: Person, at: datetime, facts: dict[str, Any]) -> object:
    to = life.cast.teams["B"]
    return actions.hand_over(life.request, by=by, at=at, to_team=to, reason=facts["reason"])


def _rate(life: _Life, by: Person, at: datetime, facts: dict[str, Any]) -> object:
    grades = dict(zip((str(quality) for quality in Quality), facts["grades"], strict=True))
    return feedback.rate(life.request, by=by, at=at, grades=grades)


def _thank(life: _Life, by: Person, at: datetime, facts: dict[str, Any]) -> object:
    to = life.cast.people[facts["to"]]
    return feedback.thank(
        life.request, by=by, at=at, to=to, words=facts["words"], strengths=["respect"]
    )


def _show_thanks(life: _Life, by: Person, at: datetime, facts: dict[str, Any]) -> object:
    thanks = Thanks.objects.filter(service_request=life.request).first()
    return feedback.show_thanks(thanks, by=by, at=at) if thanks else None


VERBS: Mapping[str, Verb] = {
    "acknowledge": _simply(actions.acknowledge),
    "assign": _assign,
    "note": _note,
    "write": _simply(actions.write),
    "play_back": _simply(actions.play_back),
    "confirm_playback": _confirm_playback,
    "correct_playback": _simply(actions.correct_playback, words="correction"),
    "ask_asker": _simply(actions.ask_asker, words="question"),
    "answer_question": _simply(actions.answer_question, words="answer"),
    "offer": _simply(actions.offer),
    "counter": _simply(actions.counter),
    "accept": _simply(actions.accept),
    "warn": _simply(actions.warn),
    "refuse_move": _simply(actions.refuse_move),
    "make_plan": _make_plan,
    "start_work": _simply(actions.start_work),
    "finish_step": _finish_step,
    "wait_for_other": _simply(actions.wait_for_other, words="on_whom"),
    "resume": _simply(actions.resume),
    "remind": _simply(actions.remind),
    "apologise": _simply(actions.apologise),
    "decline": _decline,
    "pass_on": _simply(actions.pass_on),
    "hand_over": _hand_over,
    "accept_handover": _simply(actions.accept_handover),
    "refuse_handover": _simply(actions.refuse_handover),
    "withdraw": _simply(actions.withdraw),
    "deliver": _simply(actions.deliver),
    "not_yet": _simply(actions.not_yet),
    "confirm": _simply(actions.confirm),
    "reopen": _simply(actions.reopen),
    "rate": _rate,
    "thank": _thank,
    "show_thanks": _show_thanks,
}
