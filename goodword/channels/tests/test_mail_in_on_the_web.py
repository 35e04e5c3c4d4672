from __future__ import annotations

import pytest

from goodword.channels import actions
from goodword.channels.models import InboundMail, State
from goodword.history.models import Event
from goodword.house import limits
from goodword.outbox import addresses
from goodword.requests import actions as requests
from goodword.requests.models import ServiceRequest

pytestmark = pytest.mark.django_db


@pytest.fixture
def stranger(arrive, it_help):
    """A mail from somebody nobody knows, to the team on duty."""
    return arrive("The beamer is broken.", From="Dana <dana@x.example>", Subject="Beamer", To="")


@pytest.mark.parametrize("who", ["amina", "chidi"])
def test_who_has_no_part_in_it_finds_no_page(stranger, signed_in, request, who):
    window = signed_in(request.getfixturevalue(who))
    assert window.get("/mail-in/").status_code == 404
    assert window.get(f"/mail-in/{stranger.key}/").status_code == 404
    for act in ("text", "taking-in", "setting-aside", "another-try"):
        assert window.post(f"/mail-in/{stranger.key}/{act}/").status_code == 404


@pytest.mark.parametrize("who", ["operator", "ben"])
def test_what_waits_is_shown_with_its_reason(stranger, signed_in, request, who):
    page = signed_in(request.getfixturevalue(who)).get("/mail-in/").content.decode()
    assert "dana@x.example" in page
    assert "Nobody here has this address" in page
    assert "The beamer is broken." not in page


def test_only_the_team_it_is_meant_for_opens_the_text_and_that_is_written_down(
    stranger, signed_in, operator, ben
):
    assert signed_in(operator).post(f"/mail-in/{stranger.key}/text/").status_code == 404
    page = signed_in(ben).post(f"/mail-in/{stranger.key}/text/")
    assert b"The beamer is broken." in page.content
    (event,) = Event.objects.about("mail", stranger.pk)
    assert (event.name, event.by) == ("opened", ben)


def test_a_mail_is_taken_in_as_a_colleagues(stranger, signed_in, operator, amina, it_help):
    answer = signed_in(operator).post(
        f"/mail-in/{stranger.key}/taking-in/", {"person": "Amina@northmoor.example", "team": ""}
    )
    request = ServiceRequest.objects.get()
    assert (request.asker, request.team, request.filer) == (amina, it_help, None)
    # The operator does not gain sight of what they took in.
    assert answer.headers["Location"] == "/mail-in/"
    assert signed_in(operator).get(f"/mail-in/{stranger.key}/").status_code == 200


def test_the_team_on_duty_goes_straight_to_the_request(stranger, signed_in, ben, amina, it_help):
    answer = signed_in(ben).post(
        f"/mail-in/{stranger.key}/taking-in/", {"person": amina.email, "team": it_help.pk}
    )
    assert answer.headers["Location"] == ServiceRequest.objects.get().get_absolute_url()


@pytest.mark.parametrize(
    ("typed", "words"),
    [("", b"Say whose mail this is."), ("nobody@x.example", b"Nobody here has this address.")],
)
def test_what_was_typed_stays_beside_what_is_wrong(stranger, signed_in, ben, typed, words):
    page = signed_in(ben).post(f"/mail-in/{stranger.key}/taking-in/", {"person": typed})
    assert page.status_code == 422
    assert words in page.content
    assert typed.encode() in page.content


def test_two_people_decide_and_the_second_is_told(stranger, signed_in, operator, amina, ben):
    window, key = signed_in(operator), stranger.key
    InboundMail.objects.filter(pk=stranger.pk).update(state=State.IGNORED, reason="set_aside")
    late = window.post(f"/mail-in/{key}/taking-in/", {"person": amina.email})
    assert late.status_code == 409
    assert window.post(f"/mail-in/{key}/setting-aside/").status_code == 409


def test_a_mail_is_set_aside_and_tried_again(stranger, signed_in, operator, person, it_help):
    window = signed_in(operator)
    assert (
        b"Set aside." in window.post(f"/mail-in/{stranger.key}/setting-aside/", follow=True).content
    )
    person("Dana Reyes", email="dana@x.example")
    again = window.post(f"/mail-in/{stranger.key}/another-try/", follow=True)
    assert b"Tried again" in again.content
    assert ServiceRequest.objects.count() == 1
    twice = window.post(f"/mail-in/{stranger.key}/another-try/", follow=True)
    assert b"taken in already" in twice.content


def test_a_mail_that_cannot_be_read_says_so(arrive, it_help, signed_in, ben):
    mail = arrive(b"From: d@x.example\r\n" + b"X: y\r\n" * 50_000 + b"\r\n")
    window = signed_in(ben)
    opened = window.post(f"/mail-in/{mail.key}/text/", follow=True)
    assert b"cannot be read" in opened.content
    refused = window.post(f"/mail-in/{mail.key}/taking-in/", {"person": ben.email})
    assert refused.status_code == 422


def test_the_subject_of_a_mail_on_a_request_is_not_shown(
    arrive, amina, ben, chidi, laptops, signed_in, operator, now
):
    laptop = requests.ask(by=amina, at=now, title="Secret", service=laptops)
    to = addresses.reply_address(laptop.reference, amina.pk)
    mail = arrive(To=to, From="chidi@northmoor.example", Subject="Re: canary")
    for page in ("/mail-in/", f"/mail-in/{mail.key}/"):
        assert b"canary" not in signed_in(operator).get(page).content
    assert signed_in(ben).get(f"/mail-in/{mail.key}/").status_code == 404


def test_a_request_is_only_linked_for_who_may_see_it(arrive, amina, it_help, signed_in, operator):
    mail = arrive()
    page = signed_in(operator).get("/mail-in/").content.decode()
    assert mail.service_request.reference not in page


def test_older_mails_are_one_click_away(signed_in, operator, now):
    for number in range(limits.ROWS_PER_PAGE + 1):
        actions.receive(b"%d" % number, at=now, source="a test")
    window = signed_in(operator)
    page = window.get("/mail-in/").content.decode()
    key = page.rpartition("?after=")[2].partition('"')[0]
    assert "?after=" not in window.get(f"/mail-in/?after={key}").content.decode()


def test_an_empty_page_says_so(signed_in, operator):
    assert b"Nothing waits for you" in signed_in(operator).get("/mail-in/").content


def test_who_neither_runs_it_nor_is_on_duty_knows_of_no_mail(stranger, chidi, ben):
    assert not InboundMail.objects.metadata_for(chidi).exists()
    assert InboundMail.objects.metadata_for(ben).get() == stranger
