"""Letters are pages that come by themselves: the same words, the same eyes."""

from __future__ import annotations

from datetime import timedelta
from email import message_from_bytes, policy

import pytest

from goodword.house import clock
from goodword.outbox import jobs
from tests.permissions.roles import Role
from tests.permissions.world import CANARIES, READERS, World

pytestmark = pytest.mark.django_db


class Collector:
    """A way out that keeps what leaves."""

    is_repeatable = True

    def __init__(self) -> None:
        self.letters: list[tuple[str, str]] = []

    def hand_over(self, mail: bytes, *, sender: str, to: str, token: str) -> None:
        """Keep a letter as its receiver reads it."""
        message = message_from_bytes(mail, policy=policy.default)
        words = [str(value) for value in message.values()]
        words += [
            part.get_content() for part in message.walk() if part.get_content_maintype() == "text"
        ]
        self.letters.append((to, "\n".join(words)))


@pytest.fixture
def letters(bare_world: World, monkeypatch: pytest.MonkeyPatch) -> dict[Role, str]:
    """All that was written to somebody until tomorrow noon, by what they are to the request."""
    world = bare_world
    collector = Collector()
    monkeypatch.setattr("tests.permissions.world.Nowhere", lambda: collector)
    world.plant()
    for hours in range(0, 28, 2):
        at = world.at + timedelta(hours=hours, minutes=5)
        with clock.frozen(at):
            jobs.drain(at, transport=collector)
    roles = {person.email: role for role, person in world.people.items()}
    read: dict[Role, str] = {}
    for to, text in collector.letters:
        read[roles[to]] = read.get(roles[to], "") + text
    return read


def test_a_letter_holds_nothing_its_receiver_may_not_read(letters):
    leaks = [
        f"{kind} to {role}"
        for role, text in letters.items()
        for kind, word in CANARIES.items()
        if role not in READERS[kind] and word in text
    ]
    assert leaks == []


def test_those_it_concerns_are_written_to(letters):
    assert CANARIES["title"] in letters[Role.ASKER]
    assert CANARIES["title"] in letters[Role.LEAD] + letters.get(Role.MEMBER, "")


def test_strangers_and_operators_are_not(letters):
    assert not {Role.STRANGER, Role.OPERATOR} & set(letters)
