"""Pieces of real work that may be cut off anywhere, and what must be so once they are done again.

A scene is set in the parent process, acted in a child that may die, and acted again by another
that may not. ``act`` does what people and programs do: it never asks what was done before, but
for the steps of a life whose answer came.
"""

from __future__ import annotations

import argparse
import io
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import ClassVar

from django.conf import settings

from goodword.catalogue.models import Charter, Service
from goodword.channels import jobs as mails
from goodword.channels.coming_in import ingest
from goodword.channels.coming_in.raw import path_of as raw_path_of
from goodword.channels.models import InboundMail
from goodword.channels.models import State as MailState
from goodword.history.models import Event
from goodword.house import clock
from goodword.house.guard import system_scope
from goodword.operations.setting_up import import_command
from goodword.outbox import actions as letters
from goodword.outbox import addresses, transports
from goodword.outbox.actions.posting import leave_unsent
from goodword.outbox.jobs import drain
from goodword.outbox.models import ARRIVED, ON_ITS_WAY, Letter, State
from goodword.people.actions import importing
from goodword.people.models import Person
from goodword.requests import jobs as clocks
from goodword.requests.models import Attachment, Message, ServiceRequest
from goodword.ui.kept import KEY
from soak import checking
from soak.lives import Doors, Life, key_of
from soak.world import World

Say = Callable[[str], None]


class Stage:
    """Where scenes are played: the people, and a number that no other scene has."""

    def __init__(self, world: World) -> None:
        self.world = world
        self._number = 0

    def next_number(self) -> int:
        """A number of its own for each scene."""
        self._number += 1
        return self._number


class Scene:
    """One piece of work; ``name`` is like no other's."""

    passes: ClassVar[tuple[str, ...]] = ()

    def __init__(self, stage: Stage, name: str) -> None:
        self.world = stage.world
        self.number = stage.next_number()
        self.name = f"{type(self).__name__} {self.number}: {name}"
        with system_scope("soak"):
            self.prepare()

    def prepare(self) -> None:
        """Set the scene."""

    def act(self, say: Say) -> None:
        """Do the work, from the beginning or from where the answers ended."""

    def heard(self, lines: list[str]) -> None:
        """Learn what was answered."""

    def problems(self) -> list[str]:
        """Say what is wrong once it has been done."""
        with system_scope("soak"):
            return list(self.wrong())

    def wrong(self) -> Iterator[str]:
        """Look at what this scene left behind."""
        yield from ()

    def life(self, *steps: str) -> Life:
        """A life of this scene, lived undisturbed as far as these steps."""
        life = Life.of(self.world, self.name, self.number, steps)
        life.live(Doors(), lambda _words: None)
        return life


class WholeLife(Scene):
    """Somebody asks, both write, a word is given, handing over is tried, it is delivered."""

    def prepare(self) -> None:
        self.one = Life.of(self.world, self.name, self.number)
        self.said_wrong: list[str] = []

    def act(self, say: Say) -> None:
        self.one.live(Doors(), say)

    def heard(self, lines: list[str]) -> None:
        self.said_wrong += [words for line in lines if (words := self.one.hear(line))]

    def wrong(self) -> Iterator[str]:
        yield from self.said_wrong
        if not self.one.is_over:
            yield f"ended at {self.one.acknowledged}"
        yield from checking.problems_of_lives([self.one])


class Letters(Scene):
    """A worker takes back what a dead one had, gathers digests, and sends everything."""

    def prepare(self) -> None:
        leave_unsent(before=clock.now() + timedelta(seconds=1), because="not of this scene")
        self.lives = [self.life("ask", "offer")]
        self.name += " too"
        self.lives.append(self.life("ask", "offer"))
        letters.claim("a worker that died", self.then() - timedelta(minutes=10))

    @staticmethod
    def then() -> datetime:
        """When every letter is due, those for the digest too."""
        return clock.now() + timedelta(days=4)

    def act(self, say: Say) -> None:
        # What a dead worker had in hand comes again by the plan, minutes later.
        for later in (0, 10, 20):
            drain(self.then() + timedelta(minutes=later))

    def wrong(self) -> Iterator[str]:
        here = [f"/requests/{life.reference}/" for life in self.lives]
        keys = ServiceRequest.objects.filter(title__in=[life.name for life in self.lives])
        mine = Letter.objects.filter(about_kind="request", about_id__in=keys.values("pk"))
        if not mine.exists() or len(here) != keys.count():
            yield "there were no letters"
        for letter in mine.select_related("digest"):
            yield from self._of_letter(letter)
        for life in self.lives:
            Doors().post(life.asker, f"{life.path}withdrawal/", {}, None)

    def _of_letter(self, letter: Letter) -> Iterator[str]:
        if letter.state in (*ON_ITS_WAY, State.HELD, State.FAILED):
            yield f"LOST, the letter {letter.key} is {letter.state}"
        if letter.state == State.PERHAPS_TWICE:
            yield f"DOUBLED, the letter {letter.key} was perhaps sent twice into the spool"
        carrier = letter.digest or letter
        spooled = transports.spool_folder() / f"{carrier.token}.eml"
        if letter.state in ARRIVED and not spooled.is_file():
            yield f"LOST, the letter {letter.key} is said to be sent, and is not in the spool"
        if spooled.is_file() and not spooled.read_bytes().endswith(b"\n"):
            yield f"HALF DONE, the letter {letter.key} in the spool is cut off"


class Sweep(Scene):
    """The clock looks at a request that nobody answered for ten days."""

    def prepare(self) -> None:
        self.one = self.life("ask")

    def act(self, say: Say) -> None:
        while clocks.sweep(clock.now() + timedelta(days=10)):
            pass

    def wrong(self) -> Iterator[str]:
        (request,) = ServiceRequest.objects.filter(title=self.name).select_related("team")
        told = Event.objects.about("request", request.pk).filter(by=None)
        effects = Counter((event.name, event.facts.get("due_at", "")) for event in told)
        if ("word_missed" not in {name for name, _due in effects}) or max(effects.values()) > 1:
            yield f"the clock did {dict(effects)}"
        yield from checking.of_request(request)
        Doors().post(self.one.asker, f"{self.one.path}withdrawal/", {}, None)


class MailIn(Scene):
    """A mail with a file arrives by the command, which is called again when it did not end."""

    def prepare(self) -> None:
        self.folder = Path(settings.CONFIGURATION.data) / "arriving"
        self.folder.mkdir(exist_ok=True)
        self.path = self.folder / f"{self.number}.eml"
        self.path.write_bytes(self.mail().as_bytes())

    def mail(self) -> EmailMessage:
        """The mail that arrives."""
        mail = EmailMessage()
        mail["From"] = self.world.askers[0].email
        mail["To"] = "it-help@localhost"
        mail["Subject"] = self.name
        mail["Message-ID"] = f"<{self.number}@northmoor.example>"
        mail.set_content(f"{self.name}\n")
        mail.add_attachment(self.name.encode(), "text", "x-log", filename="proof.log")
        return mail

    def act(self, say: Say) -> None:
        parser = argparse.ArgumentParser()
        ingest.add_arguments(parser)
        options = parser.parse_args([str(self.path)])
        options.json = False
        ingest.run(options, io.StringIO(), io.StringIO())
        # Later the worker looks after what a dead process left.
        mails.handle_waiting(clock.now() + timedelta(minutes=5))

    def wrong(self) -> Iterator[str]:
        rows = list(InboundMail.objects.filter(source__contains=self.path.name))
        states = Counter(row.state for row in rows)
        if states[MailState.APPLIED] != 1 or set(states) - {MailState.APPLIED, MailState.IGNORED}:
            yield f"the mail became {dict(states)}"
        if not all(raw_path_of(row.sha256).is_file() for row in rows):
            yield "LOST, a raw mail is not there"
        yield from self.became()

    def became(self) -> Iterator[str]:
        """Look at what it became."""
        made = ServiceRequest.objects.filter(title=self.name[:200]).select_related("team")
        if len(made) != 1:
            yield f"{len(made)} requests of one mail"
        for request in made:
            files = Attachment.objects.filter(service_request=request).count()
            if files != 1:
                yield f"{files} files of one"
            yield from checking.of_request(request)


class MailAnswer(MailIn):
    """A mail answers a request."""

    def prepare(self) -> None:
        self.one = self.life("ask")
        super().prepare()

    def mail(self) -> EmailMessage:
        mail = super().mail()
        mail.replace_header("From", self.one.asker.email)
        to = addresses.reply_address(self.one.reference, self.one.asker.pk)
        mail.replace_header("To", to)
        return mail

    def became(self) -> Iterator[str]:
        number = Message.objects.filter(words__startswith=self.name, channel="mail").count()
        if number != 1:
            yield f"{number} messages of one mail"
        self.one.sent.add("write")  # by mail
        yield from checking.problems_of_lives([self.one])
        Doors().post(self.one.asker, f"{self.one.path}withdrawal/", {}, None)


class PublishCharter(Scene):
    """A team publishes the next version of a charter, and presses again when nothing came."""

    def prepare(self) -> None:
        self.service = Service.objects.get(pk=self.world.laptops.pk)
        newest = self.service.charters.order_by("-version").values_list("version", flat=True)
        self.fields = CHARTER | {
            "scope": self.name,
            "seen_version": str(newest[0]),
            KEY: key_of(self.name),
        }

    def act(self, say: Say) -> None:
        Doors().post(self.world.helpers[0], "/services/it-help/laptop/charter/", self.fields, None)

    def wrong(self) -> Iterator[str]:
        service = Service.objects.select_related("charter").get(pk=self.service.pk)
        versions = list(
            Charter.objects.filter(service=service)
            .order_by("version")
            .values_list("version", flat=True)
        )
        if versions != list(range(1, len(versions) + 1)):
            yield f"HALF DONE, the versions are {versions[-3:]}"
        if service.charter is None or service.charter.version != versions[-1]:
            yield "HALF DONE, the newest charter is not in force"
        elif service.charter.scope != [self.name]:
            yield "LOST, the charter was not published"
        if Charter.objects.filter(service=service, scope=[self.name]).count() > 1:
            yield "DOUBLED, the charter was published twice"


class Import(Scene):
    """A list of people is brought in by the command, three lines a batch."""

    LINES = 8

    def prepare(self) -> None:
        self.path = Path(settings.CONFIGURATION.data) / f"people-{self.number}.csv"
        rows = [
            f"Dana {row} of {self.number},{self.email(row)},Estates" for row in range(self.LINES)
        ]
        self.path.write_text("\n".join(["name,email,team", *rows]), encoding="utf-8")

    def email(self, row: int) -> str:
        """The address of somebody on the list."""
        return f"dana{row}.{self.number}@northmoor.example"

    def act(self, say: Say) -> None:
        parser = argparse.ArgumentParser()
        import_command.add_arguments(parser)
        options = parser.parse_args(["people", str(self.path)])
        options.json = False
        importing.BATCH = 3
        import_command.run(options, io.StringIO(), io.StringIO())

    def wrong(self) -> Iterator[str]:
        for row in range(self.LINES):
            people = list(Person.objects.filter(email=self.email(row)))
            if len(people) != 1:
                yield f"LOST, there are {len(people)} of line {row}"
            elif people[0].memberships.count() != 1:
                yield f"HALF DONE, line {row} is in {people[0].memberships.count()} teams"


CHARTER = {
    "scope": "",
    "not_in_scope": "A printer",
    "bring": "Name and first day",
    "steps": "We bring it",
    "quality": "Ready on the first day",
    "audiences": "Everybody",
    "first_word": "2",
    "first_word_unit": "h",
    "usual": "2",
    "usual_unit": "d",
    "nearly_always": "4",
    "nearly_always_unit": "d",
    "effort": "",
    "effort_unit": "h",
    "offer_days": "2",
    "update_days": "5",
    "changes": "Any time",
    "emergencies": "Call",
}

SCENES: tuple[type[Scene], ...] = (
    WholeLife,
    Letters,
    Sweep,
    MailIn,
    MailAnswer,
    PublishCharter,
    Import,
)
