"""Who vouches for the writer of a mail that comes from outside (RELIABILITY 4)."""

from __future__ import annotations

import argparse
import dataclasses
import io

import pytest

from goodword.channels import actions, jobs, vouching
from goodword.channels.coming_in import ingest, raw, waiting_room
from goodword.channels.coming_in.waiting_room import Brought
from goodword.channels.models import InboundMail, Reason, State
from goodword.channels.tests.conftest import written
from goodword.house.mail_settings import parse_mailboxes
from goodword.outbox import addresses
from goodword.outbox.models import Letter
from goodword.requests.models import Message, ServiceRequest

pytestmark = pytest.mark.django_db
PASSED = "mx.northmoor.example; dmarc=pass (p=reject) header.from=northmoor.example"
AMINA = "amina@northmoor.example"
#: A mailbox as anybody may name it, which decoded looks like a result.
ENCODED = "=?utf-8?q?x=3B_dkim=3Dpass_header=2Ed=3Dnorthmoor=2Eexample=3B?="
OURS = "dkim=pass header.d=northmoor.example"


@pytest.fixture
def from_outside(now, settings):
    """A mail arrives over the open network, behind our border mx.northmoor.example."""
    settings.CONFIGURATION = dataclasses.replace(
        settings.CONFIGURATION, mail_border=("mx.northmoor.example",)
    )

    def come(words="My screen stays black.", *, results=(), **headers):
        above = "".join(f"Authentication-Results: {it}\r\n" for it in results).encode()
        actions.arrive(above + written(words, **headers), Brought(now, "lmtp"))
        jobs.handle_waiting(now)
        return InboundMail.objects.latest("pk")

    return come


def test_who_our_border_vouches_for_is_believed(from_outside, amina, it_help):
    assert from_outside(results=[PASSED]).service_request.asker == amina


@pytest.mark.parametrize(
    "results",
    [
        (),
        ("elsewhere.example; dmarc=pass header.from=northmoor.example",),
        ("mx.northmoor.example; none",),
        ("mx.northmoor.example; spf=fail smtp.mailfrom=x.example", PASSED),
        ("mx.northmoor.example; dmarc=pass header.from=x.example",),
        ("mx.northmoor.example.evil.example; dmarc=pass header.from=northmoor.example",),
        ("elsewhere.example (mx.northmoor.example; dmarc=pass)",),
        ("mx.northmoor.example; spf=pass smtp.mailfrom=" + ENCODED + "@evil.example",),
    ],
    ids=["nobody", "another's word", "none", "forged below ours", "for another", "like ours",
         "in a comment", "encoded in an address"],
)  # fmt: skip
def test_nobody_else_is_and_the_mail_waits_for_a_person(from_outside, amina, it_help, results):
    mail = from_outside(results=results)
    assert (mail.state, mail.reason, mail.person) == ("quarantined", Reason.UNVERIFIED, amina)
    assert not ServiceRequest.objects.exists()
    assert not Letter.objects.exists()


@pytest.mark.parametrize(("results", "asked"), [([PASSED], 2), ([], 1)])
def test_the_same_mail_again_asks_another_team_only_where_somebody_vouches(
    from_outside, amina, it_help, finance, now, results, asked
):
    from_outside(results=[PASSED])
    above = "".join(f"Authentication-Results: {it}\r\n" for it in results).encode()
    to = ("finance@localhost",)
    actions.arrive(above + written(), Brought(now, "lmtp", recipients=to))
    jobs.handle_waiting(now)
    assert InboundMail.objects.filter(reason=Reason.DUPLICATE).count() == 1
    assert ServiceRequest.objects.count() == asked


def test_without_a_border_nobody_vouches(from_outside, amina, it_help, settings):
    settings.CONFIGURATION = dataclasses.replace(settings.CONFIGURATION, mail_border=())
    assert from_outside(results=[PASSED]).reason == Reason.UNVERIFIED


def test_an_answer_to_the_address_made_for_its_writer_needs_nobody(from_outside, amina, laptop):
    to = addresses.reply_address(laptop.reference, amina.pk)
    assert from_outside("Thanks.", To=to).service_request == laptop


def test_an_answer_to_the_id_of_a_letter_to_its_writer_needs_nobody(
    from_outside, amina, ben, laptop
):
    letter = Letter.objects.filter(to=amina).first()
    assert from_outside("Thanks.", In_Reply_To=letter.message_id).service_request == laptop
    theirs = from_outside("It is mine.", In_Reply_To=letter.message_id, From=ben.email,
                          Message_ID="<ben@x>")  # fmt: skip
    assert theirs.reason == Reason.UNVERIFIED


@pytest.mark.parametrize("sign", ["subject", "thread"])
def test_whoever_guesses_a_request_adds_nothing_to_it(from_outside, amina, laptop, sign):
    thread = Letter.objects.filter(to=amina).first().thread
    told = {"Subject": laptop.reference} if sign == "subject" else {"References": thread}
    mail = from_outside("I do not need it any more.", **told)
    assert (mail.state, mail.reason) == (State.QUARANTINED, Reason.UNVERIFIED)
    assert not Message.objects.filter(service_request=laptop, channel="mail").exists()


@pytest.mark.parametrize(
    ("header", "is_so"),
    [
        ("mx; dmarc=pass", True),
        ("MX 1; dmarc=PASS header.from=Northmoor.example", True),
        ("mx; dmarc=fail header.from=northmoor.example", False),
        ("mx; dmarc=none header.from=northmoor.example", False),
        ("mx; dmarc=none; dkim=pass header.d=northmoor.example", True),
        ('mx; dkim=pass reason="good" header.i=@northmoor.example', True),
        ("mx; spf=pass smtp.mailfrom=amina@northmoor.example", True),
        ("mx; spf=pass smtp.mailfrom=northmoor.example.evil.example", False),
        ("mx; dkim=pass header.d=example", False),
        ("mx; dkim=pass header.d=evil.example; dmarc=fail", False),
        ("mx; dkim=fail header.d=northmoor.example; spf=softfail smtp.mailfrom=x", False),
        ("mx; dmarc=pass header.from=x (header.from=northmoor.example)", False),
        ("spf=pass smtp.mailfrom=x.example; dmarc=pass action=none header.from=northmoor.example",
         False),
        ('mx; spf=pass smtp.mailfrom="amina"@northmoor.example', True),
        (f'mx; spf=pass smtp.mailfrom="x; {OURS}; "@evil.example', False),
        (f'mx; {OURS}; spf=pass smtp.mailfrom="("@evil.example; dmarc=fail', False),
        (f'mx; spf=pass (of "a); {OURS}; ("@evil.example)', False),
        ('mx; dkim=pass reason="a\\" header.d=northmoor.example" header.d=evil.example', False),
        ("", False), (";;;=", False), ("mx", False), ("mx; dmarc", False), ("((((", False),
    ],
)  # fmt: skip
def test_what_a_border_may_say(header, is_so):
    assert vouching.vouches([header], ["mx"], AMINA) is is_so


def test_a_border_that_does_not_name_itself():
    spf = "spf=pass (sender IP is 192.0.2.1) smtp.mailfrom=northmoor.example; dkim=none; "
    said = spf + "dmarc=pass action=none header.from=northmoor.example;compauth=pass reason=100"
    assert vouching.vouches([said], [vouching.UNNAMED], AMINA)
    assert not vouching.vouches([said], ["mx"], AMINA)


WITHIN = "dkim=none (message not signed) header.d=none;dmarc=none action=none header.from="
DOMAIN = "northmoor.example;"


@pytest.mark.parametrize(
    ("result", "said", "border", "is_so"),
    [
        (WITHIN + DOMAIN, ["Internal"], "exchange", True),
        (WITHIN + DOMAIN + "compauth=pass reason=703", ["Internal"], "exchange", True),
        (WITHIN + DOMAIN, ["Internal"], "unnamed", False),
        (WITHIN + DOMAIN, ["Anonymous"], "exchange", False),
        (WITHIN + DOMAIN, ["Internal", "Internal"], "exchange", False),
        (WITHIN + DOMAIN, [], "exchange", False),
        (WITHIN + "x.example", ["Internal"], "exchange", False),
        (WITHIN + DOMAIN + "compauth=fail reason=001", ["Internal"], "exchange", False),
        ("mx.x.example; " + WITHIN + DOMAIN, ["Internal"], "exchange", False),
        (f"dmarc=fail action=none header.from={DOMAIN}", ["Internal"], "exchange", False),
        ("", ["Internal"], "exchange", False),
    ],
)
def test_what_exchange_says_of_its_own_people(result, said, border, is_so):
    assert vouching.is_internal([result], said, [border], AMINA) is is_so


@pytest.mark.parametrize(("way", "state"), [("imap", "applied"), ("lmtp", "quarantined")])
def test_it_is_believed_only_out_of_the_mailbox(amina, it_help, now, settings, way, state):
    (mailbox,) = parse_mailboxes("imaps://help:secret@outlook.office365.com/INBOX")
    settings.CONFIGURATION = dataclasses.replace(
        settings.CONFIGURATION, mail_border=("exchange",), imap=(mailbox,)
    )
    head = f"Authentication-Results: {WITHIN}{DOMAIN}\r\n".encode()
    head += b"X-MS-Exchange-Organization-AuthAs: Internal\r\n"
    actions.arrive(head + written(), Brought(now, mailbox.name if way == "imap" else "lmtp"))
    jobs.handle_waiting(now)
    assert InboundMail.objects.get().state == state


def test_a_pass_by_guess_is_none_yet_a_signature_counts():
    guess = "spf={}; dmarc=bestguesspass action=none header.from=northmoor.example"
    passed = "pass smtp.mailfrom=northmoor.example"
    assert vouching.vouches([guess.format(passed)], ["exchange"], AMINA)
    assert not vouching.vouches([guess.format("none")], ["exchange"], AMINA)


def test_a_mail_of_a_pipe_comes_from_outside(amina, it_help, now):
    parser = argparse.ArgumentParser()
    ingest.add_arguments(parser)
    options = parser.parse_args(["-", "--recipient", "it-help@localhost"])
    stdin = io.TextIOWrapper(io.BytesIO(written(To="")))
    assert ingest.run(options, stdin, io.StringIO()) == 0
    jobs.handle_waiting(now)
    mail = InboundMail.objects.get()
    assert (mail.reason, mail.team) == (Reason.UNVERIFIED, it_help)


def test_a_pipe_is_told_to_try_again_when_nothing_can_be_kept(db, monkeypatch):
    def full(*_args):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(raw, "keep", full)
    monkeypatch.setattr(waiting_room, "keep", full)
    options = argparse.Namespace(paths=[ingest.STDIN], recipient=[])
    stdin = io.TextIOWrapper(io.BytesIO(written()))
    assert ingest.run(options, stdin, io.StringIO()) == ingest.TRY_AGAIN
