"""What an outsider sees does not depend on what they may not see."""

from __future__ import annotations

import re
from difflib import unified_diff

import pytest

from tests.permissions.registry import Entry
from tests.permissions.roles import Role
from tests.permissions.table import ENTRIES
from tests.permissions.visiting import visit
from tests.permissions.world import World

pytestmark = pytest.mark.django_db

PAGES = [entry for entry in ENTRIES if entry.method == "get"]
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

    def look() -> dict[str, str]:
        return {str(page): PASSING.sub("", visit(bare_world, role, page).text) for page in pages}

    before = look()
    bare_world.plant()
    after = look()
    assert [line for page in pages for line in _changes(page, before, after)] == []


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
