"""Plain English for the command. Pages say the same from the data, translated."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta

from goodword.working_time.calendar import Calendar
from goodword.working_time.explanation import DayRow, Difference, Explanation, Pause, Segment
from goodword.working_time.hours import Hours, Interval, WeekLine

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)


def day_words(day: date) -> str:
    """Return a date like "Monday 5 January 2026"."""
    return f"{DAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]} {day.year}"


def moment_words(calendar: Calendar, at: datetime) -> str:
    """Return an instant as the team's wall clock shows it, with the date."""
    local = calendar.wall_clock(at)
    return f"{day_words(local.date())}, {clock(local)}"


def clock(local: datetime) -> str:
    """Return the time of day as HH:MM, with seconds only where there are some."""
    whole = local.second == 0 and local.microsecond == 0
    return local.strftime("%H:%M" if whole else "%H:%M:%S")


def length_words(length: timedelta) -> str:
    """Return a length like "22 h 10 min", the sign in front."""
    seconds = abs(length) // timedelta(seconds=1)
    parts = [
        f"{amount} {unit}"
        for amount, unit in (
            (seconds // 3600, "h"),
            (seconds // 60 % 60, "min"),
            (seconds % 60, "s"),
        )
        if amount
    ]
    return ("minus " if length < timedelta() else "") + (" ".join(parts) or "0 min")


def count_words(number: int, one: str) -> str:
    """Return a number with its noun, like "1 working day" or "3 working days"."""
    return f"{number} {one}" if number == 1 else f"{number} {one}s"


def hours_words(hours: Iterable[Interval]) -> str:
    """Return intervals like "09:00 to 12:00 and 13:00 to 17:00", or "closed"."""
    return " and ".join(str(interval) for interval in hours) or "closed"


def week_words(lines: Iterable[WeekLine]) -> str:
    """Return a week like "Monday to Friday 09:00 to 17:00; Saturday 10:00 to 12:00"."""
    return "; ".join(f"{_line_days(line)} {hours_words(line.hours)}" for line in lines) or "closed"


def _line_days(line: WeekLine) -> str:
    first, last = DAYS[line.first], DAYS[line.last]
    return first if first == last else f"{first} to {last}"


def row_words(calendar: Calendar, row: DayRow) -> str:
    """Return a day like "Friday 20 November 2026: paused 08:30 to 11:00, ...; 1 h"."""
    told = [
        f"{segment.kind} {clock(calendar.wall_clock(segment.start))} "
        f"to {clock(calendar.wall_clock(segment.end))}"
        for segment in _inside(row.segments)
    ]
    return f"{day_words(row.day)}: {', '.join(told)}; {length_words(row.working)}"


def _inside(segments: Sequence[Segment]) -> Sequence[Segment]:
    """Return the segments from the first to the last that is asked for."""
    asked = [at for at, each in enumerate(segments) if each.kind not in ("closed", "outside")]
    return segments[asked[0] : asked[-1] + 1]


def explanation_words(explanation: Explanation) -> Iterator[str]:
    """Yield the whole sum in sentences: days, pauses, differences, week, totals."""
    calendar = explanation.calendar
    for row in explanation.rows:
        omitted = explanation.omitted
        yield row_words(calendar, row) + "."
        if omitted and omitted.after == row.day:
            days = count_words(omitted.days, "more working day")
            yield f"Then {days}; {length_words(omitted.working)}."
    yield from (_pause_words(calendar, pause) for pause in explanation.pauses)
    yield from (_difference_words(each) for each in explanation.differences)
    for version in explanation.versions:
        zone = version.zone or calendar.zone
        yield f"Hours, version {version.number}: {week_words(version.week_lines())}, in {zone}."
    yield (
        f"Together {length_words(explanation.working)} of working time, "
        f"{length_words(explanation.paused)} paused."
    )


def _pause_words(calendar: Calendar, pause: Pause) -> str:
    start, end = moment_words(calendar, pause.start), moment_words(calendar, pause.end)
    return f"Paused from {start} to {end}: {length_words(pause.working)} of working time."


def _difference_words(difference: Difference) -> str:
    told: dict[str, str] = {
        "holiday": "a holiday, nothing opens",
        "override": f"{hours_words(difference.hours)}{_instead(difference.usual)}",
        "break": f"{hours_words(difference.hours)} cut out",
    }
    return f"{day_words(difference.day)}: {told[difference.kind]}."


def _instead(usual: Hours) -> str:
    return f" instead of {hours_words(usual)}" if usual else ", usually closed"
