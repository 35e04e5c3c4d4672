"""The promise line of a request, in the working time of the team that has it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from goodword.house.words import gettext as _
from goodword.requests.models import ServiceRequest
from goodword.requests.rules.states import ENDED, PromiseState, State
from goodword.requests.showing.states import has_word, state_of
from goodword.requests.showing.times import minutes_between
from goodword.ui import when
from goodword.ui.promise_line import Lengths, PromiseLine, positions
from goodword.working_time import Calendar


def line_of(
    service_request: ServiceRequest,
    at: datetime,
    calendar: Calendar,
    *,
    missed_at: datetime | None = None,
) -> PromiseLine:
    """Asked, now, promised, needed: positions in business time, and the same in words.

    ``missed_at`` is an earlier word that was broken, when a new one stands in its place.
    """
    moments = _moments(service_request, at, missed_at)
    return replace(
        _placed(service_request, moments, at, calendar),
        label=_label(service_request, moments, at),
        start_words=_("Asked %(when)s") % {"when": when.recently(service_request.asked_at, at)},
        now_words=_("Now"),
        mark_words=_short(moments.get("promised"), at),
        flag_words=_needed(moments.get("needed"), at),
        delivered_words=_short(moments.get("delivered"), at),
        cross_words=_short(moments.get("missed"), at),
    )


def mini_of(service_request: ServiceRequest, at: datetime, calendar: Calendar) -> PromiseLine:
    """The line of a row: positions alone."""
    return _placed(service_request, _moments(service_request, at, None), at, calendar)


def _placed(
    service_request: ServiceRequest,
    moments: dict[str, datetime],
    at: datetime,
    calendar: Calendar,
) -> PromiseLine:
    lengths = {
        name: minutes_between(calendar, service_request.asked_at, moment)
        for name, moment in moments.items()
    }
    found = positions(Lengths(**lengths))
    return PromiseLine(
        state=state_of(service_request, "asker", at)[0],
        now=found.now,
        mark=found.mark,
        flag=found.flag,
        delivered=found.delivered,
        cross=found.cross,
    )


def _moments(
    service_request: ServiceRequest, at: datetime, missed_at: datetime | None
) -> dict[str, datetime]:
    """What stands on the line, by the names that the geometry uses."""
    is_running = service_request.is_open and service_request.state != State.DELIVERED
    found = {
        "now": _now(service_request, at) if is_running else None,
        "promised": _promised(service_request),
        "needed": service_request.fixed_at or service_request.needed_by,
        "delivered": None if is_running else service_request.delivered_at,
        "missed": missed_at or _missed(service_request),
    }
    return {name: moment for name, moment in found.items() if moment is not None}


def _now(service_request: ServiceRequest, at: datetime) -> datetime:
    """The clock stands still at the question while the asker is waited for (C6)."""
    is_paused = service_request.state == State.WAITING_ASKER
    return (service_request.paused_since or at) if is_paused else at


def _promised(service_request: ServiceRequest) -> datetime | None:
    if service_request.state in ENDED and service_request.delivered_at is None:
        return None
    kept = service_request.promise_state == PromiseState.KEPT and service_request.delivered_at
    if has_word(service_request) or kept:
        return service_request.due_at
    return service_request.offer.due_at if service_request.offer else None


def _missed(service_request: ServiceRequest) -> datetime | None:
    broken = service_request.promise_state == PromiseState.BROKEN
    return service_request.due_at if broken else None


def _short(moment: datetime | None, at: datetime) -> str:
    return when.line_moment(moment, at) if moment else ""


def _needed(moment: datetime | None, at: datetime) -> str:
    return _("Needed %(when)s") % {"when": when.line_moment(moment, at)} if moment else ""


def _label(service_request: ServiceRequest, moments: dict[str, datetime], at: datetime) -> str:
    """The whole line in words, for people who do not see it."""
    said = [_("Asked %(when)s.") % {"when": when.happened(service_request.asked_at, at)}]
    sentences = {
        "missed": _("Not kept: %(when)s."),
        "promised": _("Promised for %(when)s."),
        "delivered": _("Delivered: %(when)s."),
        "needed": _("Needed by %(when)s."),
    }
    if service_request.offer and not service_request.promise_state:
        sentences["promised"] = _("Offered for %(when)s.")
    for name, sentence in sentences.items():
        if name in moments:
            said.append(sentence % {"when": when.moment(moments[name], at)})
    return " ".join(said)
