"""One small world: a request full of planted words, and nine people around it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from types import MappingProxyType

from goodword.catalogue.models import Service
from goodword.house.guard import system_scope
from goodword.people.models import Person, Team
from goodword.requests import actions
from goodword.requests.actions.files import Upload
from goodword.requests.models import Attachment, Handover, Message, ServiceRequest
from tests.permissions.roles import PARTICIPANTS, PROVIDERS, Role

#: Words that stand nowhere else, by where they are planted.
CANARIES: Mapping[str, str] = MappingProxyType(
    {
        "title": "quixotide",
        "words": "brumbelow",
        "message": "vendrasque",
        "file": "ostrakeel",
        "note": "mildrowen",
        "note file": "tarquimble",
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
    }
)


@dataclass(repr=False)
class World:
    """People by what they are to the request, and the request itself."""

    at: datetime
    people: dict[Role, Person]
    teams: dict[str, Team]
    service: Service
    request: ServiceRequest = field(init=False)
    message: Message = field(init=False)
    handover: Handover = field(init=False)
    attachment: Attachment = field(init=False)
    note_attachment: Attachment = field(init=False)

    def plant(self) -> None:
        """Let the request happen: asked for a colleague, talked about, offered onwards."""
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
        self.message = actions.write(
            self.request,
            by=self.people[Role.ASKER],
            at=self.at + timedelta(minutes=1),
            words=f"Something more: {CANARIES['message']}.",
        )
        actions.write(
            self.request,
            by=self.people[Role.MEMBER],
            at=self.at + timedelta(minutes=2),
            words=f"Between us: {CANARIES['note']}.",
            team_only=True,
            files=[_file("note file")],
        )
        self.handover = actions.hand_over(
            self.request,
            by=self.people[Role.LEAD],
            at=self.at + timedelta(minutes=3),
            to_team=self.teams["receiver"],
            reason="They keep the laptops.",
        )
        self._find_files()

    def _find_files(self) -> None:
        with system_scope("tests"):
            found = {file.name: file for file in Attachment.objects.all()}
            self.attachment = found[f"{CANARIES['file']}.txt"]
            self.note_attachment = found[f"{CANARIES['note file']}.txt"]


def _file(kind: str) -> Upload:
    word = CANARIES[kind]
    return Upload(f"{word}.txt", "text/plain", [f"inside: {word}".encode()])
