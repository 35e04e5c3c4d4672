"""The limited child: what it reads, what it survives, and that it is replaced when it dies."""

from __future__ import annotations

import json
import os
import signal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goodword.channels.parsing import CannotRead, Reader, addresses, child, mail, reply
from goodword.channels.tests.conftest import written

#: Costs the standard way 3 s and 2.7 GB.
BOMB = b"From: a@x.example\r\nSubject: " + b"=?utf-8?q?x?= " * 20_000 + b"\r\n\r\nhello"
#: Twelve million short lines want 600 MB.
HEAVY = b"From: a@x.example\r\n\r\n" + b"x\n" * 12_000_000


def test_a_bomb_is_read_without_harm(reader: Reader):
    # Past the check of its bytes on purpose: this is the child's own hand.
    assert reader.read(BOMB).text == "hello"


def test_what_wants_too_much_memory_ends_the_child_and_nothing_else(reader: Reader):
    with pytest.raises(CannotRead, match=r"MemoryError|stopped"):
        reader.read(HEAVY)
    assert reader.read(written("alive")).text == "alive"


def test_a_child_that_is_killed_is_replaced(reader: Reader):
    reader.read(written())
    first = reader.child_id
    assert first is not None
    os.kill(first, signal.SIGKILL)
    os.waitid(os.P_PID, first, os.WEXITED | os.WNOWAIT)
    assert reader.read(written("again")).text == "again"
    assert reader.child_id != first


def test_a_child_is_used_again(reader: Reader):
    reader.read(written())
    first = reader.child_id
    reader.read(written())
    assert reader.child_id == first


def test_a_child_that_sleeps_is_not_waited_for():
    with Reader(patience=0.0) as impatient, pytest.raises(CannotRead, match="stopped"):
        impatient.read(b"From: a@x.example\r\n\r\n" + b"x" * 5_000_000)


def test_newest_words_are_the_whole_text_when_the_child_cannot_tell():
    with Reader(patience=0.0) as impatient:
        assert impatient.newest_words(" all of it ") == "all of it"


def test_a_reader_that_read_nothing_has_nothing_to_close():
    Reader().close()


@pytest.mark.parametrize(
    ("header", "found"),
    [
        ("Amina <amina@x.example>", [("Amina", "amina@x.example")]),
        ("alice@corp.org <evil@x.org>", [("alice@corp.org", "evil@x.org")]),
        ('"Keller, Ben" <BEN@x.example>, c@y.example', [("Keller, Ben", "ben@x.example"),
                                                       ("", "c@y.example")]),
        ("ben@x.example (Ben Keller)", [("Ben Keller", "ben@x.example")]),
        ('"<evil@x.org>" <ben@x.example>', [("<evil@x.org>", "ben@x.example")]),
        ("(" * 2_000 + "ben@x.example", []),
        (":" * 5_000, []),
        ("Group: a@x.example;", [("", "a@x.example")]),
        ('"a\\"b" <ben@x.example>', [('a"b', "ben@x.example")]),
        ("", []),
    ],
)  # fmt: skip
def test_the_address_between_angles_is_the_address(header, found):
    assert addresses.read(header) == found


@given(st.text(max_size=200))
def test_no_header_makes_the_reading_of_addresses_fail(header):
    for _name, address in addresses.read(header):
        assert "@" in address


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.text(max_size=300), st.sampled_from(["", "utf-8", "x-nobody-knows", "ascii", "\0"]))
def test_no_charset_makes_decoding_fail(text, charset):
    assert isinstance(mail.decoded(text.encode("utf-8", "surrogatepass"), charset), str)


@given(st.text(max_size=300))
def test_no_encoded_word_makes_decoding_fail(text):
    assert "\n" not in mail.words(f"=?x?q?{text}?= {text}")


MANY = b"""From: =?utf-8?q?M=C3=A4rta?= <marta@x.example>
To: it-help@localhost, Cc-Person <c@x.example>
Subject: =?iso-8859-1?q?Gr=FC=DFe?=
Message-ID: <m1@x.example>
In-Reply-To: <a@x> <b@x>
References: <r1@x>
 <r2@x>
Content-Type: multipart/mixed; boundary="out"

--out
Content-Type: multipart/alternative; boundary="in"

--in
Content-Type: text/plain; charset=nobody-knows

plain words
--in
Content-Type: text/html

<p>html words</p>
--in--
--out
Content-Type: application/pdf; name="a/../b.pdf"
Content-Transfer-Encoding: base64

JVBERi0=
--out
Content-Type: message/rfc822

Subject: inside

inner
--out
Content-Type: image/png

png
--out
Content-Type: text/calendar; charset=utf-8

BEGIN:VCALENDAR
--out--
"""


def test_what_is_read_from_a_mail_of_many_parts(reader: Reader):
    parsed = reader.read(MANY)
    assert parsed.sender == ("Märta", "marta@x.example")
    assert parsed.recipients == ("it-help@localhost", "c@x.example")
    assert parsed.subject == "Grüße"
    assert (parsed.in_reply_to, parsed.references) == (("<a@x>", "<b@x>"), ("<r1@x>", "<r2@x>"))
    assert parsed.text == "plain words"
    names = [file.name for file in parsed.files]
    assert names == ["a/../b.pdf", "mail.eml", "attachment.png", "attachment.ics"]
    assert parsed.files[0].content == b"%PDF-"
    assert b"inner" in parsed.files[1].content


BLANK_PLAIN = b"""Content-Type: multipart/alternative; boundary="x"

--x
Content-Type: text/plain

--x
Content-Type: text/html

<p>hello</p>
--x--
"""


def in_this_process(raw: bytes) -> list[bytes]:
    """What the child would answer, asked without a child."""
    return child.answer(b"M" + raw)


def test_the_child_answers_with_facts_and_then_the_files():
    facts, *files = in_this_process(MANY)
    told = json.loads(facts)
    assert told["text"] == "plain words"
    assert [it["size"] for it in told["attached"]] == [len(file) for file in files]


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"From: a@x.example\n\nhello", "hello"),
        (b"Content-Type: text/html\n\n<b>hello</b>", "hello"),
        (b"Content-Type: multipart/mixed\n\nhello", "hello"),
        (b"Subject: =?x-none?q?a?= =?utf-8?b?!?=\nFrom: \xfc@x.example\n\nhello", "hello"),
        (b"Content-Type: text/plain; charset=\"utf-8\"\n\n\xff\xfe hello", "hello"),
        (BLANK_PLAIN, "hello"),
        (b"Content-Type: message/rfc822\n\n", ""),
        (b"Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\naGVsbG8=", ""),
        (b"Content-Type: application/pdf; name*=x'y'%FF\n\npdf", ""),
    ],
)  # fmt: skip
def test_all_kinds_of_bodies_give_their_words(raw, words):
    assert words in json.loads(in_this_process(raw)[0])["text"]


def test_the_child_says_which_limit_was_passed():
    part = b"--x\nContent-Type: image/png; name=a.png\n\nx\n"
    many = b'Content-Type: multipart/mixed; boundary="x"\n\n' + part * 51
    assert "51 attachments" in json.loads(in_this_process(many)[0])["too_much"]


def test_the_child_cuts_replies():
    assert child.answer(b"RYes.\n\n> ok?") == [b"Yes."]


def test_html_becomes_words_and_no_link_runs_anything(reader: Reader):
    raw = (b"From: a@x.example\nContent-Type: text/html; charset=utf-8\n\n<p>Hello <b>Ben</b></p>"
           b'<a href="javascript:alert(1)">one</a> <a href="https://x.example/">two</a>'
           b'<script>alert(2)</script><img src="https://x.example/beacon.png">')  # fmt: skip
    text = reader.read(raw).text
    assert "Hello Ben" in text
    assert "[two](https://x.example/)" in text
    assert "javascript" not in text
    assert "alert" not in text
    assert "beacon" not in text


@pytest.mark.parametrize(
    "raw",
    [b"", b"\n\n", b"just words", b"\0\0\0", b"From: \xff\xfe\nSubject: \xff\n\n\xff", b": \n\n",
     b"Content-Type: multipart/mixed\n\n", b"From x\nFrom: a@x.example\nSubject: y\n\nz"],
)  # fmt: skip
def test_odd_mails_are_read_all_the_same(reader: Reader, raw):
    assert reader.read(raw).message_id == ""


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Yes.\n\nOn Tue, 24 Nov 2026 at 9:41, Ben <b@x.example> wrote:\n> Is it?", "Yes."),
        ("Ja.\n\nAm 24.11.2026 um 09:41 schrieb Ben <b@x.example>:\n> Ist es das?", "Ja."),
        ("Thanks\n\n-- \nAmina Yusuf\nRegistry", "Thanks"),
        ("Fine.\n\nSent from my iPhone", "Fine."),
        ("My answer\n\nReply above this line\n\nold words", "My answer"),
        ("> only\n> a quote", "> only\n> a quote"),
        ("one\n\n> quoted\n\ntwo", "one\n\n> quoted\n\ntwo"),
        ("", ""),
        ("Ok.\n\n2016-03-03 17:21 GMT+01:00 Some One <a@x.example>:", "Ok."),
        ("Ok.\n\nKl. 9:41 2.3.2016\nskrev Some One\n<a@x.example>:\n\n> old", "Ok."),
        ("x" * 500 + ":\n" + "y" * 500 + ":", "x" * 500 + ":\n" + "y" * 500 + ":"),
        ("Ok.\n\n-----Original Message-----\nFrom: b@x.example\n\nold", "Ok."),
        ("one 1.1.2026 a@x:\n\n> quoted\n\ntwo", "one 1.1.2026 a@x:\n\n> quoted\n\ntwo"),
    ],
)  # fmt: skip
def test_own_words_are_told_from_quotes_and_never_lost(text, kept):
    assert reply.cut(text).split() == kept.split()


def test_a_very_long_text_is_not_given_to_the_library():
    text = "word " * 40_000
    assert reply.cut(text) == text.strip()
    assert reply.cut("x" * 100_000) == "x" * 100_000


@pytest.mark.parametrize(
    "line", ["On 1.1.2026 a@x wrote", ">" * 80, "- " * 400, "On ... at ... wrote"]
)
def test_near_misses_take_no_longer_than_their_length(line):
    text = "own words\n" + f"{line}\n" * 2_000
    assert reply.cut(text).startswith("own words")


@pytest.mark.parametrize("charset", ["", "us-ascii", "utf-8", "nonsense"])
def test_no_text_holds_a_sign_that_databases_refuse(charset):
    assert mail.decoded(b"before\0after", charset) == "beforeafter"


def test_html_cannot_bring_it_in_either():
    assert "\0" not in mail.text_of_html("<p>before&#0;after&#x0;</p>")
