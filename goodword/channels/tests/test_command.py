from __future__ import annotations

import io
import json
import mailbox
from argparse import ArgumentParser

import pytest

from goodword.channels import explain, status
from goodword.channels.coming_in import ingest
from goodword.channels.tests.conftest import written
from goodword.house.refusals import Refusal
from goodword.requests.models import ServiceRequest

pytestmark = pytest.mark.django_db


def said(command, *words):
    parser = ArgumentParser()
    command.add_arguments(parser)
    parser.add_argument("--json", action="store_true")
    out = io.StringIO()
    assert command.run(parser.parse_args([str(word) for word in words]), io.StringIO(), out) == 0
    return out.getvalue()


@pytest.fixture
def box(tmp_path):
    folder = tmp_path / "mails"
    (folder / "cur").mkdir(parents=True)
    (folder / "one.eml").write_bytes(written("one"))
    (folder / "cur" / "two").write_bytes(written("two", Message_ID="<two@x>"))
    (folder / "notes.txt").write_text("not a mail")
    many = mailbox.mbox(folder / "three.mbox")
    for number in (3, 4):
        many.add(written(f"number {number}", Message_ID=f"<{number}@x>"))
    many.close()
    return folder


def test_files_folders_and_mailboxes_are_taken_in(box, amina, it_help):
    words = said(ingest, box)
    assert ServiceRequest.objects.count() == 4
    assert "4 mails, all accounted for: 4 applied, 0 quarantined, 0 ignored." in words
    assert "1 other files were no mails." in words


def test_the_answer_can_be_read_by_a_machine(box, amina, it_help):
    told = json.loads(said(ingest, "--json", box / "three.mbox"))
    assert told["counts"] == {"applied": 2}
    assert all(it["request"] for it in told["mails"])


def test_why_a_mail_was_not_taken_in_is_said(tmp_path, it_help):
    path = tmp_path / "x.eml"
    path.write_bytes(written())
    assert "quarantined, unknown_sender" in said(ingest, path)


def test_the_operators_word_stands_in(tmp_path, amina, it_help):
    path = tmp_path / "x.eml"
    path.write_bytes(written(From="dana@x.example", To=""))
    said(ingest, path, "--as-asker", amina.email, "--team", "it-help")
    assert ServiceRequest.objects.get().asker == amina


@pytest.mark.parametrize(
    ("words", "why"),
    [(("--as-asker", "x@y.example"), "Nobody here"), (("--team", "x"), "There is no team")],
)
def test_a_wrong_name_is_said_at_once(tmp_path, words, why):
    with pytest.raises(Refusal, match=why):
        said(ingest, tmp_path, *words)


def test_a_path_that_is_not_there_is_said(tmp_path):
    with pytest.raises(OSError, match="No such file"):
        said(ingest, tmp_path / "nothing.eml")


def test_status_counts_both_ways(box, amina, it_help):
    said(ingest, box)
    assert "in, applied: 4 (all 4)" in said(status)
    assert json.loads(said(status, "--json"))["in"] == {"applied": {"all": 4}}


def test_explaining_a_mail_stores_nothing(box, amina):
    told = json.loads(said(explain, "--json", box / "one.eml"))
    assert told["kind"] == "human"
    assert told["from"] == {"name": "Amina Yusuf", "address": "amina@northmoor.example"}
    assert "one.eml: human" in said(explain, box / "one.eml")
    assert not ServiceRequest.objects.exists()


def test_a_bare_body_is_explained(tmp_path):
    path = tmp_path / "body.txt"
    path.write_text("Yes.\n\nOn 1.1.2026 10:00 a@x.example wrote:\n> ok?")
    told = json.loads(said(explain, "--json", "--body", "text", path))
    assert (told["text"], told["problems"]) == ("Yes.", [])
    path.write_text("<p>Yes.</p>")
    assert json.loads(said(explain, "--json", "--body", "html", path))["text"] == "Yes."


def test_what_cannot_be_read_is_explained_too(tmp_path):
    path = tmp_path / "big.eml"
    path.write_bytes(b"X: y\r\n" * 50_000 + b"\r\n")
    told = json.loads(said(explain, "--json", path))
    assert "limit" in told["problems"][0]
    assert "limit" in said(explain, path)


KEYS = [
    "file", "message_id", "in_reply_to", "references", "from", "to", "cc",
    "subject", "date", "kind", "kind_reason", "language", "text",
    "signature", "elided", "full_text", "html", "attachments", "bounce", "thread_keys",
    "forwarded", "seal", "invitation", "problems",
]  # fmt: skip


def test_each_file_is_one_line_with_always_the_same_keys(tmp_path, box):
    odd = tmp_path / "odd.eml"
    odd.write_bytes(b"X: y\r\n" * 50_000 + b"\r\n")
    paths = [odd, box / "one.eml", box / "cur" / "two"]
    lines = [json.loads(line) for line in said(explain, "--json", *paths).splitlines()]
    assert [it["file"] for it in lines] == [str(path) for path in paths]
    assert {tuple(sorted(it)) for it in lines} == {tuple(sorted(KEYS))}


def test_a_file_that_is_not_there_keeps_no_other_from_being_explained(box):
    parser = ArgumentParser()
    explain.add_arguments(parser)
    options = parser.parse_args([str(box / "nothing.eml"), str(box / "one.eml")])
    options.json, out = True, io.StringIO()
    assert explain.run(options, io.StringIO(), out) == 1
    lines = [json.loads(line) for line in out.getvalue().splitlines()]
    assert lines[0]["problems"] == ["not read: No such file or directory"]
    assert lines[1]["kind"] == "human"


def test_a_report_is_explained(tmp_path):
    path = tmp_path / "report.eml"
    path.write_bytes(REPORT)
    bounce = json.loads(said(explain, "--json", path))["bounce"]
    assert bounce == {
        "permanent": True,
        "recipients": [
            {"address": "dana@elsewhere.example", "status": "5.1.1", "reason": "userunknown",
             "permanent": True},
        ],
    }  # fmt: skip
    assert "failed: dana@elsewhere.example for good userunknown 5.1.1" in said(explain, path)


def test_times_are_told_in_utc(tmp_path):
    path = tmp_path / "x.eml"
    path.write_bytes(written(Date="Tue, 24 Nov 2026 10:30:00 +0100 (CET)"))
    assert json.loads(said(explain, "--json", path))["date"] == "2026-11-24T09:30:00Z"


REPORT = b"""From: MAILER-DAEMON@northmoor.example
Subject: Undelivered Mail Returned to Sender
Content-Type: multipart/report; report-type=delivery-status; boundary="r"

--r

Your mail could not be delivered.
--r
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.northmoor.example

Final-Recipient: rfc822; dana@elsewhere.example
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 <dana@elsewhere.example>: unknown here
--r--
"""
