"""What tests of letters share: a kind of their own, and a real mail server on loopback."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from goodword.house.configuration import Smtp
from goodword.house.guard import system_scope
from goodword.outbox import actions, kinds
from goodword.outbox.actions import How, Result
from goodword.outbox.kinds import Rendered
from goodword.outbox.models import Letter
from goodword.outbox.transports import SmtpServer, Spool

WORD, NEWS = "tests.word", "tests.news"
#: What the resolver of the tests may still say, by what a letter is about.
HIDDEN: set[int] = set()
BROKEN: set[int] = set()


def resolve(letter: Letter, at: datetime) -> Rendered | None:
    """Say what the facts say, unless it has been hidden meanwhile."""
    if letter.about_id in BROKEN:
        raise ZeroDivisionError("a mistake in a resolver")
    if letter.about_id in HIDDEN:
        return None
    said = letter.facts.get("said", "A word for you")
    return Rendered(
        said,
        f"{said}\n",
        f"<p>{said}</p>",
        reference="GW-7K3M9Q",
        from_name=letter.facts.get("by", ""),
        title=f"Thing {letter.about_id}",
        link="http://localhost:8000/",
        next_word="Next word tomorrow.",
    )


@pytest.fixture(autouse=True)
def _kinds() -> Iterator[None]:
    kinds.register(WORD, resolve, reason="because this is a test")
    kinds.register(
        NEWS, resolve, reason="because of a test", urgent=False, automatic=True, may_refuse=True
    )
    HIDDEN.clear()
    BROKEN.clear()
    yield
    for name in (WORD, NEWS):
        kinds.forget(name)


@pytest.fixture(autouse=True)
def _as_the_system() -> Iterator[None]:
    """These tests look at rows as the system does."""
    with system_scope("tests"):
        yield


@pytest.fixture
def post(amina, now) -> Callable[..., Letter]:
    """Post a letter to Amina: ``post("Hello", about=2)``."""
    counter = iter(range(1_000))

    def write(said: str = "A word for you", **more: Any) -> Letter:
        about = more.pop("about", 1)
        how: dict[str, Any] = {
            "kind": WORD,
            "to": amina,
            "at": now,
            "key": f"test:{next(counter)}",
            "facts": {"said": said} | more.pop("facts", {}),
        }
        return actions.post(**(how | more | {"about": ("thing", about)}))

    return write


def refuse(letters: list[Letter], at: datetime) -> None:
    """Let the mail server refuse letters in hand for good."""
    results = [Result(letter, How.NEVER, "550 nobody here") for letter in letters]
    actions.settle(results, at)


@dataclass
class Mailbox:
    """A mail server that answers as it was told, and keeps what it took."""

    answers: list[str] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)
    taken: list[bytes] = field(default_factory=list)
    envelopes: list[tuple[str, list[str]]] = field(default_factory=list)
    hangs_up: bool = False
    hangs_up_at: str = ""
    senders: list[str] = field(default_factory=list)
    conversations: int = 0

    async def handle_EHLO(self, server, session, envelope, hostname, responses):
        self.conversations += 1
        session.host_name = hostname
        return responses

    async def handle_MAIL(self, server, session, envelope, address, options):
        if self.hangs_up_at == "MAIL":
            server.transport.abort()
        if self.senders:
            return self.senders.pop(0)
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, options):
        if self.hangs_up_at == "RCPT":
            server.transport.abort()
        if self.recipients:
            return self.recipients.pop(0)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        if self.answers:
            return self.answers.pop(0)
        self.taken.append(envelope.content)
        self.envelopes.append((envelope.mail_from, envelope.rcpt_tos))
        if self.hangs_up:
            server.transport.abort()
        return "250 taken"


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def address_of(port: int, **more: Any) -> Smtp:
    how: dict[str, Any] = {"user": "", "password": "", "use_tls": False, "use_starttls": False}
    return Smtp("127.0.0.1", port, **(how | more))


@pytest.fixture
def mailbox() -> Mailbox:
    return Mailbox()


@pytest.fixture
def smtp(mailbox: Mailbox) -> Iterator[SmtpServer]:
    """The way to a real mail server on this machine."""
    port = free_port()
    controller = Controller(mailbox, hostname="127.0.0.1", port=port)
    controller.start()
    yield SmtpServer(address_of(port))
    controller.stop()


@pytest.fixture
def spool(tmp_path: Path) -> Spool:
    return Spool(tmp_path / "spool")
