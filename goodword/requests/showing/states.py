"""Where a request stands, in one word of DESIGN 5, and what is left to say beside it."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from goodword.house.words import gettext as _
from goodword.requests.models import Offer, ServiceRequest
from goodword.requests.rules.states import ENDED, PromiseState, State
from goodword.requests.showing.around import around_of
from goodword.requests.showing.times import left, starting
from goodword.ui import when
from goodword.ui.promise_line import State as Kind
from goodword.working_time import Calendar

Side = Literal["asker", "team"]
DONE = frozenset({State.DELIVERED, State.CONFIRMED, State.CLOSED})


def state_of(service_request: ServiceRequest, side: Side, at: datetime) -> tuple[Kind, str]:
    """The kind that icon, colour and line follow, and the word that stands beside them."""
    if service_request.state in ENDED or service_request.state == State.DELIVERED:
        return _ended(service_request)
    if service_request.promise_state == PromiseState.BROKEN:
        return "broken", _("Broken")
    if service_request.state == State.WAITING_ASKER:
        who = service_request.asker.preferred_name
        yours = _("Waiting on you")
        return "wait", yours if side == "asker" else _("Waiting on %(who)s") % {"who": who}
    if service_request.promise_state == PromiseState.AT_RISK:
        return "risk", _("At risk")
    if service_request.offer:
        return _offered(service_request.offer)
    if service_request.promise_state == PromiseState.ACCEPTED:
        return "given", _("Word given")
    if service_request.state == State.ASKED:
        return "none", _("No word yet")
    return "none", _("No date yet")


def _offered(offer: Offer) -> tuple[Kind, str]:
    if offer.side == Offer.Side.ASKER or offer.replies_to_id:
        return "countered", _("Counter-offer")
    return "proposed", _("Date offered")


def _ended(service_request: ServiceRequest) -> tuple[Kind, str]:
    if service_request.state == State.DECLINED:
        return "declined", _("Declined, with a way on")
    if service_request.state == State.CANCELLED:
        return "none", _("Taken back")
    if service_request.state == State.MERGED:
        return "none", _("Joined with another")
    if service_request.delivered_at is None:
        return "none", _("Closed without an answer")
    return _delivered(service_request)


def _delivered(service_request: ServiceRequest) -> tuple[Kind, str]:
    if service_request.promise_state == PromiseState.BROKEN:
        return "broken", _("Delivered late")
    if service_request.promise_state == PromiseState.KEPT:
        return ("early", _("Kept early")) if is_early(service_request) else ("kept", _("Kept"))
    if service_request.state == State.DELIVERED:
        return "proposed", _("Answered")
    return "kept", _("Answered")


def is_early(service_request: ServiceRequest) -> bool:
    """Whether it was delivered on a day before the promised one, on the reader's clock."""
    due, delivered = service_request.due_at, service_request.delivered_at
    if due is None or delivered is None:
        return False
    return when.local(delivered).date() < when.local(due).date()


def has_word(service_request: ServiceRequest) -> bool:
    """Whether somebody's word stands on it now."""
    return service_request.promise_state in {PromiseState.ACCEPTED, PromiseState.AT_RISK}


def is_my_turn(service_request: ServiceRequest, side: Side) -> bool:
    """Whether this side is asked for something before the other can go on."""
    offer = service_request.offer
    if offer and service_request.state not in ENDED:
        theirs = Offer.Side.PROVIDER if side == "asker" else Offer.Side.ASKER
        if offer.side == theirs:
            return True
    if side == "asker":
        waiting = service_request.state in {State.WAITING_ASKER, State.DELIVERED}
        return waiting or service_request.playback_state == "open"
    return service_request.state == State.ASKED or (
        service_request.promise_state == PromiseState.BROKEN
        and service_request.state not in DONE
        and service_request.is_open
    )


def rest_of(service_request: ServiceRequest, side: Side, at: datetime, calendar: Calendar) -> str:
    """The plain words after the state: time left, whose turn it is, what a date looks like."""
    kind = state_of(service_request, side, at)[0]
    if kind == "wait":
        return _("clock paused")
    if kind in {"proposed", "countered"} and service_request.offer:
        return _("your turn") if is_my_turn(service_request, side) else _("their turn")
    if kind == "risk" and service_request.offer:
        looks = when.short_date(
            when.local(service_request.offer.due_at).date(), when.local(at).date()
        )
        return _("looks like %(day)s") % {"day": looks}
    if kind in {"given", "risk"} and service_request.due_at:
        return left(service_request.due_at, at, calendar)
    if kind == "broken" and service_request.is_open and service_request.due_at:
        return _("was %(when)s") % {"when": when.short_moment(service_request.due_at, at)}
    if kind == "none" and service_request.is_open:
        return _("asked %(when)s") % {"when": when.recently(service_request.asked_at, at)}
    return ""


def step_of(service_request: ServiceRequest) -> str:
    """Where the plan stands: "Step 3 of 4, printing"; empty without a plan."""
    around = around_of(service_request)
    if not around.steps:
        return ""
    if around.steps_done >= around.steps:
        return _("All %(steps)s steps done") % {"steps": around.steps}
    words = {"step": around.steps_done + 1, "steps": around.steps, "words": around.step}
    return starting(_("Step %(step)s of %(steps)s, %(words)s") % words)
