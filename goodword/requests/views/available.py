"""Which acts the page of a request offers to this reader now."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from goodword.house.words import gettext as _
from goodword.requests.rules.acts import is_possible
from goodword.requests.rules.states import State
from goodword.requests.views.acts import ACTS
from goodword.requests.views.rows import Rows

#: Steps that open inside the page (``doors.dialog``): small forms that need no rows of their own.
IN_PAGE = {
    "team": (
        "acknowledgement",
        "delivery",
        "question",
        "warning",
        "assurance",
        "closing",
        "playbacks",
        "wait",
        "outside",
        "fixed-date",
        "aim",
    ),
    "asker": (
        "playback-answer",
        "question-answer",
        "reopening",
        "dispute",
        "reminder",
        "withdrawal",
        "outside",
        "fixed-date",
    ),
    "taker": (),
    "watcher": (),
}


@dataclass(frozen=True)
class More:
    """One of the quieter acts, as a link."""

    noun: str
    words: str
    href: str
    icon: str = ""
    key: str = ""
    dialog: bool = False


def possible(rows: Rows) -> dict[str, bool]:
    """Which acts of this side fit the state as it is; keyed by noun with underscores."""
    can = {
        noun.replace("-", "_"): is_possible(act.event, rows.standing)
        for noun, act in ACTS.items()
        if act.hat in {"", rows.side}
    }
    standing = rows.standing
    can["backing"] = can["backing"] and _was_denied(rows)
    if rows.side == "team":
        can["delivery"] = can["delivery"] or can["answer"]
        can["decline"] = can["decline"] and standing.promise is None
        can["handover"] = can["handover"] and standing.handover is None
        can["warning"] = can["warning"] and standing.promise is not None
        can["assurance"] = can["assurance"] and standing.promise is not None
    return can


def _was_denied(rows: Rows) -> bool:
    """Whether who was named for the emergency said no, and this reader may answer that."""
    made = getattr(rows.service_request, "emergency_record", None)
    takes_part = rows.side in {"asker", "team"} and not rows.me.is_guest
    return takes_part and made is not None and made.sponsor_answer == made.SponsorAnswer.DENIED


def _fits(noun: str, rows: Rows) -> bool:
    """Whether an act makes sense beyond the state: an open playback, an own request."""
    if noun in {"outside", "fixed-date", "emergency", "delegate"} and rows.me.is_guest:
        return False
    if noun == "playback-answer":
        return rows.may_answer and any(not one.answer for one in rows.playbacks[-1:])
    if noun in {"reopening", "dispute", "withdrawal"}:
        return rows.may_answer
    return True


def more_of(rows: Rows, can: dict[str, bool]) -> list[More]:
    """The quieter acts of this side, in the order in which one needs them."""
    wanted = _for_asker(rows) if rows.side == "asker" else _for_team(rows)
    here, found = rows.service_request, []
    for noun, words in wanted:
        if not can.get(noun.replace("-", "_")) or not _fits(noun, rows):
            continue
        act = ACTS[noun]
        href = reverse(f"requests:{noun}", args=[here.reference])
        in_page = noun in IN_PAGE[rows.side]
        found.append(More(noun, str(words), href, act.icon, act.key, in_page))
    return found


def _for_asker(rows: Rows) -> Iterator[tuple[str, Any]]:
    here = rows.service_request
    if not here.is_open:
        return
    if here.state != State.DELIVERED:
        yield "reminder", _("Ask %(name)s how it is going") % {"name": here.owner_name}
        if not here.waiting_outside:
            yield "outside", _("Somebody outside is waiting")
        if here.fixed_at is None:
            yield "fixed-date", _("After a date it is too late")
        if not here.emergency:
            yield "emergency", _("It cannot wait")
    if here.asker_id == rows.me.pk:
        yield "delegate", _("Somebody in your place")
        if here.typed_by_id:
            yield "filer", _("Take off who typed it")
    yield "withdrawal", _("Take my request back")


def _for_team(rows: Rows) -> Iterator[tuple[str, Any]]:
    here = rows.service_request
    if not rows.is_ours or not here.is_open:
        return
    yield "owner", _("Put a name on it") if here.owner is None else _("Give it to a colleague")
    yield "playbacks", _("Play it back")
    if here.state == State.WAITING_OTHER:
        yield "resumption", _("I am on it again")
    else:
        yield "work", _("Work has begun")
        yield "wait", _("Wait for somebody else")
    yield "aim", _("Your own aim")
    if rows.standing.promise and here.promise_state != "at_risk":
        yield "warning", _("Tell that it is at risk")
        yield "assurance", _("I will still make it")
    if not here.waiting_outside:
        yield "outside", _("Somebody outside is waiting")
    if here.fixed_at is None:
        yield "fixed-date", _("After a date it is too late")
    if not here.emergency:
        yield "emergency", _("Make it an emergency")
