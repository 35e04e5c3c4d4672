"""Reading the moments of a log: ISO 8601 in its many hands, or a format that is named."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, tzinfo
from functools import lru_cache, partial
from zoneinfo import ZoneInfo

from goodword.advisor.backtest.errors import BadLine, LogError

BLANK = frozenset({"", "-", "?", "n/a", "na", "nan", "nat", "none", "null", "\\n"})
"""How exports write that there is no moment, in small letters."""

FIRST_YEAR, LAST_YEAR = 1900, 2200
"""Other years are typing errors or stand-ins such as 9999-12-31."""

REMEMBERED = 8192
"""Rows of one case repeat its moments."""

_LOOSE = re.compile(
    r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})"
    r"(?:[T ]+(\d{1,2}:\d{2}(?::\d{2})?)(?:[.,](\d+))?)?"
    r"\s*(Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)?",
    re.IGNORECASE,
)

Read = Callable[[str], float | None]
"""From what stands in a cell to seconds since 1970, None where it says that there is none."""


def reader(time_format: str | None, zone: str) -> Read:
    """Return what reads moments. Raises LogError for an unknown format or zone."""
    parse = _iso if time_format is None else _format(time_format)
    local = _zone(zone)

    @lru_cache(REMEMBERED)
    def read(text: str) -> float | None:
        words = text.strip()
        if words.lower() in BLANK:
            return None
        try:
            return _seconds(parse(words), local)
        except (ValueError, OverflowError):
            raise BadLine(f"{text!r} cannot be read as a time") from None

    return read


def _seconds(moment: datetime, local: tzinfo) -> float:
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=local)
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        raise ValueError
    return moment.timestamp()


def _zone(name: str) -> tzinfo:
    try:
        return UTC if name == "UTC" else ZoneInfo(name)
    except (ValueError, OSError, KeyError):  # KeyError: ZoneInfoNotFoundError
        raise LogError(
            f"--tz: {name!r} is not a time zone; write one like Europe/London."
        ) from None


def _format(time_format: str) -> Callable[[str], datetime]:
    # Without a zone in the text the log's zone follows.
    parse = partial(_strptime, time_format=time_format)
    try:
        parse(datetime(2016, 2, 29, 13, 45, tzinfo=UTC).strftime(time_format))
    except ValueError as error:
        raise LogError(f"--time-format: {error}.") from None
    if "%" not in time_format:
        raise LogError(f"--time-format: {time_format!r} is not like %d/%m/%Y %H:%M.")
    return parse


def _strptime(text: str, time_format: str) -> datetime:
    return datetime.strptime(text, time_format)  # noqa: DTZ007 - the caller adds the log's zone


def _iso(text: str) -> datetime:
    """Read ISO 8601; a space, slashes, one digit or a zone by name do not hinder."""
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        match = _LOOSE.fullmatch(text)
        if not match:
            raise
    year, month, day, clock, fraction, offset = match.groups()
    clock = clock.zfill(len(clock.split(":")) * 3 - 1) if clock else "00:00"
    seconds = f":00.{fraction}" if clock.count(":") == 1 else f".{fraction}"
    zone = "+00:00" if offset and not offset.startswith(("+", "-")) else offset or ""
    return datetime.fromisoformat(
        f"{year}-{int(month):02}-{int(day):02}T{clock}{seconds if fraction else ''}{zone}"
    )
