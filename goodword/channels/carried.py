"""In words: that a mail is sealed, and what it invites to, in its reader's zone (case 13)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from goodword.channels.parsing import special
from goodword.ui import when


@dataclass(frozen=True)
class Carried:
    """What is said about a mail that only other programs open; ``invitation`` as facts."""

    seal: str = ""
    heading: str = ""
    invitation: tuple[tuple[str, str], ...] = ()


def in_words(carries: dict[str, Any], at: datetime) -> Carried:
    """Say it; everything is empty for a mail that needs no other program."""
    invitation = carries.get("invitation")
    if not invitation:
        return Carried(_seal(carries.get("seal", "")))
    facts = [
        (_("What"), invitation["title"] or _("It does not say")),
        (_("When"), _when(invitation, at)),
        (_("Where"), invitation["place"]),
        (_("Who invites"), invitation["organizer"]),
    ]
    known = tuple((label, words) for label, words in facts if words)
    return Carried(_seal(carries.get("seal", "")), _heading(invitation["method"]), known)


def _seal(seal: str) -> str:
    return {
        special.SIGNED: _(
            "This mail is signed. Whether the signature is good, a mail program says that opens "
            "the original."
        ),
        special.WRAPPED: _(
            "This mail is signed in a way that hides its words. Save the original, or the attached "
            "file, and open it in a mail program."
        ),
        special.ENCRYPTED: _(
            "This mail is encrypted: nobody here can read it. Save the original, or the attached "
            "file, and open it in a mail program that has the key."
        ),
        special.WINMAIL: _(
            "Outlook wrapped this mail in a file called winmail.dat, which could not be opened "
            "here. Outlook opens it."
        ),
    }.get(seal, "")


def _heading(method: str) -> str:
    if method == "cancel":
        return _("An invitation is taken back")
    if method == "reply":
        return _("An answer to an invitation")
    return _("An invitation")


def _when(invitation: dict[str, Any], at: datetime) -> str:
    starts, ends = _moment(invitation["starts"]), _moment(invitation["ends"])
    today = timezone.localdate(at)
    if not isinstance(starts, datetime) or not isinstance(ends, datetime):
        if starts == ends:
            return when.long_date(starts, today)
        days = {"first": when.long_date(starts, today), "last": when.long_date(ends, today)}
        return _("%(first)s to %(last)s") % days
    if ends == starts:
        return when.moment(starts, at)
    is_one_day = timezone.localdate(starts) == timezone.localdate(ends)
    words = when.clock_time(ends) if is_one_day else when.moment(ends, at)
    return _("%(first)s to %(last)s") % {"first": when.moment(starts, at), "last": words}


def _moment(said: str) -> date | datetime:
    """Read it; a time on any clock is taken as one on the reader's."""
    if "T" not in said:
        return date.fromisoformat(said)
    found = datetime.fromisoformat(said)
    return found if found.tzinfo else timezone.make_aware(found)
