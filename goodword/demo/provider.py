"""What the team does: looks, answers, gives its word, works, warns, delivers, apologises."""

from __future__ import annotations

from datetime import datetime, timedelta

from goodword.demo.asker import _way
from goodword.demo.case import Case
from goodword.demo.dice import die
from goodword.demo.plans import Mind, Plan, Plans
from goodword.demo.world import round_hour
from goodword.people.models import Person, Team
from goodword.requests import actions
from goodword.requests.models import Referral
from goodword.requests.rules.states import State

Said = dict[str, tuple[str, ...]]
#: How fully people count the usual time when they promise; their own habit bends it.
SAFE: float = 1.14
FIRST_WORDS = ("asked", "handover_accepted", "disputed", "handover_refused", "handover_bounced")


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
        yield from _first_word(mind, owner, said)
    elif state in {State.ACKNOWLEDGED, State.OFFERED}:
        yield from _a_date(mind, owner, said)
    elif state in {State.PROMISED, State.IN_PROGRESS, State.WAITING_OTHER}:
        yield from _at_work(mind, owner, said)
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


def _first_word(mind: Mind, owner: Person, said: Said) -> Plans:
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


def _asks(mind: Mind, owner: Person, said: Said, at: datetime) -> Plan:
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


def _offers(mind: Mind, owner: Person, said: Said, at: datetime) -> Plan:
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
    case.teller.know("when", _in_words(mind, due_at))
    return actions.offer(
        request,
        by=owner,
        at=at,
        due_at=due_at,
        words=case.say(said["offer"]),
        reason=case.say(said["reason_offer"]) if late else "",
    )


def _in_words(mind: Mind, moment: datetime) -> str:
    wall = mind.world.calendars[mind.case.request.team_id].wall_clock(moment)
    hour = "noon" if wall.hour == 12 else f"{(wall.hour - 1) % 12 + 1} {'ap'[wall.hour > 11]}m"
    return f"by {wall:%A}, {hour}"


def fair_date(mind: Mind, owner: Person, at: datetime) -> datetime:
    """The date somebody believes in: the published usual time, stretched by their own habit."""
    case, world = mind.case, mind.world
    calendar = world.calendars[case.request.team_id]
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
    "question": _asks,
    "offer": _offers,
    "decline": _declines,
    "hand_over": _hands_over,
}


def _a_date(mind: Mind, owner: Person, said: Said) -> Plans:
    """Somebody has it: the date comes, or an answer to the asker's own date."""
    case, request = mind.case, mind.case.request
    latest = case.last("offered", "countered")
    if request.offer_id and latest and latest.name == "countered":
        yield from _agrees(mind, owner, said, latest.at)
        return
    if request.offer_id:
        return
    since = case.last_at
    wait = 45.0 if request.playback_state != "open" else 400.0
    at = mind.in_team(owner, since, case.minutes("date", wait))
    if case.last("broken") and not _has_apologised(case):
        yield from _apologises(mind, owner, said)
    else:
        yield _offers(mind, owner, said, at)


def _agrees(mind: Mind, owner: Person, said: Said, since: datetime) -> Plans:
    case = mind.case
    at = mind.in_team(owner, since, case.minutes("agrees", 60))
    if case.chance("agrees") < 0.7:
        words = case.say(said["agree_counter"])
        yield Plan(
            at,
            "promised",
            lambda at: actions.accept(case.request, by=owner, at=at, words=words),
        )
    else:
        yield _offers(mind, owner, said, at)


def _has_apologised(case: Case) -> bool:
    latest = case.last("broken", "apologised")
    return latest is not None and latest.name == "apologised"


def _at_work(mind: Mind, owner: Person, said: Said) -> Plans:
    case, request = mind.case, mind.case.request
    if request.promise_state not in {"accepted", "at_risk"}:
        yield from _owes_a_date(mind, owner, said)
        return
    ready = case.ready_at
    if ready is None or ready < case.last_at - timedelta(days=90):
        made = case.last("promised")
        since = made.at if made else case.last_at
        ready = case.ready_at = mind.world.work_done(case, owner, since)
    yield _delivers(mind, owner, said, ready)
    yield from _on_the_way(mind, owner, said, ready)
    if request.due_at and ready > request.due_at:
        yield from _will_be_late(mind, owner, said, ready, request.due_at)
    yield from _keeps_in_touch(mind, owner, said)


def _owes_a_date(mind: Mind, owner: Person, said: Said) -> Plans:
    """Work is open and no word stands: broken, or opened again."""
    case, request = mind.case, mind.case.request
    latest = case.last("offered", "countered")
    if request.offer_id and latest and latest.name == "countered":
        yield from _agrees(mind, owner, said, latest.at)
        return
    if case.ready_at and not request.offer_id and case.ready_at <= case.last_at:
        yield _delivers(mind, owner, said, mind.in_team(owner, case.last_at, 40))
        return
    if case.ready_at:
        yield _delivers(mind, owner, said, case.ready_at)
    if request.offer_id:
        return
    if case.last("broken") and not _has_apologised(case):
        yield from _apologises(mind, owner, said)
    else:
        yield _offers(
            mind, owner, said, mind.in_team(owner, case.last_at, case.minutes("again", 60))
        )


def _delivers(mind: Mind, owner: Person, said: Said, ready: datetime) -> Plan:
    case = mind.case
    words = case.teller.one_of(case.story.results)
    if case.count("broken") and not case.count("not_yet"):
        words = f"{case.say(said['deliver_late'])} {words}"
    if case.count("not_yet") or case.count("reopened"):
        words = case.say(said["again"])
    at = mind.in_team(owner, max(ready, case.last_at), 0)
    return Plan(
        at, "delivered", lambda at: actions.deliver(case.request, by=owner, at=at, words=words)
    )


def _on_the_way(mind: Mind, owner: Person, said: Said, ready: datetime) -> Plans:
    """What can be seen of the work before it is done."""
    case, request, temper = mind.case, mind.case.request, mind.case.temper
    made = case.last("promised")
    if made is None:
        return
    left = ready - made.at

    def part(share: float) -> datetime:
        return mind.in_team(owner, max(made.at + share * left, case.last_at), 1)

    if temper.makes_plan and not case.count("planned"):
        yield Plan(part(0.03), "planned", lambda at: _make_plan(mind, owner, said, at))
    elif temper.makes_plan and case.count("step_done") < 2:
        share = 0.35 + 0.3 * case.count("step_done")
        yield Plan(part(share), "step_done", lambda at: _finish_step(case, owner, at))
    if temper.begins_visibly and request.state == State.PROMISED:
        yield Plan(
            part(0.3), "work_started", lambda at: actions.start_work(request, by=owner, at=at)
        )
    if temper.asks_midway and not case.count("question_asked"):
        yield _asks(mind, owner, said, part(0.2))
    if temper.writes_notes and not case.count("noted"):
        note = case.say(said["team_note"])
        yield Plan(
            part(0.5),
            "noted",
            lambda at: actions.write(request, by=owner, at=at, words=note, team_only=True),
        )
    if request.state == State.WAITING_OTHER:
        yield Plan(part(0.8), "resumed", lambda at: actions.resume(request, by=owner, at=at))
    elif temper.waits_for_others and not case.count("waiting_on_other"):
        whom = _in_a_sentence(case.say(said["wait_for"]))
        until = part(0.8)
        yield Plan(
            part(0.4),
            "waiting_on_other",
            lambda at: actions.wait_for_other(
                request, by=owner, at=at, on_whom=whom, until=max(until, at + timedelta(hours=2))
            ),
        )


def _in_a_sentence(words: str) -> str:
    return f"t{words[1:]}" if words.startswith("The ") else words


def _make_plan(mind: Mind, owner: Person, said: Said, at: datetime) -> object:
    case = mind.case
    steps = [(step.strip(), "") for step in case.say(said["plan"]).split(";")]
    when = _in_words(mind, case.request.due_at or at)
    return actions.make_plan(
        case.request, by=owner, at=at, steps=[*steps[:-1], (steps[-1][0], when)]
    )


def _finish_step(case: Case, owner: Person, at: datetime) -> object:
    step = case.request.plan_steps.filter(done_at=None).first()
    if step is None:
        return actions.write(case.request, by=owner, at=at, words="The steps are done.")
    return actions.finish_step(case.request, by=owner, at=at, step=step)


def _will_be_late(mind: Mind, owner: Person, said: Said, ready: datetime, due: datetime) -> Plans:
    """They see that it slips: most say so before the day, with a new one."""
    case, request = mind.case, mind.case.request
    if case.last("move_refused") and case.chance("hurries") < 0.7:
        case.ready_at = max(case.last_at + timedelta(minutes=40), due - timedelta(minutes=35))
        return
    if request.offer_id or case.count("warned") > 1 or die(owner.email).random() > 0.88:
        return
    if die(case.key, "sees it").random() > 0.75:
        return
    calendar = mind.world.calendars[request.team_id]
    length = calendar.between(case.last_at, due)
    before = min(length / 2, timedelta(minutes=case.minutes("warns", 240)))
    at = mind.in_team(owner, max(case.last_at, calendar.subtract(due, before)), 1)
    new_date = round_hour(calendar, calendar.add(ready, timedelta(minutes=90)))
    reason = case.say(said["warn"])
    if at < due:
        yield Plan(
            at,
            "warned",
            lambda at: actions.warn(
                request, by=owner, at=at, reason=reason, due_at=new_date, words=request.title
            ),
        )


def _keeps_in_touch(mind: Mind, owner: Person, said: Said) -> Plans:
    """A word at the moment it is owed, or later than that with an honest line."""
    case, request = mind.case, mind.case.request
    missed = case.last("word_missed")
    if missed and missed is case.last("word_missed", "cover_asked", "wrote", "assured"):
        words = case.say(said["late_update"])
        at = mind.in_team(owner, missed.at, case.minutes("late", 150))
        yield Plan(at, "wrote", lambda at: actions.write(request, by=owner, at=at, words=words))
        return
    if case.last("cover_asked") and case.log[-1].name == "cover_asked":
        yield from _cover_writes(mind, said)
    due = request.next_word_at
    if due is None or due <= case.last_at or case.chance("in touch") > 0.9:
        return
    if due != mind.in_team(owner, due - timedelta(minutes=1), 1) and not _is_close(mind, due):
        return
    if request.next_word_kind == "promise" and case.chance("assures") < 0.3:
        line = case.say(said["assured"])
        yield Plan(
            due, "assured", lambda at: actions.will_make_it(request, by=owner, at=at, words=line)
        )
    else:
        line = case.say(said["update"])
        yield Plan(due, "wrote", lambda at: actions.write(request, by=owner, at=at, words=line))


def _is_close(mind: Mind, moment: datetime) -> bool:
    """Whether a moment is the very end of the team's day, when people still write."""
    calendar = mind.world.calendars[mind.case.request.team_id]
    return calendar.is_open(moment - timedelta(minutes=1))


def _cover_writes(mind: Mind, said: Said) -> Plans:
    case = mind.case
    cover = mind.world.teams[case.request.team_id].cover
    if cover is None or cover not in mind.world.members[case.request.team_id]:
        return
    words = case.say(said["late_update"])
    at = mind.in_team(cover, case.last_at, case.minutes("cover", 60))
    yield Plan(at, "wrote", lambda at: actions.write(case.request, by=cover, at=at, words=words))


def _apologises(mind: Mind, owner: Person, said: Said) -> Plans:
    case, request = mind.case, mind.case.request
    broken = case.last("broken")
    if broken is None:
        return
    at = mind.in_team(owner, broken.at, case.minutes("sorry", 130))
    words, change = case.say(said["apology"]), case.say(said["change"])

    def say_sorry(at: datetime) -> object:
        due = None
        if request.state != State.DELIVERED:
            calendar = mind.world.calendars[request.team_id]
            ready = max(case.ready_at or at, at)
            due = round_hour(calendar, calendar.add(ready, timedelta(minutes=120)))
        return actions.apologise(
            request, by=owner, at=at, words=words, what_changes=change, due_at=due
        )

    yield Plan(at, "apologised", say_sorry)


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
    if case.last("broken") and not _has_apologised(case) and case.chance("says sorry") < 0.85:
        yield from _apologises(mind, owner, said)


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
