"""How somebody becomes a guest: from a mail, by a colleague's hand, and back."""

from __future__ import annotations

from datetime import timedelta
from email.message import EmailMessage

import pytest

from goodword.channels import actions as channels
from goodword.channels.parsing import Reader
from goodword.guests.tests.conftest import GWEN
from goodword.house.refusals import Refusal
from goodword.outbox.addresses import reply_address
from goodword.people import actions as people
from goodword.people.models import Person
from goodword.requests import actions
from goodword.requests.models import ServiceRequest

pytestmark = pytest.mark.django_db


@pytest.fixture
def mail_from(now):
    def send(sender=GWEN, to="goodword@localhost", words="I need a transcript."):
        mail = EmailMessage()
        mail["From"], mail["To"] = f"Gwen Price <{sender}>", to
        mail["Subject"], mail["Message-ID"] = "A transcript", f"<{words[:4]}@elsewhere.example>"
        mail.set_content(words)
        received = channels.receive(mail.as_bytes(), at=now, source="test")
        with Reader() as reader:
            return channels.handle(received, reader, at=now)

    return send


def test_a_mail_becomes_a_request_of_a_guest(signed_in, ben, mail_from):
    mail = mail_from()
    answer = signed_in(ben).post(f"/mail-in/{mail.key}/guest/", {"name": "Gwen Price"})
    [request] = ServiceRequest.objects.visible_to(ben)

    assert answer.url == f"/requests/{request.reference}/"
    assert (request.asker.name, request.asker.is_guest) == ("Gwen Price", True)
    assert request.asker.proven_at is None


def test_a_colleagues_address_makes_no_guest(signed_in, ben, amina, mail_from, now):
    mail = mail_from("new@elsewhere.example")
    people.add_person(name="Nina New", email="new@elsewhere.example", by=None, at=now)
    answer = signed_in(ben).post(f"/mail-in/{mail.key}/guest/", {"name": "Nina"})

    assert answer.status_code == 422
    assert "A colleague has the address" in answer.content.decode()


def test_a_guest_answers_by_mail_once_their_mailbox_is_proven(transcript, gwen, mail_from, now):
    to = reply_address(transcript.reference, gwen.pk)
    assert mail_from(to=to, words="Before.").state == "quarantined"

    people.prove_mailbox(gwen, at=now)
    assert mail_from(to=to, words="For 2024.").state == "applied"


def test_a_guests_fresh_mail_waits_for_a_person(transcript, gwen, mail_from, now):
    people.prove_mailbox(gwen, at=now)

    assert mail_from(words="And something else.").state == "quarantined"


def test_a_colleague_asks_for_somebody_outside(signed_in, amina, ben, it_help):
    typed = {
        "title": "A transcript",
        "beneficiary_name": "Gwen Price",
        "guest_email": GWEN,
        "nonce": "n",
    }
    answer = signed_in(amina).post("/ask/", typed)
    [request] = ServiceRequest.objects.visible_to(amina)

    assert answer.status_code == 303
    assert (request.asker.email, request.filer, request.beneficiary_name) == (GWEN, amina, "")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"guest_email": GWEN}, "Give their name too."),
        ({"guest_email": "gwen", "beneficiary_name": "Gwen"}, "is not a mail address"),
        (
            {"guest_email": "amina@northmoor.example", "beneficiary_name": "Gwen"},
            "A colleague has the address",
        ),
        (
            {"guest_email": GWEN, "beneficiary_name": "Gwen", "on_behalf_of": "Amina Yusuf"},
            "Choose one",
        ),
    ],
)
def test_what_was_typed_stays_and_the_mistake_is_said(signed_in, amina, it_help, typed, said):
    answer = signed_in(amina).post("/ask/", {"title": "A transcript", "nonce": "n", **typed})

    assert answer.status_code == 422
    assert said in answer.content.decode()


def test_an_unproven_address_is_written_to_five_times_an_hour(ask_for_gwen):
    for number in range(5):
        ask_for_gwen(f"Thing {number}")
    with pytest.raises(Refusal, match="within an hour"):
        ask_for_gwen("One too many")


def test_the_same_address_is_the_same_guest(transcript, gwen, ask_for_gwen):
    assert ask_for_gwen("A library card").asker == gwen


def test_a_guest_who_left_comes_back_unproven(transcript, gwen, ask_for_gwen, now):
    people.prove_mailbox(gwen, at=now)
    people.go_away(gwen, at=now)
    again = ask_for_gwen("A library card").asker

    assert (again.is_active, again.proven_at) == (True, None)


def test_who_runs_goodword_makes_a_guest_a_colleague(signed_in, operator, gwen):
    page = signed_in(operator).get("/guests/?q=gwen").content.decode()
    assert GWEN in page
    assert "transcript" not in page

    signed_in(operator).post(f"/guests/{gwen.handle}/colleague/")
    gwen.refresh_from_db()
    assert not gwen.is_guest
    assert gwen.handle == "gwen-price"


def test_a_colleague_who_left_becomes_a_guest(signed_in, operator, ben, it_help, now):
    asked = actions.ask(by=ben, at=now, title="A new chair", team=it_help)
    signed_in(operator).post("/guests/new/", {"email": "ben@northmoor.example"})
    ben = Person.objects.get_queryset().get(pk=ben.pk)
    it_help.refresh_from_db()

    assert ben.is_guest
    assert it_help.lead is None
    assert not ben.has_usable_password()
    assert list(ServiceRequest.objects.visible_to(ben)) == [asked]
    assert list(ServiceRequest.objects.answerable_by(ben)) == []


@pytest.mark.parametrize(
    ("email", "said"),
    [
        ("", "Give the colleague"),
        ("nobody@northmoor.example", "Nobody here has this address."),
        ("olga@northmoor.example", "runs Goodword"),
    ],
)
def test_making_a_guest_says_what_is_wrong(signed_in, operator, email, said):
    answer = signed_in(operator).post("/guests/new/", {"email": email})

    assert answer.status_code == 422
    assert said in answer.content.decode()


def test_guests_join_no_team_and_are_not_invited(gwen, it_help, operator, now):
    with pytest.raises(Refusal, match="is a guest"):
        people.join(gwen, it_help, by=operator, at=now)
    with pytest.raises(Refusal, match="is a guest"):
        people.invite(gwen, by=operator, at=now)


def test_only_guests_leave_and_only_once_turned(amina, gwen, operator, now):
    for refused in (
        lambda: people.go_away(amina, at=now),
        lambda: people.make_guest(gwen, by=operator, at=now),
        lambda: people.make_colleague(amina, by=operator, at=now),
    ):
        with pytest.raises(Refusal):
            refused()


def test_a_list_of_people_leaves_guests_alone(gwen, operator, now):
    data = f"name,email,team\nGwen Other,{GWEN},Stores\n".encode()
    plan = people.importing.read_list(data, file_name="p.csv", by=operator, at=now)
    list(people.importing.bring_in(plan, by=operator, at=now + timedelta(minutes=1)))
    gwen.refresh_from_db()

    assert (gwen.name, gwen.is_guest) == ("Gwen Price", True)
    assert list(gwen.teams()) == []
