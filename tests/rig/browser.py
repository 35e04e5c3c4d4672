"""A real browser on a live server: what it shows, and whether it complains."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from importlib.resources import files
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page, sync_playwright

from tests.rig import chromium
from tests.rig.session import missing

#: What the acceptance asks for: a desk, a phone, and the narrowest screen.
WIDTHS = (1440, 390, 320)
THEMES = ("light", "dark")
_AXE = files("axe_playwright_python").joinpath("axe.min.js")


@dataclass
class Visit:
    """One window of the browser, its page, and what the page complained about."""

    page: Page
    address: str
    complaints: list[str] = field(default_factory=list)

    def go(self, path: str) -> Page:
        """Open a page of ours by its path."""
        self.page.goto(self.address + path)
        return self.page

    def sign_in(self, person: Any) -> Visit:
        """Be this person from now on, without the sign-in page."""
        client = Client()
        client.force_login(person)
        cookie = client.cookies[settings.SESSION_COOKIE_NAME]
        self.page.context.add_cookies(
            [{"name": cookie.key, "value": cookie.value, "url": self.address}]
        )
        return self

    def listen(self) -> None:
        """Note script errors and refusals of the content security policy."""
        self.page.on("pageerror", lambda error: self.complaints.append(f"script: {error}"))
        self.page.on(
            "console",
            lambda said: (
                self.complaints.append(f"console: {said.text}")
                if said.type == "error" and "Failed to load resource" not in said.text
                else None
            ),
        )


OpenPage = Callable[..., Visit]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The browser of the whole run; a loud skip where there is none."""
    path = chromium.executable()
    if path is None:
        missing("NO BROWSER: no chromium was found or unpacked (make setup says why)")
    # Playwright keeps an event loop in this thread; Django would take us for async.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=str(path), args=chromium.ARGUMENTS, env=chromium.environment()
        )
        yield started
        started.close()


@pytest.fixture
def browser_page(browser: Browser, live_server: Any) -> Iterator[OpenPage]:
    """Open windows: ``browser_page(theme="dark", width=390, scripts=False)``.

    At the end of the test every window must have been free of script errors
    and of refusals by the content security policy.
    """
    visits: list[Visit] = []
    address = live_server.url.replace("127.0.0.1", "localhost")

    def open_page(
        theme: str = "light", width: int = 1440, height: int = 900, scripts: bool = True
    ) -> Visit:
        context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if theme == "dark" else "light",
            java_script_enabled=scripts,
            reduced_motion="reduce",
            locale="en-GB",
            timezone_id="Europe/London",
        )
        context.set_default_timeout(10_000)
        visit = Visit(context.new_page(), address)
        visit.listen()
        visits.append(visit)
        return visit

    yield open_page
    complaints = [line for visit in visits for line in visit.complaints]
    for visit in visits:
        visit.page.context.close()
    assert complaints == []


@pytest.fixture
def axe() -> Callable[[Page], list[str]]:
    """Ask axe what is wrong with a page: ``assert axe(page) == []``."""

    def ask(page: Page) -> list[str]:
        page.evaluate(_AXE.read_text(encoding="utf-8"))
        found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        return [
            f"{violation['id']}: {violation['help']} at {node['target']}"
            for violation in found["violations"]
            for node in violation["nodes"]
        ]

    return ask


@pytest.fixture
def is_too_wide() -> Callable[[Page], bool]:
    """Say whether a page can be scrolled sideways."""

    def ask(page: Page) -> bool:
        return bool(
            page.evaluate(
                "document.documentElement.scrollWidth > document.documentElement.clientWidth"
            )
        )

    return ask
