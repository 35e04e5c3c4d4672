"""A mail to ourselves goes the whole way round over real sockets, and shows where it is cut."""

from __future__ import annotations

import dataclasses

import pytest

from goodword.channels import actions, jobs
from goodword.channels.actions import self_testing
from goodword.channels.models import InboundMail, Reason, SelfTest, State
from goodword.channels.tests.conftest import written
from goodword.house.configuration import Smtp
from goodword.house.mail_settings import Listen
from goodword.requests.models import ServiceRequest
from tests.rig import mail_door

PAGE = "/mail-in/self-test/"


@pytest.fixture
def our_door(settings):
    """The mail server that we hand letters to hands them straight back to us."""
    with mail_door.open_door(Listen("smtp", "127.0.0.1", 0), settings.CONFIGURATION) as listener:
        settings.CONFIGURATION = dataclasses.replace(
            settings.CONFIGURATION, smtp=Smtp("127.0.0.1", listener.port, "", "", False, False)
        )
        yield


@pytest.mark.django_db(transaction=True)
def test_it_goes_round_and_each_leg_is_shown(our_door, signed_in, operator, now):
    window = signed_in(operator)
    assert b"The latest one" not in window.get(PAGE).content
    window.post(PAGE)
    assert b"No worker has taken it in hand yet." in window.get(PAGE).content
    assert (jobs.send_self_tests(now), jobs.send_self_tests(now)) == (1, 0)
    assert jobs.handle_waiting(now) == 1
    page = window.get(PAGE).content.decode()
    assert "by smtp 127.0.0.1:0 from 127.0.0.1" in page
    assert "No border is set" in page
    mail = InboundMail.objects.get()
    assert (mail.state, mail.reason) == (State.IGNORED, Reason.SELF_TEST)
    assert not ServiceRequest.objects.exists()


@pytest.mark.django_db
def test_without_a_mail_server_it_says_so(signed_in, operator, now):
    actions.begin_self_test(by=operator, at=now)
    jobs.send_self_tests(now)
    assert b"No mail server is set" in signed_in(operator).get(PAGE).content


@pytest.mark.django_db
def test_what_the_mail_server_says_is_shown(signed_in, operator, settings, now):
    settings.CONFIGURATION = dataclasses.replace(
        settings.CONFIGURATION, smtp=Smtp("127.0.0.1", 1, "", "", False, False)
    )
    actions.begin_self_test(by=operator, at=now)
    jobs.send_self_tests(now)
    assert b"Away: ConnectionRefusedError" in signed_in(operator).get(PAGE).content


@pytest.mark.django_db
def test_one_that_nobody_asked_for_is_no_test(arrive, operator, now):
    mail = arrive(To=self_testing.address_of("a" * 26), From="dana@x.example")
    assert mail.reason == Reason.UNKNOWN_SENDER
    assert not SelfTest.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(("said", "is_vouched"), [("dmarc=pass", True), ("dmarc=fail", False)])
def test_what_the_border_says_is_a_leg_too(
    arrive, operator, settings, signed_in, now, said, is_vouched
):
    settings.CONFIGURATION = dataclasses.replace(settings.CONFIGURATION, mail_border=("mx",))
    test = actions.begin_self_test(by=operator, at=now)
    arrive(written(To=self_testing.address_of(test.token), From="goodword@localhost",
                   Authentication_Results=f"mx; {said}"))  # fmt: skip
    test.refresh_from_db()
    assert test.is_vouched is is_vouched
    assert (b"The border says nothing of it" in signed_in(operator).get(PAGE).content) != is_vouched
