"""Before somebody is away they see what they owe in that time."""

from __future__ import annotations

from datetime import timedelta

import pytest

from goodword.house import clock
from goodword.people.actions import be_away
from goodword.requests import actions
from goodword.requests.tests.web.conftest import DAY, HOUR, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def leaving(ben, monday):
    """Ben is away from Tuesday to Thursday."""
    first = (monday + DAY).date()
    be_away(ben, by=ben, at=monday, from_on=first, until_on=first + timedelta(days=2))


def profile(signed_in, person, at) -> str:
    with clock.frozen(at):
        return text(signed_in(person).get("/me/"))


def test_what_falls_due_meanwhile_is_listed(leaving, promised, signed_in, ben, monday):
    page = profile(signed_in, ben, monday + HOUR)

    assert "While you are away" in page
    assert "A laptop for Dana" in page
    assert "at risk while you are away" in page
    assert f"/requests/{promised.reference}/owner/" in page


def test_what_is_due_before_or_after_is_not(leaving, laptop, signed_in, ben, monday):
    actions.offer(laptop, by=ben, at=monday + HOUR, due_at=monday + 6 * HOUR)
    actions.deliver(laptop, by=ben, at=monday + 2 * HOUR, words="Here.")

    assert "While you are away" not in profile(signed_in, ben, monday + 3 * HOUR)


def test_nobody_else_sees_it(leaving, promised, signed_in, amina, monday):
    assert "While you are away" not in profile(signed_in, amina, monday + HOUR)
