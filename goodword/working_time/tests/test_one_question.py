"""``hours explain`` without ``--batch``: one question by options."""

import json

import pytest

OFFICE = ("--tz", "Europe/London", "--week", "mon-fri=09:00-12:00+13:00-17:00")
FRIDAY = "2026-11-20T16:00:00Z"
MINUS = "minus 2 h 5 s of working time"
DAY = "Friday 20 November 2026"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (
            ("--op", "subtract", "--start", FRIDAY, "--amount-s", "3600"),
            f"1 h of working time before {DAY}, 16:00 is {DAY}, 15:00.",
        ),
        (
            ("--op", "between", "--start", "2026-11-23T10:00:05Z", "--end", FRIDAY),
            f"From Monday 23 November 2026, 10:00:05 to {DAY}, 16:00 there are {MINUS}.",
        ),
        (("--op", "is_open", "--start", FRIDAY), "Friday 20 November 2026, 16:00 is open."),
        (
            ("--op", "is_open", "--start", "2026-11-20T12:00:00Z"),
            "Friday 20 November 2026, 12:00 is closed.",
        ),
        (
            ("--op", "next_open", "--start", FRIDAY),
            "Friday 20 November 2026, 16:00 is open already.",
        ),
        (
            ("--op", "next_open", "--start", "2026-11-20T17:00:00Z"),
            "After Friday 20 November 2026, 17:00 it opens Monday 23 November 2026, 09:00.",
        ),
        (("--op", "next_close", "--start", FRIDAY), "It closes Friday 20 November 2026, 17:00."),
        (
            ("--op", "add_days", "--start", "2026-11-20", "--amount-days", "-2"),
            "2 working days before Friday 20 November 2026 is Wednesday 18 November 2026.",
        ),
        (
            ("--op", "days_between", "--start", "2026-11-24", "--end", "2026-11-20"),
            f"From Tuesday 24 November 2026, not counted, to {DAY}: 2 working days backwards.",
        ),
        (
            ("--op", "add", "--start", FRIDAY, "--amount-s", "0.5"),
            "Friday 20 November 2026: counted 16:00 to 16:00:00; 0 min.",
        ),
    ],
)
def test_the_answer_is_a_sentence(hours_explain, arguments, sentence):
    code, out, err = hours_explain(*OFFICE, *arguments)

    assert (code, err) == (0, "")
    assert sentence in out.splitlines()


def test_many_days_are_told_in_few_sentences(hours_explain):
    _, out, _ = hours_explain(
        *OFFICE,
        "--op",
        "between",
        "--start",
        "2026-01-01T00:00:00Z",
        "--end",
        "2027-01-01T00:00:00Z",
    )

    assert "Then 201 more working days; 1407 h." in out
    assert len(out.splitlines()) < 70


def test_dates_that_differ_are_told(hours_explain):
    _, out, _ = hours_explain(
        *("--tz", "UTC", "--week", "fri=09:00-17:00", "--op", "between", "--start", FRIDAY),
        *("--end", "2026-12-20T00:00:00Z", "--holiday", "2026-11-27"),
        *("--override", "2026-12-04=", "--override", "2026-12-05=09:00-10:00"),
        *("--override", "2026-12-05=11:00-12:00", "--break", "2026-12-11=12:00-13:00"),
    )

    assert "Friday 27 November 2026: a holiday, nothing opens." in out
    assert "Friday 4 December 2026: closed instead of 09:00 to 17:00." in out
    assert "Saturday 5 December 2026: 09:00 to 10:00 and 11:00 to 12:00, usually closed." in out
    assert "Friday 11 December 2026: 12:00 to 13:00 cut out." in out
    assert "Hours, version 1: Friday 09:00 to 17:00, in UTC." in out


def test_a_week_without_hours_is_told_as_closed(hours_explain):
    _, out, _ = hours_explain(
        *("--tz", "UTC", "--week", "", "--op", "between", "--start", FRIDAY, "--end", FRIDAY)
    )

    assert "Hours, version 1: closed, in UTC." in out


def test_the_answer_may_be_json(hours_explain):
    code, out, _ = hours_explain(*OFFICE, "--json", "--op", "is_open", "--start", FRIDAY)

    assert code == 0
    assert json.loads(out)["result"] is True


@pytest.mark.parametrize(
    "week", ["sat-mon=10:00-16:00", "sat=10:00-16:00, sun=10:00-16:00,mon=10:00-16:00"]
)
def test_a_week_may_be_written_in_ranges(hours_explain, week):
    _, out, _ = hours_explain(
        "--tz",
        "UTC",
        "--week",
        week,
        "--op",
        "days_between",
        "--json",
        "--start",
        "2026-11-16",
        "--end",
        "2026-11-23",
    )

    assert json.loads(out)["result"] == 3


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        ((), "op is missing"),
        (("--op", "add"), "tz is missing"),
        (
            ("--op", "add", "--tz", "UTC", "--week", "mon"),
            'week: "mon" is not like mon=09:00-17:00.',
        ),
        (
            ("--op", "add", "--tz", "UTC", "--week", "mon-x=09:00-17:00"),
            '"mon-x" is not like mon-fri.',
        ),
        (("--op", "add", "--tz", "UTC", "--week", "mon=9"), 'mon: ["9"] is not an interval'),
        (("--op", "add", *OFFICE, "--override", "x"), '--override: "x" is not like'),
        (
            ("--op", "add", *OFFICE, "--start", FRIDAY, "--amount-s", "1", "--pause", "x"),
            "not a pair",
        ),
        (("--op", "add", *OFFICE, "--start", FRIDAY, "--amount-s", "1e999"), "400 years"),
    ],
)
def test_what_is_wrong_is_one_sentence_and_exit_code_1(hours_explain, arguments, error):
    code, out, err = hours_explain(*arguments)

    assert (code, out) == (1, "")
    assert error in err


def test_what_is_wrong_may_be_json(hours_explain):
    code, out, err = hours_explain("--json")

    assert (code, err) == (1, "")
    assert "op is missing" in json.loads(out)["error"]


def test_an_amount_that_is_no_number_is_refused_with_the_usage(hours_explain, capsys):
    with pytest.raises(SystemExit):
        hours_explain(*OFFICE, "--op", "add", "--amount-s", "soon")

    assert "usage: goodword hours explain" in capsys.readouterr().err


def test_help_shows_examples(hours_explain, capsys):
    with pytest.raises(SystemExit):
        hours_explain("--help")

    assert "goodword hours explain --batch <" in capsys.readouterr().out


def test_the_calendar_may_be_a_file(hours_explain, tmp_path):
    path = tmp_path / "team.json"
    path.write_text(json.dumps({"tz": "UTC", "week": {"fri": [["09:00", "17:00"]]}}))
    code, out, _ = hours_explain(
        "--calendar", str(path), "--op", "next_close", "--start", FRIDAY, "--json"
    )

    assert (code, json.loads(out)["result"]) == (0, "2026-11-20T17:00:00Z")


@pytest.mark.parametrize(
    ("text", "error"),
    [("{", "is not JSON."), ("[]", "does not hold a calendar"), (None, "cannot be read: ")],
)
def test_a_file_that_is_no_calendar_is_refused(hours_explain, tmp_path, text, error):
    path = tmp_path / "team.json"
    if text is not None:
        path.write_text(text)
    code, _, err = hours_explain("--calendar", str(path), "--op", "add")

    assert code == 1
    assert error in err
