"""Every address through every pair of eyes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.test.signals import template_rendered

from tests.permissions.judging import judge
from tests.permissions.roles import Role
from tests.permissions.table import ENTRIES
from tests.permissions.visiting import visit

pytestmark = pytest.mark.django_db

PAGES = [entry for entry in ENTRIES if entry.method == "get"]
LOOKED_AT = {entry.name for entry in PAGES}


@contextmanager
def our_own_templates() -> Iterator[None]:
    """Insist that no page is made by the second engine, which stands behind forms only."""
    foreign: list[str] = []

    def note(template: Any, **_: Any) -> None:
        if not (template.name or "").startswith("django/"):
            foreign.append(template.name)

    template_rendered.connect(note)
    try:
        yield
    finally:
        template_rendered.disconnect(note)
    assert foreign == []


@pytest.mark.parametrize("entry", ENTRIES, ids=str)
def test_an_address_opens_to_those_who_may_and_to_nobody_else(world, entry):
    with our_own_templates():
        assert judge(world, entry) == []


@pytest.mark.parametrize("entry", [e for e in ENTRIES if e.method == "post"], ids=str)
def test_what_changes_something_needs_a_form_of_ours(world, entry):
    looked = visit(world, Role.LEAD, entry, "get").code
    assert looked in ({200, 302, 404, 410} if entry.name in LOOKED_AT else {404, 405})
    assert visit(world, Role.ASKER, entry, enforce_csrf_checks=True).code in {403, 404}
