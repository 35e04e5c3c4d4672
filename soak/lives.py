"""One life of a request through the doors people use, step by step, with a memory.

A step that was answered is never sent again; one whose answer did not come is sent again exactly
as it was: the same nonce, the same version of what the person saw.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, Protocol

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from goodword.people.models import Person
from goodword.ui.kept import KEY
from soak.world import World, window

#: What each step adds to the history of its request, in order.
EVENTS: Final = {
    "ask": "asked",
    "write": "wrote",
    "reply": "wrote",
    "offer": "offered",
    "accept": "promised",
    "hand_over": "handover_offered",
    "refuse": "handover_refused",
    "deliver": "delivered",
    "confirm": "confirmed",
}
WHOLE: Final = tuple(EVENTS)
DONE: Final = (302, 303)
#: The answers to a second sending of what had been done the first time.
TOO_LATE: Final = (404, 409, 422)
FAR_AWAY: Final = "2027-06-01T12:00:00+00:00"


class Door(Protocol):
    """Something that takes what a person sends: answers the status and where to go then."""

    def post(
        self, person: Person, path: str, fields: Mapping[str, str], file: bytes | None
    ) -> tuple[int, str]:
        """Send it. Raises ``OSError`` when no answer came."""


class Doors:
    """The doors of this very process, as a browser window sees them."""

    def __init__(self) -> None:
        self._windows: dict[int, Client] = {}

    def post(
        self, person: Person, path: str, fields: Mapping[str, str], file: bytes | None
    ) -> tuple[int, str]:
        """Send it."""
        client = self._windows.setdefault(person.pk, window(person))
        sent: dict[str, object] = dict(fields)
        if file is not None:
            sent["files"] = SimpleUploadedFile("proof.txt", file, "text/plain")
        answer = client.post(path, sent)
        return answer.status_code, answer.headers.get("Location", "")


def key_of(words: str) -> str:
    """The key of the form in which these words are sent, like no other form's."""
    return hashlib.sha256(words.encode()).hexdigest()[:32]


@dataclass
class Life:
    """One request from asking to confirming; ``name`` is in all of its words, and unlike any."""

    name: str
    asker: Person
    helper: Person
    other: Person
    others_team: int
    steps: tuple[str, ...] = WHOLE
    with_files: bool = True
    path: str = ""
    acknowledged: list[str] = field(default_factory=list)
    #: Steps that were sent at least once, whether or not an answer came.
    sent: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, world: World, name: str, number: int, steps: tuple[str, ...] = WHOLE) -> Life:
        """Begin a life among these people."""
        return cls(
            name,
            world.askers[number % len(world.askers)],
            world.helpers[number % len(world.helpers)],
            world.others[number % len(world.others)],
            world.estates.pk,
            steps,
        )

    @property
    def reference(self) -> str:
        """How the request is called, once it is known."""
        return self.path.strip("/").partition("/")[2]

    @property
    def is_over(self) -> bool:
        """Whether every step has been answered."""
        return len(self.acknowledged) == len(self.steps)

    def left(self) -> Iterator[str]:
        """The steps that have not been answered yet."""
        return iter(self.steps[len(self.acknowledged) :])

    def take(self, step: str, door: Door) -> str:
        """Take one step; answer what is wrong with the answer, or nothing.

        Raises ``OSError`` when no answer came; then the same step is to be taken again.
        """
        person, noun, fields = self._fields(step)
        file = self._file(step)
        path = f"{self.path}{noun}/" if self.path else "/ask/"
        repeated = step in self.sent
        self.sent.add(step)
        status, location = door.post(person, path, fields, file)
        if status >= 500:
            raise OSError(f"{path} answered {status}")
        if status not in DONE and not (repeated and status in TOO_LATE):
            return f"{self.name}: {step} was answered {status}"
        if step == "ask":
            self.path = location.partition("?")[0]
            if not self.path.startswith("/requests/"):
                return f"{self.name}: asking again led to {location!r}, not to the request"
        self.acknowledged.append(step)
        return ""

    def live(self, door: Door, say: Callable[[str], None]) -> None:
        """Take all steps that are left, and say each before and after, for ``hear``."""
        for step in list(self.left()):
            say(f"sent {step}")
            wrong = self.take(step, door)
            say(f"wrong {wrong}" if wrong else f"done {step} {self.path}")

    def hear(self, line: str) -> str:
        """Learn what another process did with this life; answer what was wrong, or nothing."""
        what, _space, rest = line.partition(" ")
        if what == "wrong":
            return rest
        step, _space, path = rest.partition(" ")
        if what == "sent":
            self.sent.add(step)
        elif what == "done":
            self.path = path
            self.acknowledged.append(step)
        return ""

    def words(self, step: str) -> str:
        """What is written in one step, and in no other of any life."""
        return f"{self.name} {step}"

    def _file(self, step: str) -> bytes | None:
        if self.with_files and step in ("ask", "write", "deliver"):
            return f"{self.words(step)} proof".encode()
        return None

    def _fields(self, step: str) -> tuple[Person, str, dict[str, str]]:
        words = self.words(step)
        seen = {"version": str(len(self.acknowledged)), KEY: key_of(words)}
        sent: dict[str, tuple[Person, str, dict[str, str]]] = {
            "ask": (self.asker, "", {"title": self.name, "words": words}),
            "write": (self.asker, "messages", {"words": words}),
            "reply": (self.helper, "messages", {"words": words}),
            "offer": (self.helper, "offers", {"pick": FAR_AWAY, "words": words}),
            "accept": (self.asker, "offer-answer", {"answer": "yes"}),
            "hand_over": (
                self.helper,
                "handover",
                {"to_team": str(self.others_team), "reason": words},
            ),
            "refuse": (self.other, "handover-answer", {"answer": "no", "words": words}),
            "deliver": (self.helper, "delivery", {"words": words}),
            "confirm": (self.asker, "confirmation", {"outcome": "yes", "thanks": words}),
        }
        person, noun, fields = sent[step]
        return person, noun, fields | seen
