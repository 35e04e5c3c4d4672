"""How a team gives its word, and says sorry for one it did not keep."""

from __future__ import annotations

from datetime import datetime, timedelta

from goodword.demo.case import Case
from goodword.demo.first_words import offers
from goodword.demo.plans import Mind, Plan, Plans, Said
from goodword.demo.world import round_hour
from goodword.people.models import Person
from goodword.requests import actions
from goodword.requests.rules.states import State


def a_date(mind: Mind, owner: Person, said: Said) -> Plans:
    """Somebody has it: the date comes, or an answer to the asker's own date."""
    case, request = mind.case, mind.case.request
    latest = case.last("offered", "countered")
    if request.offer_id and latest and latest.name == "countered":
        yield from agrees(mind, owner, said, latest.at)
        return
    if request.offer_id:
        return
    since = case.last_at
    wait = 45.0 if request.playback_state != "open" else 400.0
    at = mind.in_team(owner, since, case.minutes("date", wait))
    if case.last("broken") and not has_apologised(case):
        yield from apologises(mind, owner, said)
    else:
        yield offers(mind, owner, said, at)


def agrees(mind: Mind, owner: Person, said: Said, since: datetime) -> Plans:
    """An answer to the date that the asker named."""
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
        yield offers(mind, owner, said, at)


def has_apologised(case: Case) -> bool:
    """Whether the last thing that broke has been put right in words."""
    latest = case.last("broken", "apologised")
    return latest is not None and latest.name == "apologised"


def apologises(mind: Mind, owner: Person, said: Said) -> Plans:
    """Somebody says sorry for a word that was not kept."""
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
