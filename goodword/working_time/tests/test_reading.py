"""Reading calendars, and naming everything that is wrong with them."""

from datetime import date

import pytest

from goodword.working_time import Calendar, CalendarError, Interval, Version

OFFICE = {"tz": "Europe/London", "week": {"mon": [["09:00", "17:00"]]}}


def problems(data):
    with pytest.raises(CalendarError) as refused:
        Calendar.from_json(data)
    return [str(problem) for problem in refused.value.problems]


def test_every_problem_is_named_at_once():
    assert problems(
        {
            "tz": "Europe/Atlantis",
            "week": {"monday": [], "tue": "09:00", "wed": [["09:00"]], "thu": [["9", "25:00"]]},
            "holidays": ["2026-02-30", 5],
            "overrides": {"yesterday": [], "2026-01-01": [["24:00", "06:00"]]},
            "breaks": {"2026-01-01": [["12:00", "12:60"]]},
            "colour": "blue",
        }
    ) == [
        '"colour" is not part of a calendar; it has tz, week, holidays, overrides, breaks.',
        '"Europe/Atlantis" is not a time zone; write one like Europe/London.',
        '"monday" is not a weekday; write mon to sun.',
        'tue: write a list of intervals like [["09:00", "17:00"]].',
        'wed: ["09:00"] is not an interval like ["09:00", "17:00"].',
        'thu: "9" is not a time from 00:00 to 24:00.',
        'thu: "25:00" is not a time from 00:00 to 24:00.',
        '"yesterday" is not a date like 2026-11-24.'.replace('"y', 'overrides: "y'),
        "overrides 2026-01-01: open at 00:00 of the day, not at 24:00.",
        'holidays: "2026-02-30" is not a date like 2026-11-24.',
        "holidays: 5 is not a date like 2026-11-24.",
        'breaks 2026-01-01: "12:60" is not a time from 00:00 to 24:00.',
    ]


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (None, "A calendar is an object with tz and week."),
        ({}, "tz is missing: the time zone, like Europe/London."),
        ({}, "week is missing: the opening hours by weekday."),
        ({"tz": ["UTC"], "week": {}}, '["UTC"] is not a time zone; write one like Europe/London.'),
        (
            {"tz": "../etc/passwd", "week": {}},
            '"../etc/passwd" is not a time zone; write one like Europe/London.',
        ),
        ({"tz": "UTC", "week": []}, 'week is an object like {"mon": [["09:00", "17:00"]]}.'),
        ({**OFFICE, "holidays": "2026-01-01"}, "holidays is a list of dates."),
        (
            {**OFFICE, "holidays": ["0999-01-01"]},
            'holidays: "0999-01-01" is not a date like 2026-11-24.',
        ),
        ({**OFFICE, "overrides": []}, "overrides is an object of dates, each with intervals."),
        ({"versions": 5}, "versions is a list of objects, each with a week."),
        ({"tz": "UTC", "versions": []}, "A calendar needs at least one version of its hours."),
        (
            {"versions": [], "week": {}},
            '"week" is not part of a calendar; it has tz, week, holidays, overrides, breaks.',
        ),
        ({"versions": [{**OFFICE, "number": "1"}]}, "The number of a version is a whole number."),
        (
            {"versions": [{**OFFICE, "valid_from": "now"}]},
            'valid_from: "now" is not a date like 2026-11-24.',
        ),
    ],
)
def test_a_problem_is_a_sentence(data, problem):
    assert problem in problems(data)


def test_what_is_quoted_stays_short():
    deep: list[object] = []
    for _ in range(100_000):
        deep = [deep]
    assert problems({**OFFICE, "holidays": ["x" * 1000]})[0].count("x") < 60
    assert problems({**OFFICE, "holidays": [deep]}) == [
        "holidays: … is not a date like 2026-11-24."
    ]


def test_a_problem_can_be_translated():
    with pytest.raises(CalendarError) as refused:
        Calendar("Mars")
    problem = refused.value.problems[0]

    assert problem.template % problem.values == problem


def test_nothing_may_be_said_as_null():
    data = {**OFFICE, "holidays": None, "overrides": None, "breaks": None}

    assert Calendar.from_json(data) == Calendar.from_json(OFFICE)


def test_one_version_is_written_as_it_was_read():
    data = {
        **OFFICE,
        "holidays": ["2026-12-25"],
        "overrides": {"2026-12-24": [["09:00", "12:00"]]},
        "breaks": {"2026-12-23": [["12:00", "24:00"]]},
    }

    assert Calendar.from_json(data).to_json() == data


def test_versions_are_written_and_read_back():
    calendar = Calendar.from_versions(
        [
            ("2026-01-01", {"tz": "America/New_York", "week": {}}),
            ("2026-06-01", OFFICE),
        ]
    )

    assert calendar.zone == "Europe/London"
    assert [version.zone for version in calendar.versions] == ["America/New_York", None]
    assert Calendar.from_json(calendar.to_json()) == calendar


def test_a_version_without_a_date_is_written_and_read_back():
    calendar = Calendar("UTC", (Version(number=7),))

    assert Calendar.from_json(calendar.to_json()) == calendar


def test_a_later_decision_replaces_everything_from_its_day_on():
    longer = {**OFFICE, "week": {"mon": [["08:00", "18:00"]]}}
    calendar = Calendar.from_versions(
        [("2026-01-01", OFFICE), ("2026-06-01", OFFICE), ("2026-03-01", longer)]
    )

    assert [version.number for version in calendar.versions] == [1, 3]
    assert calendar.hours_on(date(2026, 6, 1)) == (Interval(480, 1080),)


@pytest.mark.parametrize("pairs", [[], [("2026-01-01", "hours")], [("soon", OFFICE)]])
def test_versions_that_cannot_be_read_are_refused(pairs):
    with pytest.raises(CalendarError):
        Calendar.from_versions(pairs)
