"""A mail server hands mail over to us, by SMTP and LMTP, over real sockets."""

from __future__ import annotations

import dataclasses
import smtplib
import socket
import ssl
from contextlib import contextmanager

import pytest
from django.db import OperationalError

from goodword.channels import jobs
from goodword.channels.actions import arriving, matching
from goodword.channels.coming_in import listening, raw, waiting_room
from goodword.channels.models import InboundMail, State, WayIn
from goodword.channels.tests.conftest import written
from goodword.house import limits
from goodword.house.mail_settings import Listen
from goodword.house.reading import networks
from goodword.outbox import addresses
from goodword.people.models import Team
from goodword.requests.models import ServiceRequest
from tests.rig import mail_door

pytestmark = pytest.mark.django_db(transaction=True)

SENDER = "amina@northmoor.example"


@pytest.fixture
def door(settings):
    """Open a door: ``with door("lmtp") as port``."""

    @contextmanager
    def opened(protocol="smtp", encryption="", **more):
        settings.CONFIGURATION = dataclasses.replace(settings.CONFIGURATION, **more)
        listen = Listen(protocol, "127.0.0.1", 0, encryption)
        with mail_door.open_door(listen, settings.CONFIGURATION) as listener:
            yield listener.port

    return opened


def _hand_over(client, *recipients, raw_mail=None, sender=SENDER):
    """Hand a mail over; answer the last word of the other side."""
    client.ehlo_or_helo_if_needed()
    client.mail(sender)
    codes = [client.rcpt(it)[0] for it in recipients]
    return codes, client.data(written() if raw_mail is None else raw_mail)


def test_what_is_taken_is_stored_before_it_is_said(door, amina, it_help, now):
    vouched = written(Authentication_Results="mx.here; dmarc=pass")
    with (
        door(mail_border=("mx.here",)) as port,
        smtplib.SMTP("127.0.0.1", port) as client,
    ):
        codes, (code, _words) = _hand_over(client, "it-help@localhost", raw_mail=vouched)
        (mail,) = InboundMail.objects.all()
    assert (codes, code) == ([250], 250)
    assert (mail.state, mail.recipients) == (State.RECEIVED, ["it-help@localhost"])
    kept = raw.load(mail.sha256)
    assert kept.startswith(b"Return-Path: <amina@northmoor.example>\r\n")
    assert jobs.handle_waiting(mail.received_at) == 1
    assert ServiceRequest.objects.get().asker == amina


OURS = ("it-help+printers", "IT-Help", "postmaster", "goodword", "bounce+" + "a" * 26)


def test_it_relays_nothing_and_takes_for_nobody_unknown(door, it_help):
    ours = [*(f"{word}@localhost" for word in OURS), addresses.reply_address("GW-7K3M9Q", 1)]
    others = ["reply+anything@localhost", "nobody@localhost", "somebody@elsewhere.example"]
    with door() as port, smtplib.SMTP("127.0.0.1", port) as client:
        client.ehlo()
        client.mail(SENDER)
        assert {client.rcpt(to)[0] for to in ours} == {250}
        assert {client.rcpt(to)[0] for to in others} == {550}


def test_a_report_comes_with_an_empty_sender(door, it_help):
    with door() as port, smtplib.SMTP("127.0.0.1", port) as client:
        _codes, (code, _words) = _hand_over(client, "it-help@localhost", sender="")
    assert code == 250
    assert raw.load(InboundMail.objects.get().sha256).startswith(b"Return-Path: <>\r\n")


def test_by_lmtp_each_recipient_gets_an_answer(door, it_help, finance):
    with door("lmtp") as port, smtplib.LMTP("127.0.0.1", port) as client:
        codes, first = _hand_over(
            client, "it-help@localhost", "nobody@localhost", "finance@localhost"
        )
        second = client.getreply()
    assert codes == [250, 550, 250]
    assert (first[0], second[0]) == (250, 250)
    assert InboundMail.objects.get().recipients == ["it-help@localhost", "finance@localhost"]


@pytest.mark.parametrize("protocol", ["smtp", "lmtp"])
def test_what_is_too_large_is_refused_for_good(door, it_help, finance, monkeypatch, protocol):
    monkeypatch.setattr(limits, "MAIL_SIZE", 2_000)
    kind = smtplib.LMTP if protocol == "lmtp" else smtplib.SMTP
    with door(protocol) as port, kind("127.0.0.1", port) as client:
        client.ehlo()
        assert client.mail(SENDER, ["SIZE=5000"])[0] == 552
        client.rset()
        to = ("it-help@localhost", "finance@localhost")
        _codes, (code, _words) = _hand_over(client, *to, raw_mail=b"x" * 3_000)
        answers = [code, *([client.getreply()[0]] if protocol == "lmtp" else [])]
        assert set(answers) == {552}
        assert client.noop()[0] == 250
    assert not InboundMail.objects.exists()


def test_what_is_refused_says_why_and_is_written_down(door, it_help, operator, signed_in,
                                                      monkeypatch, settings):  # fmt: skip
    monkeypatch.setattr(limits, "MAIL_SIZE", 64 * limits.KIB)
    with door() as port, smtplib.SMTP("127.0.0.1", port) as client:
        large = b"x" * 70 * limits.KIB
        _codes, (_code, words) = _hand_over(client, "it-help@localhost", raw_mail=large)
        client.mail(SENDER, ["SIZE=700000"])
    assert b"5.3.4" in words
    assert b"without the large files" in words
    way = WayIn.objects.get()
    assert (way.refusals, way.refused_from) == (2, SENDER)
    listen = Listen("smtp", "127.0.0.1", 0, "")
    settings.CONFIGURATION = dataclasses.replace(settings.CONFIGURATION, mail_listen=listen)
    page = signed_in(operator).get("/mail-in/").content.decode()
    assert "2 mails were refused as too large" in page
    assert SENDER in page


def test_a_line_longer_than_the_standard_has_it_is_taken(door, it_help):
    with door() as port, smtplib.SMTP("127.0.0.1", port) as client:
        _codes, (code, _words) = _hand_over(
            client, "it-help@localhost", raw_mail=written() + b"x" * 200_000
        )
    assert code == 250


@pytest.mark.parametrize("protocol", ["smtp", "lmtp"])
def test_while_nothing_can_be_kept_the_other_side_keeps_it(door, it_help, monkeypatch, protocol):
    def full(_raw):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(raw, "keep", full)
    kind = smtplib.LMTP if protocol == "lmtp" else smtplib.SMTP
    with door(protocol) as port, kind("127.0.0.1", port) as client:
        _codes, (code, _words) = _hand_over(client, "it-help@localhost")
    assert code == 451
    assert not InboundMail.objects.exists()


def test_while_the_database_is_away_mail_waits_in_order(door, amina, it_help, now, monkeypatch):
    def away(*_args, **_more):
        raise OperationalError("away")

    with door() as port, smtplib.SMTP("127.0.0.1", port) as client, monkeypatch.context() as then:
        then.setattr(arriving, "receive", away)
        then.setattr(matching, "teams_of", away)
        answers = [
            _hand_over(client, "it-help@localhost", raw_mail=written(Message_ID=f"<{n}@x>"))
            for n in range(3)
        ]
        assert client.rcpt("it-help@elsewhere.example")[0] != 250
    assert [answer[1][0] for answer in answers] == [250] * 3
    assert (jobs.bring_in_waiting(now), waiting_room.names()) == (3, [])
    rows = InboundMail.objects.order_by("pk")
    assert [f"<{n}@x>".encode() in raw.load(row.sha256) for n, row in enumerate(rows)] == [True] * 3
    assert jobs.bring_in_waiting(now) == 0


def test_with_the_disk_full_too_nothing_is_said_to_be_taken(door, it_help, monkeypatch):
    def away(*_args, **_more):
        raise OperationalError("away")

    def full(*_args):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(arriving, "receive", away)
    monkeypatch.setattr(waiting_room, "keep", full)
    with door() as port, smtplib.SMTP("127.0.0.1", port) as client:
        assert _hand_over(client, "it-help@localhost")[1][0] == 451


def test_who_may_not_connect_is_sent_away(door):
    with (
        door(mail_peers=networks("10.0.0.5")) as port,
        pytest.raises(smtplib.SMTPConnectError) as refused,
    ):
        smtplib.SMTP("127.0.0.1", port)
    assert refused.value.smtp_code == 554


def test_too_many_at_once_wait(door, monkeypatch):
    monkeypatch.setattr(limits, "MAIL_CONNECTIONS", 1)
    with door() as port, smtplib.SMTP("127.0.0.1", port) as client:
        with pytest.raises(smtplib.SMTPConnectError) as refused:
            smtplib.SMTP("127.0.0.1", port)
        assert refused.value.smtp_code == 421
        assert client.noop()[0] == 250


def _encrypted(papers):
    return {"mail_certificate": papers.certificate, "mail_key": papers.key}


def test_with_starttls_nothing_is_taken_in_the_clear(door, it_help, papers):
    with (
        door("lmtp", "starttls", **_encrypted(papers)) as port,
        smtplib.LMTP("127.0.0.1", port) as client,
    ):
        client.ehlo()
        assert client.mail(SENDER)[0] == 530
        client.starttls(context=papers.trusted())
        assert _hand_over(client, "it-help@localhost")[1][0] == 250


def test_encrypted_from_the_first_byte(door, it_help, papers):
    with (
        door("smtp", "tls", **_encrypted(papers)) as port,
        smtplib.SMTP_SSL("localhost", port, context=papers.trusted()) as client,
    ):
        assert _hand_over(client, "it-help@localhost")[1][0] == 250
    with (
        door("smtp", "tls", **_encrypted(papers)) as port,
        pytest.raises(ssl.SSLCertVerificationError),
    ):
        smtplib.SMTP_SSL("localhost", port, context=ssl.create_default_context())


def test_our_own_mistakes_are_told_to_nobody(door, it_help, monkeypatch):
    def broken(*_args):
        raise ZeroDivisionError("a secret of ours")

    monkeypatch.setattr(listening, "_store", broken)
    with door() as port, smtplib.SMTP("127.0.0.1", port) as client:
        code, words = _hand_over(client, "it-help@localhost")[1]
    assert code == 451
    assert b"secret" not in words


def test_somebody_who_hangs_up_in_the_middle_leaves_nothing(door, it_help):
    with door() as port:
        with socket.create_connection(("127.0.0.1", port)) as line:
            talk = line.makefile("rwb")
            for word in (b"EHLO x", b"MAIL FROM:<a@x.example>", b"RCPT TO:<it-help@localhost>"):
                talk.write(word + b"\r\n")
            talk.write(b"DATA\r\nSubject: half")
            talk.flush()
        with smtplib.SMTP("127.0.0.1", port) as client:
            assert client.noop()[0] == 250
    assert not InboundMail.objects.exists()
    assert Team.objects.exists()
