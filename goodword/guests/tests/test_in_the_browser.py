"""In a real browser, from the letter to leaving: nothing for axe to find, nothing too wide."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.core.cache import cache
from django.urls import reverse

pytestmark = pytest.mark.browser

LOOKS = [(theme, width) for theme in ("light", "dark") for width in (1440, 390)]


@pytest.fixture(autouse=True)
def _nobody_asked_before(db):
    cache.clear()


@pytest.fixture
def window(browser_page):
    """Open a window that is in as somebody's client is, or as nobody."""

    def open_one(client=None, **look):
        visit = browser_page(**look)
        if client is not None:
            value = client.cookies[settings.SESSION_COOKIE_NAME].value
            cookie = {"name": settings.SESSION_COOKIE_NAME, "value": value, "url": visit.address}
            visit.page.context.add_cookies([cookie])
        return visit

    return open_one


def test_axe_finds_nothing_and_nothing_is_too_wide(
    transcript, let_in, door, window, signed_in, operator, axe, is_too_wide
):
    pages = {
        None: [door(transcript), reverse("guests:find"), "/guest/in/never-given/"],
        let_in(transcript): [
            transcript.get_absolute_url(),
            reverse("guests:profile"),
            reverse("guests:leaving"),
        ],
        signed_in(operator): [reverse("guests:guests")],
    }
    for theme, width in LOOKS:
        for client, paths in pages.items():
            visit = window(client, theme=theme, width=width)
            for path in paths:
                page = visit.go(path)
                assert axe(page) == [], (theme, width, path)
                assert not is_too_wide(page), (theme, width, path)


def test_a_guest_comes_in_by_the_door_and_is_led_to_their_request(
    transcript, door, letters, window
):
    letters()
    visit = window()
    visit.go(door(transcript)).get_by_role("button", name="Send me a way in").click()
    visit.page.wait_for_url("**/guest/**")
    assert "on its way" in visit.page.content().lower()
