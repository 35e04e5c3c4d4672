"""What a team does between its word and the thing itself: plans, warns, writes, delivers."""

from __future__ import annotations

from datetime import datetime, timedelta

from goodword.demo.case import Case
from goodword.demo.dice import die
from goodword.demo.first_words import asks, in_words, offers
from goodword.demo.giving_word import agrees, apologises, has_apologised
from goodword.demo.plans import Mind, Plan, Plans, Said
from goodword.demo.world import round_hour
from goodword.people.models import Person
from goodword.requests import actions
from goodword.requests.rules.states import State


def at_work(mind: Mind, owner: Person, said: Said) -> Plans:
    """Somebody works on it: it gets done, or late, and the asker hears of it."""
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
        yield from agrees(mind, owner, said, latest.at)
        return
    if case.ready_at and not request.offer_id and case.ready_at <= case.last_at:
        yield _delivers(mind, owner, said, mind.in_team(owner, case.last_at, 40))
        return
    if case.ready_at:
        yield _delivers(mind, owner, said, case.ready_at)
    if request.offer_id:
        return
    if case.last("broken") and not has_apologised(case):
        yield from apologises(mind, owner, said)
    else:
        yield offers(
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
        yield asks(mind, owner, said, part(0.2))
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
    when = in_words(mind, case.request.due_at or at)
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
