"""Clocks of teams that work day and night, at night, some days, far away and over summer time.

The cases are the rows of a table in ``docs/working-time.md``; what stands there is what comes out.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from goodword.requests.rules import clocks
from goodword.requests.rules.replay import apply
from goodword.requests.rules.standing import Happening, Standing
from goodword.working_time import Calendar

PAGE = (Path(__file__).parents[3] / "docs" / "working-time.md").read_text(encoding="utf-8")
WORKDAYS = ("mon", "tue", "wed", "thu", "fri")


def _open(tz: str, days: tuple[str, ...], *hours: tuple[str, str]) -> Calendar:
    return Calendar.from_json({"tz": tz, "week": {day: [list(it) for it in hours] for day in days}})


TEAMS = {
    "control room": Calendar.always("Europe/Berlin"),
    "security": _open("Europe/London", WORKDAYS, ("22:00", "06:00")),
    "archive": Calendar.from_json(
        {
            "tz": "Europe/London",
            "week": {
                "mon": [["09:00", "12:00"]],
                "tue": [["09:00", "12:00"]],
                "thu": [["09:00", "12:00"], ["13:00", "16:00"]],
            },
        }
    ),
    "New York": _open("America/New_York", WORKDAYS, ("09:00", "17:00")),
    "office": _open("Europe/Berlin", WORKDAYS, ("09:00", "17:00")),
}


def _rows() -> list[tuple[str, ...]]:
    """The rows of the table below the heading, without its head."""
    part = PAGE.split("## Words and their dates", 1)[1]
    lines = [line for line in part.splitlines() if line.startswith("| ")]
    return [tuple(cell.strip() for cell in line.strip("|").split("|")) for line in lines[1:]]


ROWS = _rows()


def _happening(name: str, at: datetime, **facts: object) -> Happening:
    return Happening(name, at, 1, "provider", facts)


def _asked(at: datetime) -> Standing:
    policy = {"first_word_minutes": 120, "offer_days": 2, "update_days": 5}
    return apply(None, Happening("asked", at, 9, "asker", {"team": 1, "policy": policy}))


def follows(team: str, asked: str, due: str) -> tuple[str, ...]:
    """What the clocks of a team say: all as the wall shows it where the team is."""
    calendar = TEAMS[team]
    zone = ZoneInfo(calendar.zone)

    def moment(text: str) -> datetime:
        return datetime.strptime(text, "%a %d %b %Y %H:%M").replace(tzinfo=zone)

    def wall(at: datetime) -> str:
        return f"{calendar.wall_clock(at):%a %d %b %H:%M}"

    asking, dated = moment(asked), moment(due)
    standing = _asked(asking)
    promised = apply(standing, _happening("promised", asking, promise=1, due_at=dated.isoformat()))
    reminders = clocks.reminders_of(promised, calendar)
    next_word = clocks.next_word(promised, calendar)
    bounce = clocks.handover_due(calendar, asking)
    assert next_word
    return (
        wall(clocks.first_word_due(standing, calendar)),
        wall(bounce),
        ", ".join(wall(it.at) for it in reminders) or "none",
        wall(next_word.at),
    )


def test_every_sort_of_team_is_in_the_table():
    assert {row[0] for row in ROWS} == set(TEAMS)


@pytest.mark.parametrize("row", ROWS, ids=[f"{row[0]}, {row[1]}" for row in ROWS])
def test_the_page_says_what_the_clocks_say(row):
    assert follows(*row[:3]) == row[3:]


@pytest.mark.parametrize("row", ROWS, ids=[f"{row[0]}, {row[1]}" for row in ROWS])
def test_a_question_moves_the_date_by_the_working_time_it_waited_for(row):
    """Two of the team's mean days of waiting: the date is as much later, on its own hours."""
    calendar = TEAMS[row[0]]
    zone = ZoneInfo(calendar.zone)
    begun = calendar.next_open(datetime.strptime(row[1], "%a %d %b %Y %H:%M").replace(tzinfo=zone))
    end = calendar.add(begun, 2 * calendar.mean_day())
    standing = apply(
        _asked(begun),
        _happening(
            "promised", begun, promise=1, due_at=calendar.add(end, timedelta(hours=1)).isoformat()
        ),
    )
    due = standing.promise.stands_at
    moved = calendar.add(due, calendar.between(begun, end))
    waited = apply(standing, _happening("question_asked", begun, question=1))
    answered = apply(
        waited, Happening("question_answered", end, 9, "asker", {"stands_at": moved.isoformat()})
    )

    assert calendar.between(due, answered.promise.stands_at) == 2 * calendar.mean_day()
    assert clocks.next_word(answered, calendar).at > due
