"""Several addresses of a team, and one mail to several teams."""

from __future__ import annotations

import pytest

from goodword.channels import actions, jobs
from goodword.channels.models import InboundMail, Reason, SentTogether, State, TeamAddress
from goodword.channels.tests.conftest import written
from goodword.house.refusals import Refusal
from goodword.outbox import addresses
from goodword.people.privacy import Privacy
from goodword.requests import actions as requests
from goodword.requests.models import Attachment, ServiceRequest

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(it_help, operator, now):
    """IT is also reached at desk@, and at an address of the time before."""
    for address in ("desk", "Support@Old.example"):
        actions.add_address(address, team=it_help, by=operator, at=now)


@pytest.mark.parametrize(
    "to",
    ["desk@localhost", "support@old.example", "DESK+printers@localhost", "it-help+x@localhost"],
)
def test_a_team_is_reached_at_each_of_its_addresses(arrive, amina, desk, finance, to):
    assert arrive(To=to).service_request.team.name == "IT help"


@pytest.mark.parametrize("address", ["desk@localhost", "support+a@old.example"])
def test_nobody_writes_from_an_address_of_a_team(arrive, desk, address):
    assert arrive(From=address).reason == Reason.OWN_ADDRESS


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("it-help", "A team gets mail"), ("desk@localhost", "A team gets mail"),
        ("reply", "something else"), ("goodword@localhost", "something else"),
        ("desk+printers", "Leave out the plus"), ("two words", "not a mail address"),
        ("amina@northmoor.example", "of a person"),
    ],
)  # fmt: skip
def test_an_address_that_means_something_else_is_refused(desk, amina, it_help, typed, words, now):
    with pytest.raises(Refusal, match=words):
        actions.add_address(typed, team=it_help, by=amina, at=now)


def test_one_mail_to_two_teams_asks_both_and_they_know_each_other(
    arrive, amina, it_help, finance, signed_in
):
    mail = arrive(To="it-help@localhost, finance@localhost")
    first, other = ServiceRequest.objects.order_by("pk")
    assert [(it.team, it.asker, it.title) for it in (first, other)] == [
        (it_help, amina, "A black screen"), (finance, amina, "A black screen"),
    ]  # fmt: skip
    assert InboundMail.objects.count() == 1
    assert mail.service_request == first
    pages = [signed_in(amina).get(it.get_absolute_url()).content.decode() for it in (first, other)]
    assert other.reference in pages[0]
    assert first.reference in pages[1]


def test_who_sees_one_of_them_learns_nothing_of_the_other(
    arrive, amina, ben, chidi, it_help, finance, signed_in
):
    finance.privacy = Privacy.CONFIDENTIAL
    finance.save()
    finance.readers.add(chidi)
    arrive(To="it-help@localhost, finance@localhost")
    first, other = ServiceRequest.objects.order_by("pk")
    page = signed_in(ben).get(first.get_absolute_url()).content.decode()
    assert "Sent with the same mail" not in page
    assert other.reference not in page


def test_files_go_to_both(arrive, amina, it_help, finance):
    head = written("", To="it-help@localhost, finance@localhost").replace(b"Content-Type", b"X-Was")
    body = (b'Content-Type: multipart/mixed; boundary="b"\n\n--b\n\nSee it.\n'
            b'--b\nContent-Type: text/x-log; name="screen.log"\n\nlog\n--b--\n')  # fmt: skip
    arrive(head.partition(b"\n\n")[0] + b"\n" + body)
    assert [it.name for it in Attachment.objects.all()] == ["screen.log"] * 2


@pytest.fixture
def handed_over(reader, now):
    """Let a mail server hand a mail over for these addresses."""

    def come(*recipients, delivery=None, **headers):
        mail = actions.receive(
            written(**headers), at=now, source="lmtp", recipients=recipients, delivery=delivery
        )
        return actions.handle(mail, reader, at=now)

    return come


def test_a_blind_copy_reaches_its_team(handed_over, amina, it_help, finance):
    mail = handed_over("finance@localhost", To="somebody@elsewhere.example")
    assert mail.service_request.team == finance


def test_two_deliveries_of_one_mail_ask_both_teams_once(handed_over, amina, it_help, finance):
    mails = [
        handed_over(f"{word}@localhost", To="friends@elsewhere.example")
        for word in ("it-help", "finance", "it-help", "finance")
    ]
    assert [mail.reason for mail in mails] == ["", *[Reason.DUPLICATE] * 3]
    assert [it.team for it in ServiceRequest.objects.order_by("pk")] == [it_help, finance]
    assert SentTogether.objects.count() == 2


def test_a_second_delivery_of_an_answer_asks_nobody(handed_over, amina, ben, laptops, finance, now):
    asked = requests.ask(by=amina, at=now, title="A laptop", service=laptops)
    to = addresses.reply_address(asked.reference, amina.pk)
    handed_over(to, To=to)
    assert handed_over("finance@localhost", To=to).reason == Reason.DUPLICATE
    assert ServiceRequest.objects.count() == 1


def test_taken_in_by_hand_it_goes_to_both_teams(arrive, reader, amina, ben, it_help, finance, now):
    mail = arrive(From="dana@x.example", To="it-help@localhost, finance@localhost")
    actions.take_in(mail, reader, person=amina, team=None, by=ben, at=now)
    assert {it.team for it in ServiceRequest.objects.all()} == {it_help, finance}


def test_one_delivery_is_stored_once_however_often_it_is_tried(now, db):
    mails = [
        actions.receive(written(), at=now, source="imap", delivery="box:7:1") for _time in range(2)
    ]
    assert mails[0] == mails[1]
    assert InboundMail.objects.count() == 1


def test_a_worker_takes_up_what_was_left_for_it_at_once(amina, it_help, now):
    actions.receive(written(), at=now, source="imap", for_worker=True)
    assert jobs.handle_waiting(now) == 1
    assert InboundMail.objects.get().state == State.APPLIED


def test_the_operator_gives_a_team_an_address_and_takes_it_away(
    signed_in, operator, amina, it_help
):
    window = signed_in(operator)
    window.post("/mail-in/addresses/", {"address": "desk", "team": it_help.pk})
    assert b"desk@localhost" in window.get("/mail-in/addresses/").content
    wrong = window.post("/mail-in/addresses/", {"address": "desk", "team": it_help.pk})
    assert (wrong.status_code, b"already" in wrong.content) == (422, True)
    assert signed_in(amina).get("/mail-in/addresses/").status_code == 404
    window.post("/mail-in/addresses/desk@localhost/removal/")
    assert not TeamAddress.objects.exists()
