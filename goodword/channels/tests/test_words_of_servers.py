"""What mail servers answer in many languages and makes, and which reason it means."""

from __future__ import annotations

import json

import pytest

from goodword.channels.parsing import mail
from goodword.channels.tests.test_reports import TO, fields, prose

#: A reason, whether the address is gone for good (``!``), and what a server said.
SAID = f"""
userunknown! 550 用户不存在
userunknown! 550 Нет такого пользователя
userunknown! 550 Utente non valido {TO}
userunknown! 550 Postfach nicht vorhanden
userunknown! 550 compte inexistant
userunknown! 550 użytkownik nie istnieje
userunknown! 550 okänd användare
userunknown! 550 kullanıcı bulunamadı
userunknown! 550 該当するユーザーは存在しません
userunknown! 550 존재하지 않는 사용자
userunknown! 550 5.7.1 <{TO}>... we do not know this user
userunknown! 553 sorry, this recipient is not in my validrcptto list (#5.7.1)
userunknown! 550 Email account dana has been deleted
userunknown! 550 That user isn't there
userunknown! 542 {TO} Rejected
hostunknown! 550 Domain far.example doesn't exist
hostunknown! 550 Domain der Empfängeradresse existiert nicht
mailboxfull 550 5.7.1 {TO} has exceeded its disk space limit.
mailboxfull 552 La boîte de réception du destinataire est pleine
mailboxfull 552 Caixa postal cheia
mailboxfull 552 Почтовый ящик переполнен
mailboxfull 552 邮箱已满
mailboxfull 552 メールボックスの容量がいっぱいです
mesgtoobig 552 Nachricht zu groß
mesgtoobig 552 Message trop volumineux
suspend 550 Этот почтовый ящик заблокирован
filtered 550 because the recipient is not accepting mail with attachments
filtered 550 Message was blocked by the recipient's filter
rejected 550 Administrative prohibition
rejected 550 5.7.1 RESOLVER.RST.NotAuthorized; not authorized
policyviolation 554 Denied by policy
speeding 421-4.7.28 Our system has detected an unusual rate of unsolicited mail
toomanyconn 421 Too many concurrent SMTP connections; please try again later.
failedstarttls 530 5.7.0 Must issue a STARTTLS command first
failedstarttls Server certificate not trusted
blocked 554 comcast 192.0.2.1 found on one or more DNSBLs
blocked 550 5.7.708 Service unavailable. Access denied, traffic not accepted from this IP
exceedlimit 550 5.1.90 You've reached your daily limit for message recipients
networkerror lost connection with mx.far.example while sending RCPT TO
toomanyconn 550 Ip frequency limited [x Blocked IP 192.0.2.22]
expired Unable to deliver message after multiple retries, giving up.
"""


@pytest.mark.parametrize("line", SAID.strip().split("\n"))
def test_what_a_server_says_is_known_in_its_own_language(line):
    reason, _blank, said = line.partition(" ")
    (it,) = mail.understand(fields(f"smtp; {said}")).facts["bounce"]["recipients"]
    assert (it["reason"], it["permanent"]) == (reason.rstrip("!"), reason.endswith("!"))


AT_THE_NAME = [
    "SMTP error from remote server for RCPT TO command, host: x reason: 550 mailbox unavailable",
    "--> RCPT To:<x>\n<-- 550 Recipient unknown",
    'unknown user: "dana"',
]


@pytest.mark.parametrize("said", AT_THE_NAME)
def test_a_name_refused_in_a_transcript_is_gone(said):
    (it,) = mail.understand(prose(f"{TO}: {said}")).facts["bounce"]["recipients"]
    assert (it["address"], it["reason"], it["permanent"]) == (TO, "userunknown", True)


def test_fields_that_stand_in_the_words_of_a_report_are_read():
    said = fields("smtp; 550 5.1.1 User unknown", "5.1.1").decode().partition("\n\n")[2]
    nested = f"Nobody has it.\n\nReceived: from a by b\nSubject: x\n\n{said}"
    (it,) = mail.understand(prose(nested)).facts["bounce"]["recipients"]
    assert (it["address"], it["status"], it["permanent"]) == (TO, "5.1.1", True)


def test_a_sender_who_was_refused_loses_nobody():
    said = f"{TO}: Connected to 192.0.2.1 but sender was rejected.\nRemote host said: 550 no"
    (it,) = mail.understand(prose(said)).facts["bounce"]["recipients"]
    assert (it["reason"], it["permanent"]) == ("rejected", False)


RETURNED = ["无法传递: Laptop", "전달되지 않음: Laptop", "Teslim edilemedi: Laptop",
            "Não é possível entregar: Laptop", "Går inte att leverera: Laptop"]  # fmt: skip


@pytest.mark.parametrize("subject", RETURNED)
def test_what_comes_back_is_known_by_its_subject_in_more_languages(subject):
    raw = f"Return-Path: <>\nFrom: x@far.example\nSubject: {subject}\n\n{TO}".encode()
    assert mail.understand(raw).facts["kind"] == "delivery_report"


def test_whom_a_report_says_to_ask_did_not_miss_the_mail():
    said = f"  {TO}\n    554 A problem occurred. (contact tosa@rx.far.example to clarify.)"
    found = mail.understand(prose(said)).facts["bounce"]["recipients"]
    assert [it["address"] for it in found] == [TO]


def test_a_mailbox_that_refuses_by_itself_is_a_report_and_no_absence():
    raw = ("From: Mail Delivery Subsystem <postmaster@far.example>\nSubject: Rejected: Laptop\n"
           "Auto-Submitted: auto-replied (rejected)\n\nYour message to <" + TO +
           "> was automatically rejected:\nQuota exceeded\n")  # fmt: skip
    facts = mail.understand(raw.encode()).facts
    assert facts["kind"] == "delivery_report"
    assert [it["reason"] for it in facts["bounce"]["recipients"]] == ["mailboxfull"]


def test_a_person_may_be_called_like_a_machine():
    raw = b"From: Petra Postmaster <petra@x.example>\nSubject: Laptop\n\nThe large one."
    assert mail.understand(raw).facts["kind"] == "human"


def _of_amazon(kind: str, **more: object) -> bytes:
    said = json.dumps({"notificationType": kind, **more})
    notice = json.dumps({"Type": "Notification", "Message": said})
    return f"From: no-reply@sns.amazonaws.com\nSubject: AWS Notification\n\n{notice}\n".encode()


def test_what_amazon_packs_into_one_text_is_read():
    gone = {"bounceType": "Permanent", "bounceSubType": "NoEmail",
            "bouncedRecipients": [{"emailAddress": TO}]}  # fmt: skip
    facts = mail.understand(_of_amazon("Bounce", bounce=gone)).facts
    assert facts["kind"] == "delivery_report"
    assert facts["bounce"] == {"permanent": True, "recipients": [
        {"address": TO, "status": "", "reason": "userunknown", "permanent": True}]}  # fmt: skip
    assert mail.understand(_of_amazon("Complaint")).facts["kind"] == "abuse_report"


@pytest.mark.parametrize(
    "sign",
    ["Subject: OOF: Laptop", "X-Kopano-Vacation: autorespond", "X-Autogenerated: Reply",
     "Subject: پاسخ خودکار: Laptop"],
)  # fmt: skip
def test_more_programs_say_that_somebody_is_away(sign):
    raw = f"From: Ben <ben@x.example>\n{sign}\n\nI am away.".encode()
    assert mail.understand(raw).facts["kind"] == "absence"
