"""The limited child: what it reads, what it survives, and that it is replaced when it dies."""

from __future__ import annotations

import json
import os
import signal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goodword.channels.parsing import CannotRead, Reader, addresses, child, headers, tnef
from goodword.channels.parsing.charsets import decoded
from goodword.channels.tests.conftest import written

#: Costs the standard way 3 s and 2.7 GB.
BOMB = b"From: a@x.example\r\nSubject: " + b"=?utf-8?q?x?= " * 20_000 + b"\r\n\r\nhello"
#: Five times the limit for a mail; unpacked in memory it goes over what the child may have.
HEAVY = b"From: a@x.example\r\n\r\n" + b"x" * 130_000_000


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


def test_a_reader_that_read_nothing_has_nothing_to_close():
    Reader().close()


@pytest.mark.parametrize(
    ("header", "found"),
    [
        ("Amina <amina@x.example>", [("Amina", "amina@x.example")]),
        ("alice@corp.org <evil@x.org>", [("alice@corp.org", "evil@x.org")]),
        ('"Keller, Ben" <BEN@x.example>, c@y.example', [("Keller, Ben", "BEN@x.example"),
                                                       ("", "c@y.example")]),
        ("ben@x.example (Ben Keller)", [("Ben Keller", "ben@x.example")]),
        ('"<evil@x.org>" <ben@x.example>', [("<evil@x.org>", "ben@x.example")]),
        ("(" * 2_000 + "ben@x.example", []),
        (":" * 5_000, []),
        ("Group: a@x.example;", [("", "a@x.example")]),
        ('"a\\"b" <ben@x.example>', [('a"b', "ben@x.example")]),
        ("Ben <ben keller@x.example>", [("Ben", "benkeller@x.example")]),
        ("MAILER-DAEMON (Mail Delivery System)", [("Mail Delivery System", "MAILER-DAEMON")]),
        ("", []),
    ],
)  # fmt: skip
def test_the_address_between_angles_is_the_address(header, found):
    assert addresses.read(header) == found


@given(st.text(max_size=200))
def test_no_header_makes_the_reading_of_addresses_fail(header):
    assert all(address for _name, address in addresses.read(header))


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.text(max_size=300), st.sampled_from(["", "utf-8", "x-nobody-knows", "hz", "zip", "\0"]))
def test_no_charset_makes_decoding_fail(text, charset):
    assert "\0" not in decoded(text.encode("utf-8", "surrogatepass"), charset)


@pytest.mark.parametrize(
    ("content", "charset", "text"),
    [
        ("Grüße".encode("latin-1"), "us-ascii", "Grüße"),
        ("Grüße".encode("latin-1"), "utf-8", "Grüße"),
        ("Grüße".encode(), "nobody-knows", "Grüße"),
        ("„Ja“".encode("cp1252"), "iso-8859-1", "„Ja“"),
        ("Привет, мир".encode("koi8-r"), "", "Привет, мир"),
        ("Привет, мир".encode("cp1251"), "unknown-8bit", "Привет, мир"),
        ("你好，世界".encode("gb18030"), "gb2312", "你好，世界"),
        (b"\x1b$B-!\x1b(B", "iso-2022-jp", "①"),
        (b"before\0after", "utf-8", "beforeafter"),
        ("Здравствуйте".encode() + b"\xd0", "utf-8", "Здравствуйте\N{REPLACEMENT CHARACTER}"),
    ],
)
def test_what_claims_a_wrong_charset_is_read_as_what_it_is(content, charset, text):
    assert decoded(content, charset) == text


@given(st.text(max_size=300))
def test_no_encoded_word_makes_decoding_fail(text):
    assert "\n" not in headers.words(f"=?utf-8?q?{text}?= {text}")


@pytest.mark.parametrize(
    ("header", "words"),
    [
        ("=?utf-8?b?w6Q=?= =?utf-8?q?=C3=BC?=", "äü"),
        ("=?utf-8?b?ww==?= =?utf-8?b?qQ==?=", "é"),
        ("=?utf-8?q?Are you there??= yes", "Are you there? yes"),
        ("Re: =?iso-8859-1?q?Gr=FC=DFe?= aus =?x-none?q?K=F6ln?=", "Re: Grüße aus Köln"),
        ("=?utf-8?q?never ends", "=?utf-8?q?never ends"),
    ],
)
def test_encoded_words_are_read_whatever_was_done_to_them(header, words):
    assert headers.words(header) == words


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ('attachment; filename="a; b.pdf"', "a; b.pdf"),
        ("attachment; filename*0*=UTF-8''%C3%A4; filename*1=b.pdf", "äb.pdf"),
        ("attachment; filename*=\"ISO-8859-1''%E4.pdf\"", "ä.pdf"),
        ("attachment; filename==?utf-8?q?=C3=A4.pdf?=", "ä.pdf"),
        ('attachment; filename="never ends', "never ends"),
    ],
)
def test_names_of_files_are_read_in_every_way_of_writing_them(header, name):
    assert headers.parameters(header)[1]["filename"] == name


@pytest.mark.parametrize(
    ("header", "moment"),
    [
        ("Tue, 24 Nov 2026 10:30:00 +0100 (CET)", "2026-11-24 09:30"),
        ("24 Nov 2026 10:30:00 +01:00", "2026-11-24 09:30"),
        ("2026-11-24 09:30:00", "2026-11-24 09:30"),
        ("Tue, 24 Nov 2026 09:30:00", "2026-11-24 09:30"),
    ],
)
def test_dates_are_told_in_utc(header, moment):
    assert f"{headers.moment(header):%Y-%m-%d %H:%M}" == moment


@pytest.mark.parametrize("header", ["", "yesterday", "Tue, 99 Nov 2026 10:30:00", "(" * 500])
def test_what_names_no_moment_is_none(header):
    assert headers.moment(header) is None


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
    assert names == ["a/../b.pdf", "inside.eml", "image.png", "invitation.ics"]
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
    return child.answer(raw)


def test_the_child_answers_with_facts_and_then_the_files():
    facts, *files = in_this_process(MANY)
    told = json.loads(facts)
    assert (told["text"], told["cc"]) == ("plain words", [])
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


def test_html_becomes_words_and_no_link_runs_anything(reader: Reader):
    raw = (b"From: a@x.example\nContent-Type: text/html; charset=utf-8\n\n<p>Hello <b>Ben</b></p>"
           b'<a href="javascript:alert(1)">one</a> <a href="https://x.example/">two</a>'
           b'<script>alert(2)</script><img src="https://x.example/beacon.png">')  # fmt: skip
    parsed = reader.read(raw)
    text = parsed.text + parsed.html
    assert "Hello Ben" in parsed.text
    assert "two <https://x.example/>" in text
    assert "javascript" not in text
    assert "alert" not in text
    assert ' src="https' not in text


@pytest.mark.parametrize(
    "raw",
    [b"", b"\n\n", b"just words", b"\0\0\0", b"From: \xff\xfe\nSubject: \xff\n\n\xff", b": \n\n",
     b"Content-Type: multipart/mixed\n\n", b"From x\nFrom: a@x.example\nSubject: y\n\nz"],
)  # fmt: skip
def test_odd_mails_are_read_all_the_same(reader: Reader, raw):
    assert reader.read(raw).message_id == ""


def wrapping(name: bytes, content: bytes) -> bytes:
    """A ``winmail.dat`` as Outlook writes it, with one file in it."""

    def attribute(number: int, value: bytes) -> bytes:
        head = b"\x02" + number.to_bytes(2, "little") + b"\x06\0"
        return head + len(value).to_bytes(4, "little") + value + b"\0\0"

    rest = attribute(0x9002, b"\0" * 14) + attribute(0x8010, name + b"\0")
    return b"\x78\x9f\x3e\x22\x01\0" + rest + attribute(0x800F, content)


def test_the_files_in_a_winmail_dat_are_taken_out(reader: Reader):
    head = b"From: a@x.example\nContent-Type: application/ms-tnef; name=winmail.dat\n\n"
    (file,) = reader.read(head + wrapping(b"plan.pdf", b"%PDF-")).files
    assert (file.name, file.content) == ("plan.pdf", b"%PDF-")


def test_a_broken_winmail_dat_is_kept_as_it_is(reader: Reader):
    head = b"From: a@x.example\nContent-Type: application/ms-tnef; name=winmail.dat\n\n"
    (file,) = reader.read(head + b"no such thing").files
    assert (file.name, file.content) == ("winmail.dat", b"no such thing")


@given(st.binary(max_size=300))
def test_no_bytes_make_the_unwrapping_fail(raw):
    assert isinstance(tnef.files(b"\x78\x9f\x3e\x22\0\0" + raw), list)


SIGNED = b"""From: a@x.example
Content-Type: multipart/signed; boundary="s"

--s
Content-Type: text/plain

The order is fine.
--s
Content-Type: application/pkcs7-signature; name=smime.p7s
Content-Transfer-Encoding: base64

c2lnbmF0dXJl
--s--
"""


def test_what_is_signed_keeps_its_signature_as_a_file(reader: Reader):
    parsed = reader.read(SIGNED)
    assert (parsed.text, [it.name for it in parsed.files]) == ("The order is fine.", ["smime.p7s"])


def test_what_is_encrypted_stays_a_file(reader: Reader):
    raw = b"From: a@x.example\nContent-Type: application/pkcs7-mime\n\nsecret"
    assert [it.name for it in reader.read(raw).files] == ["smime.p7m"]


def test_a_picture_that_the_page_shows_is_inline(reader: Reader):
    raw = (b"From: a@x.example\nContent-Type: multipart/related; boundary=r\n\n--r\n"
           b'Content-Type: text/html\n\n<p>See</p><img src="cid:p1">\n--r\n'
           b"Content-Type: image/png; name=p.png\nContent-ID: <p1>\n\npng\n--r--\n")  # fmt: skip
    parsed = reader.read(raw)
    assert [(it.name, it.inline) for it in parsed.files] == [("p.png", True)]
    assert 'src="cid:p1"' in parsed.html
