"""The same sums by workclock, an independent library, where both mean the same.

Its holidays take away whole dates and its hours have no dated exceptions; in an
hour that the clock shows twice it takes the first. So it is asked only about
weekly hours and breaks outside the small hours, and holidays without nights.
"""

import random
from datetime import UTC, date, datetime, time, timedelta

import pytest
from workclock import Break, Holidays, Schedule, WorkDay

from goodword.working_time import Calendar, Interval, Version
from goodword.working_time.hours import dated

ZONES = ("Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "UTC")
NEW_YEAR = datetime(2026, 1, 1, tzinfo=UTC)


def clock(minute):
    return time(minute // 60, minute % 60)


def minute(chance, first, last):
    return chance.randrange(first * 60, last * 60, 5)


def some_intervals(chance, nights):
    for _ in range(chance.randint(1, 3)):
        opens = minute(chance, 5, 20)
        closes = minute(chance, 4, 22) if nights else minute(chance, opens // 60 + 1, 23)
        yield Interval(opens, closes), sorted(chance.sample(range(7), chance.randint(1, 6)))


def a_pair(chance):
    """The same calendar for both: ours and theirs."""
    nights = chance.random() < 0.5
    zone = chance.choice(ZONES)
    week: list[list[Interval]] = [[] for _ in range(7)]
    rules: list[WorkDay | Break | Holidays] = []
    for interval, weekdays in some_intervals(chance, nights):
        rules.append(WorkDay(clock(interval.opens), clock(interval.closes), weekdays))
        for weekday in weekdays:
            week[weekday].append(interval)
    lunch = Interval(minute(chance, 11, 13), minute(chance, 13, 15))
    rules.append(Break(clock(lunch.opens), clock(lunch.closes), range(7)))
    days = [date(2023, 1, 1) + timedelta(days=number) for number in range(2500)]
    holidays = frozenset() if nights else frozenset(chance.sample(days, 30))
    if holidays:
        rules.append(Holidays(holidays))
    version = Version(
        week=tuple(map(tuple, week)),
        holidays=holidays,
        breaks=dated({day: [lunch] for day in days}),
    )
    return Calendar(zone, (version,)), Schedule(rules, time_zone=zone)


@pytest.mark.parametrize("seed", range(40))
def test_both_count_the_same(seed):
    chance = random.Random(seed)  # a fixed seed: a table, not a secret
    ours, theirs = a_pair(chance)
    for _ in range(12):
        start = NEW_YEAR + timedelta(seconds=chance.randrange(200 * 86_400))
        end = NEW_YEAR + timedelta(seconds=chance.randrange(500 * 86_400))
        amount = timedelta(seconds=chance.randrange(40 * 86_400 // 7))

        assert ours.between(start, end) == theirs.between(start, end)
        assert ours.add(start, amount) == theirs.add(start, amount)
        assert ours.subtract(start, amount) == theirs.sub(start, amount)
        assert ours.next_open(start) == theirs.next_period(start)[0]
        assert ours.next_close(start) == theirs.next_period(start)[1]
