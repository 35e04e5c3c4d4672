"""What a calendar answers, case by case."""

from datetime import UTC, date, datetime, timedelta

import pytest

from goodword.working_time import (
    Calendar,
    CalendarError,
    Interval,
    NeverCloses,
    NeverOpen,
    TooFar,
    Version,
    WeekLine,
)
from goodword.working_time.spans import merged

HOUR = timedelta(hours=1)
OFFICE = Calendar.office("UTC")


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def calendar(week, tz="UTC", **more):
    return Calendar.from_json({"tz": tz, "week": week, **more})


def every_day(*hours):
    return {day: list(hours) for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")}


NIGHTS = calendar({"fri": [["22:00", "06:00"]]})
FRIDAY, MONDAY = "2026-11-20", "2026-11-23"


@pytest.mark.parametrize(
    ("start", "hours", "end"),
    [
        (f"{FRIDAY}T09:00", 8, f"{FRIDAY}T17:00"),  # lands on the close
        (f"{FRIDAY}T16:00", 2, f"{MONDAY}T10:00"),
        (f"{FRIDAY}T20:00", 1, f"{MONDAY}T10:00"),
        (f"{FRIDAY}T20:00", 0, f"{FRIDAY}T20:00"),  # nothing added moves nothing
        (f"{MONDAY}T10:00", -2, f"{FRIDAY}T16:00"),  # less than nothing goes back
        (f"{MONDAY}T17:00", -8, f"{MONDAY}T09:00"),  # lands on the opening
    ],
)
def test_working_time_is_added(start, hours, end):
    assert OFFICE.add(at(start), hours * HOUR) == at(end)
    assert OFFICE.subtract(at(start), -hours * HOUR) == at(end)
    assert OFFICE.add(at(start), hours * 3600) == at(end)


def test_a_pause_moves_the_end_by_its_working_time_only():
    pauses = [
        (at(f"{FRIDAY}T16:00"), at(f"{MONDAY}T10:00")),  # a weekend: two working hours
        (at(f"{FRIDAY}T16:30"), at(f"{FRIDAY}T18:00")),  # inside the first: counts once
    ]

    assert OFFICE.add(at(f"{FRIDAY}T15:00"), 2 * HOUR, pauses) == at(f"{MONDAY}T11:00")
    assert OFFICE.subtract(at(f"{MONDAY}T11:00"), 2 * HOUR, pauses) == at(f"{FRIDAY}T15:00")
    assert OFFICE.between(at(f"{FRIDAY}T15:00"), at(f"{MONDAY}T11:00"), pauses) == 2 * HOUR


def test_a_pause_long_ago_or_far_ahead_changes_nothing():
    pauses = [
        (at("2020-01-01T00:00"), at("2020-02-01T00:00")),
        (at("2030-01-01"), at("2031-01-01")),
    ]

    assert OFFICE.add(at(f"{FRIDAY}T16:00"), 2 * HOUR, pauses) == at(f"{MONDAY}T10:00")
    assert OFFICE.subtract(at(f"{MONDAY}T10:00"), 2 * HOUR, pauses) == at(f"{FRIDAY}T16:00")


def test_an_amount_that_runs_past_far_pauses_is_still_exact():
    pauses = [(at("2027-03-01T10:00"), at("2027-03-01T11:00"))]
    start, end = at(f"{FRIDAY}T09:00"), at("2027-06-01T12:00")
    amount = OFFICE.between(start, end, pauses)

    assert OFFICE.add(start, amount, pauses) == end
    assert OFFICE.subtract(end, amount, pauses) == start


def test_a_pause_that_ends_before_it_begins_is_refused():
    with pytest.raises(ValueError, match="ends before it begins"):
        OFFICE.add(at(FRIDAY), HOUR, [(at(MONDAY), at(FRIDAY))])


def test_an_instant_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="no time zone"):
        OFFICE.is_open(datetime(2026, 1, 1))  # noqa: DTZ001 - the mistake itself


def test_touching_intervals_have_no_close_between_them():
    split = calendar({"fri": [["09:00", "12:00"], ["12:00", "17:00"]]})

    assert split.next_close(at(f"{FRIDAY}T10:00")) == at(f"{FRIDAY}T17:00")


def test_the_close_itself_is_closed_and_the_opening_open():
    assert OFFICE.is_open(at(f"{FRIDAY}T09:00"))
    assert not OFFICE.is_open(at(f"{FRIDAY}T17:00"))
    assert OFFICE.next_open(at(f"{FRIDAY}T17:00")) == at(f"{MONDAY}T09:00")
    assert OFFICE.next_open(at(f"{FRIDAY}T16:59:59")) == at(f"{FRIDAY}T16:59:59")
    assert OFFICE.next_close(at(f"{FRIDAY}T17:00")) == at(f"{MONDAY}T17:00")


def test_a_night_runs_on_into_a_holiday_but_does_not_begin_on_one():
    saturday_off = calendar({"fri": [["22:00", "06:00"]]}, holidays=["2026-11-21"])
    friday_off = calendar({"fri": [["22:00", "06:00"]]}, holidays=["2026-11-20"])

    assert saturday_off.next_close(at(f"{FRIDAY}T12:00")) == at("2026-11-21T06:00")
    assert friday_off.next_open(at(f"{FRIDAY}T12:00")) == at("2026-11-27T22:00")


def test_a_holiday_is_stronger_than_an_override():
    both = calendar({}, holidays=[FRIDAY], overrides={FRIDAY: [["09:00", "12:00"]]})

    assert both.hours_on(date(2026, 11, 20)) == ()
    with pytest.raises(NeverOpen):
        both.next_open(at(FRIDAY))


def test_nights_that_overlap_count_once():
    nights = calendar(every_day(["18:00", "09:00"], ["08:00", "10:00"]))

    assert nights.between(at(f"{FRIDAY}T00:00"), at("2026-11-21T00:00")) == 16 * HOUR
    assert nights.mean_day() == 16 * HOUR


def test_a_night_twice_as_long_in_autumn_counts_what_really_passed():
    nights = calendar(every_day(["22:00", "06:00"]), tz="Europe/London")

    assert nights.between(at("2026-10-24T12:00"), at("2026-10-25T12:00")) == 9 * HOUR
    assert nights.between(at("2026-03-28T12:00"), at("2026-03-29T12:00")) == 7 * HOUR


def test_open_day_and_night_means_real_time():
    always = Calendar.always("Europe/Berlin")

    assert always.between(at("2027-03-27T23:00"), at("2027-03-28T22:00")) == 23 * HOUR
    assert list(always.open_spans(at(FRIDAY), at("2027-11-20"))) == [(at(FRIDAY), at("2027-11-20"))]
    with pytest.raises(NeverCloses, match="never close"):
        always.next_close(at(FRIDAY))


def test_a_calendar_without_hours_says_so_instead_of_looping():
    shut = Calendar("UTC")
    for question in (shut.next_open, shut.next_close, lambda when: shut.add(when, HOUR)):
        with pytest.raises(NeverOpen, match="never open within 10 years"):
            question(at(FRIDAY))
    with pytest.raises(NeverOpen):
        shut.subtract(at(FRIDAY), HOUR)
    with pytest.raises(NeverOpen):
        shut.add_days(date(2026, 1, 1), -1)
    with pytest.raises(NeverOpen, match="no opening hours"):
        shut.mean_day()
    assert not shut.is_open(at(FRIDAY))


@pytest.mark.parametrize(
    "question",
    [
        lambda: OFFICE.add(at(FRIDAY), timedelta(days=300 * 365)),
        lambda: OFFICE.add(at(FRIDAY), timedelta(days=500 * 365)),
        lambda: OFFICE.add(at(FRIDAY), float("nan")),
        lambda: OFFICE.subtract(at(FRIDAY), 10**30),
        lambda: OFFICE.between(at(FRIDAY), at("2999-01-01")),
        lambda: list(OFFICE.open_spans(at(FRIDAY), at("2999-01-01"))),
        lambda: OFFICE.between(at(FRIDAY), at("9999-01-01")),
        lambda: OFFICE.is_open(at("0001-01-01")),
        lambda: OFFICE.days_between(date(1500, 1, 1), date(2026, 1, 1)),
        lambda: OFFICE.days_between(date(1, 1, 1), date(2026, 1, 1)),
        lambda: OFFICE.add_days(date(2026, 1, 1), 10**9),
        lambda: OFFICE.add_days(date(2026, 1, 1), 146_000),
    ],
)
def test_what_is_too_far_is_refused(question):
    with pytest.raises(TooFar):
        question()


@pytest.mark.parametrize(
    ("day", "number", "other"),
    [
        ("2026-11-20", 1, "2026-11-23"),
        ("2026-11-21", 1, "2026-11-23"),
        ("2026-11-20", 5, "2026-11-27"),
        ("2026-11-21", 0, "2026-11-21"),
        ("2026-11-23", -1, "2026-11-20"),
        ("2026-11-22", -1, "2026-11-20"),
        ("2026-11-20", 261, "2027-11-22"),
        ("2026-11-20", -261, "2025-11-20"),
    ],
)
def test_working_days_are_added(day, number, other):
    assert OFFICE.add_days(date.fromisoformat(day), number) == date.fromisoformat(other)


def test_the_first_day_does_not_count_and_the_last_does():
    friday, monday = date(2026, 11, 20), date(2026, 11, 23)

    assert OFFICE.days_between(friday, monday) == 1
    assert OFFICE.days_between(monday, friday) == -1
    assert OFFICE.days_between(friday, friday) == 0
    assert OFFICE.days_between(date(2025, 11, 20), friday) == 261


def test_a_day_that_breaks_cut_out_entirely_is_no_working_day():
    gone = calendar({"fri": [["09:00", "17:00"]]}, breaks={FRIDAY: [["08:00", "18:00"]]})

    assert not gone.is_working_day(date(2026, 11, 20))
    assert gone.end_of_day(date(2026, 11, 20)) is None
    assert not NIGHTS.is_working_day(date(2026, 11, 21))


def test_the_day_that_samoa_skipped_is_no_working_day():
    apia = calendar(every_day(["09:00", "17:00"]), tz="Pacific/Apia")

    assert apia.add_days(date(2011, 12, 29), 1) == date(2011, 12, 31)


@pytest.mark.parametrize(
    ("start", "number", "close"),
    [
        (f"{FRIDAY}T10:00", 1, f"{MONDAY}T17:00"),
        (f"{FRIDAY}T10:00", 2, "2026-11-24T17:00"),
        (f"{FRIDAY}T10:00", 0, f"{FRIDAY}T17:00"),
        (f"{FRIDAY}T17:00", 0, f"{MONDAY}T17:00"),
        ("2026-11-21T10:00", 0, f"{MONDAY}T17:00"),
        ("2026-11-21T10:00", 1, f"{MONDAY}T17:00"),
    ],
)
def test_a_target_in_days_is_the_close_of_a_working_day(start, number, close):
    assert OFFICE.end_of_nth_working_day(at(start), number) == at(close)


def test_a_target_in_days_ends_with_the_night_that_begins_on_that_day():
    assert NIGHTS.end_of_nth_working_day(at(MONDAY), 1) == at("2026-11-28T06:00")
    with pytest.raises(ValueError, match="not negative"):
        NIGHTS.end_of_nth_working_day(at(MONDAY), -1)


def test_the_day_is_the_one_on_the_team_s_wall():
    auckland = Calendar.office("Pacific/Auckland")

    assert auckland.day_of(at(f"{FRIDAY}T12:00")) == date(2026, 11, 21)
    assert auckland.wall_clock(at(f"{FRIDAY}T12:00")).isoformat() == "2026-11-21T01:00:00+13:00"


def week(opens, closes):
    return ((Interval(opens * 60, closes * 60),),) * 5 + ((), ())


def test_each_version_counts_from_its_day_on():
    moved = Calendar(
        "Europe/London",
        (
            Version(week=week(9, 17), zone="America/New_York"),
            Version(week=week(10, 12), valid_from=date(2026, 11, 23), number=2),
        ),
    )

    assert moved.next_close(at(f"{FRIDAY}T15:00")) == at(f"{FRIDAY}T22:00")
    assert moved.next_close(at(f"{FRIDAY}T23:00")) == at(f"{MONDAY}T12:00")
    assert moved.version_on(date(2026, 11, 22)).number == 1
    assert moved.version_on(date(2026, 11, 23)).number == 2
    assert moved.mean_day() == 2 * HOUR
    assert moved.mean_day(date(2020, 1, 1)) == 8 * HOUR
    assert moved.day_of(at("2026-11-20T04:30")) == date(2026, 11, 19)
    assert moved.day_of(at("2026-11-24T23:30")) == date(2026, 11, 24)


def test_a_team_that_moves_to_another_zone_overnight_counts_no_hour_twice():
    always = ((Interval(0, 1440),),) * 7
    moved = Calendar(
        "Pacific/Auckland",
        (
            Version(week=always, zone="America/New_York"),
            Version(week=always, valid_from=date(2026, 11, 23), number=2),
        ),
    )
    days = [date(2026, 11, 21) + timedelta(days=number) for number in range(4)]
    spans = [span for day in days for span in moved.day_spans(day)]

    assert sum((end - start for start, end in spans), timedelta()) == moved.between(
        spans[0][0], spans[-1][1]
    )
    assert moved.day_of(at("2026-11-22T20:00")) == date(2026, 11, 23)
    assert moved.day_of(at("2026-11-22T08:00")) == date(2026, 11, 22)


def test_hours_that_no_version_claims_belong_to_the_day_of_the_earlier_one():
    moved = Calendar.from_versions(
        [
            ("2026-01-01", {"tz": "Pacific/Auckland", "week": {}}),
            ("2026-11-23", {"tz": "America/New_York", "week": {}}),
        ]
    )

    assert moved.day_of(at("2026-11-22T20:00")) == date(2026, 11, 23)
    assert moved.day_of(at("2026-11-23T12:00")) == date(2026, 11, 23)


def test_a_close_at_midnight_is_found_wherever_midnight_falls():
    evenings = calendar(every_day(["18:00", "24:00"]))
    midnights = [at("2026-11-01") + timedelta(days=number) for number in range(40)]

    assert [evenings.next_close(midnight - HOUR) for midnight in midnights] == midnights


def test_neighbouring_days_with_the_same_hours_share_a_line():
    part_time = calendar(
        {
            "mon": [["13:00", "17:00"], ["09:00", "12:00"]],
            "tue": [["09:00", "12:00"], ["13:00", "17:00"]],
            "thu": [["09:00", "12:00"]],
        }
    )
    morning, afternoon = Interval(540, 720), Interval(780, 1020)

    assert part_time.week_lines(date(2026, 1, 1)) == (
        WeekLine(0, 1, (morning, afternoon)),
        WeekLine(3, 3, (morning,)),
    )


@pytest.mark.parametrize(
    ("make", "problem"),
    [
        (lambda: Calendar("Mars"), '"Mars" is not a time zone'),
        (lambda: Calendar("UTC", ()), "at least one version"),
        (lambda: Calendar("UTC", (Version(), Version())), "needs the date"),
        (
            lambda: Calendar(
                "UTC",
                (Version(valid_from=date(2026, 1, 2)), Version(valid_from=date(2026, 1, 1))),
            ),
            "in the order in which they begin",
        ),
        (lambda: Version(week=()), "seven days"),
        (lambda: Interval(1440, 60), "from 00:00 to 24:00"),
        (lambda: Interval(0, 1441), "from 00:00 to 24:00"),
    ],
)
def test_a_calendar_that_cannot_be_is_refused(make, problem):
    with pytest.raises(CalendarError, match=problem):
        make()


def test_a_calendar_may_be_asked_more_than_it_remembers():
    first, last = at("1700-01-01"), at("2091-01-06")
    days = OFFICE.days_between(first.date(), last.date())

    # A Friday that is open but not counted, a Saturday that is neither.
    assert OFFICE.between(first, last) == (days + 1) * 8 * HOUR


def test_spans_that_are_empty_are_no_spans():
    assert merged([(3, 3), (5, 4), (1, 2)]) == ((1, 2),)


def test_a_night_is_one_span_and_the_day_after_another():
    nights = calendar({"fri": [["22:00", "06:00"]], "sat": [["09:00", "10:00"]]})
    spans = list(nights.open_spans(at("2026-11-20T23:00"), at("2026-11-28")))
    assert [(opens.hour, closes.hour) for opens, closes in spans] == [(23, 6), (9, 10), (22, 0)]


def test_nothing_is_open_in_a_closed_week():
    nights = calendar({"fri": [["22:00", "23:00"]]})
    assert list(nights.open_spans(at("2026-11-21"), at("2026-11-22"))) == []
