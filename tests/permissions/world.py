"""One small world: a request full of planted words, and ten people around it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.message import EmailMessage
from http.cookies import SimpleCookie
from types import MappingProxyType

from django.test import Client

from goodword.catalogue.models import Service
from goodword.channels import actions as channels
from goodword.channels.models import InboundMail
from goodword.channels.parsing import Reader
from goodword.feedback import actions as feedback
from goodword.feedback.models import Thanks
from goodword.guests.middleware import THREAD
from goodword.house.guard import system_scope
from goodword.outbox import jobs
from goodword.people.actions import importing as people
from goodword.people.models import PeopleImport, Person, Team
from goodword.requests import actions
from goodword.requests.actions.files import Upload
from goodword.requests.models import Attachment, Handover, Message, ServiceRequest
from tests.permissions.roles import PARTICIPANTS, PROVIDERS, Role
from tests.rig.cast import begin_organisation, make_person, make_service, make_team

#: Words that stand nowhere else, by where they are planted.
CANARIES: Mapping[str, str] = MappingProxyType(
    {
        "title": "quixotide",
        "words": "brumbelow",
        "message": "vendrasque",
        "file": "ostrakeel",
        "note": "mildrowen",
        "note file": "tarquimble",
        "thanks": "zephandrel",
        "mail": "oblingast",
    }
)
#: Who may read what is planted where.
READERS: Mapping[str, frozenset[Role]] = MappingProxyType(
    {
        "title": PARTICIPANTS,
        "words": PARTICIPANTS,
        "message": PARTICIPANTS,
        "file": PARTICIPANTS,
        "note": PROVIDERS,
        "note file": PROVIDERS,
        # A good word is for the two; a mail from an unknown address for the team on duty.
        "thanks": frozenset({Role.ASKER, Role.LEAD}),
        "mail": PROVIDERS,
    }
)


class Nowhere:
    """A way out for letters that leads nowhere."""

    is_repeatable = True

    def hand_over(self, mail: bytes, *, sender: str, to: str, token: str) -> None:
        """Let it go."""

    def settle(self) -> None:
        """Nothing is left to do."""

    def close(self) -> None:
        """Nothing is open."""


@dataclass(repr=False)
class World:
    """People by what they are to the request, and the request itself."""

    at: datetime
    people: dict[Role, Person]
    teams: dict[str, Team]
    service: Service
    request: ServiceRequest = field(init=False)
    message: Message = field(init=False)
    thanks: Thanks = field(init=False)
    handover: Handover = field(init=False)
    attachment: Attachment = field(init=False)
    note_attachment: Attachment = field(init=False)
    mail: InboundMail = field(init=False)
    guests_own: ServiceRequest = field(init=False)
    people_list: PeopleImport = field(init=False)
    sessions: dict[Role, SimpleCookie] = field(default_factory=dict)

    def plant(self) -> None:
        """Let it happen: asked for a colleague, promised, talked about, offered onwards."""
        self.request = actions.ask(
            by=self.people[Role.FILER],
            on_behalf_of=self.people[Role.ASKER],
            beneficiary=self.people[Role.BENEFICIARY],
            at=self.at,
            title=f"A laptop {CANARIES['title']}",
            words=f"It should {CANARIES['words']}.",
            service=self.service,
            files=[_file("file")],
        )
        self._talk()
        self.handover = actions.hand_over(
            self.request,
            by=self.people[Role.LEAD],
            at=self.at + timedelta(minutes=6),
            to_team=self.teams["receiver"],
            reason="They keep the laptops.",
        )
        self.request.refresh_from_db()
        self._find_files()
        self._receive()
        self.people_list = people.read_list(
            b"name,email\nRuth Vale,ruth@northmoor.example\n,nobody\n",
            file_name="people.csv",
            by=self.people[Role.OPERATOR],
            at=self.at,
        )
        jobs.drain(self.at + timedelta(minutes=30), transport=Nowhere())

    def session_of(self, role: Role) -> SimpleCookie:
        """Answer the cookies of somebody who signed in once and stays so."""
        if role not in self.sessions:
            client = Client()
            client.force_login(self.people[role])
            if role is Role.GUEST:
                session = client.session
                session[THREAD] = self.guests_own.pk
                session.save()
            self.sessions[role] = client.cookies
        return SimpleCookie({name: it.value for name, it in self.sessions[role].items()})

    def _talk(self) -> None:
        lead, asker = self.people[Role.LEAD], self.people[Role.ASKER]
        actions.offer(
            self.request,
            by=lead,
            at=self.at + timedelta(minutes=1),
            due_at=self.at + timedelta(days=1),
            words="A laptop, ready to use",
        )
        self.message = actions.write(
            self.request,
            by=asker,
            at=self.at + timedelta(minutes=2),
            words=f"Something more: {CANARIES['message']}.",
        )
        actions.write(
            self.request,
            by=self.people[Role.MEMBER],
            at=self.at + timedelta(minutes=3),
            words=f"Between us: {CANARIES['note']}.",
            team_only=True,
            files=[_file("note file")],
        )
        self.thanks = feedback.thank(
            self.request,
            by=asker,
            to=lead,
            at=self.at + timedelta(minutes=4),
            words=f"So {CANARIES['thanks']} of you.",
        )

    def _find_files(self) -> None:
        with system_scope("tests"):
            found = {file.name: file for file in Attachment.objects.all()}
            self.attachment = found[f"{CANARIES['file']}.txt"]
            self.note_attachment = found[f"{CANARIES['note file']}.txt"]

    def _receive(self) -> None:
        """Somebody unknown writes a mail; the team on duty decides about it."""
        mail = EmailMessage()
        mail["From"], mail["To"] = "stranger@elsewhere.example", "goodword@localhost"
        mail["Subject"], mail["Message-ID"] = "A question", "<1@elsewhere.example>"
        mail.set_content(f"Do you know what {CANARIES['mail']} means?")
        received = channels.receive(mail.as_bytes(), at=self.at, source="test")
        with Reader() as reader:
            self.mail = channels.handle(received, reader, at=self.at)


def empty_world(at: datetime) -> World:
    """Answer the people, the teams and the service, before anything was asked."""
    begin_organisation(at)
    teams = {
        "asker": make_team("Student records", at=at),
        "provider": make_team("IT help", at=at, is_duty=True),
        "stranger": make_team("Finance", at=at),
        "receiver": make_team("Stores", at=at),
        "visitors": make_team("Visitors desk", at=at),
    }
    people = {
        Role.STRANGER: make_person("Chidi Okafor", teams["stranger"], at=at),
        Role.ASKER: make_person("Amina Yusuf", teams["asker"], at=at),
        Role.FILER: make_person("Farida Noor", teams["asker"], at=at),
        Role.BENEFICIARY: make_person("Dana Reyes", teams["stranger"], at=at),
        Role.MEMBER: make_person("Milan Novak", teams["provider"], at=at),
        Role.LEAD: make_person("Ben Keller", teams["provider"], at=at),
        Role.RECEIVER: make_person("Rosa Lind", teams["receiver"], at=at),
        Role.OPERATOR: make_person("Olga Brandt", at=at, is_operator=True),
        Role.GUEST: make_person(
            "Gwen Price", at=at, email="gwen@elsewhere.example", is_guest=True, proven_at=at
        ),
    }
    teams["provider"].lead = people[Role.LEAD]
    teams["provider"].save(update_fields=["lead"])
    world = World(at, people, teams, make_service(teams["provider"], at=at))
    world.guests_own = actions.ask(
        by=people[Role.GUEST], at=at, title="A transcript", team=teams["visitors"]
    )
    return world


def _file(kind: str) -> Upload:
    word = CANARIES[kind]
    return Upload(f"{word}.txt", "text/plain", [f"inside: {word}".encode()])
