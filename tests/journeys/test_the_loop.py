"""The whole loop in a browser: ask, hear, understand, promise, deliver, confirm, thank."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.rig.browser import THEMES

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def windows(browser_page, amina, ben, laptops):
    """Amina's window and Ben's, both as they like to see things."""

    def open_both(**how):
        return browser_page(**how).sign_in(amina), browser_page(**how).sign_in(ben)

    return open_both


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).first.click()


def ask(visit) -> str:
    """Ask from the box on home; answer the address of the request."""
    page = visit.go("/")
    page.get_by_role("combobox").first.fill("A laptop for Dana")
    page.keyboard.press("Enter")
    page.get_by_label("Tell us about it").fill("Dana starts on the 16th.")
    page.get_by_role("button", name=re.compile("^Ask")).last.click()
    page.wait_for_url("**/requests/GW-*/")
    return str(page.url).removeprefix(visit.address)


def play_back(visit, address: str) -> None:
    page = visit.go(f"{address}playbacks/")
    page.get_by_label("Here is what I understood").fill("A laptop for Dana by the 16th.")
    press(page, "Ask Amina whether it is right")


def give_word(visit, address: str) -> None:
    page = visit.go(f"{address}offers/")
    page.get_by_role("button", name=re.compile("^Offer")).first.click()


def deliver(visit, address: str) -> None:
    page = visit.go(f"{address}delivery/")
    page.get_by_label("What did you do?").fill("It is on Dana's desk.")
    page.get_by_role("button", name=re.compile("^It is done")).click()


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("width", [1440, 390])
def test_amina_asks_and_ben_keeps_his_word(windows, axe, is_too_wide, theme, width):
    amina, ben = windows(theme=theme, width=width)
    address = ask(amina)
    expect(amina.page.get_by_text("No word yet").first).to_be_visible()

    play_back(ben, address)
    page = amina.go(address)
    press(page, "Yes, that is it")
    expect(page.get_by_text("Understood the same way").first).to_be_visible()

    give_word(ben, address)
    page = amina.go(address)
    if page.get_by_text("Would that help you?").count():
        press(page, "Yes, agreed")
    expect(page.get_by_text("Word given").first).to_be_visible()
    assert axe(page) == []

    deliver(ben, address)
    page = amina.go(f"{address}confirmation/")
    page.get_by_label("Yes, it did").check()
    page.get_by_label("Say thank you in your own words").fill("You made her first day.")
    assert axe(page) == []
    assert not is_too_wide(page)
    page.get_by_role("button", name=re.compile("^Close the loop")).click()
    expect(page.get_by_text("Kept early").first).to_be_visible()

    home = ben.go("/")
    expect(home.get_by_text("You made her first day.")).to_be_visible()
