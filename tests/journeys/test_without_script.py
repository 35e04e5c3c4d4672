"""The whole loop with script switched off: every act is a link and a form."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.rig.browser import Visit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def windows(browser_page, amina, ben, chidi, laptops):
    """Amina's, Ben's and Chidi's windows, none of which runs any script."""
    return {who: browser_page(scripts=False).sign_in(who) for who in (amina, ben, chidi)}


def press(page: Page, name: str) -> None:
    """Press a button from the keyboard."""
    page.get_by_role("button", name=re.compile(f"^{name}")).last.press("Enter")


def follow(page: Page, name: str) -> None:
    """Follow a link from the keyboard."""
    page.get_by_role("link", name=re.compile(f"^{name}")).last.press("Enter")


def says(page: Page, words: str) -> None:
    expect(page.get_by_text(words).first).to_be_visible()


def ask(visit: Visit, title: str) -> str:
    """Ask from the box on home; answer the address of the request."""
    page = visit.go("/")
    box = page.get_by_role("combobox").first
    box.fill(title)
    box.press("Enter")
    page.get_by_label("Tell us about it").fill("Dana starts on the 16th.")
    press(page, "Ask")
    page.wait_for_url("**/requests/GW-*/")
    return page.url.removeprefix(visit.address)


def step(visit: Visit, address: str, label: str, words: str, button: str) -> Page:
    """Open the page of an act, type into its one field, and send it."""
    page = visit.go(address)
    page.get_by_label(label).first.fill(words)
    press(page, button)
    return page


def offer(visit: Visit, address: str, when: str, reason: str) -> None:
    """Offer a date later than the published times, with its reason."""
    page = visit.go(f"{address}offers/")
    page.locator("#id_due_at").fill(when)
    page.locator("#id_reason").fill(reason)
    press(page, "Offer")


def agree(visit: Visit, address: str) -> None:
    page = visit.go(address)
    if page.get_by_role("button", name=re.compile("^(Yes, agreed|Agree to)")).count():
        press(page, "(Yes, agreed|Agree to)")


def test_the_loop_closes_without_script(windows, amina, ben):
    hers, his = windows[amina], windows[ben]
    address = ask(hers, "A laptop for Dana")

    step(his, f"{address}playbacks/", "Here is what I understood", "A laptop.", "Ask Amina")
    page = hers.go(address)
    press(page, "Yes, that is it")
    says(page, "Understood the same way")

    offer(his, address, "2026-12-09T16:00", "The supplier is slow.")
    page = hers.go(address)
    follow(page, "I need another date")
    page.get_by_label("I need it sooner").check()
    page.locator("#id_due_at").fill("2026-12-07T12:00")
    page.locator("#id_words").fill("Dana comes that day.")
    press(page, "Send my answer")
    agree(his, address)
    says(hers.go(address), "Word given")

    step(his, f"{address}question/", "What do you need to know?", "Which keyboard?", "Ask and wait")
    page = hers.go(address)
    follow(page, "Answer Ben")
    page.locator("#id_answer").fill("A German one.")
    press(page, "Send the answer")
    says(page, "Word given")

    step(his, f"{address}delivery/", "What did you do?", "It is on her desk.", "It is done")
    page = hers.go(f"{address}confirmation/")
    page.get_by_label("Partly").check()
    page.locator("#id_missing").fill("The charger is not there.")
    press(page, "Close the loop")
    says(his.go(address), "The charger is not there.")

    step(his, f"{address}delivery/", "What did you do?", "Here it is.", "It is done")
    page = hers.go(f"{address}confirmation/")
    page.get_by_label("Yes, it did").check()
    page.get_by_label("Say thank you in your own words").fill("You made her first day.")
    press(page, "Close the loop")
    says(hers.go(address), "You said it did the job.")
    says(his.go("/"), "You made her first day.")


def test_what_cannot_be_done_has_a_way_on(windows, amina, ben, chidi, finance):
    hers, his, theirs = (windows[who] for who in (amina, ben, chidi))
    address = ask(hers, "A refund")

    page = his.go(f"{address}decline/")
    page.locator("[name=why]").first.check()
    page.locator("#id_words").fill("We only lend laptops.")
    page.locator("[name=way][value=team]").check()
    page.locator("[name=to_team]").select_option(label="Finance")
    press(page, "Decline and refer")
    page = hers.go(address)
    press(page, "Yes, pass it on")

    page = theirs.go(address)
    press(page, "Yes, we take it")
    expect(page.get_by_role("heading", level=1)).to_have_text("A refund")
    says(hers.go(address), "Finance")


def test_somebody_else_takes_it_over(windows, amina, ben, chidi, finance):
    hers, his, theirs = (windows[who] for who in (amina, ben, chidi))
    address = ask(hers, "An invoice")

    page = his.go(f"{address}handover/")
    page.locator("[name=to_team]").select_option(label="Finance")
    page.locator("#id_reason").fill("They keep the books.")
    press(page, "Ask them to take it")
    page = theirs.go(address)
    press(page, "Yes, we take it")

    expect(page.get_by_role("link", name="Offer a date").first).to_be_visible()
