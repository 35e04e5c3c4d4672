"""Browser windows for the doors of a request: who is signed in, at which moment."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from goodword.house import clock
from goodword.people.models import Person
from goodword.requests import actions
from goodword.requests.models import ServiceRequest

Look = Callable[..., HttpResponse]
DAY = timedelta(days=1)
HOUR = timedelta(hours=1)


@pytest.fixture
def look(signed_in: Callable[[Person], Client], monday: datetime) -> Look:
    """Let somebody open a page: ``look(amina, "request", laptop)``."""

    def opened(person: Person, name: str, *about: Any, at: datetime | None = None, **more: str):
        with clock.frozen(at or monday + HOUR):
            return signed_in(person).get(address(name, *about), more)

    return opened


@pytest.fixture
def send(signed_in: Callable[[Person], Client], monday: datetime) -> Look:
    """Let somebody send a form: ``send(ben, "delivery", laptop, words="Done")``."""

    def sent(person: Person, name: str, *about: Any, at: datetime | None = None, **typed: Any):
        with clock.frozen(at or monday + HOUR):
            return signed_in(person).post(address(name, *about), typed)

    return sent


def address(name: str, *about: Any) -> str:
    """The address of a page by its name, about a request."""
    named = name if ":" in name else f"requests:{name}"
    keys = [one.reference if isinstance(one, ServiceRequest) else one for one in about]
    return reverse(named, args=keys)


def text(response: HttpResponse) -> str:
    """What a page says, with ordinary spaces."""
    return response.content.decode().replace("\u00a0", " ")


def typed(moment: datetime) -> str:
    """A moment as a browser sends it; winter in London is UTC."""
    return moment.strftime("%Y-%m-%dT%H:%M")


@pytest.fixture
def countered(laptop: ServiceRequest, ben: Person, amina: Person, monday: datetime):
    """Amina asks for Wednesday instead of the date that Ben offered."""
    at = monday + HOUR
    actions.offer(laptop, by=ben, at=at, due_at=monday + 11 * DAY, reason="Nothing in stock.")
    due_at = monday + 2 * DAY
    actions.counter(laptop, by=amina, at=at, due_at=due_at, reason="Dana comes on Thursday.")
    return laptop


@pytest.fixture
def offered(laptop: ServiceRequest, ben: Person, monday: datetime) -> ServiceRequest:
    """Ben offers Friday of next week, later than what is published."""
    due_at = monday + 11 * DAY
    actions.offer(laptop, by=ben, at=monday + HOUR, due_at=due_at, reason="Nothing in stock.")
    return laptop


@pytest.fixture
def broken(promised: ServiceRequest, monday: datetime) -> ServiceRequest:
    """Ben's word was not kept."""
    actions.strike(promised, at=monday + 3 * DAY)
    return promised


@pytest.fixture
def asked_back(promised: ServiceRequest, ben: Person, monday: datetime) -> ServiceRequest:
    """Ben waits for an answer of Amina's."""
    at = monday + HOUR
    actions.ask_asker(promised, by=ben, at=at, question="Which keyboard does Dana want?")
    return promised


@pytest.fixture
def declined(laptop: ServiceRequest, ben: Person, records, monday: datetime) -> ServiceRequest:
    """Ben cannot do it and names the records team."""
    actions.decline(
        laptop,
        by=ben,
        at=monday + HOUR,
        why="not_ours",
        words="We only lend phones.",
        way="team",
        to_team=records,
    )
    return laptop


@pytest.fixture
def handed(laptop: ServiceRequest, ben: Person, finance, chidi, monday: datetime):
    """Ben asks finance to take it over."""
    at = monday + HOUR
    actions.hand_over(laptop, by=ben, at=at, to_team=finance, reason="They buy laptops now.")
    return laptop


@pytest.fixture
def at_risk(promised: ServiceRequest, ben: Person, monday: datetime) -> ServiceRequest:
    """Ben says that Wednesday is at risk and offers Friday."""
    due_at = monday + 4 * DAY
    actions.warn(promised, by=ben, at=monday + HOUR, reason="The parcel is late.", due_at=due_at)
    return promised
