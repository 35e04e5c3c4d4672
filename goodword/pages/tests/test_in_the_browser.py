"""Home and the desk in a real browser: both themes, three widths, with keys and without script."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from goodword.house import clock
from goodword.pages.tests.conftest import DAY, HOUR
from goodword.requests import actions
from tests.rig.browser import THEMES, WIDTHS

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
DESK = "/desk/it-help/"


@pytest.fixture
def now(monkeypatch, now):
    """The server answers in threads of its own, so the whole clock is told what time it is."""
    monkeypatch.setattr(clock, "now", lambda: now)
    return now


@pytest.fixture
def busy(ask, promise, ben, amina, now):
    """One request in most sections, so that every part of the pages is drawn."""
    first = ask("A first word is owed", waiting_outside="A student", emergency="Exam")
    promise("Due today")
    promise("Due later", due_at=now + 2 * DAY)
    risky = promise("At risk")
    actions.warn(risky, by=ben, at=now - HOUR / 4, reason="The supplier", due_at=now + 3 * DAY)
    asked = promise("We asked back")
    actions.ask_asker(asked, by=ben, at=now - HOUR / 4, question="Which colour?")
    done = promise("Delivered")
    actions.deliver(done, by=ben, at=now - HOUR / 4, words="Here")
    return first


@pytest.mark.parametrize("theme", THEMES)
def test_axe_finds_nothing_and_nothing_scrolls_sideways(
    browser_page, axe, is_too_wide, theme, busy, amina, ben
):
    wrong = []
    for width in WIDTHS:
        for person, paths in ((ben, ("/", DESK, f"{DESK}?q=none")), (amina, ("/", "/asked/"))):
            visit = browser_page(theme=theme, width=width).sign_in(person)
            for path in paths:
                page = visit.go(path)
                wrong += [f"{path} at {width}: {line}" for line in axe(page)]
                wrong += [f"{path} at {width}: too wide"] * is_too_wide(page)
    assert wrong == []


def test_the_ask_box_by_keyboard(browser_page, axe, busy, amina):
    page = browser_page().sign_in(amina).go("/")
    page.keyboard.press("/")
    page.keyboard.type("new lapt")
    option = page.get_by_role("option").first
    expect(option).to_contain_text("A laptop for a new colleague")

    page.keyboard.press("ArrowDown")
    box = page.get_by_role("combobox")
    expect(box).to_have_attribute("aria-activedescendant", option.get_attribute("id") or "")
    assert axe(page) == []
    page.keyboard.press("Enter")

    page.wait_for_url("**/ask/?service=it-help%2Flaptop&q=new+lapt")


def test_enter_without_a_choice_asks_in_own_words(browser_page, busy, amina):
    page = browser_page().sign_in(amina).go("/")
    page.get_by_role("combobox").fill("elephant")
    page.keyboard.press("Enter")

    page.wait_for_url("**/ask/?q=elephant")


def test_the_desk_by_keyboard(browser_page, busy, ben):
    page = browser_page().sign_in(ben).go(DESK)
    bar = page.locator("[data-bulk]")
    expect(bar).to_be_hidden()

    page.keyboard.press("j")
    page.keyboard.press("x")
    expect(bar).to_contain_text("1 picked")
    page.keyboard.press("j")
    page.keyboard.press("x")
    expect(bar).to_contain_text("2 picked")
    page.keyboard.press("b")
    expect(bar.get_by_role("button", name="Give to")).to_be_focused()
    page.keyboard.press("Escape")
    expect(bar).to_be_hidden()
    expect(page.locator(".row-title a").nth(1)).to_be_focused()
    page.keyboard.press("c")

    page.wait_for_url("**/ask/?for=colleague*")


def test_filters_swap_the_list_and_push_the_address(browser_page, busy, ben):
    page = browser_page().sign_in(ben).go(DESK)
    page.locator("#f-q").fill("later")

    expect(page.locator(".drow")).to_have_count(1)
    assert "q=later" in page.url
    assert page.evaluate("document.activeElement.id") == "f-q"


def test_the_navigation_says_how_many_wait(browser_page, busy, ben):
    page = browser_page().sign_in(ben).go("/")

    expect(page.locator(".mainnav [data-badge=desk] .badge")).to_have_text("1 waiting")


def test_without_script_everything_works_by_full_post(browser_page, busy, ben):
    page = browser_page(scripts=False).sign_in(ben).go(DESK)
    page.get_by_label("Filter this list").last.fill("owed")
    page.get_by_role("button", name="Show", exact=True).click()
    expect(page.locator(".drow")).to_have_count(1)

    page.get_by_label("Pick A first word is owed").check()
    page.get_by_role("button", name="Write to all").click()
    page.get_by_label("Your message").fill("I am on it.")
    page.get_by_role("button", name="Send to each").click()

    expect(page.get_by_role("heading", name="Written to")).to_be_visible()
    assert "q=owed" in page.url
