"""Letters on their way out and mails on their way in, looked at without a page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from email.message import EmailMessage

from django.db import transaction

from goodword.channels import actions as channels
from goodword.channels.parsing import Reader
from goodword.house.guard import system_scope
from goodword.outbox.kinds import kind_of
from goodword.outbox.models import Letter
from goodword.requests.models import Exclusion
from tests.permissions.eyes import LOOKERS
from tests.permissions.roles import GUESTS, PARTICIPANTS, TEAM, Role
from tests.permissions.world import CLOSED_TO, REMOVED_TO, World


def judge_letters(world: World) -> Iterator[str]:
    """A letter is worded only for who sees what it is about when it leaves."""
    may = {
        world.request.pk: PARTICIPANTS,
        world.closed.pk: CLOSED_TO,
        world.opened.pk: {Role.ASKER, *TEAM},
        world.removed.pk: REMOVED_TO,
        world.guests_own.pk: GUESTS,
    }
    with system_scope("tests"):
        letters = list(Letter.objects.filter(about_kind="request").select_related("to"))
    for letter in letters:
        for role in LOOKERS:
            letter.to = world.people[role]
            with system_scope("tests"):
                rendered = kind_of(letter.kind).resolver(letter, world.at)
            if rendered and role not in may[letter.about_id]:
                yield f"{role} would get {letter.kind} about {letter.about_id}"
    yield from _undone(lambda: _good_word(world))


def _good_word(world: World) -> Iterator[str]:
    """A good word stays theirs; where it leads nowhere any more, it leads home."""
    lead = world.people[Role.LEAD]
    with system_scope("tests"):
        letter = Letter.objects.filter(to=lead, kind__contains="good").latest("pk")
        letter.to = lead
        Exclusion.objects.create(service_request=world.request, person=lead, by=lead, at=world.at)
        rendered = kind_of(letter.kind).resolver(letter, world.at)
    if rendered is None or world.request.reference in rendered.text:
        yield "a good word leads to what its receiver may not see"


def judge_mails(world: World) -> Iterator[str]:
    """A mail from somebody who does not see a request does not become part of it."""
    for role in (Role.STRANGER, Role.GUEST):
        for how in ("In-Reply-To", "Subject"):
            yield from _undone(lambda role=role, how=how: _mail(world, role, how))  # type: ignore[misc]


def _mail(world: World, role: Role, how: str) -> Iterator[str]:
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
        handled = channels.handle(received, reader, at=world.at)
        if handled.state == "applied" and handled.service_request_id == world.request.pk:
            yield f"a mail of {role} goes into a request they do not see, by {how}"


def _undone(look: Callable[[], Iterator[str]]) -> list[str]:
    with transaction.atomic():
        found = list(look())
        transaction.set_rollback(True)
    return found
