"""What of a mail only other programs open: seals, Outlook's wrapping, invitations. No Django here.

They are kept as the files they came as; here it is only told that they are there (RELIABILITY 13).
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

from goodword.channels.parsing import headers
from goodword.channels.parsing.bodies import Attached
from goodword.channels.parsing.structure import Part

#: Signed and readable; signed and wrapped, so that only mail programs open it; encrypted; and
#: Outlook's own wrapping that could not be opened.
SIGNED, WRAPPED, ENCRYPTED, WINMAIL = "signed", "wrapped", "encrypted", "winmail"
_SMIME: Final = frozenset({"application/pkcs7-mime", "application/x-pkcs7-mime"})
_SIGNATURES: Final = frozenset(
    {"application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature"}
)
_TNEF: Final = frozenset({"application/ms-tnef", "application/vnd.ms-tnef"})
_ARMOUR = re.compile(r"^-----BEGIN PGP (SIGNED )?MESSAGE-----\s*$", re.MULTILINE)
#: A longer calendar is no invitation.
_LONGEST: Final = 300_000
#: What the library raises for a calendar that is none.
_BROKEN: Final = (
    ValueError,
    LookupError,
    AttributeError,
    TypeError,
    OverflowError,
    ArithmeticError,
)


def seal_of(mail: Part, full_text: str) -> str:
    """Say how a mail is sealed, the strongest seal first; empty where it is not."""
    kinds = {part.kind for part in mail.leaves()}
    within = {part.options.get("smime-type", "").lower() for part in _sealed(mail)}
    armour = {bool(found[1]) for found in _ARMOUR.finditer(full_text[:100_000])}
    if "application/pgp-encrypted" in kinds or False in armour or within - {"signed-data"}:
        return ENCRYPTED
    if within:
        return WRAPPED
    return SIGNED if _SIGNATURES & kinds or True in armour else ""


def _sealed(mail: Part) -> list[Part]:
    """The parts that hold a whole mail as S/MIME does; certificates alone hold none."""
    found = [part for part in mail.leaves() if part.kind in _SMIME]
    return [it for it in found if it.options.get("smime-type", "").lower() != "certs-only"]


def wrapping_of(attached: list[Attached]) -> str:
    """Say whether a ``winmail.dat`` stayed closed: of one that opened only its files are there."""
    is_closed = any(it.content_type in _TNEF for it in attached)
    return WINMAIL if is_closed else ""


def invitation_of(mail: Part) -> dict[str, Any] | None:
    """Answer what a mail invites to: the first entry of its calendar, None without one.

    ``starts`` and ``ends`` are moments in UTC (``2026-11-24T09:30:00Z``), days
    (``2026-11-24``; the last one counts), or a time on any clock (``2026-11-24T09:30:00``).
    """
    for part in mail.leaves():
        way, options = headers.parameters(part.first("content-disposition"))
        name = (options.get("filename") or part.options.get("name", "")).lower()
        if part.kind != "text/calendar" and not (way and name.endswith(".ics")):
            continue
        content = part.content()
        if len(content) <= _LONGEST and (found := _entry(content)):
            return found
    return None


def _entry(content: bytes) -> dict[str, Any] | None:
    # Only mails with a calendar pay for the library.
    from icalendar import Calendar

    try:
        calendar = Calendar.from_ical(content)
        events = list(calendar.walk("VEVENT"))
        return _told(str(calendar.get("method", "")), events[0]) if events else None
    except _BROKEN:
        return None


def _told(method: str, event: Any) -> dict[str, Any]:
    starts = event["dtstart"].dt
    is_day = not isinstance(starts, datetime)
    return {
        "method": method.lower()[:20],
        "title": _line(event.get("summary")),
        "place": _line(event.get("location")),
        "organizer": _line(event.get("organizer")).partition(":")[2],
        "starts": _moment(starts),
        "ends": _moment(_end(event, starts, is_day=is_day)),
        "all_day": is_day,
    }


def _end(event: Any, starts: Any, *, is_day: bool) -> Any:
    """The end as people say it; in the file of whole days it is the day after the last."""
    if "dtend" in event:
        ends = event["dtend"].dt
    elif "duration" in event:
        ends = starts + event["duration"].dt
    else:
        return starts
    return max(starts, ends - timedelta(days=1)) if is_day else ends


def _moment(moment: date | datetime) -> str:
    if not isinstance(moment, datetime) or moment.tzinfo is None:
        return moment.isoformat()
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _line(said: object) -> str:
    return " ".join(str(said or "").split())[:200]
