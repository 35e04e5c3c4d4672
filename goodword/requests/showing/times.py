"""Lengths and moments in a row, as people say them."""

from __future__ import annotations

from datetime import datetime, timedelta

from markupsafe import Markup

from goodword.house.words import gettext as _
from goodword.ui import when
from goodword.working_time import Calendar, NeverOpen

MINUTE = timedelta(minutes=1)


def minutes_between(calendar: Calendar, start: datetime, end: datetime) -> int:
    """Working minutes from one moment to another; negative when it has passed."""
    return round(calendar.between(start, end) / MINUTE)


def day_minutes(calendar: Calendar) -> int | None:
    """The minutes of a usual working day; nothing for a calendar that never opens."""
    try:
        return round(calendar.mean_day() / MINUTE)
    except NeverOpen:
        return None


def length(minutes: int, calendar: Calendar) -> str:
    """Say a length of working time: "2 days 5 h"."""
    return when.length(max(minutes, 0), day_minutes(calendar))


def left(due: datetime, at: datetime, calendar: Calendar) -> str:
    """Say how much working time is left: "2 days 5 h left", or that the date has passed."""
    if due <= at:
        return _("its time has come")
    return _("%(length)s left") % {"length": length(minutes_between(calendar, at, due), calendar)}


def in_time(due: datetime, at: datetime, calendar: Calendar) -> str:
    """Say how soon: "in 1 h 18 min", or "since 9:41" when it should have happened."""
    if due <= at:
        return _("since %(when)s") % {"when": when.recently(due, at)}
    return _("in %(length)s") % {"length": length(minutes_between(calendar, at, due), calendar)}


def soon_or_late(due: datetime, at: datetime, calendar: Calendar) -> str:
    """Say below a time how soon it comes or how late it is: "in 1 h 18 min", "23 min late"."""
    minutes = minutes_between(calendar, due, at) if due < at else 0
    if not minutes:
        return in_time(due, at, calendar)
    return _("%(length)s late") % {"length": length(minutes, calendar)}


def near(moment: datetime, at: datetime) -> Markup:
    """A moment to come in bold: "Thursday, 4 pm"."""
    return bold(when.time_tag(moment, when.near_moment(moment, at)))


def past(moment: datetime, at: datetime) -> Markup:
    """A moment that was: "yesterday at 9:41"."""
    return when.time_tag(moment, when.happened(moment, at))


def bold(words: object) -> Markup:
    """Who or when, in bold."""
    return Markup("<b>{}</b>").format(words)


def say(sentence: str, **parts: object) -> Markup:
    """Put parts into a translated sentence; whatever is not markup already is escaped."""
    return Markup(sentence) % parts  # noqa: S704 - the sentence is ours, the parts are escaped


def starting(text: str) -> str:
    """The words as the beginning of a sentence."""
    return when.starting(text)
