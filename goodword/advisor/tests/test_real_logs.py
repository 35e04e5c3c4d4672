"""The advisor on real work: the bars of DOMAIN 5, and the figures that our page claims."""

import re
import shlex
from functools import cache
from pathlib import Path

import pytest

from goodword.advisor.tests.conftest import backtested

PAGE = (Path(__file__).parents[3] / "docs" / "advisor.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| `(\S+\.csv\.gz) ([^`]*)` \| (.*) \|$", PAGE, re.MULTILINE)

pytestmark = pytest.mark.data


@cache
def replayed(path, options):
    """The figures of a log, replayed once for all tests."""
    return backtested(path, *shlex.split(options))


@pytest.fixture(params=ROWS, ids=[f"{name} {options}" for name, options, _ in ROWS])
def row(request, shared_data):
    """A row of the page: the figures of its log, and its cells."""
    name, options, cells = request.param
    return replayed(shared_data / "logs" / name, options), cells.split(" | ")


def shorter(told):
    return told["levels"]["85"]["median"] / told["static"]["median"] - 1


def loss(told):
    return told["pinball"]["advisor"] / told["pinball"]["static"]


def test_the_page_has_its_rows():
    assert len(ROWS) == 3


def test_the_page_says_what_is_measured(row):
    told, cells = row

    assert cells == [
        f"{told['evaluated']:,}",
        *(
            f"{100 * each['kept']:.1f} %, {each['median']:.1f} d"
            for each in (told["static"], *told["levels"].values())
        ),
        f"{100 * shorter(told):.0f} %",
        f"{100 * min(told['eighths']):.0f} %",
        f"{loss(told):.2f}",
    ]


def test_dates_are_kept_as_said_at_all_times(row):
    told, _ = row

    assert 0.82 <= told["levels"]["85"]["kept"] <= 0.88
    assert min(told["eighths"]) >= 0.70
    assert loss(told) <= 1.05
    assert told["mean"]["kept"] < told["levels"]["85"]["kept"]
    assert told["bad_lines"] == 0


@pytest.mark.parametrize("log", [0, 2], ids=["help desk", "receipt"])
def test_dates_are_a_quarter_shorter_than_one_level_for_all(shared_data, log):
    name, options, _ = ROWS[log]

    assert shorter(replayed(shared_data / "logs" / name, options)) <= -0.25
