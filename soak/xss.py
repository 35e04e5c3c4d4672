"""The whole of RELIABILITY 15: every payload in every sink, in a real browser.

Each turn writes another piece of the corpus into every column of words, lets the browser's own
parser read every page there is, and looks whether a word became more than a word. The last
turns open every page for good, send forms, and read every letter as a mail program would.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from soak.harness import Harness, Outcome, Say, Share

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.attacks.watching import Watch
    from tests.journeys.pages import Look
    from tests.journeys.scene import Scene

#: Turns whose pages are read, and turns whose pages are opened, in a whole run.
READ, OPENED = 24, 2
#: A turn begins so many pieces further on; rows side by side hold the pieces between.
STRIDE = 3
#: Pages whose forms are sent, by the end of their address.
FILLED = ("/ask/", "/me/", "/settings/", "/new-team/", "/invitations/", "/offers/", "/it-help/")


def run(share: Share, say: Say) -> Outcome:
    """Poison, look, and poison again."""
    from goodword.house import clock
    from tests.attacks.poison import poison
    from tests.attacks.watching import worded_again
    from tests.journeys.pages import everything
    from tests.journeys.scene import build
    from tests.rig.session import THE_MOMENT

    outcome = Outcome()
    with clock.frozen(THE_MOMENT):
        scene = build(THE_MOMENT)
    with clock.frozen(scene.at), _house(scene) as house:
        looks = [look for look in everything(scene) if not look.send_to]
        for turn in range(share.of(READ)):
            outcome.counts["columns"] = len(poison(share.seed + turn * STRIDE))
            for number, look in enumerate(looks):
                say(f"turn {turn + 1} of {share.of(READ)}, page {number + 1} of {len(looks)}")
                code, found = house.watch(look.who).fetched(look.path)
                _count(outcome, "pages read", str(look), code, found)
        for turn in range(share.of(OPENED)):
            poison(share.seed + 1 + turn)
            worded = [letter.html for letter in worded_again(scene.at)]
            outcome.add("letters", len(worded))
            outcome.problems += [f"letter: {line}" for line in house.watch("").letters(worded)]
            _open(outcome, house, looks, say)
    return outcome


def _open(outcome: Outcome, house: _House, looks: list[Look], say: Say) -> None:
    for number, look in enumerate(looks):
        say(f"opens page {number + 1} of {len(looks)}")
        watch = house.watch(look.who)
        answer = watch.page.goto(watch.address + look.path)
        _count(outcome, "pages opened", str(look), answer.status if answer else 0, watch.found())
    for look in looks:
        if look.path.endswith(FILLED):
            for to, code, found in house.watch(look.who).filled(look.path):
                _count(outcome, "forms sent", to, code, found)


def _count(outcome: Outcome, what: str, where: str, code: int, found: list[str]) -> None:
    outcome.add(what)
    for line in [*found, *([f"answers {code}"] if code >= 500 else [])]:
        outcome.wrong(f"{where}: {line}")


class _House:
    """A served house, and a watched window for each person in it."""

    def __init__(self, scene: Scene, browser: Browser, address: str) -> None:
        self._scene, self._browser, self._address = scene, browser, address
        self._windows: dict[str, Watch] = {}

    def watch(self, who: str) -> Watch:
        """Answer somebody's window; without a name one that has opened nothing."""
        from django.conf import settings

        from tests.attacks.watching import Watch
        from tests.journeys.pages import client_of

        if who not in self._windows:
            context = self._browser.new_context()
            watch = self._windows[who] = Watch(context.new_page(), self._address)
            if not who:
                return watch
            if known := client_of(self._scene, who).cookies.get(settings.SESSION_COOKIE_NAME):
                cookie = {"name": known.key, "value": known.value, "url": self._address}
                context.add_cookies([cookie])  # type: ignore[list-item]  # a dict of that shape
            watch.page.goto(f"{self._address}/accessibility/")
        return self._windows[who]


@contextmanager
def _house(scene: Scene) -> Iterator[_House]:
    """Serve the house from this process, and start the browser."""
    from django.contrib.staticfiles.handlers import StaticFilesHandler
    from django.test.testcases import LiveServerThread
    from playwright.sync_api import sync_playwright

    from tests.rig import chromium

    path = chromium.executable()
    if path is None:
        raise chromium.NoBrowser("no chromium was found; make setup says why")
    # Playwright keeps an event loop in this thread; Django would take us for async.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    server = LiveServerThread("localhost", StaticFilesHandler)
    server.daemon = True
    server.start()
    server.is_ready.wait()
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=str(path), args=chromium.ARGUMENTS, env=chromium.environment()
            )
            yield _House(scene, browser, f"http://localhost:{server.port}")
            browser.close()
    finally:
        server.terminate()
        server.join()


HARNESS = Harness("xss", "No payload in any sink of any page, form or letter ever runs", run)
