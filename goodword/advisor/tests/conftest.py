"""The backtest as its users meet it, and work that never happened."""

import argparse
import csv
import gzip
import io
import json
import math
import random
from datetime import UTC, datetime, timedelta

import pytest

from goodword.advisor import Experience, advise, command

MONDAY = datetime(2024, 1, 1, 9, tzinfo=UTC)


def run(*arguments):
    """Run ``advisor backtest`` with these arguments; answers (exit code, out, error)."""
    parser = argparse.ArgumentParser("goodword advisor backtest")
    command.add_arguments(parser)
    out, err = io.StringIO(), io.StringIO()
    options = parser.parse_args([str(argument) for argument in arguments])
    code = command.run(options, io.StringIO(), out, err)
    return code, out.getvalue(), err.getvalue()


def backtested(*arguments):
    """Answer the figures of a log; it must be one that can be replayed."""
    code, out, err = run(*arguments, "--json")
    assert code == 0, out + err
    return json.loads(out)


@pytest.fixture
def backtest():
    """The command: arguments in, (exit code, out, error) out."""
    return run


@pytest.fixture
def figures():
    """The command: arguments in, figures out."""
    return backtested


@pytest.fixture
def refusal(backtest):
    """The one sentence with which a log is refused."""

    def run(*arguments):
        code, out, err = backtest(*arguments)
        assert (code, out) == (1, "")
        return err

    return run


@pytest.fixture
def write(tmp_path):
    """Write a log: a heading and rows, or a text as it is."""

    def log(rows, *, name="log.csv", delimiter=",", encoding="utf-8", packed=False):
        if not isinstance(rows, str):
            text = io.StringIO()
            csv.writer(text, delimiter=delimiter).writerows(rows)
            rows = text.getvalue()
        path = tmp_path / name
        data = rows.encode(encoding)
        path.write_bytes(gzip.compress(data) if packed else data)
        return path

    return log


def lives(many, days=200, seed=7, median=3.0, places=()):
    """Yield (number, start, end, place) of work that never happened, a life lasting days."""
    dice = random.Random(seed)
    starts = sorted(dice.random() * days for _ in range(many))
    for number, start in enumerate(starts):
        asked = MONDAY + timedelta(days=start)
        length = median * math.exp(dice.gauss(0, 0.9))
        place = dice.choice(places) if places else ""
        yield number, asked, asked + timedelta(days=length), place


def events(many=240, **how):
    """A log with one row per event: three for each case."""
    rows = [
        (f"case {number}", moment.isoformat(), place)
        for number, asked, ended, place in lives(many, **how)
        for moment in (asked, asked + (ended - asked) / 2, ended)
    ]
    return [("case", "at", "kind"), *rows]


def rows(many=240, **how):
    """A log with one row per case."""
    found = [
        (f"case {number}", asked.isoformat(), ended.isoformat(), place)
        for number, asked, ended, place in lives(many, **how)
    ]
    return [("case", "asked", "done", "kind"), *found]


def experience_of(lengths, place=("IT", "Laptops", "new"), every=0.5):
    """An experience of these lengths (None is open), and the moment after the last of them."""
    experience = Experience()
    waiting: list[tuple[float, int, float]] = []
    for number, length in enumerate(lengths):
        at = number * every
        for due, done, took in sorted(waiting):
            if due < at:
                experience.finished(done, took)
        waiting = [one for one in waiting if one[0] >= at]
        advice = advise(experience, at, place)
        entry = experience.asked(at, place, advice.curve if advice else None)
        if length is not None:
            waiting.append((at + length, entry, length))
    now = len(lengths) * every
    for due, done, took in sorted(waiting):
        if due < now:
            experience.finished(done, took)
    return experience, now
