"""Mails on their way in: from whom, to what, and what becomes of them."""

from __future__ import annotations

from collections.abc import Iterator
from email.message import EmailMessage
from functools import partial

from django.test import Client
from django.urls import reverse

from goodword.channels import actions as channels
from goodword.channels.models import InboundMail, Reason, State
from goodword.channels.parsing import Reader
from goodword.house.guard import system_scope
from goodword.outbox.models import Letter
from goodword.requests import actions
from goodword.requests.models import ServiceRequest
from tests.permissions.post import undone
from tests.permissions.roles import Role
from tests.permissions.world import World


def judge_mails(world: World) -> Iterator[str]:
    """A mail from somebody who does not see a request does not become part of it."""
    for role, how, reason in (
        (Role.STRANGER, "In-Reply-To", Reason.STRANGER),
        (Role.GUEST, "In-Reply-To", Reason.UNKNOWN_SENDER),
        (Role.GUEST, "Subject", Reason.UNKNOWN_SENDER),
    ):
        for said in undone(partial(_became, world, role, how)):
            if said != (State.QUARANTINED, reason, None):
                yield f"a mail of {role}, by {how}, became {said}"
    yield from undone(lambda: _named_by_a_stranger(world))
    yield from undone(lambda: _taken_in_by_hand(world))
    yield from undone(lambda: _said_by_the_team(world))


def _became(world: World, role: Role, how: str) -> Iterator[tuple[str, str, int | None]]:
    mail = _received(world, role, how)
    yield mail.state, mail.reason, mail.service_request_id


def _named_by_a_stranger(world: World) -> Iterator[str]:
    """Who names a request they do not see asks for something new."""
    mail = _received(world, Role.STRANGER, "Subject")
    if mail.state != State.APPLIED or mail.service_request_id == world.request.pk:
        yield f"a mail of a stranger that names a request became {mail.state} {mail.reason}"


def _taken_in_by_hand(world: World) -> Iterator[str]:
    """Taken in for who has no part in what it answers, it becomes something new, too.

    What seems to mean a request is shown to who runs Goodword alone.
    """
    mail = _received(world, Role.STRANGER, "In-Reply-To")
    client = Client()
    client.cookies = world.session_of(Role.OPERATOR)
    stranger = world.people[Role.STRANGER].email
    answer = client.post(reverse("channels:taking-in", args=[mail.key]), {"person": stranger})
    with system_scope("tests"):
        taken = InboundMail.objects.get(pk=mail.pk)
    if taken.state != State.APPLIED or taken.service_request_id == world.request.pk:
        yield f"taken in for a stranger: {answer.status_code}, {taken.state}"


def _said_by_the_team(world: World) -> Iterator[str]:
    """While a question waits for the asker, what the team writes is a message of theirs."""
    lead = world.people[Role.LEAD]
    with system_scope("tests"):
        asked = ServiceRequest.objects.get(pk=world.request.pk)
    actions.ask_asker(asked, by=lead, at=world.at, question="For which desk?")
    mail = _received(world, Role.LEAD, "Subject")
    if mail.message_id is None:
        yield f"a mail of the team became no message of theirs: {mail.reason}"


def _received(world: World, role: Role, how: str) -> InboundMail:
    """A mail of this person that answers a letter to the asker, or names the request."""
    asker = world.people[Role.ASKER]
    with system_scope("tests"):
        letter = Letter.objects.filter(to=asker, about_id=world.request.pk).latest("pk")
    mail = EmailMessage()
    mail["From"], mail["To"] = world.people[role].email, "goodword@localhost"
    mail["Message-ID"] = f"<{role}-{how}@elsewhere.example>"
    mail["Subject"] = f"Re: {world.request.reference}" if how == "Subject" else "Re: yours"
    if how != "Subject":
        mail[how] = letter.message_id
    mail.set_content("I know something about it, too.")
    received = channels.receive(mail.as_bytes(), at=world.at, source="test")
    with Reader() as reader, system_scope("tests"):
        return channels.handle(received, reader, at=world.at)
