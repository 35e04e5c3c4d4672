"""What became of a mail is put right: another team, another kind, a request of its own, again."""

from __future__ import annotations

import argparse
import io
import json
from datetime import timedelta

import pytest

from goodword.channels import actions
from goodword.channels.coming_in import replay
from goodword.channels.models import InboundMail, Reason, State
from goodword.channels.tests.conftest import written
from goodword.history.models import Event
from goodword.house.refusals import Conflict, Refusal
from goodword.outbox import addresses
from goodword.outbox.kinds import kind_of
from goodword.outbox.models import Letter
from goodword.people.privacy import Privacy
from goodword.requests import actions as requests
from goodword.requests.models import Message, ServiceRequest

pytestmark = pytest.mark.django_db


def events_of(mail):
    return [event.name for event in Event.objects.about("mail", mail.pk)]


# Moving.


def test_a_mail_is_moved_to_the_team_it_is_for(stranger, signed_in, ben, chidi, finance):
    answer = signed_in(ben).post(f"/mail-in/{stranger.key}/team/", {"team": finance.pk})
    assert answer.headers["Location"] == "/mail-in/"
    assert b"dana@x.example" in signed_in(chidi).get("/mail-in/").content
    assert b"The beamer" in signed_in(chidi).post(f"/mail-in/{stranger.key}/text/").content
    assert not InboundMail.objects.readable_by(ben).exists()
    assert events_of(stranger) == ["moved", "opened"]


def test_moved_it_asks_the_team_it_was_moved_to_alone(stranger, reader, amina, ben, finance, now):
    moved = actions.move(stranger, reader, team=finance, by=ben, at=now)
    again = actions.try_again(moved, reader, at=now)
    assert (again.state, again.team) == (State.QUARANTINED, finance)
    actions.take_in(again, reader, person=amina, team=None, by=ben, at=now)
    assert ServiceRequest.objects.get().team == finance


def test_moved_it_asks_nobody_else_when_it_is_delivered_again(
    stranger, arrive, reader, amina, ben, finance, now
):
    moved = actions.move(stranger, reader, team=finance, by=ben, at=now)
    actions.take_in(moved, reader, person=amina, team=None, by=ben, at=now)
    again = arrive("The beamer is broken.", From="Dana <dana@x.example>", Subject="Beamer")
    assert again.reason == Reason.DUPLICATE
    assert ServiceRequest.objects.get().team == finance


def test_nobody_moves_a_mail_to_where_they_could_read_it(
    stranger, reader, operator, person, it_help, finance, now
):
    both = person("Carla Brandt", finance, is_operator=True)
    with pytest.raises(Refusal, match="You cannot read it"):
        actions.move(stranger, reader, team=finance, by=both, at=now)
    assert actions.move(stranger, reader, team=finance, by=operator, at=now).team == finance


def test_what_was_written_to_a_confidential_team_its_readers_move_alone(
    arrive, reader, operator, finance, it_help, now
):
    finance.privacy = Privacy.CONFIDENTIAL
    finance.save()
    mail = arrive(From="dana@x.example", To="finance@localhost")
    with pytest.raises(Refusal, match="Ask who can"):
        actions.move(mail, reader, team=it_help, by=operator, at=now)


def test_an_answer_to_a_request_stays_with_it(
    arrive, reader, amina, laptop, finance, operator, now
):
    to = addresses.reply_address(laptop.reference, amina.pk)
    mail = arrive(To=to, From="ben@northmoor.example")
    with pytest.raises(Refusal, match="stays with the team"):
        actions.move(mail, reader, team=finance, by=operator, at=now)


def test_what_has_been_decided_is_moved_no_more(stranger, reader, ben, finance, now):
    actions.set_aside(stranger, by=ben, at=now)
    with pytest.raises(Conflict):
        actions.move(stranger, reader, team=finance, by=ben, at=now)


@pytest.fixture
def misled(arrive, amina, it_help):
    """Two mails of Amina under one id: the second one waits for a person."""
    arrive("My screen stays black.")
    return arrive("Please pay this bill.", Subject="A bill")


def told(person, at):
    """What Goodword has written to somebody about mails of theirs."""
    letters = Letter.objects.filter(to=person, kind="channels.moved")
    worded = [kind_of(letter.kind).resolver(letter, at) for letter in letters]
    return [rendered.text for rendered in worded if rendered]


def test_who_wrote_it_is_told_who_has_it_and_why(misled, signed_in, ben, amina, finance, now):
    typed = {"team": finance.pk, "reason": "They pay the bills."}
    signed_in(ben).post(f"/mail-in/{misled.key}/team/", typed)
    (words,) = told(amina, now)
    assert "Your mail is with Finance now" in words
    assert "They pay the bills." in words


def test_the_receipt_says_who_has_it_and_why(misled, reader, ben, amina, finance, now):
    moved = actions.move(misled, reader, team=finance, by=ben, at=now, reason="They pay.")
    taken = actions.take_in(moved, reader, person=amina, team=None, by=ben, at=now)
    letter = Letter.objects.get(about_id=taken.service_request.pk, kind="requests.receipt")
    words = kind_of(letter.kind).resolver(letter, now).text
    for said in ("Finance", "IT help", "They pay."):
        assert said in words
    assert told(amina, now) == []


def test_whom_nobody_vouches_for_is_told_nothing(stranger, reader, ben, finance, now):
    actions.move(stranger, reader, team=finance, by=ben, at=now)
    assert not Letter.objects.filter(kind="channels.moved").exists()


def test_nor_is_who_may_have_forged_it(amina, reader, ben, it_help, finance, now):
    mail = actions.receive(written(), at=now, source="lmtp", from_outside=True)
    waits = actions.handle(mail, reader, at=now)
    assert waits.reason == Reason.UNVERIFIED
    actions.move(waits, reader, team=finance, by=ben, at=now)
    assert not Letter.objects.exists()


# Another kind.


def test_a_person_taken_for_a_machine_is_heard(arrive, signed_in, operator, amina, it_help):
    mail = arrive(Auto_Submitted="auto-generated")
    assert mail.reason == Reason.AUTOMATIC
    signed_in(operator).post(f"/mail-in/{mail.key}/kind/", {"kind": "human"})
    assert ServiceRequest.objects.get().asker == amina
    assert events_of(mail) == ["treated_as"]


def test_a_machine_taken_for_a_person_is_left_alone(stranger, signed_in, ben):
    signed_in(ben).post(f"/mail-in/{stranger.key}/kind/", {"kind": "absence"})
    stranger.refresh_from_db()
    assert (stranger.state, stranger.reason) == (State.IGNORED, Reason.ABSENCE)
    assert stranger.detail == "a person said so"


def test_nobody_makes_a_stranger_a_colleague_by_it(stranger, reader, ben, now):
    again = actions.treat(stranger, reader, kind="human", by=ben, at=now)
    assert again.reason == Reason.UNKNOWN_SENDER


def test_what_was_taken_in_stays_what_it_is(arrive, reader, amina, ben, it_help, now):
    with pytest.raises(Conflict):
        actions.treat(arrive(), reader, kind="list", by=ben, at=now)


# A second request.


def test_a_mail_joined_to_the_wrong_request_gets_one_of_its_own(
    arrive, reader, amina, laptop, finance, operator, signed_in, now
):
    mail = arrive("My pay is wrong, too.", Subject=f"About {laptop.reference}")
    assert mail.service_request == laptop
    page = signed_in(operator).post(
        f"/mail-in/{mail.key}/second-request/",
        {"team": finance.pk, "title": "Pay", "words": "", "follows": "on"},
    )
    assert page.status_code == 302
    made = ServiceRequest.objects.get(title="Pay")
    assert (made.asker, made.team, made.words) == (amina, finance, "My pay is wrong, too.")
    assert Message.objects.filter(service_request=laptop, channel="mail").exists()
    later = arrive("And last month.", In_Reply_To=mail.mail_id, Message_ID="<later@x>",
                   at=now + timedelta(hours=1))  # fmt: skip
    assert later.service_request == made


def test_a_mail_with_two_things_becomes_two_requests(
    arrive, reader, amina, it_help, finance, operator, now
):
    mail = arrive("A screen, and my pay.")
    first = mail.service_request
    made = actions.split(
        mail, reader, title="Pay", words="My pay.", team=finance, follows=False, by=operator, at=now
    )
    mail.refresh_from_db()
    assert (mail.service_request, made.words, made.team) == (first, "My pay.", finance)
    assert events_of(mail) == ["split"]


def test_who_runs_goodword_reads_no_request_by_splitting_its_mail(
    arrive, reader, amina, person, it_help, finance, signed_in, now
):
    both = person("Carla Brandt", finance, is_operator=True)
    mail = arrive("My pay is wrong.")
    page = signed_in(both).post(
        f"/mail-in/{mail.key}/second-request/", {"team": finance.pk, "title": "x", "words": ""}
    )
    assert (page.status_code, b"You cannot read it" in page.content) == (422, True)
    assert ServiceRequest.objects.count() == 1


def test_nothing_confidential_is_split_off_for_another_team(
    arrive, reader, amina, ben, laptop, finance, operator, now
):
    requests.close_to(laptop, by=amina, at=now, to=Privacy.CONFIDENTIAL)
    mail = arrive("It is about my illness.", Subject=f"About {laptop.reference}")
    assert mail.service_request == laptop
    with pytest.raises(Refusal, match="Ask who can"):
        actions.split(
            mail, reader, title="x", words="", team=finance, follows=False, by=operator, at=now
        )


def test_what_is_nobodys_yet_is_not_split(stranger, reader, operator, finance, now):
    with pytest.raises(Refusal, match="Take the mail in first"):
        actions.split(
            stranger, reader, title="", words="", team=finance, follows=True, by=operator, at=now
        )


def test_the_team_on_duty_does_not_split(stranger, signed_in, ben):
    assert signed_in(ben).post(f"/mail-in/{stranger.key}/second-request/").status_code == 404


# Again, by the command.


def _replay(*words, as_json=True):
    parser = argparse.ArgumentParser()
    replay.add_arguments(parser)
    options, out = parser.parse_args(words), io.StringIO()
    options.json = as_json
    assert replay.run(options, io.StringIO(), out) == 0
    return json.loads(out.getvalue())["mails"] if as_json else out.getvalue()


def test_poison_is_read_again_after_the_reason_is_gone(arrive, person, it_help, records):
    waits = arrive(From="dana@northmoor.example")
    other = arrive(From="", Message_ID="<o@x>")
    person("Dana Reyes", records)
    (told,) = _replay("--reason", "unknown_sender")
    assert (told["key"], told["state"]) == (waits.key, "applied")
    assert told["request"] == ServiceRequest.objects.get().reference
    (told,) = _replay("--waiting")
    assert (told["key"], told["reason"]) == (other.key, "no_sender")
    assert "1 mails read again" in _replay(other.key, as_json=False)


def test_what_to_replay_has_to_be_said_and_to_exist(arrive, amina, it_help):
    taken = arrive(written())
    with pytest.raises(Refusal, match="Say which"):
        _replay()
    with pytest.raises(Refusal, match="There is no such mail"):
        _replay(taken.key)
