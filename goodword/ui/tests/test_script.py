"""What script adds, in a real browser under the real content security policy."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from goodword.ui.tests import sample_pages, sample_urls

pytestmark = [
    pytest.mark.browser,
    pytest.mark.urls("goodword.ui.tests.sample_urls"),
]


@pytest.fixture(autouse=True)
def _story():
    sample_urls.story.update(sent=0, word="Thursday")


@pytest.fixture
def page(browser_page):
    return browser_page().go("/sample/script")


@pytest.mark.parametrize("name", sample_pages.NAMES)
@pytest.mark.parametrize(("theme", "width"), [("light", 1440), ("dark", 390), ("light", 320)])
def test_every_part_is_accessible_and_never_too_wide(
    browser_page, axe, is_too_wide, name, theme, width
):
    page = browser_page(theme, width).go(f"/sample/{name}")
    assert axe(page) == []
    assert not is_too_wide(page)


def test_rows_are_walked_by_keys(page):
    page.keyboard.press("j")
    expect(page.get_by_role("link", name="First row")).to_be_focused()
    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(page.get_by_role("link", name="Second row")).to_be_focused()
    expect(page.locator(".row.is-here")).to_contain_text("Second row")
    page.keyboard.press("k")
    page.keyboard.press("Enter")
    page.wait_for_url("**/home")


def test_rows_are_picked_counted_and_cleared(browser_page):
    page = browser_page().go("/sample/desk")
    bar = page.locator("[data-bulk]")
    expect(bar).to_contain_text("1 picked")
    page.keyboard.press("j")
    page.keyboard.press("x")
    expect(bar).to_contain_text("2 picked")
    page.keyboard.press("Escape")
    expect(bar).to_be_hidden()
    assert page.locator(".pick input:checked").count() == 0


def test_a_chord_goes_somewhere(page):
    page.keyboard.press("g")
    page.keyboard.press("d")
    page.wait_for_url("**/desk")


def test_keys_are_listed_and_the_list_closes(page):
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog", name="Keyboard keys")
    expect(dialog).to_be_visible()
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()


def test_keys_rest_while_somebody_types(page):
    page.keyboard.press("r")
    words = page.get_by_label("Message")
    expect(words).to_be_focused()
    page.keyboard.type("jkgd?/")
    expect(words).to_have_value("jkgd?/")
    page.locator("#write [value=team]").focus()
    page.keyboard.press("n")
    expect(page.get_by_role("button", name="Keep as team note")).to_be_visible()


def test_keys_can_be_switched_off(page):
    page.evaluate("document.documentElement.dataset.keys = 'off'")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement === document.body")


def test_an_act_opens_its_dialog_and_gives_the_focus_back(browser_page):
    page = browser_page().go("/sample/request")
    page.keyboard.press("d")
    dialog = page.get_by_role("dialog", name="Deliver")
    expect(dialog.get_by_label("What was delivered")).to_be_focused()
    dialog.get_by_role("button", name="Not now").click()
    expect(dialog).to_be_hidden()


def test_the_ask_box_is_a_combobox(page):
    page.keyboard.press("/")
    box = page.get_by_role("combobox")
    expect(box).to_be_focused()
    page.keyboard.type("certificate")
    expect(page.locator("#live")).to_have_text("2 suggestions.")
    expect(box).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    expect(box).to_have_attribute("aria-activedescendant", "o1")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    assert box.get_attribute("aria-activedescendant") is None
    page.keyboard.press("ArrowUp")
    expect(page.get_by_role("option", name="Two")).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Escape")
    expect(box).to_have_attribute("aria-expanded", "false")
    expect(box).to_have_value("certificate")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/desk")


def test_suggestions_go_when_the_box_is_left(page):
    page.get_by_role("combobox").type("x")
    expect(page.get_by_role("listbox")).to_be_visible()
    page.get_by_label("Message").focus()
    expect(page.locator("#ask-suggest")).to_be_hidden()


def test_unsent_words_are_kept(page):
    page.get_by_label("Message").fill("Exam hall first")
    page.reload()
    expect(page.get_by_label("Message")).to_have_value("Exam hall first")
    expect(page.locator("#live")).to_have_text("Your unsent words are back.")


def test_words_are_sent_by_keys_and_only_once(page):
    page.get_by_label("Message").fill("Exam hall first")
    with page.expect_response("**/take"):
        page.keyboard.press("Control+Enter")
        page.keyboard.press("Control+Enter")
    page.wait_for_timeout(200)
    assert sample_urls.story["sent"] == 1


def test_mistakes_take_the_focus(page):
    page.get_by_role("button", name="Try").click()
    expect(page.locator("#errors")).to_be_focused()


def test_what_failed_is_said_and_nothing_is_lost(page):
    page.get_by_role("button", name="Break").click()
    expect(page.get_by_role("alert")).to_contain_text("Your words are still here")
    expect(page.get_by_role("button", name="Break")).to_be_visible()
    assert "never shown" not in page.content()


def test_the_banner_keeps_itself_fresh(page):
    expect(page.get_by_role("heading", name="Thursday")).to_be_visible()
    sample_urls.story["word"] = "Friday"
    expect(page.get_by_role("heading", name="Friday")).to_be_visible()


def test_the_theme_is_chosen_and_kept(page):
    page.get_by_role("button", name="Theme", exact=True).click()
    page.get_by_role("button", name="Theme", exact=True).click()
    page.reload()
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"


def test_without_script_everything_is_still_there(browser_page):
    page = browser_page(scripts=False).go("/sample/desk")
    expect(page.get_by_role("button", name="Give to")).to_be_visible()
    expect(page.get_by_role("link", name="Proof of study")).to_be_visible()
