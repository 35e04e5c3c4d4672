"""Instants as whole microseconds since 1970 in UTC, so that sums stay exact."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from goodword.working_time.errors import N_, TooFar

MICROSECOND = timedelta(microseconds=1)
SECOND = 1_000_000
MINUTE = 60 * SECOND
DAY = 86_400 * SECOND
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
EPOCH_DAY = EPOCH.toordinal()

FIRST_YEAR, LAST_YEAR = 1000, 9000
YEARS_AT_MOST = 400
"""No sum reaches further than this from its start: it would be a typing error."""
LONGEST = YEARS_AT_MOST * 366 * DAY


def tick(at: datetime) -> int:
    """Return an aware instant as ticks.

    Raises ValueError for a datetime without a zone (a wall time means nothing
    without the wall) and TooFar outside the years 1000 to 9000.
    """
    if at.tzinfo is None:
        raise ValueError(f"{at!r} has no time zone")
    if not FIRST_YEAR <= at.year <= LAST_YEAR:
        raise out_of_years(at.year)
    return (at - EPOCH) // MICROSECOND


def moment(ticks: int) -> datetime:
    """Return ticks as an aware datetime in UTC."""
    return EPOCH + timedelta(microseconds=ticks)


def length(ticks: int) -> timedelta:
    """Return a number of ticks as a length of time."""
    return timedelta(microseconds=ticks)


def day_number(day: date) -> int:
    """Return a date as days since 1970; raises TooFar outside 1000 to 9000."""
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise out_of_years(day.year)
    return day.toordinal() - EPOCH_DAY


def date_of(number: int) -> date:
    """Return days since 1970 as a date."""
    return date.fromordinal(number + EPOCH_DAY)


def weekday_of(number: int) -> int:
    """Return the weekday of a day number, Monday is 0 (1970 began on Thursday)."""
    return (number + 3) % 7


def out_of_years(year: int) -> TooFar:
    """Say that a year is outside what is counted."""
    return TooFar(
        N_("The year %(year)s is outside the years %(first)s to %(last)s that are counted."),
        year=str(year),
        first=str(FIRST_YEAR),
        last=str(LAST_YEAR),
    )


def too_long() -> TooFar:
    """Say that a sum would leave the longest span that is counted."""
    return TooFar(
        N_("The answer is more than %(years)s years away, further than is counted."),
        years=str(YEARS_AT_MOST),
    )
