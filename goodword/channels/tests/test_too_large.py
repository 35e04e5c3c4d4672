"""A mail that is too large is no riddle for its sender, nor for who runs Goodword (case 11)."""

from __future__ import annotations

import pytest

from goodword.channels.coming_in import raw
from goodword.channels.models import Reason, State
from goodword.channels.tests.test_vouching import PASSED, from_outside
from goodword.house import limits
from goodword.outbox import addresses
from goodword.outbox.kinds import kind_of
from goodword.outbox.models import Letter

pytestmark = pytest.mark.django_db
__all__ = ["from_outside"]
LARGE = "See the picture. " + "x" * 70_000


@pytest.fixture(autouse=True)
def _small(monkeypatch):
    monkeypatch.setattr(limits, "MAIL_SIZE", 64 * limits.KIB)


def told(at):
    """The letters that say so, each with its words."""
    letters = Letter.objects.filter(kind="channels.too_large").select_related("to")
    return [(it.to.preferred_name, kind_of(it.kind).resolver(it, at).text) for it in letters]


def test_its_sender_is_told_once_and_the_mail_waits_for_a_person(from_outside, amina, it_help, now):
    mail = from_outside(LARGE, results=[PASSED])
    from_outside(LARGE, results=[PASSED])
    assert (mail.state, mail.reason) == (State.QUARANTINED, Reason.TOO_MUCH)
    assert (mail.sender, mail.subject) == (amina.email, "A black screen")
    assert "its sender was told" in mail.detail
    assert raw.load(mail.sha256)
    ((name, words),) = told(now)
    assert name == "Amina"
    assert "too large" in words
    assert "A black screen" in words


def test_it_says_so_as_a_machine_does(from_outside, amina, it_help):
    from_outside(LARGE, results=[PASSED])
    letter = Letter.objects.get(kind="channels.too_large")
    assert kind_of(letter.kind).automatic
    assert letter.is_braked


def test_delivered_twice_it_stands_there_once(from_outside, amina, it_help, now):
    first, again = from_outside(LARGE, results=[PASSED]), from_outside(LARGE, results=[PASSED])
    assert (first.state, first.reason) == (State.QUARANTINED, Reason.TOO_MUCH)
    assert (again.state, again.reason) == (State.IGNORED, Reason.DUPLICATE)
    assert len(told(now)) == 1


def test_with_headers_that_are_too_much_it_stands_there_once_too(from_outside, amina, it_help):
    for reason in (Reason.TOO_MUCH, Reason.DUPLICATE):
        assert from_outside(LARGE, X_Long="y " * 30_000).reason == reason


MACHINES = [
    {"Precedence": "bulk"},
    {"List_Id": "<all.northmoor.example>"},
    {"Auto_Submitted": "auto-replied"},
    {"Return_Path": "<>"},
    {"From": "MAILER-DAEMON@northmoor.example"},
]


@pytest.mark.parametrize("headers", MACHINES, ids=lambda it: next(iter(it)))
def test_no_machine_is_answered(from_outside, amina, it_help, headers):
    mail = from_outside(LARGE, results=[PASSED], **headers)
    assert mail.reason == Reason.TOO_MUCH
    assert not Letter.objects.exists()


@pytest.mark.parametrize(
    "headers", [{}, {"From": "zoe@elsewhere.example"}], ids=["forged", "alien"]
)
def test_nobody_is_answered_whom_nobody_vouches_for(from_outside, amina, it_help, headers):
    assert from_outside(LARGE, **headers).reason == Reason.TOO_MUCH
    assert not Letter.objects.exists()


def test_many_at_once_are_told_in_one(from_outside, amina, it_help):
    for number in range(3):
        from_outside(LARGE, results=[PASSED], Message_ID=f"<{number}@northmoor.example>")
    states = Letter.objects.values_list("state", flat=True).order_by("pk")
    assert list(states) == ["waiting", "held", "held"]


def test_an_answer_stays_with_the_request_it_answers(from_outside, amina, laptop, now):
    to = addresses.reply_address(laptop.reference, amina.pk)
    mail = from_outside(LARGE, To=to)
    assert mail.meant == laptop
    ((_name, words),) = told(now)
    assert laptop.get_absolute_url() in words


def test_to_a_confidential_team_it_does_not_repeat_the_subject(from_outside, amina, it_help, now):
    it_help.privacy = "confidential"
    it_help.save(update_fields=["privacy"])
    from_outside(LARGE, results=[PASSED])
    ((_name, words),) = told(now)
    assert "black screen" not in words


def test_headers_that_are_too_much_themselves_are_not_read(from_outside, amina, it_help):
    mail = from_outside(LARGE, results=[PASSED], X_Long="y " * 30_000)
    assert (mail.reason, mail.sender) == (Reason.TOO_MUCH, "")


def test_once_it_was_taken_in_all_the_same_nothing_is_said(from_outside, amina, it_help, now):
    mail = from_outside(LARGE, results=[PASSED])
    mail.state, mail.reason = State.IGNORED, Reason.SET_ASIDE
    mail.save()
    letter = Letter.objects.get(kind="channels.too_large")
    assert kind_of(letter.kind).resolver(letter, now) is None
