"""Why this time: the sum of the mockup, and what is odd about other sums."""

from datetime import UTC, date, datetime, timedelta

import pytest

from goodword.working_time import Calendar, explain
from goodword.working_time.hours import WEEKDAYS

MINUTE = timedelta(minutes=1)
RECORDS = Calendar.from_versions(
    [
        ("2026-01-01", {"tz": "Europe/London", "week": {}}),
        (
            "2026-11-16",
            {
                "tz": "Europe/London",
                "week": {day: [["08:30", "17:00"]] for day in WEEKDAYS[:5]},
                "overrides": {"2026-11-20": [["08:30", "12:00"]]},
                "holidays": ["2026-12-25"],
            },
        ),
    ]
)


def at(text):
    return datetime.fromisoformat(f"2026-11-{text}").replace(tzinfo=UTC)


PROMISED, DUE, NOW = at("18T15:20"), at("24T17:00"), at("24T10:12")
QUESTION = (at("19T11:00"), at("20T11:00"))


def amina_s_request(**more):
    return explain(
        RECORDS, PROMISED, amount=timedelta(hours=22, minutes=10), pauses=[QUESTION], **more
    )


def test_the_whole_sum_is_told_day_by_day():
    told = amina_s_request(now=NOW)

    assert told.end == DUE
    assert [(row.day.day, row.working // MINUTE) for row in told.rows] == [
        (18, 100),
        (19, 150),
        (20, 60),
        (23, 510),
        (24, 510),
    ]
    assert (told.counted, told.left) == (timedelta(hours=15, minutes=22), timedelta(minutes=408))
    assert told.paused == told.pauses[0].working == timedelta(hours=8, minutes=30)
    assert [version.number for version in told.versions] == [2]


def test_a_day_is_cut_into_what_was_counted_paused_and_left():
    told = amina_s_request(now=NOW)

    assert [[segment.kind for segment in row.segments] for row in told.rows] == [
        ["outside", "counted"],
        ["counted", "paused"],
        ["paused", "counted"],
        ["counted"],
        ["counted", "left"],
    ]


def test_all_days_are_drawn_on_one_axis():
    told = amina_s_request(now=NOW)

    assert told.axis == (510, 1020)
    assert told.percent(told.rows[0], PROMISED) == pytest.approx(80.4, abs=0.1)
    assert told.percent(told.rows[-1], told.end) == 100
    assert told.percent(told.rows[0], told.end) == 100


def test_what_differed_from_the_week_is_named():
    (closed_at_noon,) = amina_s_request().differences

    assert closed_at_noon.kind == "override"
    assert closed_at_noon.day == date(2026, 11, 20)
    assert [str(interval) for interval in closed_at_noon.usual] == ["08:30 to 17:00"]


def test_a_holiday_is_named_and_what_it_covers_is_not():
    calendar = Calendar.from_json(
        {
            "tz": "UTC",
            "week": {"fri": [["09:00", "17:00"]]},
            "holidays": ["2026-11-20"],
            "overrides": {"2026-11-20": [["09:00", "12:00"]]},
            "breaks": {"2026-11-19": [["09:00", "10:00"]], "2026-11-01": []},
        }
    )
    told = explain(calendar, at("18T00:00"), end=at("24T00:00"))

    assert [difference.kind for difference in told.differences] == ["break", "holiday"]
    assert told.rows == ()
    assert told.axis == (0, 1440)


def test_without_now_everything_is_counted():
    told = amina_s_request()

    assert told.left == timedelta()
    assert told.counted == told.working


def test_the_hours_of_a_lunch_break_are_closed():
    calendar = Calendar.from_json(
        {"tz": "UTC", "week": {"wed": [["09:00", "12:00"], ["13:00", "17:00"]]}}
    )
    (row,) = explain(calendar, at("18T10:00"), end=at("18T15:00")).rows

    kinds = [segment.kind for segment in row.segments]
    assert kinds == ["outside", "counted", "closed", "counted", "outside"]


def test_a_night_belongs_to_the_evening_on_which_it_begins():
    calendar = Calendar.from_json({"tz": "UTC", "week": {"wed": [["22:00", "06:00"]]}})
    (row,) = explain(calendar, at("19T01:00"), end=at("19T03:00")).rows

    assert row.day == date(2026, 11, 18)
    assert (row.opens_minute, row.closes_minute) == (22 * 60, 30 * 60)


def test_an_end_before_the_start_is_told_forwards():
    told = explain(RECORDS, DUE, end=PROMISED)

    assert told.is_reversed
    assert (told.start, told.end) == (PROMISED, DUE)


def test_too_many_days_keep_their_first_and_last():
    told = explain(RECORDS, at("18T00:00"), end=at("30T00:00"), rows_at_most=4)

    assert [row.day.day for row in told.rows] == [18, 19, 26, 27]
    assert told.omitted
    assert (told.omitted.days, told.omitted.after.day) == (4, 19)
    rows = sum((row.working for row in told.rows), timedelta())
    assert rows + told.omitted.working == told.working


def test_exactly_as_many_days_as_there_is_room_for_are_all_told():
    told = explain(RECORDS, at("18T00:00"), end=at("24T00:00"), rows_at_most=4)

    assert [row.day.day for row in told.rows] == [18, 19, 20, 23]
    assert told.omitted is None


@pytest.mark.parametrize("more", [{}, {"end": DUE, "amount": MINUTE}])
def test_an_explanation_needs_an_end_or_an_amount(more):
    with pytest.raises(ValueError, match="an end or an amount"):
        explain(RECORDS, PROMISED, **more)
