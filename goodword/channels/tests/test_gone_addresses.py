"""An address is flagged when a report on our own letter gives it up for good, and only then."""

from __future__ import annotations

import pytest

from goodword.channels.models import GoneAddress
from goodword.outbox import addresses
from goodword.outbox.models import Letter
from goodword.requests import actions as requests

pytestmark = pytest.mark.django_db

REPORT = """From: MAILER-DAEMON@mx.example
To: {to}
Subject: Undelivered Mail
Content-Type: multipart/report; report-type=delivery-status; boundary=b

--b

It could not be delivered.
--b
Content-Type: message/delivery-status

Final-Recipient: rfc822; {address}
Action: {action}
Status: {status}
Diagnostic-Code: smtp; {status}
--b--
"""


@pytest.fixture
def letter(amina, ben, laptops, now) -> Letter:
    """A letter to Amina: Ben has her request."""
    asked = requests.ask(by=amina, at=now, title="A laptop", service=laptops)
    requests.acknowledge(asked, by=ben, at=now)
    return Letter.objects.filter(to=amina).latest("pk")


@pytest.fixture
def comes_back(arrive, amina, letter):
    """Let a report on that letter arrive."""

    def come(status: str = "5.1.1", action: str = "failed", **other: str):
        facts = {"to": addresses.bounce_address(letter.token), "address": amina.email} | other
        arrive(REPORT.format(status=status, action=action, **facts).encode())
        letter.refresh_from_db()
        return letter

    return come


def gone() -> list[tuple[str, str]]:
    return [(it.address, it.reason) for it in GoneAddress.objects.filter(over_at=None)]


def test_an_address_that_is_gone_is_flagged(comes_back, amina):
    letter = comes_back()
    assert letter.came_back_words == "Undelivered Mail (userunknown 5.1.1)"
    assert gone() == [(amina.email, "userunknown")]


@pytest.mark.parametrize("status", ["5.2.2", "5.7.1", "4.4.7"])
def test_what_may_pass_flags_nobody_and_the_letter_is_lost_all_the_same(comes_back, status):
    assert comes_back(status).is_lost
    assert gone() == []


def test_a_word_about_a_delay_changes_nothing(comes_back):
    assert not comes_back("4.4.1", "delayed").is_lost


def test_nobody_is_flagged_by_a_report_on_somebody_elses_letter(comes_back, chidi):
    comes_back(address=chidi.email)
    comes_back(to="reply@localhost")
    assert gone() == []


def test_it_is_over_when_a_mail_comes_from_the_address(comes_back, arrive, amina):
    comes_back()
    arrive("Here I am again.")
    assert gone() == []


def test_who_runs_it_sees_them_and_nobody_else(comes_back, signed_in, operator, ben, amina):
    comes_back()
    assert b"Addresses that are gone" in signed_in(operator).get("/mail-in/").content
    assert amina.email.encode() not in signed_in(ben).get("/mail-in/").content
