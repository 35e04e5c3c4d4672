"""A mail that somebody really wrote once: taken in, promised, delivered and closed."""

from __future__ import annotations

import re
from argparse import Namespace
from io import StringIO

import pytest
from playwright.sync_api import expect

from goodword.channels.coming_in import ingest
from goodword.channels.models import InboundMail, Reason, State
from goodword.house.guard import system_scope
from tests.rig.session import missing

pytestmark = [
    pytest.mark.browser,
    pytest.mark.data,
    pytest.mark.django_db(transaction=True),
]


#: From the tests of a help desk: a colleague passes a report on.
FILE = "djhelpdesk__forwarded-message.eml.eml"


@pytest.fixture
def waiting(shared_data, amina, ben, laptops):
    """A real mail from an address nobody here knows: it waits for the team on duty."""
    file = shared_data / "email" / "files" / FILE
    if not file.is_file():
        missing(f"NO REAL MAIL: {FILE} is not among the files beside the clone")
    told = Namespace(paths=[file], as_asker=None, team=None, json=True)
    assert ingest.run(told, StringIO(), StringIO()) == 0
    with system_scope("tests"):
        mail = InboundMail.objects.get()
    assert (mail.state, mail.reason) == (State.QUARANTINED, Reason.UNKNOWN_SENDER)
    return mail


def test_a_real_mail_becomes_a_request_that_is_done(waiting, browser_page, amina, ben):
    his, hers = browser_page().sign_in(ben), browser_page().sign_in(amina)
    page = his.go("/mail-in/")
    page.locator(f'a[href$="{waiting.key}/"]').first.click()
    page.get_by_label("Asked by").fill(amina.email)
    page.get_by_role("button", name="Take it in as theirs").click()
    page.wait_for_url("**/requests/GW-*/")
    address = page.url.removeprefix(his.address)

    his.go(f"{address}offers/").get_by_role("button", name=re.compile("^Offer")).first.click()
    page = hers.go(address)
    agreed = page.get_by_role("button", name="Yes, agreed")
    if agreed.count():
        agreed.first.click()
    expect(page.get_by_text("Word given").first).to_be_visible()

    page = his.go(f"{address}delivery/")
    page.get_by_label("What did you do?").fill("Here is what you need.")
    page.get_by_role("button", name=re.compile("^It is done")).click()
    expect(page.get_by_text("Kept early").first).to_be_visible()

    page = hers.go(f"{address}confirmation/")
    page.get_by_label("Yes, it did").check()
    page.get_by_role("button", name=re.compile("^Close the loop")).click()
    expect(page.get_by_text("You said it did the job.").first).to_be_visible()
