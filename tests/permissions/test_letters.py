"""Letters are pages that come by themselves: the same words, the same eyes."""

from __future__ import annotations

from datetime import timedelta

import pytest

from goodword.house import clock
from goodword.outbox import jobs
from tests.permissions.canaries import CANARIES, READERS
from tests.permissions.roles import Role
from tests.permissions.world import World
from tests.rig.mailbox import Mailbox

pytestmark = pytest.mark.django_db


@pytest.fixture
def letters(bare_world: World, monkeypatch: pytest.MonkeyPatch) -> dict[Role, str]:
    """All that was written to somebody until tomorrow noon, by what they are to the request."""
    world = bare_world
    collector = Mailbox()
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
    assert not {Role.STRANGER, Role.OPERATOR, Role.FORMER, Role.TAKEN_OFF} & set(letters)


def test_nothing_confidential_is_in_any_letter(letters):
    closed = [word for kind, word in CANARIES.items() if kind.startswith("closed")]
    assert [word for word in closed for text in letters.values() if word in text] == []


def test_who_reads_in_confidence_learns_by_letter_that_there_is_something(letters):
    assert "/requests/" in letters[Role.WATCHER]
    assert "confidential" in letters[Role.MEMBER].lower()
