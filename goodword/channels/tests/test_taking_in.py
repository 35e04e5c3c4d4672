from __future__ import annotations

from datetime import timedelta

import pytest

from goodword.channels import actions, jobs
from goodword.channels.actions.applying import apply
from goodword.channels.coming_in import raw
from goodword.channels.models import InboundMail, Reason, State
from goodword.channels.tests.conftest import written
from goodword.house.refusals import Refusal
from goodword.outbox import addresses
from goodword.outbox.models import Letter
from goodword.requests import actions as requests
from goodword.requests.models import Attachment, Message, Question, ServiceRequest

pytestmark = pytest.mark.django_db


def test_a_colleagues_mail_becomes_a_request_to_the_team_it_names(arrive, amina, it_help):
    mail = arrive("My screen stays black.")
    request = mail.service_request
    assert (mail.state, request.asker, request.team) == (State.APPLIED, amina, it_help)
    assert (request.title, request.words) == ("A black screen", "My screen stays black.")
    assert request.channel == "mail"


def test_a_mail_to_no_team_goes_to_the_team_on_duty(arrive, amina, it_help):
    assert arrive(To="anybody@localhost").service_request.team == it_help


def test_where_nobody_is_on_duty_a_mail_waits_for_a_person(arrive, amina):
    mail = arrive(To="anybody@localhost")
    assert (mail.state, mail.reason) == (State.QUARANTINED, Reason.REFUSED)


def test_files_come_along(arrive, amina, it_help):
    head = written("").replace(b"Content-Type: text/plain", b"X-Was: text/plain")
    body = (b'Content-Type: multipart/mixed; boundary="b"\n\n--b\n\nSee it.\n'
            b'--b\nContent-Type: text/x-log; name="../../screen.log"\n\nlog\n--b--\n')  # fmt: skip
    mail = arrive(head.partition(b"\n\n")[0] + b"\n" + body)
    (attachment,) = Attachment.objects.filter(service_request=mail.service_request)
    assert attachment.name == "screen.log"


@pytest.mark.parametrize("header", ["Received: by mx1.example", "Received: by mx2.example", ""])
def test_redelivery_is_one_request(arrive, amina, it_help, header):
    first = arrive(written())
    again = arrive((header.encode() + b"\r\n" if header else b"") + written())
    assert (again.state, again.reason) == (State.IGNORED, Reason.DUPLICATE)
    assert ServiceRequest.objects.count() == 1
    assert first.state == State.APPLIED


def test_two_deliveries_read_at_one_instant_are_one_answer(reader, amina, laptop, now):
    to = addresses.reply_address(laptop.reference, amina.pk)
    one, other = (actions.receive(written(To=to), at=now, source="a test") for _time in range(2))
    parsed = reader.read(raw.load(one.sha256))
    how = {"person": amina, "request": laptop, "team": None, "at": now}
    # Both looked for an earlier delivery before either was taken in.
    taken = [apply(mail, parsed, **how) for mail in (one, other)]
    assert [mail.reason for mail in taken] == ["", Reason.DUPLICATE]
    assert Message.objects.filter(service_request=laptop, channel="mail").count() == 1


def test_a_mail_without_an_id_is_still_one_request(arrive, amina, it_help):
    mails = [arrive("the same", Message_ID="") for _time in range(3)]
    assert [mail.reason for mail in mails] == ["", Reason.DUPLICATE, Reason.DUPLICATE]
    assert mails[0].mail_id.startswith("<derived.")


def test_the_same_id_with_other_words_is_kept_and_flagged(arrive, amina, it_help):
    arrive("one")
    other = arrive("two")
    assert (other.state, other.reason) == (State.QUARANTINED, Reason.SAME_ID)


def test_a_machine_opens_nothing(arrive, amina, it_help):
    mail = arrive(Auto_Submitted="auto-generated")
    assert (mail.state, mail.reason) == (State.IGNORED, Reason.AUTOMATIC)
    assert not ServiceRequest.objects.exists()


@pytest.mark.parametrize(
    ("headers", "reason"),
    [
        ({"From": "stranger@elsewhere.example"}, Reason.UNKNOWN_SENDER),
        ({"From": ""}, Reason.NO_SENDER),
        ({"From": "amina@northmoor.example, ben@northmoor.example"}, Reason.SEVERAL_SENDERS),
        ({"From": "goodword@localhost"}, Reason.OWN_ADDRESS),
        ({"From": "it-help@localhost"}, Reason.OWN_ADDRESS),
        ({"From": "amina@northmoor.example <stranger@elsewhere.example>"}, Reason.UNKNOWN_SENDER),
        ({"To": "reply+7k3m9q." + "a" * 26 + "@localhost"}, Reason.FORGED_ADDRESS),
    ],
)
def test_who_is_not_known_waits_for_a_person(arrive, amina, it_help, headers, reason):
    mail = arrive(**headers)
    assert (mail.state, mail.reason) == (State.QUARANTINED, reason)
    assert raw.load(mail.sha256)


def test_somebody_who_left_is_not_known(arrive, amina, it_help):
    amina.is_active = False
    amina.save()
    assert arrive().reason == Reason.UNKNOWN_SENDER


def test_an_answer_to_the_signed_address_joins_its_request(arrive, amina, laptop):
    to = addresses.reply_address(laptop.reference, amina.pk)
    mail = arrive("Thank you.\n\nOn 24 Nov 2026, Ben <b@x.example> wrote:\n> it comes", To=to)
    assert (mail.state, mail.service_request) == (State.APPLIED, laptop)
    message = Message.objects.get(service_request=laptop, channel="mail")
    assert (message.words, message.by) == ("Thank you.", amina)
    (whole,) = Attachment.objects.filter(message=message)
    assert whole.name == "The whole mail.txt"


def test_an_address_made_for_somebody_else_is_held(arrive, amina, ben, laptop):
    to = addresses.reply_address(laptop.reference, amina.pk)
    mail = arrive(To=to, From="ben@northmoor.example")
    assert (mail.state, mail.reason, mail.meant) == ("quarantined", Reason.ANOTHERS_ADDRESS, laptop)


def test_an_address_made_for_nobody_is_held(arrive, chidi, laptop):
    to = addresses.reply_address(laptop.reference, chidi.pk)
    assert arrive(To=to).reason == Reason.FORGED_ADDRESS


def test_an_address_of_ours_with_a_wrong_sign_is_held(arrive, amina, laptop):
    to = addresses.reply_address("GW-AAAAAA", amina.pk)
    wrong = to.replace("aaaaaa", laptop.reference[3:].lower())
    assert arrive(To=wrong).reason == Reason.FORGED_ADDRESS


@pytest.mark.parametrize("field", ["message_id", "thread"])
def test_our_own_ids_lead_to_the_request(arrive, amina, laptop, field):
    letter = Letter.objects.filter(to=amina).first()
    mail = arrive("Thanks.", In_Reply_To="<other@x>", References=f"<a@x> {getattr(letter, field)}")
    assert (mail.service_request, mail.state) == (laptop, State.APPLIED)


def test_a_colleague_with_no_part_in_it_is_held(arrive, amina, chidi, laptop):
    letter = Letter.objects.filter(to=amina).first()
    mail = arrive(From="chidi@northmoor.example", In_Reply_To=letter.message_id)
    assert (mail.reason, mail.meant) == (Reason.STRANGER, laptop)


def test_a_letter_about_nothing_that_is_left_leads_nowhere(arrive, amina, it_help, laptop):
    letter = Letter.objects.filter(to=amina).first()
    Letter.objects.filter(pk=letter.pk).update(about_id=10_000)
    assert arrive(In_Reply_To=letter.message_id).service_request != laptop


def test_ones_own_earlier_mail_leads_to_the_request(arrive, amina, it_help):
    first = arrive()
    again = arrive("And the mouse.", Message_ID="<two@x>", In_Reply_To="<one@northmoor.example>")
    assert again.service_request == first.service_request


def test_a_reference_in_the_subject_counts_for_who_sees_the_request(arrive, amina, chidi, laptop):
    subject = f"About {laptop.reference}"
    assert arrive(Subject=subject).service_request == laptop
    theirs = arrive(Subject=subject, From="chidi@northmoor.example", Message_ID="<c@x>")
    assert theirs.service_request != laptop


def test_an_open_question_is_answered_by_mail(arrive, amina, ben, laptop, now):
    requests.ask_asker(laptop, by=ben, at=now, question="Which size?")
    to = addresses.reply_address(laptop.reference, amina.pk)
    arrive("The small one.", To=to, at=now + timedelta(hours=1))
    assert Question.objects.get(service_request=laptop).answer == "The small one."


def test_a_helper_answers_by_mail_and_it_is_a_human_word(arrive, ben, laptop, now):
    to = addresses.reply_address(laptop.reference, ben.pk)
    mail = arrive("It is ordered.", To=to, From="ben@northmoor.example")
    assert mail.message.by == ben
    assert mail.message.team_only is None


def test_an_empty_answer_waits_for_a_person(arrive, amina, laptop):
    to = addresses.reply_address(laptop.reference, amina.pk)
    assert arrive("", To=to).reason == Reason.EMPTY


def test_an_empty_mail_waits_for_a_person(arrive, amina, it_help):
    assert arrive("", Subject="").reason == Reason.EMPTY


def test_the_operators_word_stands_in_for_senders_nobody_knows(arrive, amina, it_help):
    mail = arrive(From="Dana <dana@elsewhere.example>", as_asker=amina)
    assert mail.service_request.asker == amina
    assert mail.service_request.beneficiary_name == "Dana <dana@elsewhere.example>"
    assert arrive(From="", Message_ID="<n@x>", as_asker=amina).state == State.APPLIED
    assert arrive("two", From="a@x.example, b@x.example", Message_ID="<s@x>", as_asker=amina).state


def test_a_mail_over_a_limit_is_kept(arrive, amina):
    mail = arrive(b"From: amina@northmoor.example\r\n" + b"X: y\r\n" * 50_000 + b"\r\n")
    assert (mail.state, mail.reason) == (State.QUARANTINED, Reason.TOO_MUCH)
    assert "the limit is 256 KB" in mail.detail


def test_poison_among_a_hundred_keeps_nobody_else_out(arrive, amina, it_help, now):
    poison = b"From: a@x.example\r\nX-Y: " + b"\r\nZ-Z: ".join([b"=?utf-8?q?x?= " * 1_000] * 17)
    mails = [arrive(f"number {n}", Message_ID=f"<{n}@x>", at=now + timedelta(minutes=2 * n))
             for n in range(30)]  # fmt: skip
    bad = arrive(poison + b"\r\n\r\n" + b"x")
    assert {mail.state for mail in mails} == {State.APPLIED}
    assert bad.state == State.QUARANTINED


def test_a_bounce_marks_the_letter_that_did_not_arrive(arrive, amina, laptop):
    letter = Letter.objects.filter(to=amina).first()
    mail = arrive(
        From="mailer-daemon@northmoor.example",
        To=addresses.bounce_address(letter.token),
        Subject="Undelivered",
    )
    letter.refresh_from_db()
    assert (mail.reason, letter.came_back_words) == (Reason.DELIVERY_REPORT, "Undelivered")


def test_a_bounce_that_only_quotes_our_id_marks_the_letter_too(arrive, amina, laptop):
    letter = Letter.objects.filter(to=amina).first()
    arrive(f"Message-ID: {letter.message_id}", From="mailer-daemon@x.example", To="x@localhost")
    letter.refresh_from_db()
    assert letter.came_back_at


def test_a_mail_left_unread_by_a_crash_is_read_once(amina, it_help, now):
    actions.receive(written(), at=now, source="before the crash")
    later = now + timedelta(minutes=2)
    assert [jobs.handle_waiting(at) for at in (now, later, later)] == [0, 1, 0]
    assert ServiceRequest.objects.count() == 1


def test_three_strikes_and_it_waits_for_a_person(amina, it_help, now, reader):
    mail = actions.receive(written(), at=now, source="a test")
    InboundMail.objects.update(strikes=3)
    assert actions.handle(mail, reader, at=now).reason == Reason.THREE_STRIKES
    again = actions.try_again(mail, reader, at=now)
    assert again.state == State.APPLIED


def test_a_mail_that_was_refused_goes_in_after_the_reason_is_gone(arrive, amina, team, reader, now):
    mail = arrive(To="anybody@localhost")
    team("Front desk", is_duty=True)
    assert actions.try_again(mail, reader, at=now).state == State.APPLIED


def test_what_was_taken_in_is_not_taken_in_twice(arrive, amina, ben, it_help, reader, now):
    mail = arrive(From="dana@elsewhere.example")
    first = actions.take_in(mail, reader, person=amina, team=None, by=ben, at=now)
    mail.state = State.QUARANTINED
    again = actions.take_in(mail, reader, person=amina, team=None, by=ben, at=now)
    assert first.service_request == again.service_request


def test_an_answer_taken_in_by_hand_joins_only_what_the_colleague_may_see(
    arrive, amina, chidi, ben, operator, laptop, reader, now
):
    to = addresses.reply_address(laptop.reference, amina.pk)
    mail = arrive("From home.", To=to, From="amina@home.example")
    assert (mail.reason, mail.meant) == (Reason.UNKNOWN_SENDER, laptop)
    taken = actions.take_in(mail, reader, person=amina, team=None, by=ben, at=now)
    assert taken.service_request == laptop
    other = arrive("Hello.", To=to, From="chidi@home.example", Message_ID="<h@x>")
    taken = actions.take_in(other, reader, person=chidi, team=None, by=operator, at=now)
    assert taken.service_request != laptop


def test_a_mail_that_cannot_be_read_cannot_be_taken_in(arrive, amina, ben, reader, now):
    mail = arrive(b"From: amina@northmoor.example\r\n" + b"X: y\r\n" * 50_000 + b"\r\n")
    with pytest.raises(Refusal, match="cannot be read"):
        actions.take_in(mail, reader, person=amina, team=None, by=ben, at=now)


def test_more_than_an_hour_allows_waits_for_a_person(arrive, amina, it_help, settings):
    for number in range(61):
        mail = arrive(f"number {number}", Message_ID=f"<{number}@x>")
    assert (mail.state, mail.reason) == (State.QUARANTINED, Reason.REFUSED)


def test_a_mail_kept_twice_is_one_file(tmp_path):
    assert raw.keep(b"x") == raw.keep(b"x")
    assert len(list(raw.folder().rglob("*.eml"))) == 1


def test_counts_say_what_became_of_mails(arrive, amina, it_help):
    arrive()
    arrive(Auto_Submitted="auto-generated", Message_ID="<a@x>")
    assert jobs.status() == {"applied": {"all": 1}, "ignored": {"automatic": 1}}


def test_a_mail_says_how_it_stands(arrive, amina):
    assert str(arrive()).startswith("quarantined")


@pytest.fixture
def offered(laptop, ben, now):
    """Ben offers a date later than what is published."""
    due_at = now + timedelta(days=20)
    requests.offer(laptop, by=ben, at=now, due_at=due_at, reason="Nothing in stock.")
    return laptop


def by_reply(arrive, laptop, person, words):
    to = addresses.reply_address(laptop.reference, person.pk)
    mail = arrive(words, To=to)
    laptop.refresh_from_db()
    return mail


@pytest.mark.parametrize("words", ["Yes", "Agreed!", "That works.", "ja, bitte", "OK"])
def test_a_yes_by_mail_is_a_yes_to_the_date(arrive, offered, amina, words):
    by_reply(arrive, offered, amina, words)

    assert offered.state == "promised"


@pytest.mark.parametrize("words", ["Yes, but not before noon?", "Is that a yes?", "No"])
def test_anything_more_than_a_yes_is_a_message(arrive, offered, amina, words):
    mail = by_reply(arrive, offered, amina, words)

    assert offered.state == "offered"
    assert mail.message.words == words


def test_after_a_second_offer_a_yes_by_mail_could_mean_either(arrive, offered, amina, ben, now):
    due_at = now + timedelta(days=25)
    requests.offer(offered, by=ben, at=now, due_at=due_at, reason="Later still.")
    by_reply(arrive, offered, amina, "Yes")

    assert offered.state == "offered"
