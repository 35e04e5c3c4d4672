"""What must hold for every calendar, instant, amount and pause."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from goodword.working_time import Calendar, NeverOpen, explain
from goodword.working_time.hours import WEEKDAYS
from goodword.working_time.tests.oracle import Oracle

ZONES = (
    *("UTC", "Europe/London", "America/New_York", "Australia/Lord_Howe", "Pacific/Apia"),
    *("Africa/Casablanca", "Asia/Kathmandu", "America/Sao_Paulo", "Pacific/Chatham"),
)
SECOND = timedelta(seconds=1)

clock_times = st.integers(0, 95).map(lambda quarter: f"{quarter // 4:02}:{quarter % 4 * 15:02}")
closing_times = st.one_of(clock_times, st.just("24:00"))
hours = st.lists(st.tuples(clock_times, closing_times).map(list), max_size=3)
days = st.dates(date(2011, 12, 1), date(2012, 2, 1)).map(date.isoformat)
calendars = st.fixed_dictionaries(
    {
        "tz": st.sampled_from(ZONES),
        "week": st.dictionaries(st.sampled_from(WEEKDAYS), hours, max_size=7),
        "holidays": st.lists(days, max_size=4),
        "overrides": st.dictionaries(days, hours, max_size=3),
        "breaks": st.dictionaries(days, hours, max_size=3),
    }
)
moments = st.integers(0, 60 * 86_400).map(
    lambda second: datetime(2011, 12, 2, tzinfo=UTC) + timedelta(seconds=second)
)
lengths = st.integers(0, 30 * 86_400).map(lambda second: timedelta(seconds=second))
pause_lists = st.lists(st.tuples(moments, lengths).map(lambda p: (p[0], p[0] + p[1])), max_size=3)

quickly = settings(max_examples=70, deadline=None, derandomize=True, database=None)


@quickly
@given(calendars, moments, lengths, pause_lists)
def test_what_was_added_lies_between(data, start, amount, pauses):
    calendar = Calendar.from_json(data)
    try:
        end = calendar.add(start, amount, pauses)
    except NeverOpen:
        assume(False)

    assert calendar.between(start, end, pauses) == amount
    assert end == start or calendar.between(start, end - SECOND / 2, pauses) < amount
    assert calendar.between(end, start, pauses) == -amount


@quickly
@given(calendars, moments, lengths, pause_lists)
def test_what_was_subtracted_lies_between(data, end, amount, pauses):
    calendar = Calendar.from_json(data)
    try:
        start = calendar.subtract(end, amount, pauses)
    except NeverOpen:
        assume(False)

    assert calendar.between(start, end, pauses) == amount
    assert start == end or calendar.between(start + SECOND / 2, end, pauses) < amount
    assert calendar.add(end, -amount, pauses) == start


@quickly
@given(calendars, st.lists(moments, min_size=3, max_size=3), pause_lists)
def test_a_length_is_the_sum_of_its_parts(data, three, pauses):
    calendar = Calendar.from_json(data)
    first, middle, last = sorted(three)
    whole = calendar.between(first, last, pauses)

    parts = calendar.between(first, middle, pauses), calendar.between(middle, last, pauses)
    assert sum(parts, timedelta()) == whole
    assert all(timedelta() <= part <= whole for part in parts)
    assert whole <= last - first


@quickly
@given(calendars, moments, lengths, lengths)
def test_adding_in_two_steps_is_adding_at_once(data, start, one, other):
    calendar = Calendar.from_json(data)
    try:
        at_once = calendar.add(start, one + other)
    except NeverOpen:
        assume(False)

    assert calendar.add(calendar.add(start, one), other) == at_once
    assert calendar.add(start, one) <= at_once


@quickly
@given(calendars, moments, moments, pause_lists)
def test_pauses_take_away_the_working_time_inside_them(data, start, end, pauses):
    calendar = Calendar.from_json(data)
    start, end = sorted((start, end))
    told = explain(calendar, start, end=end, pauses=pauses)

    taken = sum((pause.working for pause in told.pauses), timedelta())
    assert calendar.between(start, end, pauses) == calendar.between(start, end) - taken


@quickly
@given(calendars, moments, moments, pause_lists, moments)
def test_the_rows_of_an_explanation_add_up(data, start, end, pauses, now):
    calendar = Calendar.from_json(data)
    told = explain(calendar, start, end=end, pauses=pauses, now=now)

    assert sum((row.of_kind("counted") for row in told.rows), timedelta()) == told.counted
    assert sum((row.of_kind("left") for row in told.rows), timedelta()) == told.left
    assert sum((row.paused for row in told.rows), timedelta()) == told.paused
    assert told.counted + told.left == told.working
    for row in told.rows:
        edges = [row.opens, *(segment.end for segment in row.segments)]
        assert [segment.start for segment in row.segments] == edges[:-1]
        assert edges[-1] == row.closes


@quickly
@given(calendars, moments)
def test_openings_and_closes_bound_the_open_time(data, at):
    calendar = Calendar.from_json(data)
    try:
        opens = calendar.next_open(at)
    except NeverOpen:
        assume(False)

    assert calendar.is_open(opens)
    assert calendar.is_open(at) == (opens == at)
    assert calendar.between(at, opens) == timedelta()
    spans = list(calendar.open_spans(at, at + timedelta(days=30)))
    length = sum((end - begin for begin, end in spans), timedelta())
    assert length == calendar.between(at, at + timedelta(days=30))
    assert not any(calendar.is_open(end) for _, end in spans[:-1])


@quickly
@given(calendars, st.dates(date(2011, 12, 1), date(2012, 2, 1)), st.integers(-40, 40))
def test_working_days_are_counted_as_they_are_added(data, day, number):
    calendar = Calendar.from_json(data)
    try:
        other = calendar.add_days(day, number)
    except NeverOpen:
        assume(False)

    ends = sorted((day, other))
    open_days = [each for each in calendar.working_days(*ends) if each != day]
    assert len(open_days) == abs(number)
    assert number == 0 or calendar.is_working_day(other)
    assert calendar.days_between(*ends) == -calendar.days_between(*reversed(ends))


@quickly
@given(calendars)
def test_a_calendar_survives_being_written_and_read(data):
    calendar = Calendar.from_json(data)

    assert Calendar.from_json(calendar.to_json()) == calendar


@settings(quickly, max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(calendars, st.integers(0, 86_399), st.integers(1, 40_000), pause_lists)
def test_random_calendars_agree_with_the_wall_clock(data, offset, amount, pauses):
    noon = datetime(2011, 12, 30, 12, tzinfo=UTC)
    oracle = Oracle(data, noon - timedelta(days=2), noon + timedelta(days=2))
    calendar = Calendar.from_json(data)
    start = noon - timedelta(hours=20) + timedelta(seconds=offset)
    end = noon + timedelta(days=1, seconds=7)

    length = timedelta(seconds=oracle.between(start, end, pauses))
    assert calendar.between(start, end, pauses) == length
    landing = oracle.add(start, amount, pauses)
    if landing:
        assert calendar.add(start, amount, pauses) == landing
    landing = oracle.subtract(end, amount, pauses)
    if landing:
        assert calendar.subtract(end, amount, pauses) == landing
    assert calendar.is_open(start) == oracle.is_open(start)


def test_the_strategies_reach_calendars_that_never_open():
    calendar = Calendar.from_json({"tz": "UTC", "week": {}})
    with pytest.raises(NeverOpen):
        calendar.add(datetime(2026, 1, 1, tzinfo=UTC), 1)
