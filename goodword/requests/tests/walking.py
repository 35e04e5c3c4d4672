"""A random walk through the life of a request, for tests that must hold in every life."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from goodword.house.refusals import Refusal
from goodword.people.models import Person, Team
from goodword.requests import actions
from goodword.requests.models import Referral, ServiceRequest
from goodword.requests.rules.states import ENDED

Step = Callable[["Walk"], object]


@dataclass
class Walk:
    """One request, the people around it, and a die."""

    request: ServiceRequest
    asker: Person
    provider: Person
    other: Person
    other_team: Team
    at: datetime
    die: random.Random
    done: list[str] = field(default_factory=list)

    def later(self, hours: float = 200) -> datetime:
        return self.at + timedelta(hours=self.die.uniform(1, hours))

    def acting(self) -> Person:
        """Somebody of the team that has it now."""
        is_other = self.request.team_id == self.other_team.pk
        return self.other if is_other else self.provider

    def take_a_step(self) -> None:
        """Let some time pass, let the clocks do their part, and try one act."""
        self.at += timedelta(hours=self.die.expovariate(1 / 9))
        if self.die.random() < 0.7:
            actions.strike(self.request, at=self.at)
        name = self.die.choice(sorted(STEPS))
        try:
            STEPS[name](self)
        except Refusal:
            name = f"({name})"
        self.done.append(name)

    @property
    def is_over(self) -> bool:
        return self.request.state in ENDED


def _asker(verb: Callable[..., object], **more: object) -> Step:
    return lambda walk: verb(walk.request, by=walk.asker, at=walk.at, **more)


def _provider(verb: Callable[..., object], **more: object) -> Step:
    return lambda walk: verb(walk.request, by=walk.acting(), at=walk.at, **more)


def _finish_step(walk: Walk) -> object:
    step = walk.request.plan_steps.filter(done_at=None).first()
    if step is None:
        raise Refusal("no step")
    return actions.finish_step(walk.request, by=walk.acting(), at=walk.at, step=step)


STEPS: dict[str, Step] = {
    "acknowledge": _provider(actions.acknowledge),
    "answer_now": _provider(actions.answer_now, words="Here it is."),
    "write": _provider(actions.write, words="Nothing new, it goes on."),
    "name_next_word": lambda w: actions.write(
        w.request, by=w.acting(), at=w.at, words="Until then.", next_word_at=w.later(40)
    ),
    "note": _provider(actions.write, words="Between us.", team_only=True),
    "asker_writes": _asker(actions.write, words="One thing more."),
    "play_back": _provider(actions.play_back, words="You need a laptop."),
    "yes": _asker(actions.confirm_playback),
    "not_quite": _asker(actions.correct_playback, correction="Two of them."),
    "question": _provider(actions.ask_asker, question="Which size?"),
    "answer_question": _asker(actions.answer_question, answer="The small one."),
    "plan": _provider(actions.make_plan, steps=[("Order", ""), ("Set up", "Friday")]),
    "finish_step": _finish_step,
    "offer": lambda w: actions.offer(
        w.request, by=w.acting(), at=w.at, due_at=w.later(), reason="It needs that long."
    ),
    "counter": lambda w: actions.counter(
        w.request, by=w.asker, at=w.at, due_at=w.later(60), reason="She starts then."
    ),
    "accept": _asker(actions.accept),
    "agree": _provider(actions.accept),
    "withdraw_offer": _provider(actions.withdraw_offer),
    "start": _provider(actions.start_work),
    "wait": lambda w: actions.wait_for_other(
        w.request, by=w.acting(), at=w.at, on_whom="the supplier", until=w.later(60)
    ),
    "resume": _provider(actions.resume),
    "warn": lambda w: actions.warn(
        w.request, by=w.acting(), at=w.at, reason="It is late.", due_at=w.later()
    ),
    "warn_only": _provider(actions.warn, reason="It may be late."),
    "assure": _provider(actions.will_make_it),
    "refuse_move": _asker(actions.refuse_move),
    "apologise": lambda w: actions.apologise(
        w.request, by=w.acting(), at=w.at, words="I forgot it.", due_at=w.later(90)
    ),
    "deliver": _provider(actions.deliver, words="It is on your desk."),
    "confirm": _asker(actions.confirm),
    "not_yet": _asker(actions.not_yet, missing="The charger."),
    "reopen": _asker(actions.reopen, reason="It broke."),
    "close_unanswered": _provider(actions.close_unanswered),
    "dispute": _asker(actions.dispute, words="I do not agree."),
    "remind": _asker(actions.remind),
    "decline": lambda w: actions.decline(
        w.request,
        by=w.acting(),
        at=w.at,
        why=Referral.Why.NOT_OURS,
        words="Not ours.",
        way=Referral.Way.TEAM,
        to_team=w.other_team,
    ),
    "pass_on": _asker(actions.pass_on),
    "hand_over": lambda w: actions.hand_over(
        w.request, by=w.acting(), at=w.at, to_team=w.other_team, reason="They know it."
    ),
    "accept_handover": lambda w: actions.accept_handover(w.request, by=w.other, at=w.at),
    "refuse_handover": lambda w: actions.refuse_handover(
        w.request, by=w.other, at=w.at, words="We cannot."
    ),
    "take": _provider(actions.take),
    "fix_date": lambda w: actions.fix_date(
        w.request, by=w.asker, at=w.at, fixed_at=w.later(), fixed_why="The conference begins"
    ),
    "emergency": lambda w: actions.make_emergency(
        w.request, by=w.asker, at=w.at, why="The hall is shut", sponsor=w.other
    ),
    "sponsor_says": lambda w: actions.answer_as_sponsor(
        w.request, by=w.other, at=w.at, stands=w.die.random() < 0.5
    ),
    "outside": _provider(actions.wait_outside, words="A student at the window"),
}
