"""Machines that answer machines settle by themselves (RELIABILITY 6, PEERS 3d)."""

from __future__ import annotations

import base64
import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from email.utils import parseaddr
from pathlib import Path

import pytest

from goodword.channels.parsing import Reader
from goodword.house.guard import system_scope
from goodword.people.models import Person
from goodword.requests import actions as requests
from goodword.requests.models import ServiceRequest
from tests.rig.another_house import lives, surroundings
from tests.rig.mail_programs import Got, write

pytestmark = pytest.mark.django_db

TakeIn = Callable[[datetime, list[bytes]], list[bytes]]
MINUTE = timedelta(minutes=1)
_MACHINES = re.compile(rb"^(?:Auto-Submitted|X-Auto-Response-Suppress|X-Goodword-Loop):[^\n]*\n",
                       re.MULTILINE)  # fmt: skip


@pytest.fixture
def take_in(settings, tmp_path) -> Iterator[TakeIn]:
    """Take mails in at a moment, and answer the letters that leave then."""
    settings.MEDIA_ROOT = tmp_path / "files"
    with Reader() as reader:
        yield lambda at, mails: lives(at, mails, reader)


class Neighbour:
    """Another installation in a process of its own."""

    def __init__(self, folder: Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.rig.another_house", "goodword@localhost"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=surroundings(folder, "other.example"),
        )

    def lives(self, at: datetime, mails: list[bytes]) -> list[bytes]:
        told = {"at": at.isoformat(), "mails": [base64.b64encode(it).decode() for it in mails]}
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps(told) + "\n")
        self.process.stdin.flush()
        return [base64.b64decode(it) for it in json.loads(self.process.stdout.readline())]

    def close(self) -> None:
        self.process.communicate()


@pytest.fixture
def neighbour(tmp_path_factory) -> Iterator[Neighbour]:
    house = Neighbour(tmp_path_factory.mktemp("other"))
    yield house
    house.close()


def _hour(begun: datetime) -> Iterator[datetime]:
    """The first minutes one by one, then some of the rest of an hour."""
    return (begun + minute * MINUTE for minute in (0, 1, 2, 3, 4, 11, 12, 22, 23, 40, 59))


def test_two_installations_that_write_to_each_other_settle(
    neighbour, take_in, person, it_help, now
):
    person("The Neighbour", email="goodword@other.example")
    neighbour.lives(now, [])
    ours, theirs = _write_to_each_other(neighbour, take_in, now, relay=bytes)
    assert (len(ours), len(theirs)) == (1, 0)
    # On the way the signs of a machine are lost: only the brakes are left.
    ours, theirs = _write_to_each_other(neighbour, take_in, now + 120 * MINUTE, relay=_stripping)
    assert max(_most_within(ours), _most_within(theirs)) <= 1
    assert max(len(ours), len(theirs)) <= 3


def _stripping(letter: bytes) -> bytes:
    return _MACHINES.sub(b"", letter)


def _write_to_each_other(
    neighbour: Neighbour, take_in: TakeIn, begun: datetime, relay: Callable[[bytes], bytes]
) -> tuple[list[datetime], list[datetime]]:
    """Answer when each house wrote to the other within the hour after the first mail."""
    ours: list[datetime] = []
    theirs: list[datetime] = []
    mails = [write("goodword@other.example", "it-help@localhost", f"Begun {begun}", "Hello.")]
    for at in _hour(begun):
        letters = [it for it in take_in(at, mails) if b"goodword@other.example" in it]
        ours += [at] * len(letters)
        answers = neighbour.lives(at, list(map(relay, letters)))
        mails = [relay(it) for it in answers if b"goodword@localhost" in it]
        theirs += [at] * len(mails)
    return ours, theirs


def _most_within(moments: list[datetime], span: timedelta = 10 * MINUTE) -> int:
    return max((sum(one <= it < one + span for it in moments) for one in moments), default=0)


def _by_the_book(letter: Got, robot: str) -> bytes:
    raw = write(robot, str(letter.mail["Reply-To"]), f"Automatic reply: {letter.subject}", "Away.")
    return b"Auto-Submitted: auto-replied\n" + _answers(letter, raw)


def _as_a_person(letter: Got, robot: str) -> bytes:
    to = str(letter.mail["Reply-To"] or letter.mail["From"])
    return _answers(letter, write(robot, to, f"Re: {letter.subject}", "I am away until Monday."))


def _as_something_new(letter: Got, robot: str) -> bytes:
    return write(robot, str(letter.mail["From"]), "Thank you for your mail", "I am away.")


def _answers(letter: Got, raw: bytes) -> bytes:
    return f"In-Reply-To: {letter.mail['Message-ID']}\n".encode() + raw


ROBOTS = (_by_the_book, _as_a_person, _as_something_new)


def test_fifty_robots_get_at_most_two_mails_an_hour_each(take_in, person, ben, it_help, now):
    askers = [person(f"Robot{number} Absent").email for number in range(50)]
    robots = {who: ROBOTS[number % len(ROBOTS)] for number, who in enumerate(askers)}
    got: Counter[str] = Counter()
    mails = [write(who, "it-help@localhost", f"A laptop {who}", "Please.") for who in askers]
    for at in _hour(now):
        letters = [Got(it) for it in take_in(at, mails)]
        # A colleague's own words are never held back; all else counts.
        mails = []
        for letter in letters:
            who = parseaddr(str(letter.mail["To"]))[1]
            if who in robots:
                got[who] += "Auto-Submitted" in letter.mail
                mails.append(robots[who](letter, who))
        if at == now + MINUTE:
            _offer_all(ben, at)
    assert set(got.values()) <= {1, 2}


def _offer_all(ben: Person, at: datetime) -> None:
    with system_scope("tests"):
        for request in ServiceRequest.objects.filter(title__startswith="A laptop"):
            requests.offer(request, by=ben, at=at, due_at=at + timedelta(days=5))
