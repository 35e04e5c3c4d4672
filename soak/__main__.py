"""``make soak``: every harness on SQLite and PostgreSQL, side by side.

While it runs, one line says where it is; at the end a table says what held. The seed is printed
first: the same seed tries the same things again. Exit code 1 means that something did not hold.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import django

from soak import ground
from soak.child import harness
from soak.harness import USUAL_SEED
from soak.running import Result, Wanted, run
from soak.telling import Progress, table

#: The harnesses, in the order in which they run; each is a module of this package.
NAMES: tuple[str, ...] = (
    "fault_points",
    "kills",
    "races",
    "grown",
    "away",
    "letters",
    "mails",
    "mail_kills",
    "by_token",
    "xss",
    "histories",
    "walks",
    "visibility",
)
ENGINES = ("sqlite", "postgres")


def main(words: Sequence[str] | None = None) -> int:
    """Run what was asked for; answer 1 when something did not hold."""
    asked = _parser().parse_args(words)
    names = tuple(asked.only or NAMES)
    engines = tuple(asked.engine or ENGINES)
    began = time.monotonic()
    progress = Progress(sys.stderr)
    progress.line(f"Soak: seed {asked.seed}, part {asked.part}, {', '.join(engines)}")
    with tempfile.TemporaryDirectory(prefix="goodword-soak-") as folder:
        uri = ground.server() if "postgres" in engines else ""
        wanted = Wanted(names, asked.seed, asked.part, uri, asked.place)
        with ThreadPoolExecutor(len(engines)) as side_by_side:
            both = [
                side_by_side.submit(run, wanted, engine, Path(folder) / engine, progress)
                for engine in engines
            ]
            results = [result for one in both for result in one.result()]
    progress.end()
    took = time.monotonic() - began
    print(_as_json(asked, results, took) if asked.json else table(results, names, took))
    return 1 if any(result.outcome.problems for result in results) else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="make soak", description=__doc__)
    parser.add_argument("--only", action="append", choices=NAMES, metavar="NAME")
    parser.add_argument("--engine", action="append", choices=ENGINES)
    parser.add_argument("--seed", type=int, default=USUAL_SEED)
    parser.add_argument("--part", type=float, default=1.0, help="1.0 is the whole of it")
    parser.add_argument("--place", default="", help="only where the path has this in its name")
    parser.add_argument("--json", action="store_true", help="answer in JSON")
    parser.add_argument("--list", action=_List, nargs=0, help="say what there is, and end")
    return parser


class _List(argparse.Action):
    def __call__(self, parser: argparse.ArgumentParser, *_rest: object) -> None:
        """Say the name and the words of each harness."""
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "soak.settings")
        django.setup()
        for name in NAMES:
            print(f"{name:<14} {harness(name).words}")
        parser.exit()


def _as_json(asked: argparse.Namespace, results: Sequence[Result], took: float) -> str:
    facts = {
        "seed": asked.seed,
        "part": asked.part,
        "seconds": round(took, 1),
        "held": not any(result.outcome.problems for result in results),
        "results": [result.as_dict() for result in results],
    }
    return json.dumps(facts, indent=1, ensure_ascii=False)


if __name__ == "__main__":
    sys.exit(main())
