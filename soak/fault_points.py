"""Death at every named place, ten times each, and nothing is lost, halved or doubled.

For each place a process does real work through the doors and is ended there by SIGKILL, the
first or a later time it passes. The same work is then done again as people and programs do it:
what was not answered is sent once more. At the end everything must be there exactly once.
"""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta

from goodword.house import clock, faults
from soak import checking, mail_scenes, scenes
from soak.dying import in_a_process
from soak.harness import Harness, Outcome, Say, Share
from soak.scenes import Scene, Stage
from soak.world import build
from tests.rig.session import THE_MOMENT

SCENES = scenes.SCENES + mail_scenes.SCENES
TIMES = 10
#: So that limits by the hour play no part.
APART = timedelta(hours=2)


def run(share: Share, say: Say) -> Outcome:
    """Die everywhere."""
    outcome = Outcome()
    with clock.frozen(THE_MOMENT):
        stage = Stage(build())
        passings = _passings(stage, say)
        missed = set(faults.POINTS) - set(passings)
        if missed:
            outcome.wrong(f"no scene passes {', '.join(sorted(missed))}")
    outcome.counts["points"] = len(passings)
    at = THE_MOMENT
    deaths = _deaths(share, list(passings))
    for number, (point, time) in enumerate(deaths, start=1):
        at += APART
        dice = share.dice(point, time)
        scene, most = dice.choice(passings[point])
        _once(stage, scene, f"{point}:{dice.randint(1, most)}", at, outcome)
        say(f"death {number} of {len(deaths)}, {point}; {len(outcome.problems)} problems")
    with clock.frozen(at):
        outcome.problems += checking.of_everything()
    return outcome


def _deaths(share: Share, points: list[str]) -> list[tuple[str, int]]:
    """Each place as often as asked for; less than once each, then some of them."""
    all_of_them = [(point, time) for time in range(TIMES) for point in points]
    number = share.of(len(all_of_them))
    if number < len(points):
        return share.dice("places").sample(all_of_them, number)
    return all_of_them[:number]


def _passings(stage: Stage, say: Say) -> dict[str, list[tuple[type[Scene], int]]]:
    """Let every scene play once undisturbed; answer who passes each place, and how often."""
    found: dict[str, list[tuple[type[Scene], int]]] = {}
    for scene in SCENES:
        say(f"looking at {scene.__name__}")
        passed: Counter[str] = Counter()
        play = scene(stage, "undisturbed")
        faults.listen(lambda name, passed=passed: passed.update([name]))  # type: ignore[misc]
        play.act(lambda _words: None)
        faults.be_deaf()
        for name, number in passed.items():
            found.setdefault(name, []).append((scene, number))
    return {point: found[point] for point in faults.POINTS if point in found}


def _once(stage: Stage, scene: type[Scene], fault: str, at: datetime, outcome: Outcome) -> None:
    """Die once at one place, go on, and look."""
    with clock.frozen(at):
        play = scene(stage, f"{fault} at {at:%d %H}")
        end = in_a_process(play.act, fault)
    if end.code == 0 and not fault.endswith(":1"):
        # At another hour it passes there less often than when we looked.
        _once(stage, scene, f"{fault.partition(':')[0]}:1", at, outcome)
        return
    outcome.add("deaths", int(end.was_killed))
    if not end.was_killed:
        outcome.wrong(f"{fault}: ended with {end.code} instead of dying")
    play.heard(end.said)
    with clock.frozen(at + timedelta(minutes=20)):
        again = in_a_process(play.act)
        if again.code:
            outcome.wrong(f"{fault}: going on ended with {again.code}")
        play.heard(again.said)
        outcome.add("acknowledged", len(end.said) + len(again.said))
        outcome.problems += [f"{fault}: {words}" for words in play.problems()]


HARNESS = Harness(
    "fault_points", "death at each of the named places; nothing lost, halved or doubled", run
)
