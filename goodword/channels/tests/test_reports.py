"""Delivery reports as mail servers of many makes write them: who, why, and whether for good."""

from __future__ import annotations

import pytest

from goodword.channels.parsing import mail

TO = "dana@far.example"
EXIM = f"""This message was created automatically by mail delivery software.

A message that you sent could not be delivered to one or more of its
recipients. This is a permanent error. The following address(es) failed:

  {TO}
    """
QMAIL = f"""Hi. This is the qmail-send program at mx.example.
I'm afraid I wasn't able to deliver your message to the following addresses.
This is a permanent error; I've given up. Sorry it didn't work out.

<{TO}>:
"""
GMAIL = f"""Delivery to the following recipient failed permanently:

     {TO}

Technical details of permanent failure:
The error that the other server returned was: """


def prose(words: str, sender: str = "MAILER-DAEMON@mx.example") -> bytes:
    """A report in sentences."""
    head = f"From: {sender}\nTo: us@our.example\nReturn-Path: <>\nSubject: failure notice\n"
    return f"{head}Content-Type: text/plain; charset=utf-8\n\n{words}".encode()


def fields(said: str, status: str = "5.0.0", action: str = "failed") -> bytes:
    """A report in fields (RFC 3464)."""
    return (
        "From: MAILER-DAEMON@mx.example\nTo: us@our.example\nSubject: x\n"
        "Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n"
        "--b\n\nIt could not be delivered.\n--b\nContent-Type: message/delivery-status\n\n"
        f"Reporting-MTA: dns; mx.example\n\nFinal-Recipient: rfc822; {TO}\nAction: {action}\n"
        f"Status: {status}\nDiagnostic-Code: {said}\n--b--\n"
    ).encode()


FOR_GOOD = [
    (prose(EXIM + "Unrouteable address"), "hostunknown"),
    (prose(EXIM + "all host address lookups failed permanently"), "hostunknown"),
    (prose(EXIM + "SMTP error from remote mail server after RCPT TO:<x>:\n    550 No such user"),
     "userunknown"),
    (prose(EXIM + "an MX or SRV record indicated no SMTP service"), "notaccept"),
    (prose(QMAIL + "Sorry, no mailbox here by that name. (#5.1.1)"), "userunknown"),
    (prose(QMAIL + "Sorry, I couldn't find any host named far.example. (#5.1.2)"), "hostunknown"),
    (prose(QMAIL + "192.0.2.1 does not like recipient.\nRemote host said: 550 unknown user"),
     "userunknown"),
    (prose(GMAIL + "550 550 Unknown user (state 14)."), "userunknown"),
    (prose(f"User not listed in public Name & Address Book\n{TO}\n"), "userunknown"),
    (fields("smtp; 550 No such user (in reply to RCPT TO command)"), "userunknown"),
    (fields("X-Postfix; Host or domain name not found. type=A: Host not found", "5.4.4"),
     "hostunknown"),
    (fields("smtp;550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found", "5.1.10"),
     "userunknown"),
    (fields("smtp; 551 5.1.6 recipient has moved", "5.1.6"), "hasmoved"),
    (fields("smtp; 556 5.1.10 Domain does not accept mail (nullMX)", "5.1.10"), "notaccept"),
    (fields("", "5.1.1"), "userunknown"),
]  # fmt: skip
FOR_NOW = [
    (prose(EXIM + "mailbox is full: retry timeout exceeded"), "mailboxfull"),
    (prose(EXIM + "retry timeout exceeded"), "expired"),
    (prose(QMAIL + "Sorry, I wasn't able to establish an SMTP connection. (#4.4.1)"), "expired"),
    (prose(GMAIL + "550 550 Unknown user (state 18)."), "filtered"),
    (prose("550 unknown user\n" + TO), "filtered"),
    (fields("smtp; 550 Unknown user (in reply to end of DATA command)"), "filtered"),
    (fields("smtp; 450 4.1.1 Recipient address rejected: User unknown", "4.1.1", "delayed"),
     "userunknown"),
    (fields("smtp; 554 5.7.1 Client host blocked using zen.spamhaus.org", "5.7.1"), "blocked"),
    (fields("smtp; 550 5.7.1 Unable to relay", "5.7.1"), "norelaying"),
    (fields("smtp; 552 5.3.4 Message size exceeds fixed limit", "5.3.4"), "mesgtoobig"),
    (fields("smtp; 554 5.2.2 mailbox full", "5.2.2"), "mailboxfull"),
    (fields("smtp; 550 5.7.26 does not pass DMARC", "5.7.26"), "authfailure"),
    (fields("smtp; 554 5.4.6 Too many hops", "5.4.6"), "networkerror"),
    (fields("", "5.0.0"), "onhold"),
]  # fmt: skip


@pytest.mark.parametrize(("raw", "reason"), FOR_GOOD)
def test_an_address_that_is_gone_is_given_up(raw, reason):
    (recipient,) = mail.understand(raw).facts["bounce"]["recipients"]
    assert (recipient["address"], recipient["reason"], recipient["permanent"]) == (TO, reason, True)


@pytest.mark.parametrize(("raw", "reason"), FOR_NOW)
def test_what_may_pass_is_not_for_good(raw, reason):
    bounce = mail.understand(raw).facts["bounce"]
    assert [it["reason"] for it in bounce["recipients"]] == [reason]
    assert not bounce["permanent"]


def test_several_recipients_fail_each_for_their_own_reason():
    said = f"{QMAIL}Mailbox full. (#5.2.2)\n\n<chidi@far.example>:\nno such user. (#5.1.1)\n"
    bounce = mail.understand(prose(said)).facts["bounce"]
    assert bounce["permanent"]
    assert [(it["address"], it["reason"]) for it in bounce["recipients"]] == [
        (TO, "mailboxfull"),
        ("chidi@far.example", "userunknown"),
    ]


def test_what_was_delivered_is_no_bounce():
    facts = mail.understand(fields("smtp; 250 2.0.0 Ok", "2.0.0", "delivered")).facts
    assert (facts["kind"], facts["bounce"], facts["gave_up"]) == ("delivery_report", None, False)


def test_a_report_that_says_nothing_is_taken_at_its_worst():
    facts = mail.understand(prose("")).facts
    assert facts["bounce"] == {"permanent": False, "recipients": []}
    assert facts["gave_up"]


@pytest.mark.parametrize(
    ("raw", "gave_up"),
    [
        (fields("smtp; 550 no such user", "5.1.1"), True),
        (fields("smtp; 421 try later", "4.4.1", "delayed"), False),
        (prose("Your mail has not yet been delivered to\n" + TO), False),
    ],
)
def test_a_word_about_a_delay_gives_nobody_up(raw, gave_up):
    assert mail.understand(raw).facts["gave_up"] is gave_up


def test_a_person_may_write_of_mail_that_could_not_be_delivered():
    raw = (b"From: Amina <amina@northmoor.example>\nSubject: Undeliverable mail again\n\n"
           b"My mail to Dana could not be delivered. What can I do?")  # fmt: skip
    assert mail.understand(raw).facts["kind"] == "human"
