"""A mail whose own domain disowns it is nobody's word (RELIABILITY 4 and 7)."""

from __future__ import annotations

import pytest

from goodword.channels.models import Reason, State
from goodword.channels.tests.conftest import written
from goodword.outbox import addresses
from goodword.outbox.models import Letter
from goodword.requests import actions as requests
from goodword.requests.models import Message, ServiceRequest

pytestmark = pytest.mark.django_db

FAILED = "mx.northmoor.example; spf=pass smtp.mailfrom=evil.example; dmarc=fail (p=none)"


@pytest.fixture
def laptop(amina, laptops, now):
    return requests.ask(by=amina, at=now, title="A laptop", service=laptops)


def test_it_asks_for_nothing_in_a_colleagues_name(arrive, amina, it_help):
    mail = arrive(Authentication_Results=FAILED)
    assert (mail.state, mail.reason, mail.person) == (State.QUARANTINED, Reason.DISOWNED, amina)
    assert not ServiceRequest.objects.exists()


@pytest.mark.parametrize("sign", ["In_Reply_To", "Subject"])
def test_a_known_id_or_reference_does_not_make_it_hers(arrive, amina, laptop, sign):
    letter = Letter.objects.filter(to=amina).first()
    told = {"In_Reply_To": letter.message_id, "Subject": f"Re: {laptop.reference}"}[sign]
    mail = arrive("Give it to me.", Authentication_Results=FAILED, **{sign: told})
    assert (mail.reason, mail.meant) == (Reason.DISOWNED, laptop)
    assert not Message.objects.exists()


def test_a_second_opinion_does_not_save_it(arrive, amina, it_help):
    forged = "evil.example; dmarc=pass"
    raw = b"Authentication-Results: " + FAILED.encode() + b"\r\n"

    mail = arrive(raw + written(Authentication_Results=forged))
    assert mail.reason == Reason.DISOWNED


@pytest.mark.parametrize("said", ["mx.example; dmarc=pass", "mx.example; spf=fail; dkim=none", ""])
def test_only_this_failure_counts(arrive, amina, it_help, said):
    assert arrive(Authentication_Results=said).state == State.APPLIED


def test_the_address_made_for_her_alone_is_proof_enough(arrive, amina, laptop):
    to = addresses.reply_address(laptop.reference, amina.pk)
    assert arrive(To=to, Authentication_Results=FAILED).service_request == laptop
