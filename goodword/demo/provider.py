"""What the team does: looks, answers, gives its word, works, warns, delivers, apologises."""

from __future__ import annotations

from goodword.demo.at_work import at_work
from goodword.demo.case import Case
from goodword.demo.first_words import elsewhere, first_word
from goodword.demo.giving_word import a_date, apologises, has_apologised
from goodword.demo.plans import Mind, Plan, Plans, Said
from goodword.people.models import Person
from goodword.requests import actions
from goodword.requests.rules.states import State


def plans(mind: Mind, said: Said) -> Plans:
    """Everything the team may do from here; the soonest will happen."""
    case = mind.case
    if _is_offered_elsewhere(case):
        yield from _other_team(mind, said)
        return
    owner = _owner(mind)
    if owner is None:
        return
    state = case.request.state
    if state == State.ASKED:
        yield from first_word(mind, owner, said)
    elif state in {State.ACKNOWLEDGED, State.OFFERED}:
        yield from a_date(mind, owner, said)
    elif state in {State.PROMISED, State.IN_PROGRESS, State.WAITING_OTHER}:
        yield from at_work(mind, owner, said)
    elif state == State.WAITING_ASKER:
        yield from _gives_up(mind, owner, said)
    elif state == State.DELIVERED:
        yield from _makes_good(mind, owner, said)
    elif state == State.CONFIRMED:
        yield from _says_thanks(mind, owner, said)


def _owner(mind: Mind) -> Person | None:
    """Who has it; somebody of the team when nobody does, or the one who has left."""
    case = mind.case
    owner = mind.person(case.request.owner_id)
    if owner and owner in mind.world.members[case.request.team_id]:
        return owner
    return mind.world.pick(case.request.team_id, case.last_at, case.key)


def _is_offered_elsewhere(case: Case) -> bool:
    latest = case.last(
        "handover_offered", "passed_on", "handover_accepted", "handover_refused",
        "handover_bounced", "delivered", "withdrawn", "answered",
    )  # fmt: skip
    return latest is not None and latest.name in {"handover_offered", "passed_on"}


def _other_team(mind: Mind, said: Said) -> Plans:
    case, request = mind.case, mind.case.request
    asked = case.last("handover_offered", "passed_on")
    team = elsewhere(mind)
    if asked is None or team is None:
        return
    person = mind.world.pick(team.pk, asked.at, case.key)
    if person is None:
        return
    at = mind.after(person, asked.at, case.minutes("takes it", 100))
    chance = case.chance("takes it")
    if chance < 0.8:
        yes = case.say(said["accept_handover"])
        yield Plan(
            at,
            "handover_accepted",
            lambda at: actions.accept_handover(request, by=person, at=at, words=yes),
        )
    elif chance < 0.93:
        no = case.say(said["refuse_handover"])
        yield Plan(
            at,
            "handover_refused",
            lambda at: actions.refuse_handover(request, by=person, at=at, words=no),
        )


def _gives_up(mind: Mind, owner: Person, said: Said) -> Plans:
    case, request = mind.case, mind.case.request
    latest = case.last("question_reminded")
    if latest is None or case.count("question_reminded") < 2:
        return
    words = case.say(said["close_unanswered"])
    yield Plan(
        mind.in_team(owner, latest.at, case.minutes("gives up", 500)),
        "closed_unanswered",
        lambda at: actions.close_unanswered(request, by=owner, at=at, words=words),
    )


def _makes_good(mind: Mind, owner: Person, said: Said) -> Plans:
    """It was late and is done: the apology is still owed."""
    case = mind.case
    if case.last("broken") and not has_apologised(case) and case.chance("says sorry") < 0.85:
        yield from apologises(mind, owner, said)


def _says_thanks(mind: Mind, owner: Person, said: Said) -> Plans:
    case, asker = mind.case, mind.asker
    done = case.last("confirmed")
    if not case.temper.thanks_back or done is None or case.count("thanked_back"):
        return
    from goodword.feedback.actions import thank

    words = case.say(said["thanks_back"])
    yield Plan(
        mind.in_team(owner, done.at, case.minutes("thanks back", 200)),
        "thanked_back",
        lambda at: thank(case.request, by=owner, at=at, to=asker, words=words),
    )
