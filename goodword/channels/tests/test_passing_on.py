"""Mails that are passed on, and who was copied in them."""

from __future__ import annotations

import pytest

from goodword.channels import actions
from goodword.channels.parsing import forwards, structure
from goodword.channels.tests.conftest import written
from goodword.history.models import Event
from goodword.outbox.models import Letter
from goodword.requests.models import ServiceRequest

pytestmark = pytest.mark.django_db

GMAIL = """Can you help?

---------- Forwarded message ---------
From: Chidi Okafor <chidi@northmoor.example>
Date: Mon, 23 Nov 2026 at 09:41
Subject: A black screen
To: Amina Yusuf <amina@northmoor.example>

My screen stays black."""


def test_a_colleague_whose_mail_is_passed_on_asks_and_is_told(arrive, amina, chidi, it_help):
    request = arrive(GMAIL, Subject="Fwd: A black screen").service_request
    assert (request.asker, request.filer) == (chidi, amina)
    assert (request.title, request.team) == ("A black screen", it_help)
    assert Letter.objects.filter(to=chidi, kind="requests.receipt").exists()


def test_somebody_outside_is_known_by_name_only(arrive, amina, it_help):
    mail = GMAIL.replace("chidi@northmoor.example", "dana@elsewhere.example")
    request = arrive(mail, Subject="WG: A black screen").service_request
    assert (request.asker, request.filer) == (amina, None)
    assert request.beneficiary_name == "Chidi Okafor <dana@elsewhere.example>"


def test_a_guest_asks_for_themselves_whatever_they_pass_on(
    arrive, reader, amina, ben, chidi, it_help, now
):
    mail = arrive(GMAIL, Subject="Fwd: A black screen", From="Dana <dana@elsewhere.example>")
    taken = actions.take_in_for_guest(mail, reader, name="Dana", team=None, by=ben, at=now)
    assert taken.service_request.asker.email == "dana@elsewhere.example"
    assert taken.service_request.filer is None


def test_ones_own_mail_passed_on_stays_ones_own(arrive, amina, it_help):
    mail = GMAIL.replace("chidi@", "amina@")
    assert arrive(mail, Subject="Fwd: x").service_request.asker == amina


def test_a_quote_in_a_new_mail_is_nobodys_request(arrive, amina, chidi, it_help):
    mail = GMAIL.replace("---------- Forwarded message ---------", "-----Original Message-----")
    assert arrive(mail, Subject="Re: A black screen").service_request.asker == amina


def test_a_letter_of_ours_passed_on_is_not_from_us(arrive, amina, it_help):
    mail = GMAIL.replace("chidi@northmoor.example", "goodword@localhost")
    request = arrive(mail, Subject="Fwd: x").service_request
    assert (request.asker, request.beneficiary_name) == (amina, "")


def test_who_is_copied_is_a_suggestion_and_sees_nothing(arrive, amina, ben, chidi, it_help):
    to = "it-help@localhost, dana@elsewhere.example"
    request = arrive(To=to, Cc=f"Chidi <{chidi.email}>").service_request
    event = Event.objects.get(name="copied")
    assert "Copied in the mail: Chidi Okafor." in event.to_team
    assert event.to_asker == ""
    assert not ServiceRequest.objects.visible_to(chidi).filter(pk=request.pk).exists()
    assert not Letter.objects.filter(to=chidi).exists()


def test_many_copies_are_one_short_sentence(arrive, amina, person, it_help):
    copied = [person(f"Copy{letter} Person") for letter in "ABCDEFG"]
    arrive(Cc=", ".join(one.email for one in copied))
    assert " and 2 more." in Event.objects.get(name="copied").to_team


BLOCKS = [
    ("Fwd: x", "---------- Forwarded message ---------\nFrom: Dana <d@x.example>\nDate: Mon\n"),
    ("FW: x", "From: Dana <d@x.example>\nSent: Monday\nTo: Amina\nSubject: x\n"),
    ("WG: x", "Von: Dana [mailto:d@x.example]\nGesendet: Montag\nAn: Amina\nBetreff: x\n"),
    ("TR : x", "De : Dana <d@x.example>\nEnvoyé : lundi\nÀ : Amina\nObjet : x\n"),
    ("RV: x", "De: Dana <d@x.example>\nEnviado el: lunes\nPara: Amina\nAsunto: x\n"),
    ("I: x", "Da: Dana <d@x.example>\nInviato: lunedì\nA: Amina\nOggetto: x\n"),
    ("x", "Begin forwarded message:\n\nFrom: Dana <d@x.example>\nSubject: x\nDate: Monday\n"),
    ("x", "---- Weitergeleitete Nachricht ----\nBetreff: x\nDatum: Mo\nVon: Dana <d@x.example>\n"),
    ("Fwd: x", "> From: Dana <d@x.example>\n> Date: Monday\n> Subject: x\n> To: Amina\n"),
]  # fmt: skip


@pytest.mark.parametrize(("subject", "block"), BLOCKS)
def test_programs_of_the_world_name_whose_mail_they_pass_on(subject, block):
    lines = f"Please see.\n\n{block}\nThe words.".split("\n")
    found = forwards.writer_of(structure.read(b"\n"), subject, lines)
    assert found == ("Dana", "d@x.example")


@pytest.mark.parametrize("lines", [["From: the desk", "to: be decided"], ["From:", "Date: x"], []])
def test_words_that_name_nobody_name_nobody(lines):
    assert forwards.writer_of(structure.read(b"\n"), "Fwd: x", lines) is None


def test_a_mail_that_is_enclosed_names_its_writer():
    mail = written("See it.", Subject="Fwd: x").partition(b"\n\n")[0].split(b"Content-Type")[0]
    enclosed = b"From: Dana <d@x.example>\nSubject: x\n\nThe words."
    raw = (mail + b'Content-Type: multipart/mixed; boundary="b"\n\n--b\n'
           b"Content-Type: message/rfc822\n\n" + enclosed + b"\n--b--\n")  # fmt: skip
    assert forwards.writer_of(structure.read(raw), "Fwd: x", []) == ("Dana", "d@x.example")
