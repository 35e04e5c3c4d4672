"""Whatever is opened, the log holds no word, name or address of anybody (RELIABILITY case 39)."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Callable, Iterator

import pytest
import structlog
from django.test import Client
from django.urls import reverse

from goodword.house.logs import configure
from goodword.outbox import jobs
from tests.permissions.canaries import CANARIES
from tests.permissions.registry import Entry
from tests.permissions.roles import Role
from tests.permissions.table import ENTRIES
from tests.permissions.visiting import visit
from tests.permissions.world import World

pytestmark = [pytest.mark.one_engine, pytest.mark.django_db]

#: Between them they are shown every planted word; each page is opened by the first who may.
EYES = (Role.LEAD, Role.ASKER, Role.OPERATOR)
FORGED = 'kestrelgloam\r\n{"event": "forged"}'
Lines = Callable[[], list[str]]


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> Iterator[Lines]:
    """What the program writes down meanwhile, as it would on standard error."""
    stream = io.StringIO()
    root = logging.getLogger()
    before, level = list(root.handlers), root.level
    monkeypatch.setattr("sys.stderr", stream)
    configure({"level": "INFO"})
    yield lambda: stream.getvalue().splitlines()
    root.handlers, root.level = before, level
    structlog.reset_defaults()


def _secrets(world: World) -> set[str]:
    """Words that are somebody's: planted ones, names, addresses, and ways in."""
    people = world.people.values()
    return {
        *CANARIES.values(),
        *(person.name for person in people),
        *(person.email for person in people),
        world.request.reference,
    }


def _told(lines: list[str], secrets: set[str]) -> list[str]:
    return [line for line in lines for secret in secrets if secret.lower() in line.lower()]


def test_no_page_writes_a_word_of_anybody_into_the_log(world: World, written: Lines) -> None:
    for entry in ENTRIES:
        visit(world, next((role for role in EYES if role in entry.open_to), Role.ASKER), entry)
    lines = written()
    assert len(lines) >= len(ENTRIES)
    assert _told(lines, _secrets(world)) == []
    assert all(isinstance(json.loads(line), dict) for line in lines)


def test_sending_letters_writes_no_word_of_anybody_into_the_log(
    world: World, written: Lines
) -> None:
    jobs.send_due(world.at)
    assert _told(written(), _secrets(world)) == []


def test_what_a_visitor_sends_begins_no_line_of_its_own(world: World, written: Lines) -> None:
    client = Client(raise_request_exception=False)
    client.cookies = world.session_of(Role.ASKER)
    headers = {"User-Agent": FORGED, "Referer": FORGED, "X-Forwarded-For": FORGED}
    for address in ("/", "/nothing/here/", reverse("metrics")):
        client.get(address, {"q": FORGED, "next": FORGED}, headers=headers)
        client.post(address, {"words": FORGED, "title": FORGED}, headers=headers)
    client.get("/", headers={"Host": FORGED})
    lines = written()
    assert _told(lines, {"kestrelgloam", "forged"}) == []
    assert all(isinstance(json.loads(line), dict) for line in lines)


def test_an_error_writes_no_word_of_anybody_into_the_log(
    world: World, written: Lines, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = Entry("pages:home", frozenset({Role.ASKER}))

    def fail(*_words: object) -> None:
        raise ValueError(f"{CANARIES['title']} of {world.people[Role.ASKER].name}")

    monkeypatch.setattr("goodword.ui.context.places", fail)
    assert visit(world, Role.ASKER, entry).code == 500
    lines = written()
    assert any("ValueError" in line for line in lines)
    assert _told(lines, _secrets(world)) == []
