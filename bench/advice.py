"""``python -m bench.advice``: what the promise advisor costs on a long log.

Writes a log of made-up work (a rush at the beginning, long tails, three circles of experience),
replays it as ``goodword advisor backtest`` does, and prints what that took.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import sys
import tempfile
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from time import monotonic, process_time

from goodword.advisor import command

SEED = 20_261_122
FIRST_DAY = datetime(2016, 2, 29)  # noqa: DTZ001 - the log has no zones, as many have none
HEADING = ("number", "state", "at", "group", "category", "priority")
OPTIONS = ("--case=number", "--time=at", "--team=group", "--service=category", "--kind=priority")
BARS = {"seconds": 60.0, "MB": 300.0, "milliseconds an advice": 10.0}


def main(argv: Sequence[str] | None = None) -> int:
    """Write, replay, print; 1 when it took more than it may."""
    parser = argparse.ArgumentParser(prog="python -m bench.advice", description=__doc__)
    parser.add_argument("--cases", type=int, default=25_000)
    parser.add_argument("--events", type=int, default=140_000)
    options = parser.parse_args(argv)
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "log.csv.gz"
        write(log, options.cases, options.events)
        return replay(log)


def write(path: Path, cases: int, events: int) -> None:
    """Write the log, packed."""
    with gzip.open(path, "wt", newline="", compresslevel=1) as file:
        writer = csv.writer(file)
        writer.writerow(HEADING)
        writer.writerows(_rows(Random(SEED), cases, events))


def _rows(dice: Random, cases: int, events: int) -> Iterator[tuple[str, ...]]:
    each, more = divmod(events, cases)
    for number in range(cases):
        asked = FIRST_DAY + timedelta(days=min(dice.expovariate(1 / 60), 330) + dice.random())
        life = timedelta(days=dice.lognormvariate(1.0, 1.4))
        place = (
            f"Group {int(dice.expovariate(0.1))}",
            f"Category {int(dice.expovariate(0.2))}",
            dice.choice(("1", "2", "3", "3", "3", "4")),
        )
        count = max(2, each + (number < more))
        for step in range(count):
            moment = asked + life * step / (count - 1)
            yield f"INC{number}", "Active", moment.isoformat(" ", "seconds"), *place


def replay(log: Path) -> int:
    """Replay the log, and say what it took beside what it may take."""
    parser = argparse.ArgumentParser()
    command.add_arguments(parser)
    began, worked = monotonic(), process_time()
    told = command.backtest(
        parser.parse_args([str(log), *OPTIONS]), lambda words: print(words, file=sys.stderr)
    )
    took = {
        "seconds": monotonic() - began,
        "MB": told.peak_mb,
        "milliseconds an advice": told.micros_per_advice / 1000,
    }
    print(f"{told.cases:,} cases; {process_time() - worked:.1f} s of processor time")
    for name, value in took.items():
        print(f"{value:8.2f} {name}, at most {BARS[name]:g}")
    print(*told.sentences(), sep="\n")
    return int(any(took[name] > most for name, most in BARS.items()))


if __name__ == "__main__":
    sys.exit(main())
