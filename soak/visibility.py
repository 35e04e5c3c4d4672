"""Every pair of eyes is taken out once; the permission sweep has to turn red each time.

First the sweep is walked as it is, and has to be green; meanwhile is written down which places
each step of it passes. Then, for each place, a child is forked that changes its own program in
memory (``mutating``) and takes those steps again that pass the place, until something is wrong.
What nothing notices has survived, and is a hole in the sweep.
"""

from __future__ import annotations

import gc
import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from soak import mutating
from soak.excused import EXCUSED
from soak.harness import Harness, Outcome, Say, Share
from soak.mutating import Place

if TYPE_CHECKING:
    from tests.permissions.world import World

RED, GREEN, NOT_FOUND = 10, 11, 12


@dataclass
class Step:
    """One step of the sweep: what it complains of, and the functions it passes."""

    name: str
    judge: Callable[[], Iterable[str]]
    #: Steps that show something to some and not to others are the likeliest to notice.
    rank: int
    passed: set[mutating.Spot] = field(default_factory=set)
    #: How long it took while nothing was taken out, in seconds: the quick ones go first.
    took: float = 0.0

    def complains(self) -> str:
        """Answer the first complaint, or nothing."""
        return next(iter(self.judge()), "")


def run(share: Share, say: Say) -> Outcome:
    """Walk the sweep as it is, then take each place out, and count what the sweep noticed."""
    outcome = Outcome()
    places = _chosen(share)
    say("building the world")
    steps = list(_steps(_built()))
    if not _is_green(steps, places, outcome, say):
        return outcome
    gc.freeze()  # what is there is not looked at again in every child
    for number, place in enumerate(places):
        say(f"place {number + 1} of {len(places)}: {place}")
        code = _tried(place, [step for step in steps if place.spot in step.passed])
        if problem := _problem_of(place, code, outcome):
            outcome.wrong(problem)
            say(problem)
    outcome.counts["places"] = len(places)
    return outcome


def _chosen(share: Share) -> list[Place]:
    places = [place for place in mutating.places() if share.place in place.file]
    if share.part >= 1:
        return places
    return share.dice("visibility").sample(places, share.of(len(places)))


def _built() -> World:
    from goodword.house import clock
    from tests.permissions.world import empty_world
    from tests.rig.session import THE_MOMENT

    with clock.frozen(THE_MOMENT):
        world = empty_world(THE_MOMENT)
        world.plant()
        for role in world.people:
            world.session_of(role)
    return world


def _steps(world: World) -> Iterator[Step]:
    """The eyes themselves, letters and mails, and each address in each role."""
    from tests.permissions.eyes import judge_eyes
    from tests.permissions.judging import judge
    from tests.permissions.mails import judge_mails
    from tests.permissions.nets import judge_crowds, judge_guest, of_the_house
    from tests.permissions.post import judge_letters, judge_lost_letters, judge_ways_in
    from tests.permissions.roles import Role
    from tests.permissions.table import ENTRIES

    others = (judge_letters, judge_lost_letters, judge_ways_in, judge_mails, judge_crowds)
    for other in (judge_eyes, *others):
        yield Step(other.__name__, partial(other, world), 0 if other is judge_eyes else 2)
    for entry in ENTRIES:
        rank = 1 if entry.shows or entry.because else 3
        for role in Role:
            yield Step(f"{entry} as {role}", partial(judge, world, entry, (role,)), rank)
    for entry in filter(of_the_house, ENTRIES):
        yield Step(f"{entry} as a guest who got there", partial(judge_guest, world, entry), 4)


def _is_green(steps: list[Step], places: list[Place], outcome: Outcome, say: Say) -> bool:
    """The control: nothing is taken out, and nothing may be complained of."""
    from goodword.house import clock
    from tests.rig.session import THE_MOMENT

    mutating.mark(places)
    mutating.forget()
    for number, step in enumerate(steps):
        if not number % 100:
            say(f"the sweep as it is: step {number} of {len(steps)}")
        began = time.monotonic()
        with mutating.noted() as step.passed, clock.frozen(THE_MOMENT):
            if complaint := step.complains():
                outcome.wrong(f"red before anything was taken out: {step.name}: {complaint}")
        step.took = time.monotonic() - began
    outcome.counts["steps"] = len(steps)
    return not outcome.problems


def _tried(place: Place, steps: list[Step]) -> int:
    """Take a place out in a child that looks; answer what it found."""
    from django.db import connections

    for alias in connections:
        # A child that shares its parent's conversation with a server would garble it.
        connections[alias].close()
    sys.stdout.flush()
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    code = NOT_FOUND
    try:
        mutating.forget(place.spot)
        if mutating.take_out(place):
            # That looking itself breaks is noticed too: the guard raises where nobody looks.
            code = RED
            code = RED if _is_noticed(steps) else GREEN
    finally:
        os._exit(code)


def _is_noticed(steps: list[Step]) -> bool:
    from goodword.house import clock
    from tests.rig.session import THE_MOMENT

    with clock.frozen(THE_MOMENT):
        return any(step.complains() for step in sorted(steps, key=_likeliest))


def _likeliest(step: Step) -> tuple[int, float]:
    return step.rank, step.took


def _problem_of(place: Place, code: int, outcome: Outcome) -> str:
    """Count what became of a place; answer what is wrong about it."""
    excuse = EXCUSED.get((place.file, place.name, place.eyes))
    if code == RED:
        outcome.add("killed")
        return f"needs no excuse any more: {place}" if excuse else ""
    if code != GREEN:
        return f"could not be taken out: {place} ({code})"
    outcome.add("excused" if excuse else "survived")
    return "" if excuse else f"nothing notices without {place}"


HARNESS = Harness(
    "visibility", "taking the eyes out of any one place turns the permission sweep red", run
)
