"""From working days to dates, on the hours of all sorts of teams."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from goodword.advisor import EVEN, FAIR, LEVELS, SAFE, Advice, Curve, Ground
from goodword.advisor.curve import GRID
from goodword.requests.rules.forecast import Forecast, needed_days, part_begin, part_end
from goodword.ui.odds import chance_words
from goodword.working_time import Calendar

HOUR = timedelta(hours=1)
#: Tuesday 3 November 2026, ten in the morning in London.
AT = datetime(2026, 11, 3, 10, tzinfo=UTC)


def week(*hours: str, days: str = "mon tue wed thu fri", zone: str = "Europe/London") -> Calendar:
    spans = [one.split("-") for one in hours]
    return Calendar.from_json({"tz": zone, "week": dict.fromkeys(days.split(), spans)})


OFFICE = week("09:00-17:00")
NIGHT = week("22:00-06:00")
ALWAYS = Calendar.always("Europe/London")
MORNINGS = week("08:00-12:00", days="mon wed fri")
EVERY_SORT = [OFFICE, NIGHT, ALWAYS, MORNINGS, week("09:00-17:00", zone="America/New_York")]


def forecast(calendar: Calendar, at: datetime = AT, *, age: float = 0.0, half: bool = False):
    """Odds that rise evenly: a tenth of the work is done each day."""
    advice = Advice(Curve(tuple(10 * share for share in GRID)), LEVELS, Ground.USUAL)
    return Forecast.at_age(advice, calendar, at=at, age=age, is_half_days=half, of=52)


@pytest.mark.parametrize("calendar", EVERY_SORT)
@pytest.mark.parametrize("half", [False, True])
@pytest.mark.parametrize("hours", range(0, 24, 5))
def test_dates_lie_ahead_and_rise_whatever_the_hours(calendar, half, hours):
    known = forecast(calendar, AT + hours * HOUR, half=half)
    dates = [known.date(level) for level in LEVELS]

    assert known.at < dates[0]
    assert dates == sorted(dates)


def test_nothing_is_done_by_a_moment_that_is_over():
    assert forecast(OFFICE).chance(AT) == 0
    assert forecast(OFFICE).chance(AT - HOUR) == 0


@pytest.mark.parametrize(("half", "part"), [(False, 0.5), (True, 0.25)])
def test_where_the_record_moved_the_levels_a_moment_is_read_half_a_part_earlier(half, part):
    plain = forecast(OFFICE, half=half)
    moved = replace(plain.advice, read_at=tuple(min(1.0, one + 0.01) for one in LEVELS))
    later = OFFICE.add(AT, 4 * OFFICE.mean_day())

    chance = replace(plain, advice=moved).chance(later)

    assert chance == moved.odds(4 - part)
    assert chance < moved.odds(4)


#: Where the record reads the levels: as they are, later, sooner.
MOVED = [LEVELS, tuple(min(0.99, one + 0.04) for one in LEVELS), (0.3, 0.5, 0.6, 0.66, 0.8)]


@pytest.mark.parametrize("calendar", EVERY_SORT)
@pytest.mark.parametrize("half", [False, True])
@pytest.mark.parametrize("age", [0.0, 2.3])
@pytest.mark.parametrize("read_at", MOVED, ids=["as it is", "later", "sooner"])
def test_one_date_has_one_number_whoever_chose_it(calendar, half, age, read_at):
    for hours in range(0, 24, 5):
        plain = forecast(calendar, AT + hours * HOUR, age=age, half=half)
        known = replace(plain, advice=replace(plain.advice, read_at=read_at))
        dates = {level: known.date(level) for level in (EVEN, FAIR, SAFE)}
        moments = sorted({*dates.values(), *(known.at + step * 3 * HOUR for step in range(120))})
        said = [known.chance(moment) for moment in moments]

        assert said == sorted(said)
        for level, date in dates.items():
            same = [one for one in dates if dates[one] == date]
            assert known.chance(date) == max(same) >= level
            earlier = [moment for moment in moments if moment < date]
            assert all(known.chance(moment) <= level for moment in earlier)


def test_beside_the_date_of_85_in_100_no_lower_number_is_read():
    """Thursday was 85 in 100 above, and 8 in 10 beside it when it was chosen by hand."""
    plain = forecast(OFFICE)
    moved = replace(plain.advice, read_at=tuple(min(1.0, one + 0.01) for one in LEVELS))
    known = replace(plain, advice=moved)

    assert known.share_by(known.at_85) < 0.85
    assert chance_words(known.chance(known.at_85)) == "85 in 100"


@pytest.mark.parametrize("calendar", EVERY_SORT)
@pytest.mark.parametrize("half", [False, True])
def test_a_date_holds_what_is_done_by_it_and_no_shorter_one_does(calendar, half):
    for hours in range(1, 200, 11):
        done = calendar.add(AT, timedelta(minutes=7 + 37 * hours))
        begun, end = (
            part_begin(calendar, done, half=half),
            part_end(calendar, done, half=half, after=AT),
        )
        assert begun < done <= end
        promised = calendar.add(
            AT, needed_days(calendar, AT, done, half=half) * calendar.mean_day()
        )
        assert part_end(calendar, promised, half=half, after=AT) == end


def test_the_date_is_the_end_of_the_day():
    assert forecast(OFFICE).date(0.85) == datetime(2026, 11, 13, 17, tzinfo=UTC)


def test_short_work_is_promised_for_noon_or_the_evening():
    assert part_end(OFFICE, AT, half=True, after=AT) == datetime(2026, 11, 3, 12, tzinfo=UTC)
    assert part_end(OFFICE, AT + 3 * HOUR, half=True, after=AT) == AT + 7 * HOUR


def test_a_night_is_parted_in_its_middle():
    evening = datetime(2026, 11, 3, 23, tzinfo=UTC)

    assert part_end(NIGHT, evening, half=True, after=evening) == evening + 3 * HOUR
    assert part_end(NIGHT, evening + 4 * HOUR, half=True, after=evening) == evening + 7 * HOUR


def test_the_clocks_going_back_do_not_change_a_day_of_work():
    friday = datetime(2026, 10, 23, 9, 30, tzinfo=UTC)
    summer, winter = forecast(OFFICE, friday), forecast(OFFICE, friday + timedelta(days=7))

    assert summer.date(0.5).hour == 17
    assert winter.date(0.5) - summer.date(0.5) == timedelta(days=7)


def test_being_open_already_makes_the_same_day_less_likely():
    due = OFFICE.add(AT, 5 * OFFICE.mean_day())

    assert forecast(OFFICE).chance(due) == pytest.approx(0.5)
    assert forecast(OFFICE, age=4).chance(due) == pytest.approx((0.9 - 0.4) / 0.6)


def test_what_is_older_than_all_experience_is_counted_from_now():
    assert forecast(OFFICE, age=50).fair == forecast(OFFICE).fair


def test_nothing_is_ready_before_now():
    assert forecast(OFFICE).chance(AT - HOUR) == 0.0
