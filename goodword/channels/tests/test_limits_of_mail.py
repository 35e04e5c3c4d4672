"""One more than each limit of a mail: it is kept, named, and waits for a person (case 34)."""

from __future__ import annotations

import pytest

from goodword.channels.coming_in import raw
from goodword.channels.models import Reason, State
from goodword.channels.parsing import Reader
from goodword.house import limits

pytestmark = pytest.mark.django_db

HEAD = (
    b"From: Amina <amina@northmoor.example>\nTo: it-help@localhost\nSubject: A laptop\n"
    b"Message-ID: <one@northmoor.example>\n"
)


def headers(size: int) -> bytes:
    line = b"X-Filler: " + b"y" * 1_000 + b"\n"
    return HEAD + line * (size // len(line) + 1) + b"\nPlease."


def header(size: int) -> bytes:
    return HEAD + b"X-Long: " + b"y" * (size - 8) + b"\n\nPlease."


def addresses(number: int) -> bytes:
    # Sender and receiver are two already.
    cc = b",\n ".join(b"a%d@x.example" % n for n in range(number - 2))
    return HEAD + b"Cc: " + cc + b"\n\nPlease."


def parts(number: int) -> bytes:
    each = b"--b\nContent-Type: text/plain\n\nx\n"
    return HEAD + b'Content-Type: multipart/mixed; boundary="b"\n\n' + each * number + b"--b--\n"


def files(number: int) -> bytes:
    each = b'--b\nContent-Type: text/x-log; name="a.log"\n\nx\n'
    return HEAD + b'Content-Type: multipart/mixed; boundary="b"\n\n' + each * number + b"--b--\n"


def depth(number: int) -> bytes:
    inside = b"Content-Type: text/plain\n\nPlease."
    for level in range(number):
        edge = b"b%d" % level
        kind = b'Content-Type: multipart/mixed; boundary="' + edge + b'"\n\n'
        inside = kind + b"--" + edge + b"\n" + inside + b"\n--" + edge + b"--\n"
    return HEAD + inside


def size(number: int) -> bytes:
    return HEAD + b"\n" + b"x" * (number - len(HEAD) - 1)


#: The limit, set low; a mail at so much; and the least that is over it.
LIMITS = [
    ("MAIL_SIZE", 64 * limits.KIB, size, 64 * limits.KIB + 1, "the limit is"),
    ("MAIL_HEADERS_SIZE", 16 * limits.KIB, headers, 17 * limits.KIB, "the limit is 16 KB"),
    ("MAIL_HEADER_SIZE", 2 * limits.KIB, header, 2 * limits.KIB + 1, "the limit is 2 KB"),
    ("MAIL_ADDRESSES", 10, addresses, 11, "the limit is 10"),
    ("MAIL_PARTS", 20, parts, 21, "the limit is 20"),
    ("MAIL_ATTACHMENTS", 3, files, 4, "the limit is 3"),
    ("MAIL_DEPTH", 5, depth, 6, "nested deeper than 5"),
]


@pytest.fixture(params=LIMITS, ids=lambda it: it[0])
def one_limit(request, monkeypatch):
    monkeypatch.setattr(limits, request.param[0], request.param[1])
    return request.param


def test_at_a_limit_a_mail_is_taken_in(one_limit, arrive_anew, amina, it_help):
    name, most, made, _over, _words = one_limit
    mail = arrive_anew(made(most - 4 * limits.KIB if name == "MAIL_HEADERS_SIZE" else most))
    assert (mail.state, mail.detail) == (State.APPLIED, "")


def test_one_more_than_a_limit_is_kept_and_names_it(one_limit, arrive_anew, amina, it_help):
    _name, _most, made, over, words = one_limit
    mail = arrive_anew(made(over))
    assert mail.state == State.QUARANTINED
    assert mail.reason in {Reason.TOO_MUCH, Reason.UNREADABLE}
    assert words in mail.detail
    assert raw.load(mail.sha256)


@pytest.fixture
def arrive_anew(now):
    """Let a mail arrive at a house that has just been set: its reading process starts anew."""
    from goodword.channels import actions

    def come(content: bytes):
        mail = actions.receive(content, at=now, source="a test")
        with Reader() as reader:
            return actions.handle(mail, reader, at=now)

    return come
