"""A replay knows only what was known at the moment."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodword.advisor.backtest.lives import Case, Cases
from goodword.advisor.backtest.replay import replay
from goodword.advisor.backtest.ruler import Ruler
from goodword.advisor.tests.conftest import MONDAY, lives
from goodword.working_time import Calendar

DAY = 86_400.0
BEGIN = MONDAY.timestamp()


def log_of(cases):
    """A log whose last case lies far behind the others, so that all of them are evaluated."""
    last = Case(BEGIN + 900 * DAY, BEGIN + 901 * DAY, (None, None, None))
    return Cases([*cases, last], last=last.end)


def cases(seed=7, change_after=None, factor=1.0):
    """Lives of one team; those that end after a moment may end otherwise."""
    for _, asked, ended, _ in lives(240, seed=seed):
        start, end = asked.timestamp(), ended.timestamp()
        if change_after is not None and end > change_after:
            end = max(start, change_after) + (end - max(start, change_after)) * factor
        yield Case(start, end, (None, None, None))


def advised(log):
    outcome = replay(log, Ruler(Calendar.office("UTC"), BEGIN, BEGIN + 2000 * DAY), lambda _: None)
    return list(zip(*outcome.advised.values(), strict=True))


@settings(max_examples=4, deadline=None, derandomize=True, database=None)
@given(st.integers(100, 190), st.sampled_from([0.01, 0.4, 3.0, 20.0]))
def test_changing_the_future_changes_no_advice_of_the_past(day, factor):
    now = BEGIN + day * DAY
    as_it_was, otherwise = list(cases()), list(cases(change_after=now, factor=factor))
    until = sum(case.start <= now for case in as_it_was) - len(as_it_was) // 4

    assert as_it_was != otherwise
    assert advised(log_of(as_it_was))[:until] == advised(log_of(otherwise))[:until]


def test_the_same_log_is_advised_the_same_twice():
    assert advised(log_of(cases())) == advised(log_of(cases()))


def test_every_date_is_after_the_moment_and_the_levels_rise():
    for even, fair, safe in advised(log_of(cases())):
        assert 0 < even <= fair <= safe


@pytest.fixture
def office():
    """From Monday 1 January 2024 on, 9 to 17."""
    return Ruler(Calendar.office("UTC"), BEGIN, BEGIN + 30 * DAY)


def at(day, hour, minute=0):
    return datetime(2024, 1, day, hour, minute, tzinfo=UTC).timestamp()


def test_a_day_is_the_mean_open_day_and_closed_time_adds_nothing(office):
    monday, friday_night, next_monday = (
        office.at(at(*when)) for when in ((1, 9), (5, 22), (8, 13))
    )

    assert friday_night - monday == 5
    assert next_monday - friday_night == 0.5


def test_a_date_falls_on_the_end_of_its_day(office):
    tuesday_noon, tuesday_end = office.at(at(2, 13)), office.at(at(2, 17))

    assert office.rounded_up(tuesday_noon, 0) == tuesday_end
    assert office.rounded_up(tuesday_end, 0) == tuesday_end


def test_a_date_falls_on_the_middle_of_a_day_where_lives_are_short(office):
    office.count_in_half_days()

    assert office.rounded_up(office.at(at(2, 10)), 0) == office.at(at(2, 13))
    assert office.rounded_up(office.at(at(2, 14)), 0) == office.at(at(2, 17))


def test_what_is_asked_in_the_evening_is_promised_for_a_day_to_come(office):
    evening = office.at(at(2, 20))

    assert office.rounded_up(evening, evening) == office.at(at(3, 17))


def test_a_day_at_whose_end_a_date_holds_begins_in_the_morning(office):
    assert office.began(office.at(at(3, 13))) == pytest.approx(office.at(at(3, 9)), abs=1e-6)
    assert office.began(office.at(at(3, 17))) == pytest.approx(office.at(at(3, 9)), abs=1e-6)


def test_day_and_night_end_at_midnight():
    always = Ruler(Calendar.always("UTC"), BEGIN, BEGIN + 30 * DAY)

    assert always.rounded_up(always.at(at(2, 10)), 0) == always.at(at(3, 0))
