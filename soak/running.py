"""Running harness after harness on one engine, each in a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from soak import ground
from soak.harness import Outcome
from soak.telling import Progress


@dataclass(frozen=True)
class Wanted:
    """What was asked for on the command line; ``uri`` names the PostgreSQL that runs."""

    names: tuple[str, ...]
    seed: int
    part: float
    uri: str
    place: str = ""


@dataclass(frozen=True)
class Result:
    """How one harness went on one engine, and how long it took in seconds."""

    name: str
    engine: str
    seconds: float
    outcome: Outcome

    def as_dict(self) -> dict[str, object]:
        """Answer it as JSON can say it."""
        whole: dict[str, object] = {"name": self.name, "engine": self.engine}
        return whole | {"seconds": round(self.seconds, 1)} | self.outcome.as_dict()


def run(wanted: Wanted, engine: str, folder: Path, progress: Progress) -> list[Result]:
    """Run the wanted harnesses on this engine, one after the other."""
    progress.say(engine, "making the tables")
    first = ground.migrated(engine, folder / "first", wanted.uri)
    results = []
    for name in wanted.names:
        mine = ground.copy_of(first, folder / name, wanted.uri)
        began = time.monotonic()
        outcome = _in_a_process(name, engine, wanted, mine, progress)
        results.append(Result(name, engine, time.monotonic() - began, outcome))
        progress.line(progress.of_result(results[-1]))
        for problem in outcome.problems[:3]:
            progress.line(f"  {problem}")
        ground.drop(mine, wanted.uri)
    return results


def _in_a_process(
    name: str, engine: str, wanted: Wanted, mine: ground.Ground, progress: Progress
) -> Outcome:
    command = [sys.executable, "-m", "soak.child", name, engine, str(wanted.seed)]
    environment = mine.environment | ({"GOODWORD_TEST_POSTGRES": wanted.uri} if wanted.uri else {})
    with (
        tempfile.TemporaryFile("w+") as complaints,
        subprocess.Popen(
            [*command, str(wanted.part), wanted.place],
            env=environment,
            cwd=ground.ROOT,
            stdout=subprocess.PIPE,
            stderr=complaints,
            text=True,
        ) as child,
    ):
        outcome = _listen(child, f"{engine} {name}", progress)
        code = child.wait()
        if outcome is None or code:
            outcome = outcome or Outcome()
            outcome.wrong(f"the harness ended with code {code}: {_last_words(complaints)}")
        return outcome


def _listen(child: subprocess.Popen[str], who: str, progress: Progress) -> Outcome | None:
    """Pass its progress on; answer its outcome, or None when it ended without one."""
    outcome = None
    for line in child.stdout or ():
        try:
            told = json.loads(line)
        except ValueError:
            continue
        if "say" in told:
            progress.say(who, told["say"])
        elif "outcome" in told:
            outcome = Outcome(**told["outcome"])
    return outcome


def _last_words(complaints: IO[str]) -> str:
    complaints.seek(0)
    return complaints.read().strip()[-2_000:]
