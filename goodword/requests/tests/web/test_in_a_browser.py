"""What only a browser can tell: swaps in place, dialogs, keys, no script, and what axe finds."""

from __future__ import annotations

from datetime import timedelta

import pytest

from goodword.requests import actions

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

HOUR = timedelta(hours=1)


@pytest.fixture
def wanted(ask, ben, now):
    """Asked an hour ago, played back since."""
    request = ask(at=now - HOUR, waiting_outside="A student, exam on Friday")
    actions.play_back(request, by=ben, at=now, words="A laptop for Dana, from the 16th.")
    actions.offer(request, by=ben, at=now, due_at=now + 30 * HOUR, reason="It comes by post.")
    return request


def test_a_yes_swaps_in_place_and_keeps_the_page(browser_page, wanted, amina):
    page = browser_page().sign_in(amina).go(wanted.get_absolute_url())
    page.evaluate("window.stayed = true")
    page.get_by_role("button", name="Yes, that is it").click()

    page.get_by_role("heading", name="Understood the same way").wait_for()
    assert page.evaluate("window.stayed")


def test_a_key_opens_the_step_and_sends_nothing_by_itself(browser_page, wanted, ben):
    page = browser_page().sign_in(ben).go(wanted.get_absolute_url())
    page.keyboard.press("d")
    dialog = page.get_by_role("dialog", name="Deliver")
    dialog.wait_for()
    dialog.get_by_label("What did you do?").fill("It is on your desk.")
    dialog.get_by_role("button", name="It is done").click()

    page.get_by_text("Ben kept their word").wait_for()


def test_everything_works_without_script(browser_page, wanted, ben):
    page = browser_page(scripts=False).sign_in(ben).go(wanted.get_absolute_url())
    page.get_by_role("link", name="Deliver").click()
    page.get_by_label("What did you do?").fill("It is on your desk.")
    page.get_by_role("button", name="It is done").click()

    assert "You said" not in page.content()
    assert page.get_by_text("Delivered. Amina says whether it did.").count()


@pytest.mark.parametrize(("theme", "width"), [("light", 1440), ("dark", 390), ("light", 320)])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(
    theme, width, browser_page, axe, wanted, amina, ben
):
    ref = wanted.get_absolute_url()
    hers = (ref, f"{ref}why/promise/", f"{ref}counter-offers/", "/ask/?service=it-help/laptop")
    his = (ref, f"{ref}offers/", f"{ref}decline/", f"{ref}plan/", f"{ref}handover/")
    for person, paths in ((amina, hers), (ben, his)):
        visit = browser_page(theme=theme, width=width).sign_in(person)
        for path in paths:
            page = visit.go(path)
            assert axe(page) == [], path
            assert page.evaluate("document.documentElement.scrollWidth") <= width, path


@pytest.mark.parametrize(("theme", "width"), [("light", 1440), ("dark", 390)])
def test_the_odds_follow_the_chosen_date(
    theme, width, browser_page, axe, is_too_wide, past, ask, ben, now
):
    actions.learn(at=now)
    wanted = ask(at=now - HOUR, needed_by=now + timedelta(days=2), needed_why="The intake day")
    visit = browser_page(theme=theme, width=width).sign_in(ben)
    page = visit.go(f"{wanted.get_absolute_url()}offers/")
    before = page.locator("#odds").inner_text()
    page.locator(".choice").filter(has_text="even odds").click()
    page.wait_for_function("was => document.querySelector('#odds').innerText !== was", arg=before)

    assert "The chosen date" in page.locator("#odds").inner_text()
    assert axe(page) == []
    assert not is_too_wide(page)
