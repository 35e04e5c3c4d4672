"""RELIABILITY 15 and 16: the corpus in every sink, in a real browser; nothing runs.

Every column of words is poisoned, so each page shows pieces of the corpus in each of its places.
``make soak`` opens every page with every piece; here the browser's parser reads each page once,
and the pages that show most are opened.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import quote

import pytest
from django.conf import settings

from tests.attacks.payloads import CLASSES, CORPUS, chunks
from tests.attacks.poison import poison
from tests.attacks.watching import Watch, worded_again
from tests.journeys.pages import Look, client_of, everything
from tests.permissions.roles import Role

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

#: Pages that are opened for good, by the end of their address: those with most places for words.
OPENED = (
    ("/", Role.LEAD),
    ("/", Role.ASKER),
    ("/desk/it-help/", Role.LEAD),
    ("/teams/it-help/", Role.LEAD),
    ("/people/amina-yusuf/", Role.LEAD),
    ("/services/it-help/laptop/", Role.LEAD),
    ("/mail-in/", Role.LEAD),
)
#: Pages whose forms are sent full of payloads.
FILLED = (
    ("/ask/", Role.ASKER),
    ("/me/", Role.LEAD),
    ("/services/it-help/", Role.LEAD),
    ("/invitations/", Role.OPERATOR),
)
#: The policy of our pages, for the trap that shows that the watch is awake.
_HEADERS = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:"


@pytest.fixture
def watches(scene, browser_page) -> Callable[[str], Watch]:
    """A watched window for each person, on a page of ours from which others are fetched."""
    opened: dict[str, Watch] = {}

    def watch(who: str) -> Watch:
        if who not in opened:
            visit = browser_page()
            if known := client_of(scene, who).cookies.get(settings.SESSION_COOKIE_NAME):
                cookie = {"name": known.key, "value": known.value, "url": visit.address}
                visit.page.context.add_cookies([cookie])
            opened[who] = Watch(visit.page, visit.address)
            visit.go("/accessibility/")
        return opened[who]

    return watch


@pytest.fixture
def looks(scene) -> list[Look]:
    """Every page there is, found before the words in its rows are poisoned.

    Of the steps of an act, which are one template, only those in the states they are made for.
    """
    step = scene.world.request.get_absolute_url()
    steps = re.compile(rf"{re.escape(step)}(?!why)[a-z-]+/$")
    return [look for look in everything(scene) if not (look.send_to or steps.match(look.path))]


def test_the_corpus_is_large_and_the_watch_is_awake(browser_page):
    assert len(CORPUS) >= 200
    assert all(len(payloads) >= 5 for payloads in CLASSES.values())
    visit = browser_page()
    watch = Watch(visit.page, visit.address)
    raw = "<script>alert(1)</script><img src=//evil.example/b onerror=alert(1)>"
    policy: dict[str, str] = {}
    visit.page.route(
        "**/trap/", lambda way: way.fulfill(body=raw, content_type="text/html", headers=policy)
    )
    visit.go("/trap/")
    seen = " ".join(watch.found())
    assert all(
        sign in seen for sign in ("dialog opened", "asks http", "element: <script", "onerror")
    )
    policy |= {"Content-Security-Policy": _HEADERS, "Content-Type": "text/html"}
    visit.go("/trap/")
    seen = " ".join(watch.found())
    assert "console: " in seen
    assert "dialog" not in seen
    visit.complaints.clear()


def test_words_stay_words_on_every_page(scene, looks, watches):
    assert len(poison()) > 60
    wrong = []
    for look in looks:
        code, found = watches(look.who).fetched(look.path)
        wrong += [f"{look}: {line}" for line in found]
        wrong += [f"{look}: answers {code}"] * (code >= 500)
    assert wrong == []


def test_nothing_runs_where_pages_are_opened_forms_sent_and_things_looked_for(
    scene, looks, watches
):
    poison(3)
    whole, mail = scene.requests["whole"].get_absolute_url(), scene.world.mail.key
    pages = [*OPENED, (whole, Role.ASKER), (whole, Role.LEAD), (f"/mail-in/{mail}/", Role.LEAD)]
    wrong = []
    for path, who in pages:
        watch = watches(who)
        watch.page.goto(watch.address + path)
        wrong += [f"{path}: {line}" for line in watch.found()]
    wrong += _looked_for(watches(Role.ASKER))
    for path, who in (*FILLED, (f"{whole}offers/", Role.LEAD)):
        answers = watches(who).filled(path)
        assert {200, 409, 422} & {code for _to, code, _found in answers}, f"nothing sent on {path}"
        wrong += [f"{to}: {line}" for to, _code, found in answers for line in found]
        wrong += [f"{to} answers {code}" for to, code, _found in answers if code >= 500]
    assert wrong == []


def _looked_for(watch: Watch) -> list[str]:
    """What the search box suggests, and what pages say about what was typed in an address."""
    watch.page.goto(f"{watch.address}/")
    watch.page.locator("[data-combobox]").first.type("alert")
    watch.page.locator("[role=option]").first.wait_for()
    wrong = watch.found()
    for path in ("/nowhere/{}/", "/people/?q={}", "/sent-mail/?q={}", "/ask/?q={}"):
        for piece in chunks(3_000):
            code, found = watch.fetched(path.format(quote(piece, safe="")))
            wrong += [f"{path}: {line}" for line in [*found, *(["500"] * (code >= 500))]]
    return wrong


def test_a_letter_holds_no_more_than_a_letter(scene, browser_page):
    poison(5)
    worded = worded_again(scene.at)
    assert len(worded) > 20
    visit = browser_page()
    assert Watch(visit.page, visit.address).letters(letter.html for letter in worded) == []
    assert [one.subject for one in worded if "\n" in one.subject] == []
