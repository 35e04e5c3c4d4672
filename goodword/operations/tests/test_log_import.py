"""A log of work as it was before Goodword gives the advisor something to go by."""

from __future__ import annotations

import io
import json
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from goodword.house import clock
from goodword.house.guard import system_scope
from goodword.house.refusals import Refusal
from goodword.operations.command import COMMANDS, parser_for
from goodword.operations.setting_up import import_command
from goodword.requests import actions
from goodword.requests.models import Life, Outlook

pytestmark = pytest.mark.django_db

COLUMNS = ("--case", "id", "--start", "opened", "--end", "closed")
NAMED = ("--team", "team", "--service", "service")


@pytest.fixture
def log(tmp_path: Path, now: datetime) -> Path:
    """A hundred laptops of IT, two days each at most, a few of nobody's, and one still open."""
    lines = ["id,opened,closed,team,service"]
    for number in range(100):
        opened = now - timedelta(days=200) + timedelta(hours=20 * number)
        closed = opened + timedelta(hours=3 + number % 40)
        team = "IT help" if number % 10 else "Nobody we know"
        lines.append(f"{number},{opened:%FT%T},{closed:%FT%T},{team},Laptop")
    lines.append(f"100,{now - timedelta(days=150):%FT%T},,IT help,laptop")
    path = tmp_path / "old-desk.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


@pytest.fixture
def bring_in(log: Path, now: datetime):
    def run(*more: str) -> dict[str, object]:
        parser = parser_for(next(one for one in COMMANDS if one.words == ("import",)))
        out = io.StringIO()
        with clock.frozen(now):
            options = parser.parse_args(["import", "log", str(log), *more, "--json"])
            import_command.run(options, io.StringIO(), out)
        told: dict[str, object] = json.loads(out.getvalue())
        return told

    return run


def lives() -> int:
    with system_scope("tests"):
        return Life.objects.count()


def test_day_one_has_experience(bring_in, laptops, now):
    told = bring_in(*COLUMNS, *NAMED)

    assert (told["lives"], told["with_team"], told["with_service"]) == (101, 91, 91)
    assert Outlook.objects.of_service(laptops, now).of == 91


def test_all_of_it_can_be_one_service(bring_in, laptops, now):
    assert bring_in(*COLUMNS, "--into", "it-help/laptop")["with_service"] == 101


def test_a_first_request_is_advised(bring_in, laptops, amina, now):
    bring_in(*COLUMNS, *NAMED)
    asked = actions.ask(by=amina, at=now, title="A laptop", service=laptops)
    known = actions.forecast(asked, now)

    assert now < known.even <= known.fair < now + timedelta(days=10)


def test_the_same_log_again_takes_the_place_of_the_first(bring_in, laptops):
    bring_in(*COLUMNS, *NAMED)
    assert bring_in(*COLUMNS, *NAMED)["replaced"] == 101
    assert lives() == 101


def test_a_dry_run_changes_nothing(bring_in, laptops):
    assert bring_in(*COLUMNS, *NAMED, "--dry-run")["lives"] == 101
    assert lives() == 0


def test_an_open_case_is_at_least_this_old(bring_in, laptops):
    bring_in(*COLUMNS, *NAMED)
    with system_scope("tests"):
        still_open = Life.objects.get(is_done=False)

    assert still_open.length > 0
    assert still_open.is_beyond


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ((), "Say with --case"),
        ((*COLUMNS, "--into", "it-help/nothing"), "There is no service it-help/nothing"),
        (("--case", "number", *COLUMNS[2:]), "There is no column 'number'"),
    ],
)
def test_a_log_that_cannot_be_read_is_refused_in_a_sentence(bring_in, laptops, more, why):
    with pytest.raises(Refusal, match=why):
        bring_in(*more)
