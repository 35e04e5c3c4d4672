"""Times as people say them."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone, translation
from hypothesis import given
from hypothesis import strategies as st

from goodword.ui import when

LONDON = ZoneInfo("Europe/London")
TUESDAY = datetime(2026, 11, 24, 10, 12, tzinfo=UTC)


def at(day: int, hour: int, minute: int = 0, month: int = 11, year: int = 2026) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=UTC)


def said(words: str) -> str:
    return when.plain(words)


@pytest.mark.parametrize(
    ("clock", "words"),
    [
        ((16, 0), "4 pm"),
        ((11, 0), "11 am"),
        ((12, 0), "noon"),
        ((0, 0), "midnight"),
        ((9, 41), "9:41"),
        ((15, 40), "15:40"),
        ((0, 5), "0:05"),
        ((12, 30), "12:30"),
        ((1, 0), "1 am"),
        ((23, 0), "11 pm"),
    ],
)
def test_a_time_of_day_is_said_as_people_say_it(clock, words):
    assert said(when.clock_of(time(*clock))) == words


def test_columns_of_figures_have_minutes_always():
    assert when.wall_clock(at(24, 16)) == "16:00"
    assert when.wall_clock_of(time(9, 5)) == "9:05"


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (at(26, 16), "Thursday 26 November, 4 pm"),
        (at(24, 16), "today, 4 pm"),
        (at(25, 12), "tomorrow, noon"),
        (at(23, 17, 20), "yesterday, 17:20"),
        (at(3, 9, month=12), "Thursday 3 December, 9 am"),
        (at(4, 12, month=1, year=2027), "Monday 4 January 2027, noon"),
    ],
)
def test_a_promise_names_its_day_and_time(moment, words):
    assert said(when.moment(moment, TUESDAY, LONDON)) == words


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (at(26, 16), "Thursday, 4 pm"),
        (at(30, 12), "Monday, noon"),
        (at(1, 12, month=12), "Tuesday 1 December, noon"),
        (at(18, 15, 20), "Wednesday, 15:20"),
        (at(17, 15), "Tuesday 17 November, 3 pm"),
        (at(24, 16), "today, 4 pm"),
    ],
)
def test_the_day_of_the_week_is_enough_for_six_days(moment, words):
    assert said(when.near_moment(moment, TUESDAY, LONDON)) == words


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (at(24, 16), "today by 4 pm"),
        (at(25, 10), "tomorrow by 10 am"),
        (at(26, 16), "by Thursday 26 November, 4 pm"),
        (at(23, 16), "by yesterday, 4 pm"),
    ],
)
def test_a_deadline_is_said_with_by(moment, words):
    assert said(when.deadline(moment, TUESDAY, LONDON)) == words


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (at(24, 9, 41), "today at 9:41"),
        (at(23, 17), "yesterday at 5 pm"),
        (at(20, 15, 40), "on Friday at 15:40"),
        (at(9, 14, 5), "on Monday 9 November at 14:05"),
        (at(9, 14, 5, year=2025), "on Sunday 9 November 2025 at 14:05"),
    ],
)
def test_what_happened_is_said_with_at(moment, words):
    assert said(when.happened(moment, TUESDAY, LONDON)) == words


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (at(26, 16), "Thu 26, 4 pm"),
        (at(24, 13), "today, 1 pm"),
        (at(3, 12, month=12), "Thu 3 Dec, noon"),
        (at(4, 12, month=1, year=2027), "4 Jan 2027, noon"),
    ],
)
def test_short_moments_fit_into_lists(moment, words):
    assert said(when.short_moment(moment, TUESDAY, LONDON)) == words


def test_beside_the_promise_line_there_is_little_room():
    assert said(when.line_moment(at(26, 16), TUESDAY, LONDON)) == "Thu 4 pm"
    assert said(when.line_moment(at(3, 12, month=12), TUESDAY, LONDON)) == "Thu 3 Dec"


def test_messages_say_when_they_came():
    assert said(when.recently(at(24, 9, 14), TUESDAY, LONDON)) == "9:14"
    assert said(when.recently(at(23, 9, 50), TUESDAY, LONDON)) == "Mon 9:50"
    assert said(when.recently(at(2, 9), TUESDAY, LONDON)) == "Mon 2"


def test_today_is_the_readers_own_day():
    late = at(24, 23, 30)
    assert said(when.day(late, TUESDAY, LONDON)) == "today"
    assert said(when.day(late, TUESDAY, ZoneInfo("Asia/Tokyo"))) == "tomorrow"
    west = ZoneInfo("America/Los_Angeles")
    assert said(when.moment(at(25, 3), at(24, 20), west)) == "today, 7 pm"


def test_the_active_zone_counts_when_none_is_given():
    with timezone.override("Europe/Warsaw"):
        assert said(when.clock_time(at(24, 15))) == "4 pm"


def test_a_moment_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="no time zone"):
        when.clock_time(datetime(2026, 11, 24, 10, 0))  # noqa: DTZ001  # that is the point


def test_spaces_inside_a_time_do_not_break():
    assert when.moment(at(26, 16), TUESDAY, LONDON) == ("Thursday\u00a026\u00a0November, 4\u00a0pm")
    assert when.length(78) == "1\u00a0h 18\u00a0min"


def test_the_exact_moment_is_in_the_tag():
    tag = when.time_tag(at(26, 16), "Thursday <b>")
    assert str(tag) == '<time datetime="2026-11-26T16:00:00Z">Thursday &lt;b&gt;</time>'


@pytest.mark.parametrize(
    ("minutes", "day", "words"),
    [
        (0, None, "0 min"),
        (40, None, "40 min"),
        (60, None, "1 h"),
        (78, None, "1 h 18 min"),
        (1330, None, "22 h 10 min"),
        (510, 510, "1 day"),
        (2 * 510 + 5 * 60, 510, "2 days 5 h"),
        (2 * 510 + 5 * 60 + 25, 510, "2 days 5 h"),
        (510 + 20, 510, "1 day"),
        (509, 510, "8 h 29 min"),
    ],
)
def test_a_length_is_said_in_days_and_hours(minutes, day, words):
    assert said(when.length(minutes, day)) == words


def test_a_length_can_be_written_in_full():
    assert said(when.length(2 * 510 + 300, 510, words=True)) == "2 days 5 hours"
    assert said(when.length(61, words=True)) == "1 hour 1 minute"
    assert said(when.length(122, words=True)) == "2 hours 2 minutes"


def test_no_length_is_below_nought():
    with pytest.raises(ValueError, match="no length"):
        when.length(-1)


@given(st.integers(0, 100_000), st.integers(1, 1440))
def test_lengths_only_grow_with_their_days(minutes, day):
    words = said(when.length(minutes, day))
    days = int(words.split()[0]) if "day" in words else 0
    assert days == minutes // day


def test_names_of_days_come_in_the_language_of_the_reader():
    with translation.override("de"):
        assert when.day_name(date(2026, 11, 26)) == "Donnerstag"
    assert when.weekday_words(3) == "Thursday"


def test_a_language_nobody_has_heard_of_is_english():
    assert when._locale("tlh-nowhere-123").language == "en"


def test_a_sentence_begins_with_a_capital():
    assert when.starting("today, 4 pm") == "Today, 4 pm"
    assert when.starting("") == ""
