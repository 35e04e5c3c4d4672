from __future__ import annotations

import tracemalloc
from contextlib import suppress

import pytest

from goodword.channels import rules
from goodword.channels.coming_in import precheck
from goodword.channels.parsing import CannotRead, Reader
from goodword.house import limits

HEAD = b"From: a@x.example\r\nSubject: x\r\n"


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"x" * (limits.MAIL_SIZE + 1), "the limit is 25 MB"),
        (b"X-A: y\r\n" * 40_000 + b"\r\n", "KB of headers"),
        (HEAD + b"X-Long: " + b"y" * 17_000 + b"\r\n\r\n", "the limit is 16 KB"),
        (HEAD + b"X-Long: y\r\n" + b" yyyyyyyyy\r\n" * 2_000 + b"\r\n", "the limit is 16 KB"),
        (HEAD + b"To: " + b"a@b.c," * 201 + b"\r\n\r\n", "201 addresses|202 addresses"),
        (HEAD + b'Content-Type: multipart/mixed; boundary="x"\r\n\r\n' + b"--x\r\n\r\n\r\n" * 501,
         "501 parts"),
        (HEAD + b"\r\n" + b"".join(b"boundary=b%d\n" % n for n in range(501)), "501 boundaries"),
    ],
)  # fmt: skip
def test_what_is_over_a_limit_is_not_given_to_a_parser(raw, words):
    with pytest.raises(precheck.TooMuch, match=words):
        precheck.check(raw)


@pytest.mark.parametrize("raw", [b"", b"no headers at all", HEAD, HEAD + b"\r\nhello"])
def test_everything_else_may_be_read(raw):
    precheck.check(raw)


def test_at_the_limit_is_not_over_it():
    precheck.check(HEAD + b"\r\n" + b"x" * (limits.MAIL_SIZE - len(HEAD) - 2))


@pytest.mark.parametrize("work", [precheck.check, rules.fingerprint])
@pytest.mark.parametrize("head", [b"", HEAD + b"Content-Type: x; boundary=y\r\n\r\n"])
def test_a_mail_of_very_many_lines_takes_little_room(work, head):
    raw = head + b"ab\n" * 500_000
    tracemalloc.start()
    try:
        with suppress(precheck.TooMuch):
            work(raw)
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert most < 6 * len(raw)


def nested(depth: int) -> bytes:
    raw = b"Content-Type: text/plain\r\n\r\ndeep"
    for number in range(depth):
        edge = b"b%d" % number
        raw = (b'Content-Type: multipart/mixed; boundary="' + edge + b'"\r\n\r\n--' + edge
               + b"\r\n" + raw + b"\r\n--" + edge + b"--\r\n")  # fmt: skip
    return HEAD + raw


def test_what_is_nested_too_deep_is_refused_and_the_reader_lives_on(reader: Reader):
    with pytest.raises(CannotRead, match="nested deeper than 30"):
        reader.read(nested(31))
    assert reader.read(nested(5)).text == "deep"


def test_too_many_files_are_refused(reader: Reader):
    head = b'Content-Disposition: attachment; filename="a.png"'
    part = b"--x\r\nContent-Type: image/png\r\n" + head + b"\r\n\r\nx\r\n"
    with pytest.raises(CannotRead, match="51 attachments"):
        reader.read(HEAD + b'Content-Type: multipart/mixed; boundary="x"\r\n\r\n' + part * 51)
