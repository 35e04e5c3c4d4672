"""What an outsider sees does not depend on what they may not see."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from difflib import unified_diff
from typing import Any

import pytest
from django.db import connection
from pytest_django import DjangoDbBlocker

from tests.permissions.conftest import signed_in, undone
from tests.permissions.registry import Entry
from tests.permissions.roles import Role
from tests.permissions.table import ENTRIES
from tests.permissions.visiting import visit
from tests.permissions.world import World, empty_world
from tests.rig.session import THE_MOMENT

pytestmark = pytest.mark.django_db

#: Codes for an authenticator app are thrown anew at each visit; how the machine does is told as
#: it is at that very moment, whoever asks.
OWN_RANDOM = frozenset({"mfa_activate_totp", "mfa_add_webauthn", "readyz"})
PAGES = [entry for entry in ENTRIES if entry.method == "get" and entry.name not in OWN_RANDOM]
#: Whoever has no part in anything that is asked.
OUTSIDE = (Role.ANONYMOUS, Role.STRANGER, Role.OPERATOR, Role.GUEST)
#: Whoever has no part in the confidential request, however near they stand.
OUTSIDE_THE_CLOSED = (
    Role.LEAD,
    Role.EXCLUDED,
    Role.FORMER,
    Role.OPERATOR,
    Role.GUEST,
    Role.RECEIVER,
)
#: What differs between two visits to the same page.
PASSING = re.compile(
    r"(?m)^(?:Expires|Last-Modified|X-Trace): .*$|"
    r'name="nonce" value="[^"]*"|"challenge": ?"[^"]*"|'
    r'name="(?:csrfmiddlewaretoken|form_key)" value="[^"]*"|csrf[^=;\n]*=[^;\n]*|'
    r'"X-CSRFToken": ?"[^"]*"'
)
Walks = tuple[dict[str, str], dict[str, str]]


@pytest.fixture(scope="module")
def with_and_without_requests(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> dict[Role, Walks]:
    """What outsiders see before anything was asked, and after."""
    with undone(django_db_blocker):
        world = signed_in(empty_world(THE_MOMENT))
        return _walk(world, OUTSIDE, lambda: world.plant(opened=False))


@pytest.fixture(scope="module")
def with_and_without_secrets(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> dict[Role, Walks]:
    """What those near a confidential request see before it was asked, and after."""
    with undone(django_db_blocker):
        world = signed_in(empty_world(THE_MOMENT))
        world.plant(closed=False)
        return _walk(world, OUTSIDE_THE_CLOSED, world.close_one)


@pytest.mark.parametrize("role", OUTSIDE)
def test_an_outsider_sees_the_same_pages_whether_or_not_there_is_a_request(
    with_and_without_requests, role
):
    assert _differences(*with_and_without_requests[role]) == []


@pytest.mark.parametrize("role", OUTSIDE_THE_CLOSED)
def test_what_is_confidential_changes_no_byte_for_whoever_is_outside(
    with_and_without_secrets, role
):
    assert _differences(*with_and_without_secrets[role]) == []


def _walk(world: World, roles: Sequence[Role], happens: Callable[[], None]) -> dict[Role, Walks]:
    """Look at every page there is in each of these roles, before and after something happens."""
    pages = {role: [page for page in PAGES if _is_there(page, world, role)] for role in roles}
    before = {role: _look(world, role, pages[role]) for role in roles}
    happens()
    return {role: (before[role], _look(world, role, pages[role])) for role in roles}


def _look(world: World, role: Role, pages: list[Entry]) -> dict[str, str]:
    """What a walk through the house shows, and how often each page asked the database."""
    seen = {}
    for page in pages:
        asked: list[str] = []
        with connection.execute_wrapper(_noting(asked)):
            answer = visit(world, role, page)
        seen[str(page)] = f"{len(asked)} queries\n{PASSING.sub('', answer.text)}"
    return seen


def _noting(asked: list[str]) -> Callable[..., Any]:
    def note(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        asked.append(sql)
        return execute(sql, *rest)

    return note


def _differences(before: dict[str, str], after: dict[str, str]) -> list[str]:
    assert before
    return [line for page in before for line in _changes(page, before[page], after[page])]


def _changes(page: str, before: str, after: str) -> list[str]:
    if before == after:
        return []
    changed = unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=0)
    return [f"{page}: {line.strip()}" for line in changed if line[:3] not in ("---", "+++", "@@ ")]


def _is_there(entry: Entry, world: World, role: Role) -> bool:
    """Whether this page has an address yet, and may not tell this outsider that something was."""
    try:
        entry.address(world)
    except AttributeError:
        return False
    return role not in entry.varies_for
