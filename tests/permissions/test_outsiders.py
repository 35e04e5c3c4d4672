"""What an outsider sees does not depend on what they may not see."""

from __future__ import annotations

import re
from difflib import unified_diff

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.permissions.registry import Entry
from tests.permissions.roles import Role
from tests.permissions.table import ENTRIES
from tests.permissions.visiting import visit
from tests.permissions.world import World

pytestmark = pytest.mark.django_db

PAGES = [entry for entry in ENTRIES if entry.method == "get"]
#: Whoever has no part in the confidential request, however near they stand.
OUTSIDE_THE_CLOSED = (
    Role.LEAD,
    Role.EXCLUDED,
    Role.FORMER,
    Role.OPERATOR,
    Role.GUEST,
    Role.RECEIVER,
)
#: Codes for an authenticator app are thrown anew at each visit.
OWN_RANDOM = frozenset({"mfa_activate_totp", "mfa_add_webauthn"})
#: What differs between two visits to the same page.
PASSING = re.compile(
    r"(?m)^(?:Expires|Last-Modified): .*$|"
    r'name="nonce" value="[^"]*"|"challenge": ?"[^"]*"|'
    r'name="(?:csrfmiddlewaretoken|form_key)" value="[^"]*"|csrf[^=;\n]*=[^;\n]*|"X-CSRFToken": ?"[^"]*"'
)


@pytest.mark.parametrize("role", [Role.ANONYMOUS, Role.STRANGER, Role.OPERATOR, Role.GUEST])
def test_an_outsider_sees_the_same_pages_whether_or_not_there_is_a_request(bare_world, role):
    pages = [page for page in PAGES if _needs_no_request(page, bare_world, role)]
    assert pages
    before = _look(bare_world, role, pages)
    bare_world.plant(opened=False)
    assert _differences(pages, before, _look(bare_world, role, pages)) == []


@pytest.mark.parametrize("role", OUTSIDE_THE_CLOSED)
def test_what_is_confidential_changes_no_byte_for_whoever_is_outside(bare_world, role):
    bare_world.plant(closed=False)
    pages = [page for page in PAGES if page.name not in OWN_RANDOM]
    before = _look(bare_world, role, pages)
    bare_world.close_one()
    assert _differences(pages, before, _look(bare_world, role, pages)) == []


def _look(world: World, role: Role, pages: list[Entry]) -> dict[str, str]:
    """What a walk through the house shows, and how often each page asked the database."""
    seen = {}
    for page in pages:
        with CaptureQueriesContext(connection) as asked:
            answer = visit(world, role, page)
        seen[str(page)] = f"{len(asked)} queries\n{PASSING.sub('', answer.text)}"
    return seen


def _differences(pages: list[Entry], before: dict[str, str], after: dict[str, str]) -> list[str]:
    return [line for page in pages for line in _changes(page, before, after)]


def _changes(page: Entry, before: dict[str, str], after: dict[str, str]) -> list[str]:
    one, other = (text[str(page)].splitlines() for text in (before, after))
    changed = unified_diff(one, other, lineterm="", n=0)
    return [f"{page}: {line.strip()}" for line in changed if line[:3] not in ("---", "+++", "@@ ")]


def _needs_no_request(entry: Entry, world: World, role: Role) -> bool:
    try:
        entry.address(world)
    except AttributeError:
        return False
    return role not in entry.varies_for
