"""The pages on which a word is given, weighed and looked back on: readable by everybody, by key."""

from __future__ import annotations

import pytest

from goodword.pages.tests.conftest import DAY
from goodword.people.models import Absence
from goodword.requests import actions

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def paths(ask, promise, past, ben, chidi, finance, now):
    """Ben promised, is to give a word, was offered a date himself, and will be away."""
    promise("A docking station", due_at=now + 2 * DAY)
    badges = ask("Badges", fixed_at=now + DAY, fixed_why="The conference begins")
    budget = actions.ask(by=ben, at=now, title="A budget", team=finance)
    actions.offer(budget, by=chidi, at=now, due_at=now + 9 * DAY, reason="The year ends.")
    Absence.objects.create(person=ben, from_on=now.date() + 2 * DAY, until_on=now.date() + 4 * DAY)
    word = badges.get_absolute_url()
    return (
        f"{word}offers/",
        f"{word}emergency/",
        f"{budget.get_absolute_url()}counter-offers/",
        "/me/",
        "/desk/it-help/",
        "/desk/it-help/order/",
        "/dates/",
    )


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_everybody_can_read_them(theme, paths, browser_page, axe, is_too_wide, ben):
    visit = browser_page(theme=theme).sign_in(ben)
    for path in paths:
        page = visit.go(path)
        for width in (1440, 390):
            page.set_viewport_size({"width": width, "height": 900})

            assert axe(page) == [], (path, width)
            assert not is_too_wide(page), (path, width)


def test_a_word_is_given_by_key_alone(paths, browser_page, ben):
    page = browser_page().sign_in(ben).go(paths[0])
    seen = []
    for _step in range(40):
        page.keyboard.press("Tab")
        seen.append(
            page.evaluate("document.activeElement.name || document.activeElement.innerText")
        )
    page.locator("[name=pick]:checked").focus()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Control+Enter")
    page.get_by_text("Amina has your offer.").or_(
        page.get_by_text("You gave Amina")
    ).first.wait_for()

    in_order = ("pick", "due_at", "Make it an emergency", "reason", "next_word_at")
    places = [next(n for n, one in enumerate(seen) if wanted in one) for wanted in in_order]
    assert places == sorted(places)


def test_why_here_opens_by_key_and_the_row_stays_a_link(paths, browser_page, ben):
    page = browser_page().sign_in(ben).go("/desk/it-help/")
    page.locator(".drow-why summary").first.focus()
    page.keyboard.press("Enter")

    page.get_by_text("Usual work. ").first.wait_for()
    page.get_by_role("link", name="Badges").click()
    page.get_by_role("heading", name="Badges").wait_for()
