"""Every pair of eyes is taken out once; the permission sweep has to turn red each time.

A child process for each place: the world of the sweep is built once and forked, the child changes
its own program in memory (``mutating``), asks the eyes and walks the addresses until something is
wrong. What nothing notices has survived, and is a hole in the sweep.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

from soak import mutating
from soak.harness import Harness, Outcome, Say, Share
from soak.mutating import Place

if TYPE_CHECKING:
    from tests.permissions.registry import Entry
    from tests.permissions.world import World

#: Two at a time: as many as there are cores.
AT_ONCE = 2
RED, GREEN, NOT_FOUND = 10, 11, 12


def run(share: Share, say: Say) -> Outcome:
    """Take each place out, and count what the sweep noticed."""
    from django.db import connections

    outcome = Outcome()
    places = _chosen(share)
    world = _built()
    for alias in connections:
        # A child that shares its parent's conversation with a server would garble it.
        connections[alias].close()
    running: dict[int, Place] = {}
    for number, place in enumerate(places):
        say(f"place {number + 1} of {len(places)}: {place}")
        if len(running) >= AT_ONCE:
            _wait(running, outcome)
        running[_begin(world, place)] = place
    while running:
        _wait(running, outcome)
    outcome.counts["places"] = len(places)
    return outcome


def _chosen(share: Share) -> list[Place]:
    places = mutating.places()
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


def _begin(world: World, place: Place) -> int:
    """Fork a child that changes itself and looks; answer its number."""
    sys.stdout.flush()
    child = os.fork()
    if child:
        return child
    code = NOT_FOUND
    try:
        if mutating.take_out(place):
            # That looking itself breaks is noticed too: the guard raises where nobody looks.
            code = RED
            code = RED if _is_noticed(world, place) else GREEN
    finally:
        os._exit(code)


def _is_noticed(world: World, place: Place) -> bool:
    from goodword.house import clock

    with clock.frozen(world.at):
        return any(_complaints(world, place))


def _complaints(world: World, place: Place) -> Iterator[list[str]]:
    """Whatever the sweep says, what lies nearest to the place first."""
    from django.db import transaction

    from tests.permissions.eyes import judge_eyes
    from tests.permissions.judging import judge

    with transaction.atomic():
        yield judge_eyes(world)
        transaction.set_rollback(True)
    for entry in _nearest_first(place):
        yield judge(world, entry)


def _nearest_first(place: Place) -> list[Entry]:
    from tests.permissions.table import ENTRIES

    room = place.file.split("/")[1]
    return sorted(ENTRIES, key=lambda entry: not entry.name.startswith(f"{room}:"))


def _wait(running: dict[int, Place], outcome: Outcome) -> None:
    """Take in the next child that has ended."""
    child, status = os.wait()
    place = running.pop(child)
    code = os.waitstatus_to_exitcode(status)
    outcome.add("killed" if code == RED else "survived" if code == GREEN else "not judged")
    if code == GREEN:
        outcome.wrong(f"nothing notices without {place}")
    elif code != RED:
        outcome.wrong(f"could not be taken out: {place} ({code})")


HARNESS = Harness(
    "visibility", "taking the eyes out of any one place turns the permission sweep red", run
)
