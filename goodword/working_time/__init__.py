"""Working time: pure arithmetic of hours and holidays. No Django, no clock of its own."""

from goodword.working_time.calendar import Calendar, Pauses
from goodword.working_time.errors import (
    CalendarError,
    NeverCloses,
    NeverOpen,
    Problem,
    TooFar,
    WorkingTimeError,
)
from goodword.working_time.explanation import DayRow, Explanation, Segment, explain
from goodword.working_time.hours import Hours, Interval, Version, WeekLine

__all__ = [
    "Calendar",
    "CalendarError",
    "DayRow",
    "Explanation",
    "Hours",
    "Interval",
    "NeverCloses",
    "NeverOpen",
    "Pauses",
    "Problem",
    "Segment",
    "TooFar",
    "Version",
    "WeekLine",
    "WorkingTimeError",
    "explain",
]
