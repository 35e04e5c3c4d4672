"""Ten thousand random lives through all acts of a request: none falls silent, none is nobody's.

Half of them on each engine: the dice of the two differ, so no life is lived twice.

Time passes, clocks strike or are late, people do whatever comes to their mind, somebody leaves the
team. After every step an open request has a next word and a moment at which a clock looks again,
and a member of a team owes it; at the end its kept columns equal a replay, and left alone for a
month the clocks alone bring it to where it waits for a person, and say so.
"""

from __future__ import annotations

import random
from datetime import datetime, timedelta
from typing import Any

from soak.harness import Harness, Outcome, Say, Share

LIVES, STEPS = 10_000, 10
A_DAY = timedelta(days=1)
#: How long a life is left alone after its last step.
ALONE = 30 * A_DAY
#: In how many of a hundred lives somebody leaves the team that has it.
LEAVING = 15


class _Back(Exception):
    """Takes a life back, so that the next one begins on clean ground."""


def run(share: Share, say: Say) -> Outcome:
    """Live them, and look after every step."""
    from django.db import transaction

    from goodword.house.guard import system_scope

    outcome, number = Outcome(), share.of(LIVES // 2)
    cast = _cast()
    for which in range(number):
        if which % 25 == 0:
            say(f"life {which + 1} of {number}, wrong: {len(outcome.problems)}")
        try:
            with transaction.atomic(), system_scope("soak"):
                _live(cast, share.dice("walks", which), outcome, which)
                raise _Back
        except _Back:
            outcome.add("lives")
        if len(outcome.problems) > 20:
            break
    return outcome


def _cast() -> dict[str, Any]:
    from tests.rig.cast import begin_organisation, make_person, make_team
    from tests.rig.session import THE_MOMENT as AT

    begin_organisation(AT)
    help_desk, stores = make_team("Help", at=AT), make_team("Stores", at=AT)
    cast: dict[str, Any] = {"Help": help_desk, "Stores": stores}
    homes = {"Ben": help_desk, "Milan": help_desk, "Chidi": stores, "Sofia": stores}
    for name, team in homes.items():
        cast[name] = make_person(f"{name} Helper", team, at=AT)
    cast["Amina"] = make_person("Amina Asker", at=AT)
    help_desk.lead, stores.lead = cast["Ben"], cast["Sofia"]
    help_desk.cover = cast["Milan"]
    help_desk.save()
    stores.save()
    help_desk.readers.add(cast["Ben"])
    stores.readers.add(cast["Sofia"])
    return cast


def _live(cast: dict[str, Any], dice: random.Random, outcome: Outcome, which: int) -> None:
    """One life from asking until it has been left alone."""
    from goodword.house import clock

    walk = _begun(cast, dice)
    leaves_at = dice.randrange(STEPS) if dice.random() * 100 < LEAVING else None
    for step in range(STEPS):
        with clock.frozen(walk.at):
            if step == leaves_at:
                _leaves(cast[dice.choice(("Milan", "Chidi"))], walk.at)
                walk.done.append("somebody leaves")
            walk.provider = cast[dice.choice(("Ben", "Milan"))]
            walk.other = cast[dice.choice(("Chidi", "Sofia"))]
            walk.take_a_step()
        outcome.add("steps")
        _look(walk, outcome, which)
    _replayed(walk, outcome, which)
    _left_alone(walk, outcome, which)


def _begun(cast: dict[str, Any], dice: random.Random) -> Any:
    from goodword.requests import actions
    from goodword.requests.tests.walking import Walk
    from tests.rig.session import THE_MOMENT

    at: datetime = THE_MOMENT + timedelta(hours=dice.uniform(0, 24 * 14))
    wishes: tuple[dict[str, Any], ...] = (
        {},
        {"needed_by": at + timedelta(days=dice.uniform(1, 20))},
        {"emergency": "It burns."},
        {"confidential": True},
    )
    request = actions.ask(
        by=cast["Amina"],
        at=at,
        title="A laptop",
        words="For Dana.",
        team=cast["Help"],
        **dice.choice(wishes),
    )
    return Walk(request, cast["Amina"], cast["Ben"], cast["Chidi"], cast["Stores"], at, dice)


def _leaves(person: Any, at: datetime) -> None:
    from goodword.people.models import Membership

    Membership.objects.filter(person=person).update(until_on=at.date() - A_DAY)


def _look(walk: Any, outcome: Outcome, which: int) -> None:
    """Whether somebody owes a word, and by when, if the request is open."""
    here = walk.request
    here.refresh_from_db()
    if not here.is_open:
        return
    if here.next_word_at is None:
        outcome.wrong(f"life {which}: no next word after {walk.done}")
    if here.wake_at is None and here.next_word_at and here.next_word_at > walk.at:
        outcome.wrong(f"life {which}: no clock looks again after {walk.done}")
    if not _somebody_owes_it(here, walk.at):
        outcome.wrong(f"life {which}: nobody owes the next word after {walk.done}")


def _somebody_owes_it(here: Any, at: datetime) -> bool:
    """Whether anybody belongs to the team: its owner, or whoever is asked in their place."""
    from goodword.people.models import Person

    return bool(Person.objects.members_of(here.team, at.date()).exists())


def _replayed(walk: Any, outcome: Outcome, which: int) -> None:
    """Whether the kept columns are what its events say."""
    from goodword.requests.actions.keeping import KEPT, fill, stand
    from goodword.requests.models import ServiceRequest

    stored = ServiceRequest.objects.get(pk=walk.request.pk)
    fresh = ServiceRequest.objects.get(pk=walk.request.pk)
    fill(fresh, stand(fresh), fresh.team.calendar())
    for name in KEPT:
        column = f"{name}_id" if hasattr(fresh, f"{name}_id") else name
        if getattr(fresh, column) != getattr(stored, column):
            outcome.wrong(f"life {which}: {name} is not what its events say after {walk.done}")


def _left_alone(walk: Any, outcome: Outcome, which: int) -> None:
    """Let the clocks strike whenever they want to, and nobody else do anything."""
    from goodword.requests import actions

    until, before = walk.at + ALONE, walk.at
    while (wake := walk.request.wake_at) and wake <= until:
        before, number = max(before, wake) + timedelta(seconds=1), walk.request.number_of_events
        actions.strike(walk.request, at=before)
        if walk.request.number_of_events == number:
            outcome.wrong(f"life {which}: a clock woke for nothing after {walk.done}")
            return
        outcome.add("strikes alone")
        walk.at = before
    _look(walk, outcome, which)
    if walk.request.is_open and walk.request.next_word_at > until:
        outcome.wrong(f"life {which}: a month of silence after {walk.done}")


HARNESS = Harness(
    "walks",
    "10,000 random lives: no open request is without an owner and a next word",
    run,
)
