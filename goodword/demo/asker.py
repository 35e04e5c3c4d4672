"""What the one who asked does: answers, agrees, presses, waits, says whether it did the job."""

from __future__ import annotations

from datetime import datetime, timedelta

from goodword.demo.dice import die
from goodword.demo.plans import Mind, Plan, Plans
from goodword.demo.world import round_hour
from goodword.feedback import actions as feedback
from goodword.requests import actions
from goodword.requests.models import Referral
from goodword.requests.rules.states import State

QUALITIES = ("reliability", "accuracy", "cooperation", "respect")


def plans(mind: Mind, said: dict[str, tuple[str, ...]]) -> Plans:
    """Everything the asker's side may do from here; the soonest will happen."""
    case = mind.case
    state = case.request.state
    if state == State.DELIVERED:
        yield from _verdict(mind, said)
    elif state == State.WAITING_ASKER:
        yield from _answer(mind)
    elif state == State.DECLINED:
        yield from _after_no(mind, said)
    elif state in {State.CONFIRMED, State.CLOSED}:
        yield from _later(mind, said)
    else:
        yield from _meanwhile(mind, said)
        yield from _playback(mind)
        yield from _offered(mind, said)


def _meanwhile(mind: Mind, said: dict[str, tuple[str, ...]]) -> Plans:
    case, asker, temper = mind.case, mind.asker, mind.case.temper
    request = case.request
    if temper.withdraws and case.last_at < request.asked_at + timedelta(days=20):
        words = case.say(said["withdraw"])
        yield Plan(
            mind.after(asker, case.last_at, case.minutes("withdraw", 900)),
            "withdrawn",
            lambda at: actions.withdraw(request, by=asker, at=at, reason=words),
        )
    if temper.asker_writes and not _wrote(mind) and case.count("promised"):
        line = case.say(said["asker_writes"])
        yield Plan(
            mind.after(asker, case.last_at, case.minutes("writes", 300)),
            "wrote",
            lambda at: actions.write(request, by=asker, at=at, words=line),
        )
    missed = case.last("word_missed")
    if missed and missed is case.log[-1] and case.chance("reminds") < 0.3:
        asked = case.say(said["remind"])
        yield Plan(
            mind.after(asker, missed.at, case.minutes("reminds", 150)),
            "reminded",
            lambda at: actions.remind(request, by=asker, at=at, words=asked),
        )


def _wrote(mind: Mind) -> bool:
    asker = mind.asker.pk
    return any(one.name == "wrote" and one.by == asker for one in mind.case.log)


def _playback(mind: Mind) -> Plans:
    case, asker = mind.case, mind.asker
    if case.request.playback_state != "open":
        return
    request = case.request
    at = mind.after(asker, case.last_at, case.minutes("playback", 70, 0.9))
    if case.chance("understood") < 0.85 or not case.story.reasons:
        yield Plan(at, "understood", lambda at: actions.confirm_playback(request, by=asker, at=at))
        return
    words = "Almost. " + case.say(case.story.reasons) + "."
    yield Plan(
        at,
        "corrected",
        lambda at: actions.correct_playback(request, by=asker, at=at, correction=words),
    )


def _offered(mind: Mind, said: dict[str, tuple[str, ...]]) -> Plans:
    """A date lies on the table: yes, another, or silence."""
    case, asker = mind.case, mind.asker
    request, latest = case.request, case.last("offered", "countered")
    if request.offer_id is None or latest is None or latest.name == "countered":
        return
    made = request.offer
    if made is None:
        return
    due_at = made.due_at
    at = mind.after(asker, latest.at, case.minutes("answers", 80, 0.9))
    chance, is_move = case.chance("offer"), made.instead_of_id is not None
    if is_move and chance < 0.2:
        no = case.say(said["refuse_move"])
        yield Plan(
            at, "move_refused", lambda at: actions.refuse_move(request, by=asker, at=at, words=no)
        )
    elif chance < 0.86 or case.count("countered") > 1 or is_move:
        yes = case.say(said["accept"])
        if chance < 0.97:
            yield Plan(
                at, "promised", lambda at: actions.accept(request, by=asker, at=at, words=yes)
            )
    elif chance < 0.96:
        yield from _counters(mind, said, at, due_at)


def _counters(
    mind: Mind, said: dict[str, tuple[str, ...]], at: datetime, due_at: datetime
) -> Plans:
    case, asker, request = mind.case, mind.asker, mind.case.request
    calendar = mind.world.calendars[request.team_id]
    length = calendar.between(at, due_at)
    wanted = round_hour(calendar, calendar.add(at, length * 0.6))
    if not at < wanted < due_at:
        return
    why = (request.purpose or case.say(said["needed_why"])).rstrip(".")
    case.teller.know("why", why[:1].lower() + why[1:] if why[:2] != "I " else why)
    reason = case.say(said["counter"])
    yield Plan(
        at,
        "countered",
        lambda at: actions.counter(request, by=asker, at=at, due_at=wanted, reason=reason),
    )


def _answer(mind: Mind) -> Plans:
    case, asker = mind.case, mind.asker
    asked = case.last("question_asked")
    if asked is None or case.temper.never_answers:
        return
    request = case.request
    answer = _answer_words(mind)
    yield Plan(
        mind.after(asker, asked.at, case.minutes(f"answer {len(answer)}", 200, 1.0)),
        "question_answered",
        lambda at: actions.answer_question(request, by=asker, at=at, answer=answer),
    )


def _answer_words(mind: Mind) -> str:
    """The answer that belongs to the question which was asked."""
    case = mind.case
    number = die(case.key, "question").randrange(max(1, len(case.story.questions)))
    if not case.story.questions:
        return "Yes, exactly that."
    return case.teller.tell(case.story.questions[number][1])


def _verdict(mind: Mind, said: dict[str, tuple[str, ...]]) -> Plans:
    case, asker, request = mind.case, mind.asker, mind.case.request
    delivered = case.last("delivered", "answered")
    if delivered is None or case.temper.asker_silent or delivered.by == asker.pk:
        return
    at = mind.after(asker, delivered.at, case.minutes("verdict", 170, 1.1))
    chance = case.chance("good enough")
    if chance < 0.065 and not case.count("not_yet"):
        partly = chance < 0.04
        missing = case.say(said["partly" if partly else "not_yet"])
        yield Plan(
            at,
            "not_yet",
            lambda at: actions.not_yet(request, by=asker, at=at, missing=missing, partly=partly),
        )
    elif case.temper.thanks or case.temper.grades:
        yield Plan(at, "confirmed", lambda at: _close(mind, said, at))
    else:
        words = case.say(said["confirm"])
        yield Plan(
            at, "confirmed", lambda at: actions.confirm(request, by=asker, at=at, words=words)
        )


def _close(mind: Mind, said: dict[str, tuple[str, ...]], at: datetime) -> object:
    """Yes, with a good word or four grades. The grades follow from what was lived through."""
    case, temper = mind.case, mind.case.temper
    one = die(case.key, "grades")
    strengths = one.sample(QUALITIES, one.randint(1, 2)) if temper.thanks else ()
    return feedback.close_loop(
        case.request,
        by=mind.asker,
        at=at,
        thanks=case.say(said["thanks"]) if temper.thanks else "",
        strengths=strengths,
        grades=_grades(mind) if temper.grades else None,
    )


def _grades(mind: Mind) -> dict[str, int]:
    case = mind.case
    one = die(case.key, "grades")
    broken = case.count("broken") > 0
    sorry = case.count("apologised") > 0
    bad = {
        "reliability": 2 * broken + case.count("word_missed"),
        "accuracy": 2 * case.count("not_yet"),
        "cooperation": case.count("reminded") + case.count("move_refused"),
        "respect": int(broken and not sorry) + case.count("cover_asked"),
    }
    felt = {name: 2.7 - hurt + one.gauss(0, 0.5) for name, hurt in bad.items()}
    return {name: max(0, min(3, round(value))) for name, value in felt.items()}


def _after_no(mind: Mind, said: dict[str, tuple[str, ...]]) -> Plans:
    case, asker, request = mind.case, mind.asker, mind.case.request
    no = case.last("declined")
    if no is None or case.log[-1].name != "declined":
        return
    at = mind.after(asker, no.at, case.minutes("way on", 90))
    chance = case.chance("way on")
    if chance < 0.12 and not case.count("disputed"):
        words = case.say(said["dispute"])
        yield Plan(
            at, "disputed", lambda at: actions.dispute(request, by=asker, at=at, words=words)
        )
    elif chance < 0.8 and _way(mind) != Referral.Way.ANSWER:
        yield Plan(at, "passed_on", lambda at: actions.pass_on(request, by=asker, at=at))


def _way(mind: Mind) -> str:
    """Whether the no pointed to a team, or answered by itself."""
    return Referral.Way.TEAM if die(mind.case.key, "way").random() < 0.7 else Referral.Way.ANSWER


def _later(mind: Mind, said: dict[str, tuple[str, ...]]) -> Plans:
    case, asker, request = mind.case, mind.asker, mind.case.request
    done = case.last("confirmed", "taken_as_done")
    if not case.temper.reopens or case.count("reopened") or done is None:
        return
    words = case.say(said["reopen"])
    yield Plan(
        mind.after(asker, done.at, case.minutes("reopens", 1600)),
        "reopened",
        lambda at: actions.reopen(request, by=asker, at=at, reason=words),
    )
