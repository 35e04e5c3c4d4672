"""Pieces of work by which mail comes in: handed over by a mail server, or kept as a file."""

from __future__ import annotations

import atexit
import smtplib
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import replace
from datetime import timedelta
from email.message import EmailMessage

from django.conf import settings

from goodword.channels import jobs
from goodword.channels.coming_in import fetching, mailboxes, waiting_room
from goodword.channels.coming_in.raw import path_of
from goodword.channels.coming_in.waiting_room import Brought
from goodword.channels.models import InboundMail, State
from goodword.house import clock
from goodword.house.mail_settings import Listen
from goodword.requests.models import ServiceRequest
from soak import checking
from soak.scenes import Say, Scene
from tests.rig import imap_server
from tests.rig.mail_door import open_door

LOOPBACK = "127.0.0.1"
#: The mail server that vouches for who writes.
BORDER = "mx.northmoor.example"


@contextmanager
def a_door(port: int = 0) -> Iterator[int]:
    """Let mail be handed over to this very process; gives the port."""
    with open_door(Listen("lmtp", LOOPBACK, port), settings.CONFIGURATION) as listener:
        yield listener.port


class Arriving(Scene):
    """A mail comes, and a worker looks after it; what was not said to be taken comes again."""

    heard_taken = False

    def mail(self) -> EmailMessage:
        """The mail that comes."""
        mail = EmailMessage()
        mail["From"] = self.world.askers[0].email
        mail["To"] = "it-help@localhost"
        mail["Subject"] = self.name
        mail["Authentication-Results"] = f"{BORDER}; dmarc=pass header.from=northmoor.example"
        mail["Message-ID"] = f"<{self.number}.arriving@northmoor.example>"
        mail.set_content(f"{self.name}\n")
        return mail

    def heard(self, lines: list[str]) -> None:
        self.heard_taken |= "taken" in lines

    def act(self, say: Say) -> None:
        # This process ends with the scene.
        settings.CONFIGURATION = replace(settings.CONFIGURATION, mail_border=(BORDER,))
        if not self.heard_taken:
            self.come(say)
        # Later a worker brings in what waits, and looks after what a dead one had in hand.
        for later in (0, 5):
            at = clock.now() + timedelta(minutes=later)
            jobs.bring_in_waiting(at)
            jobs.handle_waiting(at)

    def come(self, say: Say) -> None:
        """Let the mail come; say that it was taken only when we were told so."""

    def wrong(self) -> Iterator[str]:
        rows = list(InboundMail.objects.filter(subject=self.name[:200]))
        states = Counter(row.state for row in rows)
        if states[State.APPLIED] != 1 or set(states) - {State.APPLIED, State.IGNORED}:
            yield f"LOST, the mail became {dict(states)}"
        if not all(path_of(row.sha256).is_file() for row in rows):
            yield "LOST, a raw mail is not there"
        if waiting_room.names():
            yield "a mail still waits as a file"
        made = ServiceRequest.objects.filter(title=self.name[:200]).select_related("team")
        if len(made) != 1:
            yield f"{len(made)} requests of one mail"
        for request in made:
            yield from checking.of_request(request)


class HandedOver(Arriving):
    """A mail server hands a mail over, and hands it over again when it heard nothing."""

    def come(self, say: Say) -> None:
        with a_door() as port, smtplib.LMTP(LOOPBACK, port) as client:
            client.sendmail("amina@northmoor.example", "it-help@localhost", self.mail().as_bytes())
            say("taken")
            with suppress(smtplib.SMTPException):
                client.quit()


class KeptAsAFile(Arriving):
    """A mail comes while the database is away, and is brought in later."""

    def come(self, say: Say) -> None:
        waiting_room.keep(
            self.mail().as_bytes(),
            Brought(clock.now(), "soak", recipients=("it-help@localhost",)),
        )
        say("taken")


class Fetched(Arriving):
    """A mail lies in a mailbox, and is read from there until the server's copy is marked."""

    def prepare(self) -> None:
        post_box().append(self.mail().as_bytes())

    def come(self, say: Say) -> None:
        mailbox = post_box().mailbox()
        with mailboxes.opened(mailbox, settings.CONFIGURATION) as folder:
            fetching.read(mailbox, folder, at=clock.now())

    def wrong(self) -> Iterator[str]:
        yield from super().wrong()
        if post_box().uids("UNSEEN"):
            yield "a mail that was taken in is not marked at its server"


_servers: list[imap_server.ImapServer] = []


def post_box() -> imap_server.ImapServer:
    """Answer the mail server whose mailbox is read; it ends with this process."""
    if not _servers:
        stack = ExitStack()
        _servers.append(stack.enter_context(imap_server.serving()))
        atexit.register(stack.close)
    return _servers[0]


SCENES: tuple[type[Scene], ...] = (HandedOver, KeptAsAFile, Fetched)
