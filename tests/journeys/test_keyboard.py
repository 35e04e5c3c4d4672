"""The keys of DESIGN 7 on home, at the desk and in a request; dialogs give the focus back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from goodword.requests import actions

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

HOUR = timedelta(hours=1)


@pytest.fixture
def asked(amina, ben, laptops, now):
    """What Amina asked an hour ago, nobody has answered yet."""
    return actions.ask(by=amina, at=now - HOUR, title="A laptop for Dana", service=laptops)


@pytest.fixture
def promised(asked, ben, now):
    """The same, with Ben's word for tomorrow."""
    due_at = now + timedelta(days=1)
    actions.offer(asked, by=ben, at=now - HOUR / 2, due_at=due_at, words="A laptop")
    return asked


def focused(page, name: str) -> bool:
    return bool(page.evaluate("(name) => document.activeElement.name === name", name))


def test_keys_lead_everywhere(browser_page, asked, ben):
    visit = browser_page().sign_in(ben)
    page = visit.go("/")
    for key, address in (("d", "/desk/it-help/"), ("s", "/services/"), ("t", "/teams/")):
        page.keyboard.press("g")
        page.keyboard.press(key)
        page.wait_for_url(f"**{address}")
    page.keyboard.press("g")
    page.keyboard.press("h")
    page.wait_for_url(visit.address + "/")
    page.keyboard.press("/")
    expect(page.get_by_role("combobox")).to_be_focused()


def test_keys_are_listed_and_the_focus_comes_back(browser_page, asked, ben):
    page = browser_page().sign_in(ben).go("/teams/")
    page.keyboard.press("Tab")
    page.evaluate("window.before = document.activeElement")
    page.keyboard.press("?")
    listed = page.get_by_role("dialog", name="Keyboard keys")
    expect(listed).to_be_visible()
    assert page.evaluate("document.activeElement.closest('dialog') !== null")
    page.keyboard.press("Escape")
    expect(listed).to_be_hidden()
    assert page.evaluate("document.activeElement === window.before")


def test_a_row_is_found_and_opened(browser_page, asked, ben):
    page = browser_page().sign_in(ben).go("/desk/it-help/")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{asked.get_absolute_url()}")


def test_keys_of_a_request_open_a_step_and_send_nothing(browser_page, promised, ben):
    visit = browser_page().sign_in(ben)
    here = promised.get_absolute_url()
    page = visit.go(here)
    for key, name in (("d", "Deliver"), ("w", "Wait for Amina")):
        opener = page.locator(f'[data-key="{key}"]').first
        page.keyboard.press(key)
        dialog = page.get_by_role("dialog", name=name)
        expect(dialog).to_be_visible()
        assert page.evaluate("document.activeElement.matches('dialog textarea')")
        page.keyboard.press("Escape")
        expect(dialog).to_be_hidden()
        expect(opener).to_be_focused()
    for key, noun in (("p", "offers"), ("h", "handover")):
        page = visit.go(here)
        page.keyboard.press(key)
        page.wait_for_url(f"**{here}{noun}/")
    promised.refresh_from_db()
    assert promised.state == "promised"


def test_a_key_leads_to_an_honest_no_while_nothing_is_promised(browser_page, asked, ben):
    page = browser_page().sign_in(ben).go(asked.get_absolute_url())
    page.keyboard.press("z")
    page.wait_for_url("**/decline/")


def test_keys_tell_in_time_or_stand_by_it(browser_page, promised, ben, now):
    actions.warn(promised, by=ben, at=now - HOUR / 4, reason="The parcel is late.")
    page = browser_page().sign_in(ben).go(promised.get_absolute_url())
    for key, name in (("t", "Tell Amina now"), ("m", "You will still make it")):
        page.keyboard.press(key)
        dialog = page.get_by_role("dialog", name=name)
        expect(dialog).to_be_visible()
        page.keyboard.press("Escape")
        expect(dialog).to_be_hidden()


def test_words_are_written_and_sent_by_keys(browser_page, promised, ben):
    page = browser_page().sign_in(ben).go(promised.get_absolute_url())
    page.keyboard.press("n")
    expect(page.get_by_role("button", name="Keep as team note")).to_be_visible()
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("r")
    page.keyboard.type("jkd?")
    assert focused(page, "words")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#thread").get_by_text("jkd?")).to_be_visible()


def test_keys_can_be_switched_off_in_the_profile(browser_page, promised, ben):
    visit = browser_page().sign_in(ben)
    page = visit.go("/me/")
    page.get_by_label("Switch single keys off").press(" ")
    with page.expect_navigation():
        page.get_by_label("Switch single keys off").press("Enter")
    page = visit.go(promised.get_absolute_url())
    page.keyboard.press("d")
    assert page.get_by_role("dialog").count() == 0
    page.keyboard.press("?")
    assert page.get_by_role("dialog").count() == 0


def tab_to(page, what: str) -> None:
    """Press Tab until something with these words, or of this name, has the focus."""
    here = "(what) => {const one = document.activeElement; return one.name === what || "
    here += "(one.matches('a, button, summary') && one.innerText.includes(what))}"
    for _step in range(90):
        page.keyboard.press("Tab")
        if page.evaluate(here, what):
            return
    raise AssertionError(f"the Tab key never came to {what}")


def send(page, said: str) -> None:
    """Press Ctrl Enter; what comes back is put into the live region, for those who listen."""
    with page.expect_navigation():
        page.keyboard.press("Control+Enter")
    expect(page.locator("#toasts[role=status]")).to_contain_text(said)


def test_a_request_is_lived_by_key_alone(browser_page, laptops, amina, ben):
    hers, his = browser_page().sign_in(amina).go("/"), browser_page().sign_in(ben).go("/")
    hers.keyboard.press("/")
    hers.keyboard.type("A laptop for Dana")
    hers.keyboard.press("Enter")
    hers.wait_for_url("**/ask/**")
    tab_to(hers, "words")
    send(hers, "")

    his.keyboard.press("g")
    his.keyboard.press("d")
    his.wait_for_url("**/desk/it-help/")
    his.keyboard.press("j")
    his.keyboard.press("Enter")
    his.wait_for_url("**/requests/**")
    his.keyboard.press("p")
    his.wait_for_url("**/offers/")
    tab_to(his, "reason")
    his.keyboard.type("The parcel comes on Monday.")
    send(his, "Amina has your offer")

    hers.reload()
    tab_to(hers, "Yes, agreed")
    hers.keyboard.press("Enter")
    expect(hers.get_by_role("heading", name="Word given")).to_be_visible()

    his.reload()
    his.keyboard.press("d")
    his.get_by_role("dialog", name="Deliver").wait_for()
    his.keyboard.type("It stands on your desk.")
    send(his, "Delivered")

    hers.reload()
    tab_to(hers, "Did this do it?")
    hers.keyboard.press("Enter")
    hers.wait_for_url("**/confirmation/")
    tab_to(hers, "thanks")
    hers.keyboard.type("You made my week.")
    send(hers, "")
    expect(hers.get_by_role("heading", name="A good word for Ben")).to_be_visible()
