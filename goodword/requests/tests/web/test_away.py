"""Before somebody is away they see what they owe in that time."""

from __future__ import annotations

from datetime import timedelta

import pytest

from goodword.house import clock
from goodword.people.actions import be_away
from goodword.requests import actions
from goodword.requests.tests.web.conftest import DAY, HOUR, text
from goodword.requests.views import away

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


@pytest.fixture
def much(leaving, ask, ben, monday, monkeypatch):
    """Four laptops fall due then, the one that was asked last soonest; two are listed at first."""
    monkeypatch.setattr(away, "LISTED", 2)
    for number in range(4):
        here = ask(title=f"Laptop {number}")
        due = monday + 3 * DAY - number * 2 * HOUR
        actions.offer(here, by=ben, at=monday + HOUR, due_at=due, words="A laptop")


def test_the_soonest_are_listed_and_how_many_more_there_are(much, signed_in, ben, monday):
    page = profile(signed_in, ben, monday + HOUR)

    assert page.index("Laptop 3") < page.index("Laptop 2")
    assert "Laptop 1" not in page
    assert "2 more fall due in it" in page


def test_all_of_it_stands_on_a_page_of_its_own(much, look, ben, amina):
    key = ben.absences.get().pk
    page = text(look(ben, "away", key))

    assert "4 things fall due then" in page
    assert [page.index(f"Laptop {one}") for one in (3, 2, 1, 0)] == sorted(
        page.index(f"Laptop {one}") for one in range(4)
    )
    assert look(amina, "away", key).status_code == 404
