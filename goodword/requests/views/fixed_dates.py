"""Around a date after which it is too late: its odds, and a word that comes later than it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from goodword.house import clock
from goodword.house.words import gettext as _
from goodword.people.models import Person
from goodword.requests.actions import forecast
from goodword.requests.models import Offer, ServiceRequest
from goodword.requests.rules.states import PromiseState
from goodword.requests.views.act import Act
from goodword.ui import when
from goodword.ui.odds import chance_words

NOUN = "fixed-date"


def known_of_fixed(act: Act, here: ServiceRequest, me: Person) -> Iterator[str]:
    """Say the odds of the date that stands, on the step where it is moved or taken away."""
    if act.noun == NOUN:
        yield from _odds(here, me, clock.now())


def told_of_fixed(act: Act, here: ServiceRequest, me: Person) -> Iterator[str]:
    """Say the odds of a date that was just named, and what stands for later than it."""
    at = clock.now()
    if act.noun != NOUN:
        return
    yield from _odds(here, me, at)
    if words := later_than_fixed(here, at):
        yield words


def _odds(here: ServiceRequest, me: Person, at: datetime) -> Iterator[str]:
    """What the record says of the fixed date; how a team works is nothing for guests."""
    if here.fixed_at is None or me.is_guest:
        return
    known = forecast(here, at)
    if known is None:
        yield _("There is no experience yet that would tell its odds.")
        return
    words = _("Ready by %(when)s: %(odds)s.")
    odds = chance_words(known.chance(here.fixed_at))
    yield words % {"when": when.near_moment(here.fixed_at, at), "odds": odds}


def later_than_fixed(here: ServiceRequest, at: datetime) -> str:
    """Say that the word that stands, or the date that is offered, comes too late; or nothing."""
    if here.fixed_at is None:
        return ""
    stands = here.promise_state in {PromiseState.ACCEPTED, PromiseState.AT_RISK}
    if stands and here.due_at and here.due_at > here.fixed_at:
        words = _("The promise stands for %(when)s, which is too late: talk about another date.")
        return words % {"when": when.near_moment(here.due_at, at)}
    offer = here.offer
    if offer and offer.side == Offer.Side.PROVIDER and offer.due_at > here.fixed_at:
        words = _("The offered date, %(when)s, is too late: talk about another one.")
        return words % {"when": when.near_moment(offer.due_at, at)}
    return ""
