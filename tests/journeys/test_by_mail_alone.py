"""A whole request lived by mail alone, on both sides: nobody ever signs in."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial

import pytest
from django.conf import settings as live
from django.test import Client

from goodword.channels import actions
from goodword.channels.models import State
from goodword.channels.parsing import Reader
from goodword.feedback.models import Thanks
from goodword.house import clock
from goodword.house.guard import system_scope
from goodword.outbox import jobs
from goodword.people.models import Person
from goodword.requests.models import ServiceRequest
from tests.rig.mail_programs import PROGRAMS, Got, write

pytestmark = pytest.mark.django_db


@dataclass
class Post:
    """The post between two people and Goodword: mailboxes, and time that goes on."""

    reader: Reader
    at: datetime
    programs: dict[str, Callable[..., bytes]]
    boxes: dict[str, list[Got]] = field(default_factory=dict)
    is_repeatable = True

    def hand_over(self, mail: bytes, *, sender: str, to: str, token: str) -> None:
        self.boxes.setdefault(to, []).append(Got(mail))

    def settle(self) -> None:
        """Nothing is left to do for what was taken."""

    def close(self) -> None:
        """Nothing is open."""

    def goes_round(self) -> None:
        """A minute later everything that was posted has arrived."""
        self.at += timedelta(minutes=1)
        jobs.drain(self.at, transport=self)

    def latest(self, person: Person) -> Got:
        return self.boxes[person.email][-1]

    def send(self, raw: bytes) -> None:
        """A mail reaches Goodword and is taken in."""
        with system_scope("tests"):
            mail = actions.receive(raw, at=self.at, source="the journey")
            mail = actions.handle(mail, self.reader, at=self.at)
            assert mail.state == State.APPLIED, mail.reason
        self.goes_round()

    def answer(self, person: Person, words: str) -> None:
        """Somebody answers their latest letter with the program they have."""
        sender = f"{person.name} <{person.email}>"
        self.send(self.programs[person.email](self.latest(person), sender, words))

    def press(self, person: Person, button: str, /, **typed: str) -> None:
        """Somebody opens a button of their latest letter, and says yes on its page."""
        self._say_yes(self._address(self.latest(person).button(button)), typed)

    def press_again(self, person: Person, old: str, button: str, /, **typed: str) -> None:
        """Somebody opens a button that was pressed before; its page says what can be done now."""
        browser = Client()
        with clock.frozen(self.at):
            page = browser.get(self._address(self.latest(person).button(old))).content.decode()
        found = re.search(rf'href="([^"]+)">{re.escape(button)}', page)
        assert found, page
        self._say_yes(found[1], typed)

    def _say_yes(self, address: str, typed: dict[str, str]) -> None:
        browser = Client()
        with clock.frozen(self.at):
            page = browser.get(address)
            assert page.status_code == 200, page.content
            done = browser.post(address, _filled(page.content.decode()) | typed)
        assert done.status_code == 303, done.content.decode()
        self.goes_round()

    @staticmethod
    def _address(link: str) -> str:
        return link.removeprefix(live.CONFIGURATION.base_url)


def _filled(page: str) -> dict[str, str]:
    """What a form holds before anybody types: hidden fields, and what is chosen."""
    inputs = re.findall(r"<input[^>]*>", page)
    kept = [it for it in inputs if 'type="hidden"' in it or " checked" in it]
    pairs = [(re.search(r'name="([^"]+)"', it), re.search(r'value="([^"]*)"', it)) for it in kept]
    return {name[1]: value[1] for name, value in pairs if name and value}


#: An English program for who asks, a German one for who provides; each program is both once.
PAIRS = [("gmail", "outlook"), ("outlook", "apple"), ("apple", "gmail")]


@pytest.fixture(params=PAIRS, ids="-".join)
def post(request, now, settings, tmp_path, amina, ben) -> Iterator[Post]:
    settings.MEDIA_ROOT = tmp_path / "files"
    english, german = (PROGRAMS[name] for name in request.param)
    programs: dict[str, Callable[..., bytes]] = {
        amina.email: english,
        ben.email: partial(german, german=True),
    }
    with Reader() as reader:
        yield Post(reader, now, programs)


def test_a_whole_request_by_mail_alone(post, amina, ben, it_help):
    ben.letter_choices = {"requests.desk": "now"}
    ben.save()

    post.send(write(f"Amina <{amina.email}>", "it-help@localhost", "A laptop", "By Friday?"))
    post.press(ben, "I have it", words="Hello Amina.")
    post.answer(amina, "It is for the new colleague.")
    post.press(ben, "Say what we understood", words="A laptop for Dana.")
    post.answer(amina, "Not for Dana, for Temi.")
    assert "Not for Dana, for Temi." in post.latest(ben).text
    post.answer(ben, "Gut, für Temi.")
    post.press(ben, "Ask a question", question="Which size?")
    post.answer(amina, "The small one, please.")
    assert "The small one, please." in post.latest(ben).text

    post.press(ben, "Give our word with a date")
    assert "Would that help?" in post.latest(amina).text
    post.answer(amina, "Yes, if it is the small one.")
    assert "still yours to decide" in post.latest(amina).text
    post.press(amina, "Ask for another date", answer="later", due_at="2026-12-04 12:00")
    post.press(ben, "Agree to")
    assert "You will have it by" in post.latest(amina).text

    post.press_again(ben, "Agree to", "It is done", words="It is on her desk.")
    post.press(amina, "Something is missing", missing="The charger.")
    assert "The charger." in post.latest(ben).text
    post.press(ben, "It is done", words="Now with its charger.")
    post.press(amina, "Yes, it did", thanks="How quick you are!")

    with system_scope("tests"):
        request = ServiceRequest.objects.get()
        assert request.state == "confirmed"
        assert Thanks.objects.get().words == "How quick you are!"
        said = [
            words.partition("\n")[0] for words in request.messages.values_list("words", flat=True)
        ]
    assert said == [
        "Hello Amina.",
        "It is for the new colleague.",
        "Gut, für Temi.",
        "Yes, if it is the small one.",
    ]
