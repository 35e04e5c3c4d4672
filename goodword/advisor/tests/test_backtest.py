"""``goodword advisor backtest``: logs as people really write them."""

import json

import pytest

from goodword.advisor.tests.conftest import events, lives, rows

EVENTS = ("--case", "case", "--time", "at")
ROWS = ("--case", "case", "--start", "asked", "--end", "done")


def test_all_figures_are_there(figures, write):
    told = figures(write(events()), *EVENTS)

    assert list(told) == [
        *("cases", "evaluated", "bad_lines", "unit", "levels", "static", "mean", "pinball"),
        *("eighths", "micros_per_advice", "peak_mb"),
    ]
    assert (told["cases"], told["bad_lines"], told["unit"]) == (240, 0, "day")
    assert 150 < told["evaluated"] <= 180
    assert list(told["levels"]) == ["50", "85", "95"]
    assert list(told["levels"]["85"]) == list(told["static"]) == ["kept", "median"]
    assert list(told["mean"]) == ["kept"]
    assert list(told["pinball"]) == ["advisor", "static"]
    assert len(told["eighths"]) == 8


def test_the_levels_are_kept_as_they_say(figures, write):
    levels = figures(write(events(900, days=600)), *EVENTS)["levels"]

    assert levels["50"]["kept"] == pytest.approx(0.50, abs=0.07)
    assert levels["85"]["kept"] == pytest.approx(0.85, abs=0.04)
    assert levels["95"]["kept"] == pytest.approx(0.95, abs=0.03)


def test_events_and_rows_of_the_same_work_tell_the_same(figures, write):
    def measured(*arguments):
        told = figures(*arguments)
        return {key: told[key] for key in told if key not in ("micros_per_advice", "peak_mb")}

    by_event = measured(write(events(), name="events.csv"), *EVENTS)

    assert by_event == measured(write(rows(), name="rows.csv"), *ROWS)


def test_it_says_the_same_in_sentences(backtest, write):
    code, out, err = backtest(write(events()), *EVENTS)

    assert code == 0
    assert "85 in 100: " in out
    assert "240 cases replayed" in err


@pytest.mark.parametrize("how", [{"delimiter": ";"}, {"delimiter": "\t"}, {"packed": True}])
def test_it_reads_what_tables_are_written_with(figures, write, how):
    assert figures(write(rows(), **how), *ROWS)["cases"] == 240


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252", "latin-1"])
def test_it_reads_letters_as_they_come(figures, write, encoding):
    _, *rest = rows()
    log = [("case", "asked", "done", "Priorität"), *[(*row[:3], "größer") for row in rest]]

    told = figures(write(log, encoding=encoding), *ROWS, "--kind", "Priorität")

    assert (told["cases"], told["bad_lines"]) == (240, 0)


def test_quotes_commas_and_lines_within_a_cell_are_one_cell(figures, write):
    log = [("note", *row) for row in rows()]
    log[1:] = [('said: "now, please"\nand went', *row[1:]) for row in log[1:]]

    assert figures(write(log), *ROWS)["bad_lines"] == 0


@pytest.mark.parametrize(
    ("written", "options"),
    [
        ("%d/%m/%Y %H:%M", ("--time-format", "%d/%m/%Y %H:%M")),
        ("%d.%m.%y %H:%M:%S.%f", ("--time-format", "%d.%m.%y %H:%M:%S.%f")),
        ("%Y-%m-%d %H:%M:%S", ()),
        ("%Y-%m-%dT%H:%M:%SZ", ()),
        ("%Y-%m-%d %H:%M:%S.%f+00:00", ()),
        ("%Y-%m-%dT%H:%M:%S.%f0+0000", ()),
        ("%Y/%m/%d %H:%M:%S.123", ()),
        ("%Y-%m-%d %H:%M:%S UTC", ()),
        ("%Y/%m/%d %H:%M", ()),
    ],
)
def test_it_reads_times_as_they_are_written(figures, write, written, options):
    log = [
        (number, asked.strftime(written), ended.strftime(written))
        for number, asked, ended, _ in lives(120)
    ]

    told = figures(write([("case", "asked", "done"), *log]), *ROWS, *options)

    assert (told["cases"], told["bad_lines"]) == (120, 0)


def test_times_without_a_zone_are_of_the_zone_that_is_named(figures, write):
    """At nine in New York the office there is open, and in London it is two."""
    log = [
        (number, asked.strftime("%Y-%m-%d 09:00"), ended.strftime("%Y-%m-%d 10:00"))
        for number, asked, ended, _ in lives(120)
    ]
    path = write([("case", "asked", "done"), *log])

    here, there = (figures(path, *ROWS, "--tz", tz) for tz in ("UTC", "America/New_York"))

    assert here["levels"] == there["levels"]


def test_what_is_open_counts_as_at_least_this_old(figures, write):
    log = rows()
    blanks = ("", "NULL", "?", "nan")
    opened = [
        (case, asked, blanks[number % 4] if number % 5 == 0 else done, kind)
        for number, (case, asked, done, kind) in enumerate(log[1:])
    ]

    all_done = figures(write(log, name="done.csv"), *ROWS)
    told = figures(write([log[0], *opened], name="open.csv"), *ROWS)

    assert (told["cases"], told["bad_lines"]) == (240, 0)
    assert told["levels"]["85"]["median"] > all_done["levels"]["85"]["median"]


def test_rows_in_any_order_and_twice_tell_the_same(figures, write):
    log = events()
    shuffled = [log[0], *sorted(log[1:] * 2, key=lambda row: row[1][::-1])]

    told, again = (
        figures(write(each, name=f"{number}.csv"), *EVENTS)
        for number, each in enumerate((log, shuffled))
    )

    assert told["levels"] == again["levels"]


def test_a_life_may_end_with_one_sort_of_event(figures, write):
    log = [("case", "at", "what")]
    for number, asked, ended, _ in lives(120):
        log += [
            (number, asked.isoformat(), "opened"),
            (number, ended.isoformat(), "solved"),
            (number, ended.replace(year=ended.year + 1).isoformat(), "filed away"),
        ]

    path = write(log)
    told = figures(path, *EVENTS, "--done", "what=solved")

    assert told["levels"]["85"]["median"] < 15
    assert told["cases"] == 120


def test_a_day_and_night_calendar_and_one_from_a_file(figures, write, tmp_path):
    path = write(rows())
    hours = tmp_path / "hours.json"
    hours.write_text(json.dumps({"tz": "UTC", "week": {"mon": [["09:00", "13:00"]]}}))

    always = figures(path, *ROWS, "--hours", "24x7")
    mondays = figures(path, *ROWS, "--hours", hours)

    assert always["levels"]["85"]["median"] > mondays["levels"]["85"]["median"]


def test_short_work_is_promised_by_half_days(figures, write):
    assert figures(write(rows(median=0.2)), *ROWS)["unit"] == "half day"


def test_different_kinds_of_work_get_different_dates(figures, write):
    """Two kinds that take 1 and 20 days: knowing which is worth a shorter median."""
    log = [("case", "asked", "done", "kind")]
    for number, asked, ended, _ in lives(600, days=300):
        is_long = number % 3 == 0
        log.append(
            (
                number,
                asked.isoformat(),
                (asked + (ended - asked) * (6 if is_long else 0.3)).isoformat(),
                "long" if is_long else "short",
            )
        )
    path = write(log)

    alone, told = figures(path, *ROWS), figures(path, *ROWS, "--kind", "kind")

    assert told["levels"]["85"]["median"] < alone["levels"]["85"]["median"] / 2
    assert told["pinball"]["advisor"] < alone["pinball"]["advisor"]


def test_bad_lines_are_counted_and_named(backtest, write):
    log = rows()
    log[5:5] = [
        ("case x", "yesterday", "2024-02-01", ""),
        ("", "2024-01-05", "2024-01-07", ""),
        ("case y", "", "2024-01-07", ""),
        ("case z", "2024-01-09", "2024-01-07", ""),
        ("short",),
    ]

    code, out, err = backtest(write(log), *ROWS, "--json")

    assert code == 0
    assert json.loads(out)["bad_lines"] == 5
    for words in (
        "line 6: 'yesterday' cannot be read as a time",
        "line 7: no case is named",
        "line 8: the time is blank",
        "line 9: it ends (2024-01-07) before it starts (2024-01-09)",
        "line 10: 1 cells where the heading has 4",
    ):
        assert words in err


def test_only_the_first_bad_lines_are_named(backtest, write):
    log = [*rows(), *[("case x", "later", "", "")] * 50]

    code, out, err = backtest(write(log), *ROWS)

    assert code == 0
    assert "50 lines cannot be read and were left out." in out
    assert "and 40 more lines that cannot be read" in err
    assert len(err.splitlines()) < 25


def test_a_quote_that_is_never_closed_costs_its_lines_only(figures, write):
    heading, *body = (",".join(row) for row in rows())
    stray = 'case q,"2024-01-03'

    told = figures(write("\n".join([heading, *body, stray])), *ROWS)

    assert (told["cases"], told["bad_lines"]) == (240, 1)


def test_years_that_cannot_be_are_bad_lines(figures, write):
    assert figures(write([*rows(), ("x", "0001-01-01", "9999-12-31", "")]), *ROWS)["bad_lines"] == 1


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (("--case", "number", "--time", "at"), "no column 'number'. The columns are: case, at, ki"),
        (("--case", "case", "--time", "when"), "no column 'when'. The columns are: case, at, kind"),
        ((*EVENTS, "--team", "group"), "no column 'group'"),
        ((*EVENTS, "--time-format", "%Q"), "--time-format: 'Q' is a bad directive"),
        ((*EVENTS, "--time-format", "dd/mm"), "--time-format: 'dd/mm' is not like %d/%m/%Y"),
        ((*EVENTS, "--time-format", "%d.%m.%Y"), "No case can be read from 720 lines. line 2: "),
        ((*EVENTS, "--tz", "Mars/Olympus"), "--tz: 'Mars/Olympus' is not a time zone"),
        ((*EVENTS, "--hours", "nights"), "--hours: write office, 24x7 or a file. nights cannot"),
        ((*EVENTS, "--start", "at"), "Give --time for a log of events, or --start and --end; not"),
        (("--case", "case", "--start", "at"), "Give --time for a log of events, or --start and"),
        ((*EVENTS, "--done", "kind"), "--done: write it like"),
        (("--case", "case", "--start", "at", "--end", "at", "--done", "a=b"), "--done belongs to"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(refusal, write, options, sentence):
    err = refusal(write(events()), *options)

    assert sentence in err
    assert err.count("\n") == 1


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "is empty"),
        ("case,at\n", "No case can be read from 0 lines."),
        ("case,at\na,2024-01-01\nb,2024-01-02\n", "Nothing can be evaluated: 2 cases are too few"),
    ],
)
def test_a_log_without_a_past_is_refused(refusal, write, text, sentence):
    assert sentence in refusal(write(text), *EVENTS).splitlines()[-1]


def test_a_packed_log_that_is_cut_short_is_refused(refusal, write):
    path = write(events(), packed=True)
    path.write_bytes(path.read_bytes()[:2000])

    assert "cut short or damaged" in refusal(path, *EVENTS)


def test_hours_that_never_open_are_refused(refusal, write, tmp_path):
    hours = tmp_path / "hours.json"
    hours.write_text(json.dumps({"tz": "UTC", "week": {}}))

    assert "no opening hours" in refusal(write(events()), *EVENTS, "--hours", hours)


def test_a_refusal_is_json_when_json_is_asked_for(backtest, write):
    code, out, _ = backtest(write(events()), "--case", "number", "--time", "at", "--json")

    assert code == 1
    assert "no column 'number'" in json.loads(out)["error"]
