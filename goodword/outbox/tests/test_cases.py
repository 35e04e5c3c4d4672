"""Cases of RELIABILITY 2A about letters, by number."""

from __future__ import annotations

from datetime import timedelta

import pytest

from goodword.house.refusals import Conflict, Refusal
from goodword.outbox import jobs
from goodword.outbox.models import Letter, State
from goodword.outbox.tests.conftest import address_of, free_port
from goodword.outbox.transports import SmtpServer
from goodword.requests.actions import acknowledge, ask
from goodword.requests.letters.kinds import WORD
from goodword.requests.models import ServiceRequest

pytestmark = pytest.mark.django_db(transaction=True)


def test_case_44_twenty_who_take_it_make_one_letter(amina, it_help, person, now):
    request = ask(by=amina, at=now, title="A laptop", team=it_help)
    notices = 0
    for number in range(20):
        helper = person(f"Helper{number} Ray", it_help)
        seen = ServiceRequest.objects.get(pk=request.pk)
        try:
            acknowledge(seen, by=helper, at=now)
        except (Refusal, Conflict):
            notices += 1
    assert notices == 19
    assert Letter.objects.filter(to=amina, kind=WORD).count() == 1


def test_case_48_four_hours_of_trouble_and_then_every_letter_once(
    post, smtp, mailbox, amina, signed_in, now
):
    letters = [post(f"Letter {number}", about=number) for number in range(6)]
    nowhere = SmtpServer(address_of(free_port()))
    at = now
    script = iter((nowhere, smtp, nowhere, smtp))
    while at < now + timedelta(hours=4):
        mailbox.answers = ["451 greylisted", "421 too busy"] * 6
        jobs.drain(at, transport=next(script, nowhere))
        at = Letter.objects.order_by("next_try_at").first().next_try_at
    assert mailbox.taken == []
    assert {letter.state for letter in Letter.objects.all()} == {State.WAITING}
    assert b"Mail is delayed; the next try comes" in signed_in(amina).get("/sent-mail/").content
    mailbox.answers = ["550 nobody here"]
    for minutes in range(0, 121, 30):
        jobs.drain(at + timedelta(minutes=minutes), transport=smtp)
    states = sorted(Letter.objects.values_list("state", flat=True))
    assert states == ["failed"] + ["sent"] * 5
    ids = [mail.split(b"Message-ID: ")[1].split(b"\r\n")[0] for mail in mailbox.taken]
    assert len(ids) == len(set(ids)) == len(letters) - 1


def test_case_51_two_clocks_and_two_workers_make_one_letter(post, smtp, mailbox, now):
    for _clock in range(2):
        post("A word is due", key="promise:1:reminded:2026-11-24")
    for _worker in range(2):
        jobs.send_due(now, transport=smtp)
    assert len(mailbox.taken) == 1
