"""Times as people say them: "Thursday, 4 pm", "today by 4 pm", "2 days 5 h".

All functions take moments with a zone and show them in the zone of the reader: the one given,
else the one that is active in Django. What "today" means is decided by the reader's own day.
Names of days and months come from Babel in the active language; the pieces around them are
sentences for translators, and the order of day, month and year is a pattern they can change.
Spaces inside a time do not break; ``plain`` turns them into ordinary ones.
"""

from __future__ import annotations

from datetime import date, datetime, time, tzinfo
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_time
from django.utils import timezone
from django.utils.translation import get_language, to_locale
from markupsafe import Markup, escape

from goodword.house.words import gettext as _
from goodword.house.words import ngettext, pgettext

NBSP = "\u00a0"
MINUTES_PER_HOUR = 60
DAYS_NEAR = 6


def locale() -> Locale:
    """Return the locale of the active language; plain English is written the British way."""
    return _locale(get_language() or "en")


@lru_cache(maxsize=64)
def _locale(language: str) -> Locale:
    if language == "en":
        return Locale("en", "GB")
    try:
        return Locale.parse(to_locale(language))
    except (UnknownLocaleError, ValueError):
        return Locale("en", "GB")


def local(moment: datetime, zone: tzinfo | None = None) -> datetime:
    """Return the same moment on the reader's clock.

    Raises ``ValueError`` for a moment without a zone: it cannot be shown truthfully.
    """
    if moment.tzinfo is None:
        raise ValueError(f"{moment} has no time zone")
    return moment.astimezone(zone or timezone.get_current_timezone())


def plain(text: str) -> str:
    """Return the text with ordinary spaces, for mails in plain text and for comparing."""
    return text.replace(NBSP, " ")


def _glue(text: str) -> str:
    return text.replace(" ", NBSP).replace("\u202f", NBSP)


# Working a date into words costs Babel some twenty times as long as all else on a row, and a page
# says the same few days and hours again and again.


def _by_pattern(day: date, pattern: str) -> str:
    return _day_in(get_language() or "en", day, pattern)


@lru_cache(maxsize=4096)
def _day_in(language: str, day: date, pattern: str) -> str:
    return _glue(format_date(day, pattern, locale=_locale(language)))


@lru_cache(maxsize=4096)
def _time_in(language: str, at: time, pattern: str) -> str:
    return _glue(format_time(at, pattern, locale=_locale(language)))


def clock_of(at: time) -> str:
    """Say a time of the day: "4 pm", "noon", "midnight", "9:41", "15:40"."""
    if at.minute == 0 and at.hour == 12:
        return _("noon")
    if at.minute == 0 and at.hour == 0:
        return _("midnight")
    if at.minute == 0:
        pattern = pgettext("Babel pattern for a full hour, as in 4 pm", "h a")
    else:
        pattern = pgettext("Babel pattern for hours and minutes, as in 9:41", "H:mm")
    return _time_in(get_language() or "en", time(at.hour, at.minute), pattern)


def clock_time(moment: datetime, zone: tzinfo | None = None) -> str:
    """Say the time of day of a moment: "4 pm", "noon", "9:41"."""
    return clock_of(local(moment, zone).time())


def wall_clock(moment: datetime, zone: tzinfo | None = None) -> str:
    """Say hours and minutes for columns of figures: "16:00", "9:41"."""
    return wall_clock_of(local(moment, zone).time())


def wall_clock_of(at: time) -> str:
    """Say a time of the day for columns of figures: "16:00", "9:41"."""
    pattern = pgettext("Babel pattern for hours and minutes, as in 9:41", "H:mm")
    return _time_in(get_language() or "en", time(at.hour, at.minute), pattern)


def day_name(on: date) -> str:
    """Say the day of the week: "Thursday"."""
    return _by_pattern(on, "EEEE")


def weekday_words(number: int) -> str:
    """Say a day of the week by its number, Monday is 0."""
    return str(locale().days["stand-alone"]["wide"][number])


def long_date(on: date, today: date | None = None) -> str:
    """Say a date in full: "Thursday 26 November"; with the year when it is not this year's."""
    if today is not None and on.year == today.year:
        return _by_pattern(on, pgettext("Babel pattern, Thursday 26 November", "EEEE d MMMM"))
    return _by_pattern(on, pgettext("Babel pattern, Thursday 26 November 2026", "EEEE d MMMM y"))


def month(on: date) -> str:
    """Say a month: "November 2026"."""
    return _by_pattern(on, pgettext("Babel pattern, November 2026", "LLLL y"))


def short_date(on: date, today: date | None = None) -> str:
    """Say a date shortly: "Thu 26", "Thu 3 Dec" in another month, "3 Dec 2027" in another year."""
    if today is None or on.year != today.year:
        return _by_pattern(on, pgettext("Babel pattern, 3 Dec 2027", "d MMM y"))
    if on.month != today.month:
        return _by_pattern(on, pgettext("Babel pattern, Thu 3 Dec", "EEE d MMM"))
    return _by_pattern(on, pgettext("Babel pattern, Thu 26", "EEE d"))


def near_day(on: date, today: date) -> str | None:
    """Say "today", "tomorrow" or "yesterday"; nothing for any other day."""
    days = (on - today).days
    if days == 0:
        return _("today")
    if days == 1:
        return _("tomorrow")
    return _("yesterday") if days == -1 else None


def day(moment: datetime, at: datetime, zone: tzinfo | None = None) -> str:
    """Say the day of a moment: "today", "tomorrow", "Thursday 26 November"."""
    on, today = local(moment, zone).date(), local(at, zone).date()
    return near_day(on, today) or long_date(on, today)


def moment(moment: datetime, at: datetime, zone: tzinfo | None = None) -> str:
    """Say when something will be: "Thursday 26 November, 4 pm", "today, 4 pm"."""
    return _("%(day)s, %(time)s") % {
        "day": day(moment, at, zone),
        "time": clock_time(moment, zone),
    }


def near_moment(moment: datetime, at: datetime, zone: tzinfo | None = None) -> str:
    """Say it without the date while the day of the week is enough: "Thursday, 4 pm"."""
    return _("%(day)s, %(time)s") % {
        "day": _near_long(moment, at, zone),
        "time": clock_time(moment, zone),
    }


def _near_long(moment: datetime, at: datetime, zone: tzinfo | None) -> str:
    on, today = local(moment, zone).date(), local(at, zone).date()
    if near := near_day(on, today):
        return near
    return day_name(on) if abs((on - today).days) <= DAYS_NEAR else long_date(on, today)


def deadline(moment: datetime, at: datetime, zone: tzinfo | None = None) -> str:
    """Say by when: "today by 4 pm", "tomorrow by 10 am", "by Thursday 26 November, 4 pm"."""
    on, today = local(moment, zone).date(), local(at, zone).date()
    words = {"time": clock_time(moment, zone)}
    if on == today:
        return _("today by %(time)s") % words
    if near_day(on, today) == _("tomorrow"):
        return _("tomorrow by %(time)s") % words
    return _("by %(moment)s") % {"moment": globals()["moment"](moment, at, zone)}


def happened(moment: datetime, at: datetime, zone: tzinfo | None = None) -> str:
    """Say when something was: "today at 9:41", "on Monday at 11:20"."""
    on, today = local(moment, zone).date(), local(at, zone).date()
    words = {"day": _near_long(moment, at, zone), "time": clock_time(moment, zone)}
    if near_day(on, today):
        return _("%(day)s at %(time)s") % words
    return _("on %(day)s at %(time)s") % words


def short_moment(moment: datetime, at: datetime, zone: tzinfo | None = None) -> str:
    """Say it where room is scarce: "Thu 26, 4 pm", "today, 1 pm", "Thu 3 Dec, noon"."""
    on, today = local(moment, zone).date(), local(at, zone).date()
    return _("%(day)s, %(time)s") % {
        "day": near_day(on, today) or short_date(on, today),
        "time": clock_time(moment, zone),
    }


def line_moment(moment: datetime, at: datetime, zone: tzinfo | None = None) -> str:
    """Say it beside the promise line: "Thu 4 pm" in the coming days, else "Thu 3 Dec"."""
    on, today = local(moment, zone).date(), local(at, zone).date()
    if abs((on - today).days) > DAYS_NEAR:
        return short_date(on, today)
    return _("%(day)s %(time)s") % {
        "day": _by_pattern(on, "EEE"),
        "time": clock_time(moment, zone),
    }


def recently(moment: datetime, at: datetime, zone: tzinfo | None = None) -> str:
    """Say when a message came: "9:14" today, "Mon 9:50" in the last days, "Thu 19" before."""
    on, today = local(moment, zone).date(), local(at, zone).date()
    if on == today:
        return wall_clock(moment, zone)
    if abs((on - today).days) > DAYS_NEAR:
        return short_date(on, today)
    return _("%(day)s %(time)s") % {
        "day": _by_pattern(on, "EEE"),
        "time": wall_clock(moment, zone),
    }


def length(minutes: int, day_minutes: int | None = None, *, words: bool = False) -> str:
    """Say a length of working time: "2 days 5 h", "1 h 18 min", "40 min".

    ``day_minutes`` are the minutes of one working day; without them no days are counted, for
    a day is then not a known length. From one day on the minutes are left out. ``words``
    writes hours and minutes in full. Raises ``ValueError`` below nought.
    """
    if minutes < 0:
        raise ValueError(f"A length of {minutes} minutes is no length")
    days, rest = divmod(minutes, day_minutes) if day_minutes else (0, minutes)
    hours, rest = divmod(rest, MINUTES_PER_HOUR)
    pieces = [_days(days)] if days else []
    if hours:
        pieces.append(_hours(hours, words))
    if not days and (rest or not pieces):
        pieces.append(_minutes(rest, words))
    return " ".join(pieces)


def _days(number: int) -> str:
    return _glue(ngettext("%(number)s day", "%(number)s days", number) % {"number": number})


def _hours(number: int, words: bool) -> str:
    if words:
        text = ngettext("%(number)s hour", "%(number)s hours", number)
    else:
        text = pgettext("hours, short", "%(number)s h")
    return _glue(text % {"number": number})


def _minutes(number: int, words: bool) -> str:
    if words:
        text = ngettext("%(number)s minute", "%(number)s minutes", number)
    else:
        text = pgettext("minutes, short", "%(number)s min")
    return _glue(text % {"number": number})


def starting(text: str) -> str:
    """Return the words as the beginning of a sentence: "Today, 4 pm"."""
    return text[:1].upper() + text[1:]


def exactly(moment: datetime) -> str:
    """Return the moment for machines: "2026-11-26T16:00:00Z"."""
    return local(moment, timezone.get_default_timezone()).isoformat().replace("+00:00", "Z")


def time_tag(moment: datetime, words: str) -> Markup:
    """Return ``<time>`` with the exact moment inside and the people-time as its text."""
    return Markup(f'<time datetime="{exactly(moment)}">{escape(words)}</time>')  # noqa: S704 - escaped
