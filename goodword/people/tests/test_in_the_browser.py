"""In a real browser: nothing for axe to find, nothing too wide, and a passkey that works."""

from __future__ import annotations

import pytest
from django.urls import reverse

from goodword.catalogue import actions as catalogue
from goodword.catalogue import starter
from goodword.people import actions
from goodword.people.actions import importing
from tests.rig.cast import PASSWORD

pytestmark = pytest.mark.browser

BAD = "name,email,team\nTom Okafor,tom@northmoor,Estates\nEve Lund,eve@northmoor.example,Estates\n"
LOOKS = (("light", 1440), ("dark", 320))


@pytest.fixture
def paths(operator, amina, records, now) -> list[str]:
    catalogue.start_catalogue(records, starter.department("registry"), by=operator, at=now)
    actions.say_what_is_happening(records, "Graduation is near.", by=amina, at=now)
    actions.know(amina, "Apostilles", by=amina, at=now)
    read = importing.read_list(BAD.encode(), file_name="people.csv", by=operator, at=now)
    service = "/services/student-records/corrected-degree-certificate/"
    return [
        records.get_absolute_url(),
        amina.get_absolute_url(),
        reverse("people:profile"),
        reverse("people:team-settings", args=[records.slug]),
        reverse("people:team-hours", args=[records.slug]),
        reverse("catalogue:services"),
        service,
        f"{service}charter/",
        reverse("operations:import-list", args=[read.fingerprint[:16]]),
        reverse("mfa_index"),
    ]


@pytest.mark.parametrize(("theme", "width"), LOOKS)
def test_axe_finds_nothing_and_nothing_is_too_wide(
    theme, width, paths, browser_page, operator, axe, is_too_wide
):
    visit = browser_page(theme=theme, width=width).sign_in(operator)
    for path in paths:
        page = visit.go(path)
        assert axe(page) == [], path
        assert not is_too_wide(page), path


@pytest.mark.parametrize(("theme", "width"), LOOKS)
def test_the_pages_before_signing_in_too(theme, width, db, browser_page, axe, is_too_wide):
    visit = browser_page(theme=theme, width=width)
    for name in ("account_login", "account_reset_password", "operations:set-up"):
        page = visit.go(reverse(name))
        assert axe(page) == [], name
        assert not is_too_wide(page), name


def test_a_passkey_is_added_and_lets_somebody_in(browser_page, amina):
    visit = browser_page().sign_in(amina)
    page = visit.go(reverse("mfa_add_webauthn"))
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True}
    options |= {"hasUserVerification": True, "isUserVerified": True}
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": options})

    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="It is me").click()
    page.get_by_label("What shall it be called?").fill("My laptop")
    page.get_by_role("button", name="Add a passkey").click()
    page.wait_for_url("**/recovery-codes/")

    page.context.clear_cookies()
    visit.go(reverse("account_login"))
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.get_by_role("button", name="Amina Yusuf, your menu").wait_for()
