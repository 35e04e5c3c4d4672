"""Every address through every pair of eyes."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.test.signals import template_rendered

from tests.permissions.registry import Entry
from tests.permissions.roles import Role
from tests.permissions.table import ENTRIES
from tests.permissions.world import CANARIES, READERS, World

PAGES = [entry for entry in ENTRIES if entry.method == "get"]


def visit(world: World, role: Role, entry: Entry) -> Any:
    """Open an address in a role; whatever it changes is undone."""
    client = Client(raise_request_exception=False)
    with transaction.atomic():
        if role is not Role.ANONYMOUS:
            client.force_login(world.people[role])
        response = getattr(client, entry.method)(entry.address(world), entry.data(world))
        transaction.set_rollback(True)
    return response


def everything_in(response: Any) -> str:
    """Answer headers and body as one text."""
    body = b"".join(response) if response.streaming else response.content
    response.close()
    headers = "\n".join(f"{name}: {value}" for name, value in response.items())
    return f"{headers}\n\n{body.decode('utf-8', 'replace')}"


@pytest.mark.parametrize("entry", ENTRIES, ids=str)
def test_an_address_opens_to_those_who_may_and_to_nobody_else(world, entry):
    answers = {role: visit(world, role, entry) for role in Role}
    texts = {role: everything_in(answer) for role, answer in answers.items()}
    wrong = [
        f"{role}: {_code(answer)}, not {sorted(entry.expected(role))}"
        for role, answer in answers.items()
        if answer.status_code not in entry.expected(role)
    ]
    assert wrong == []
    _can_be_seen(entry, texts)
    _is_never_seen(texts)


def _code(answer: Any) -> str:
    """Answer the code, and what failed behind a 500."""
    error = answer.exc_info[1] if answer.exc_info else None
    return f"{answer.status_code} {type(error).__name__}: {error}" if error else answer.status_code


def _can_be_seen(entry: Entry, texts: dict[Role, str]) -> None:
    hidden = [
        f"{kind} from {role}"
        for kind, roles in entry.shows.items()
        for role in roles
        if CANARIES[kind] not in texts[role]
    ]
    assert hidden == [], "those who may read it must see the planted word"


def _is_never_seen(texts: dict[Role, str]) -> None:
    leaks = [
        f"{kind} to {role}"
        for kind, word in CANARIES.items()
        for role, text in texts.items()
        if role not in READERS[kind] and word in text
    ]
    assert leaks == []


@pytest.mark.parametrize("entry", [e for e in ENTRIES if e.method == "post"], ids=str)
def test_what_changes_something_is_not_done_by_looking_at_it(world, entry):
    opened = Client(raise_request_exception=False)
    opened.force_login(world.people[Role.LEAD])
    allowed = {200, 302, 404} if entry.name in {page.name for page in PAGES} else {404, 405}
    assert opened.get(entry.address(world)).status_code in allowed


@pytest.mark.parametrize("entry", [e for e in ENTRIES if e.method == "post"], ids=str)
def test_what_changes_something_needs_the_forms_own_token(world, entry):
    forger = Client(enforce_csrf_checks=True, raise_request_exception=False)
    forger.force_login(world.people[Role.ASKER])
    assert forger.post(entry.address(world), entry.data(world)).status_code in {403, 404}


@pytest.mark.parametrize("entry", PAGES, ids=str)
def test_every_page_is_made_of_our_own_templates(world, entry):
    """The second template engine stands behind forms only; a page from it would not be ours."""
    foreign: list[str] = []

    def note(template, **_):
        if not (template.name or "").startswith("django/"):
            foreign.append(template.name)

    template_rendered.connect(note)
    try:
        for role in (Role.ANONYMOUS, Role.LEAD, Role.OPERATOR):
            visit(world, role, entry)
    finally:
        template_rendered.disconnect(note)
    assert foreign == []


#: What differs between two visits to the same page.
PASSING = re.compile(
    r'name="csrfmiddlewaretoken" value="[^"]*"|csrf[^=;\n]*=[^;\n]*|"X-CSRFToken": ?"[^"]*"'
)


@pytest.mark.parametrize("role", [Role.ANONYMOUS, Role.STRANGER, Role.OPERATOR])
def test_an_outsider_sees_the_same_pages_whether_or_not_there_is_a_request(empty_world, role):
    pages = [page for page in PAGES if _needs_no_request(page, empty_world)]
    assert pages

    def look() -> dict[str, str]:
        return {
            str(page): PASSING.sub("", everything_in(visit(empty_world, role, page)))
            for page in pages
        }

    before = look()
    empty_world.plant()
    after = look()
    assert [name for name in before if before[name] != after[name]] == []


def _needs_no_request(entry: Entry, world: World) -> bool:
    try:
        entry.address(world)
    except AttributeError:
        return False
    return not entry.because.startswith("varies")
