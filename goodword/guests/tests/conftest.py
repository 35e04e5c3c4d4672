"""Gwen, from outside, and how she comes in."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import Client

from goodword.outbox import jobs
from goodword.outbox.addresses import door_key
from goodword.people.models import Person, Team
from goodword.requests import actions
from goodword.requests.models import ServiceRequest
from tests.rig.mailbox import Mailbox

GWEN = "gwen@elsewhere.example"

Asking = Callable[..., ServiceRequest]
Letters = Callable[..., list[str]]
Door = Callable[[ServiceRequest], str]
LetIn = Callable[[ServiceRequest], Client]


@pytest.fixture
def ask_for_gwen(amina: Person, ben: Person, it_help: Team, now: datetime) -> Asking:
    """Amina notes something for Gwen, who studies elsewhere; Ben's team has it."""

    def ask(title: str = "A transcript for my visa", **more: object) -> ServiceRequest:
        return actions.ask_for_guest(
            by=amina,
            at=now,
            guest_name="Gwen Price",
            guest_email=GWEN,
            title=title,
            team=it_help,
            **more,
        )

    return ask


@pytest.fixture
def transcript(ask_for_gwen: Asking) -> ServiceRequest:
    """Her first request."""
    return ask_for_gwen()


@pytest.fixture
def gwen(transcript: ServiceRequest) -> Person:
    """Gwen, a guest whose mailbox is not proven yet."""
    return transcript.asker


@pytest.fixture
def letters(now: datetime) -> Letters:
    """Let all letters leave, and answer what came to a mailbox this time."""

    def drain(address: str = GWEN) -> list[str]:
        mailbox = Mailbox()
        jobs.drain(now + timedelta(minutes=5), transport=mailbox)
        return mailbox.of(address)

    return drain


@pytest.fixture
def door() -> Door:
    """The path that stands in a guest's letters about a request."""
    return lambda it: f"/guest/{it.reference}/{door_key(it.reference, it.asker_id)}/"


def ways_in(text: str) -> list[str]:
    """Answer the paths of the magic links in a letter, each once."""
    return list(dict.fromkeys(re.findall(r"(/guest/in/[0-9a-f]{64}/)", text)))


@pytest.fixture
def let_in(letters: Letters, door: Door) -> LetIn:
    """Go the whole way: the door, the letter, the link; answer the browser that is in."""

    def through(request: ServiceRequest) -> Client:
        letters()
        client = Client()
        client.post(door(request))
        [way] = ways_in(letters()[-1])
        assert client.post(way).status_code == 302
        return client

    return through
