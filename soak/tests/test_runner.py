"""The runner itself: it tells what held, and fails when something did not."""

import io
import json
import os
import subprocess
import sys

from soak import __main__ as soak
from soak.harness import Outcome, Share
from soak.running import Result
from soak.telling import Progress, table


def test_the_same_seed_throws_the_same_dice():
    one, other = Share(7, 0.1, "sqlite"), Share(7, 1.0, "sqlite")
    assert one.dice("kill").random() == other.dice("kill").random()
    assert one.dice("kill").random() != one.dice("race").random()
    assert (one.of(100), one.of(3)) == (10, 1)


def test_the_table_puts_both_engines_beside_each_other():
    results = [
        Result("kills", "sqlite", 61.0, Outcome({"acknowledged": 5_210})),
        Result("kills", "postgres", 59.0, Outcome({"acknowledged": 6_001}, ["one was lost"])),
    ]
    said = table(results, ["kills"], 61.0)
    assert "5,210         6,001" in said
    assert "kills on postgres: one was lost" in said
    assert said.endswith("NOT everything held, in 1.0 min")


def test_a_log_is_told_seldom():
    log = io.StringIO()
    progress = Progress(log)
    for number in range(50):
        progress.say("sqlite kills", f"round {number}")
    progress.line("done")
    assert log.getvalue() == "  sqlite kills: round 0\ndone\n"


def test_every_harness_is_listed_with_its_words():
    """As whoever reads the docs calls it, with nothing set."""
    plain = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    told = subprocess.check_output([sys.executable, "-m", "soak", "--list"], text=True, env=plain)
    lines = told.splitlines()
    assert [line.split()[0] for line in lines] == list(soak.NAMES)
    assert all(len(line.split()) > 3 for line in lines)


def test_results_can_be_read_by_a_machine():
    result = Result("kills", "sqlite", 61.04, Outcome({"acknowledged": 5_210}))
    assert json.loads(json.dumps(result.as_dict())) == {
        "name": "kills",
        "engine": "sqlite",
        "seconds": 61.0,
        "counts": {"acknowledged": 5_210},
        "problems": [],
    }
