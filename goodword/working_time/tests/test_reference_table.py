"""The reference table: zones x changes of the clock x hours x holidays.

Each row is one calendar around one day on which something odd happens to the
clock. The expected values come from the oracle, never from typed constants.
"""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from goodword.working_time import Calendar
from goodword.working_time.tests.oracle import WEEKDAYS, Oracle

# Zone and two local days: clocks go forward or skip, and clocks go back.
CHANGES = {
    "Europe/London": ("2026-03-29", "2026-10-25"),
    "Europe/Berlin": ("2027-03-28", "2027-10-31"),
    "America/New_York": ("2026-03-08", "2026-11-01"),
    "America/Sao_Paulo": ("2017-10-15", "2018-02-17"),  # at midnight
    "America/Havana": ("2026-03-08", "2026-11-01"),  # back at one in the morning
    "America/St_Johns": ("2010-03-14", "2010-11-07"),  # one minute past midnight
    "Australia/Lord_Howe": ("2026-10-04", "2026-04-05"),  # by half an hour
    "Pacific/Apia": ("2011-12-30", "2011-04-02"),  # a day that never was
    "Africa/Casablanca": ("2026-03-22", "2026-02-15"),  # back for Ramadan
    "Asia/Kathmandu": ("1986-01-01", "2026-06-01"),  # a quarter of an hour
    "Antarctica/Troll": ("2026-03-29", "2026-10-25"),  # by two hours
    "Asia/Kolkata": ("2026-03-29", "2026-10-25"),  # never
}
EVERY_DAY = {
    "office": [["08:30", "12:00"], ["13:00", "15:00"], ["14:00", "17:30"]],
    "night": [["22:00", "06:00"]],
    "long nights that overlap": [["18:00", "09:00"], ["08:00", "10:00"]],
    "always": [["00:00", "24:00"]],
    "inside the odd hour": [["01:30", "02:30"], ["00:15", "00:45"], ["23:30", "24:00"]],
}
PLUS: dict[str, dict[str, Any]] = {
    "plain": {},
    "holiday": {"holidays": [0]},
    "override and break": {
        "overrides": {0: [["00:30", "03:10"], ["23:00", "02:15"]]},
        "breaks": {0: [["01:00", "01:20"]], 1: [["23:45", "00:20"]]},
    },
}
ROWS = [
    (zone, day, hours, plus)
    for zone, days in CHANGES.items()
    for day in days
    for hours in EVERY_DAY
    for plus in PLUS
]


def calendar_of(zone, day, hours, plus):
    """A calendar open every day by these hours, and odd around the day."""

    def date_at(offset):
        return (day + timedelta(days=offset)).isoformat()

    odd = PLUS[plus]
    return {
        "tz": zone,
        "week": dict.fromkeys(WEEKDAYS, EVERY_DAY[hours]),
        "holidays": [date_at(offset) for offset in odd.get("holidays", [])],
        "overrides": {date_at(n): hours for n, hours in odd.get("overrides", {}).items()},
        "breaks": {date_at(n): hours for n, hours in odd.get("breaks", {}).items()},
    }


def test_the_table_is_large_enough():
    assert len(ROWS) >= 300


@pytest.mark.parametrize(("zone", "day", "hours", "plus"), ROWS)
def test_a_row_agrees_with_the_wall_clock(zone, day, hours, plus):
    odd = date.fromisoformat(day)
    data = calendar_of(zone, odd, hours, plus)
    noon = datetime(odd.year, odd.month, odd.day, 12, tzinfo=UTC)
    oracle = Oracle(data, noon - timedelta(hours=36), noon + timedelta(hours=36))
    calendar = Calendar.from_json(data)
    start, end = noon - timedelta(hours=30, seconds=17), noon + timedelta(hours=29, seconds=5)
    pauses = [
        (noon - timedelta(hours=13, seconds=1), noon - timedelta(hours=10, minutes=20)),
        (noon - timedelta(hours=11), noon - timedelta(hours=9, seconds=59)),
    ]

    for held in ((), pauses):
        length = oracle.between(start, end, held)
        assert calendar.between(start, end, held) == timedelta(seconds=length)
        assert calendar.between(end, start, held) == -timedelta(seconds=length)
        for amount in (1, length // 2, length):
            assert calendar.add(start, amount, held) == oracle.add(start, amount, held)
            assert calendar.subtract(end, amount, held) == oracle.subtract(end, amount, held)
    for at in (start + timedelta(minutes=797 * step) for step in range(5)):
        assert calendar.is_open(at) == oracle.is_open(at)
        opens, closes = oracle.next_open(at), oracle.next_close(at)
        assert opens is None or calendar.next_open(at) == opens
        assert closes is None or calendar.next_close(at) == closes  # None: out of its sight
