"""Every page, in both themes, wide and narrow: for every eye, by every hand."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.conf import settings
from playwright.sync_api import Page

from tests.journeys.looking import bring_axe, shape, unseen_focus, violations
from tests.journeys.pages import Look, client_of, everything
from tests.journeys.scene import Scene
from tests.rig.browser import Visit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

#: In how many parts they are looked at, neighbours together: they are made of the same parts.
TURNS = 2
#: Sends the empty form without asking the browser whether it may.
_SEND = """([address, token]) => {
  const form = document.createElement('form');
  Object.assign(form, {method: 'post', action: address});
  for (const [name, value] of [['csrfmiddlewaretoken', token], ['version', '0']]) {
    form.append(Object.assign(document.createElement('input'), {type: 'hidden', name, value}));
  }
  document.body.append(form);
  HTMLFormElement.prototype.submit.call(form);
}"""


@pytest.fixture
def windows(scene: Scene, browser_page: Callable[..., Visit]) -> Callable[[str], Visit]:
    """A window for each person, opened once."""
    opened: dict[str, Visit] = {}

    def window(who: str) -> Visit:
        if who not in opened:
            cookies = client_of(scene, who).cookies
            visit = browser_page()
            bring_axe(visit.page)
            known = cookies.get(settings.SESSION_COOKIE_NAME)
            if known is not None:
                visit.page.context.add_cookies(
                    [{"name": known.key, "value": known.value, "url": visit.address}]
                )
            opened[who] = visit
        return opened[who]

    return window


def open_look(visit: Visit, look: Look) -> tuple[Page, int]:
    """Open the page, or send the empty form from it; answer the page and its code."""
    page = visit.page
    answer = page.goto(visit.address + look.path)
    if look.send_to:
        token = page.locator("[name=csrfmiddlewaretoken]").first.get_attribute("value")
        with page.expect_navigation() as sent:
            page.evaluate(_SEND, [look.send_to, token])
        answer = sent.value
    assert answer is not None
    return page, answer.status


def wrong_with(visit: Visit, look: Look, known: set[str]) -> list[str]:
    """Say everything that is wrong with one page; ``known`` are parts looked at before."""
    page, code = open_look(visit, look)
    found = [] if code == look.code else [f"answers {code}, not {look.code}"]
    found += [*violations(page, known), *shape(page), *unseen_focus(page)]
    found += visit.complaints
    visit.complaints.clear()
    return [f"{look}: {line}" for line in found]


@pytest.mark.parametrize("turn", range(TURNS))
def test_every_page_can_be_seen_heard_and_walked(scene, windows, turn):
    known: set[str] = set()
    wrong = []
    looks = everything(scene)
    for look in looks[turn * len(looks) // TURNS : (turn + 1) * len(looks) // TURNS]:
        wrong += wrong_with(windows(look.who), look, known)
    assert wrong == []


def test_the_first_page_of_all(browser_page):
    visit = browser_page()
    bring_axe(visit.page)
    assert wrong_with(visit, Look("nobody yet", "/set-up/"), set()) == []
    assert wrong_with(visit, Look("nobody yet", "/set-up/", 422, "/set-up/"), set()) == []
