from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodword.outbox import rules

LONDON = ZoneInfo("Europe/London")
NINE = datetime(2026, 11, 24, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("attempts", "minutes"), [(1, 1), (2, 5), (3, 15), (4, 30), (5, 60), (40, 60)]
)
def test_a_letter_is_tried_again_after_1_5_15_30_minutes_then_hourly(attempts, minutes):
    assert rules.next_try(attempts, NINE, NINE) == NINE + timedelta(minutes=minutes)


def test_after_48_hours_it_is_given_up():
    assert rules.next_try(50, NINE, NINE + timedelta(hours=47)) is not None
    assert rules.next_try(50, NINE, NINE + timedelta(hours=47, minutes=1)) is None


@pytest.mark.parametrize(
    ("clock", "start", "end", "goes"),
    [
        ("23:30", "22:00", "07:00", "2026-11-25T07:00"),
        ("03:00", "22:00", "07:00", "2026-11-24T07:00"),
        ("07:00", "22:00", "07:00", "2026-11-24T07:00"),
        ("12:30", "12:00", "13:00", "2026-11-24T13:00"),
        ("14:00", "12:00", "13:00", "2026-11-24T14:00"),
        ("14:00", "12:00", "12:00", "2026-11-24T14:00"),
    ],
)
def test_quiet_hours_hold_a_letter_until_their_end(clock, start, end, goes):
    at = datetime.fromisoformat(f"2026-11-24T{clock}").replace(tzinfo=UTC)
    held = rules.out_of_quiet(at, LONDON, time.fromisoformat(start), time.fromisoformat(end))
    assert held == datetime.fromisoformat(goes).replace(tzinfo=UTC)


def test_without_quiet_hours_nothing_is_held():
    assert rules.out_of_quiet(NINE, LONDON, None, time(7)) == NINE


def test_a_person_chooses_at_most_three_times_a_day():
    chosen = rules.digest_times(["17:00", "08:30", "12:00", "20:00"])
    assert chosen == (time(8, 30), time(12), time(17))
    assert rules.digest_times([]) == rules.USUAL_DIGESTS


def test_the_next_digest_is_on_the_persons_own_clock():
    new_york = ZoneInfo("America/New_York")
    assert rules.next_digest(NINE, new_york, [time(9)]) == datetime(2026, 11, 24, 14, tzinfo=UTC)
    assert rules.next_digest(NINE, LONDON, [time(9)]) == NINE + timedelta(days=1)


def test_what_is_too_long_for_a_line_is_cut():
    assert rules.one_line("x" * 300, 10) == "x" * 9 + "…"


@given(st.text())
def test_one_line_is_always_one_line(text):
    line = rules.one_line(text)
    assert len(line.splitlines()) <= 1
    assert not any(sign in line for sign in "\r\n\0\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029\u202e")
