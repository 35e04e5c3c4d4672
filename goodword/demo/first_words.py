"""How a team first answers: at once, with a question, a date, or a way on."""

from __future__ import annotations

from datetime import datetime, timedelta

from goodword.demo.asker import _way
from goodword.demo.case import Case
from goodword.demo.dice import die
from goodword.demo.plans import Mind, Plan, Plans, Said
from goodword.demo.world import round_hour
from goodword.people.models import Person, Team
from goodword.requests import actions
from goodword.requests.models import Referral

#: How fully people count the usual time when they promise; their own habit bends it.
SAFE: float = 1.14
#: How many in a hundred dates are the advised one, where there is experience.
FOLLOWS: float = 0.6


FIRST_WORDS = ("asked", "handover_accepted", "disputed", "handover_refused", "handover_bounced")


def elsewhere(mind: Mind) -> Team | None:
    """The team somebody would think of when it is not their own."""
    case, world = mind.case, mind.world
    known = case.last("handover_offered", "passed_on")
    if known:
        pending = case.request.handovers.last()
        return world.teams.get(pending.to_team_id) if pending else None
    own = case.request.team_id
    theirs = {own, world.home.get(mind.asker.pk)}
    others = sorted(world.teams.keys() - theirs, key=lambda pk: world.teams[pk].slug)
    return world.teams[die(case.key, "elsewhere").choice(others)]


def first_word(mind: Mind, owner: Person, said: Said) -> Plans:
    """Nobody has answered yet: somebody looks, and answers in one of several ways."""
    case = mind.case
    since = case.last(*FIRST_WORDS)
    first = 0.3 * case.charter.first_word_minutes
    if case.request.emergency or case.request.waiting_outside:
        first *= 0.5
    at = mind.in_team(owner, since.at if since else case.last_at, case.minutes("first", first))
    path = case.temper.path if len(case.log) == 1 else "offer"
    if case.last("handover_refused", "handover_bounced"):
        path = "answer"
    yield PATHS[path](mind, owner, said, at)


def _answers(mind: Mind, owner: Person, said: Said, at: datetime) -> Plan:
    case = mind.case
    words = case.teller.one_of(case.story.results)
    return Plan(
        at, "answered", lambda at: actions.answer_now(case.request, by=owner, at=at, words=words)
    )


def _acknowledges(mind: Mind, owner: Person, said: Said, at: datetime) -> Plan:
    case = mind.case
    words = case.say(said["acknowledged"])
    return Plan(
        at,
        "acknowledged",
        lambda at: actions.acknowledge(case.request, by=owner, at=at, words=words),
    )


def _plays_back(mind: Mind, owner: Person, said: Said, at: datetime) -> Plan:
    case = mind.case
    known = case.story.playbacks or [f"You need this: {case.request.title}. Nothing beyond it."]
    words = case.say(known)
    done = case.request.good_result
    return Plan(
        at,
        "played_back",
        lambda at: actions.play_back(case.request, by=owner, at=at, words=words, done_means=done),
    )


def asks(mind: Mind, owner: Person, said: Said, at: datetime) -> Plan:
    """A question to the asker, who has to answer before it goes on."""
    case = mind.case
    number = die(case.key, "question").randrange(max(1, len(case.story.questions)))
    question = case.teller.tell(case.story.questions[number][0])
    return Plan(
        at,
        "question_asked",
        lambda at: actions.ask_asker(
            case.request, by=owner, at=at, question=question, effect="Until then I cannot go on."
        ),
    )


def offers(mind: Mind, owner: Person, said: Said, at: datetime) -> Plan:
    """Give a date: what such things take, as this person counts, and not before they are there."""
    return Plan(at, "offered", lambda at: _offer(mind, owner, said, at))


def _offer(mind: Mind, owner: Person, said: Said, at: datetime) -> object:
    case, request = mind.case, mind.case.request
    due_at = fair_date(mind, owner, at)
    if request.needed_by and at < request.needed_by <= due_at + timedelta(days=1):
        calendar = mind.world.calendars[request.team_id]
        needs = calendar.between(at, due_at)
        if calendar.between(at, request.needed_by) >= 0.7 * needs:
            due_at = request.needed_by
    late = bool(request.needed_by and due_at > request.needed_by) or case.count("promised") > 0
    case.teller.know("when", in_words(mind, due_at))
    return actions.offer(
        request,
        by=owner,
        at=at,
        due_at=due_at,
        words=case.say(said["offer"]),
        reason=case.say(said["reason_offer"]) if late else "",
    )


def in_words(mind: Mind, moment: datetime) -> str:
    """A moment as people say it on the clock of the team."""
    wall = mind.world.calendars[mind.case.request.team_id].wall_clock(moment)
    hour = "noon" if wall.hour == 12 else f"{(wall.hour - 1) % 12 + 1} {'ap'[wall.hour > 11]}m"
    return f"by {wall:%A}, {hour}"


def fair_date(mind: Mind, owner: Person, at: datetime) -> datetime:
    """The date somebody believes in: as advised, or what is published, by their own habit."""
    case, world = mind.case, mind.world
    calendar = world.calendars[case.request.team_id]
    if case.chance("follows advice") < FOLLOWS:
        known = actions.forecast(case.request, at, calendar)
        if known is not None:
            return known.fair
    minutes = max(90.0, SAFE * case.temper.optimism * case.charter.usual_minutes)
    begins = world.at_desk(owner, at, calendar)
    return round_hour(calendar, calendar.add(begins, timedelta(minutes=minutes)))


def _declines(mind: Mind, owner: Person, said: Said, at: datetime) -> Plan:
    case, team = mind.case, elsewhere(mind)
    words = case.say(said["decline"])
    way = _way(mind)
    why = die(case.key, "why").choice(list(Referral.Why))
    return Plan(
        at,
        "declined",
        lambda at: actions.decline(
            case.request,
            by=owner,
            at=at,
            why=why,
            words=words,
            way=way,
            to_team=team if way == Referral.Way.TEAM else None,
            answer_words=case.teller.one_of(case.story.results),
        ),
    )


def _hands_over(mind: Mind, owner: Person, said: Said, at: datetime) -> Plan:
    case, team = mind.case, elsewhere(mind)
    reason = case.say(said["hand_over"])
    return Plan(at, "handover_offered", lambda at: _hand_over(case, owner, team, reason, at))


def _hand_over(case: Case, owner: Person, team: Team | None, reason: str, at: datetime) -> object:
    if team is None:
        return actions.acknowledge(case.request, by=owner, at=at)
    return actions.hand_over(case.request, by=owner, at=at, to_team=team, reason=reason)


PATHS = {
    "answer": _answers,
    "acknowledge": _acknowledges,
    "play_back": _plays_back,
    "question": asks,
    "offer": offers,
    "decline": _declines,
    "hand_over": _hands_over,
}
