"""Arithmetic of letters: when to try again, quiet hours, digests, clean lines. No rows."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from goodword.house import limits

#: When digests go out for people who chose nothing, on their own clock.
USUAL_DIGESTS = (time(9), time(13), time(16))
DIGESTS_A_DAY = 3
#: What may begin a new header line somewhere on the way, or turn the reading direction.
_BREAKING = frozenset({"Cc", "Zl", "Zp", "Cs"})
_TURNING = frozenset("\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def next_try(attempts: int, first_try: datetime, at: datetime) -> datetime | None:
    """Say when a letter is tried again after ``attempts`` tries, or None to give up.

    1, 5, 15 and 30 minutes, then hourly until 48 hours after the first try (RELIABILITY 4).
    """
    plan = limits.MAIL_RETRY_MINUTES
    short = attempts <= len(plan)
    wait = timedelta(minutes=plan[attempts - 1]) if short else limits.MAIL_RETRY_EVERY
    return at + wait if at + wait <= first_try + limits.MAIL_GIVEN_UP_AFTER else None


def out_of_quiet(at: datetime, zone: ZoneInfo, start: time | None, end: time | None) -> datetime:
    """Answer the moment itself, or the end of the quiet hours it falls into.

    Quiet hours are wall time in the person's zone and may go over midnight.
    """
    if start is None or end is None or start == end:
        return at
    here = at.astimezone(zone)
    clock = here.time()
    inside = start <= clock < end if start < end else clock >= start or clock < end
    if not inside:
        return at
    day = here.date() if clock < end else here.date() + timedelta(days=1)
    return datetime.combine(day, end, zone).astimezone(at.tzinfo)


def digest_times(chosen: Iterable[str]) -> tuple[time, ...]:
    """Read a person's chosen times, at most three a day; the usual ones when none is chosen."""
    read = sorted({time.fromisoformat(text) for text in chosen})
    return tuple(read[:DIGESTS_A_DAY]) or USUAL_DIGESTS


def next_digest(at: datetime, zone: ZoneInfo, times: Iterable[time]) -> datetime:
    """Answer the next of these wall-clock times strictly after a moment."""
    today = at.astimezone(zone).date()
    moments = (
        datetime.combine(today + timedelta(days=ahead), clock, zone).astimezone(at.tzinfo)
        for ahead in (0, 1)
        for clock in times
    )
    return min(moment for moment in moments if moment > at)


def one_line(text: str, limit: int = limits.TITLE_LENGTH) -> str:
    """Answer the text as one harmless line: nothing in it ends a header or turns its direction.

    Line breaks of any script become spaces, other control signs vanish, and what is longer than
    ``limit`` characters is cut with an ellipsis.
    """
    kept = (
        " " if unicodedata.category(sign) in _BREAKING else sign
        for sign in text
        if sign not in _TURNING
    )
    line = " ".join("".join(kept).split())
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"
