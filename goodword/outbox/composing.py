"""From a worded letter to the bytes a mail server takes."""

from __future__ import annotations

import re
from binascii import b2a_qp
from collections.abc import Iterator
from datetime import datetime
from email.headerregistry import Address
from email.policy import SMTP
from email.utils import format_datetime

from django.conf import settings
from django.urls import reverse

from goodword.house import limits
from goodword.outbox import addresses, rules, writing
from goodword.outbox.kinds import Kind, Rendered
from goodword.outbox.models import Letter

#: Our own mark against loops: every automatic mail carries it, and mail in looks for it.
LOOP_HEADER = "X-Goodword-Loop"
_NAME_LENGTH = 120
#: A line that no mail program folds (RFC 5322), with room for the header's name.
_LINE = 66
_PLAIN = re.compile(rf"[A-Za-z0-9 ,.:;!'()/-]{{1,{_LINE}}}\Z")
_WORDS = re.compile(r"[A-Za-z0-9 ]+\Z")
_SPEC = re.compile(r"[A-Za-z0-9._+-]+@[A-Za-z0-9.-]+\Z")


def compose(letter: Letter, rendered: Rendered, kind: Kind, at: datetime) -> bytes:
    """Answer the mail as it goes over the wire.

    Put together by hand, because the library takes longer for a mail than the database. What
    people wrote becomes a header only as plain letters, or through the library. Raises
    ``ValueError`` when the person's address cannot be written in a header.
    """
    # Bodies are quoted-printable: a "=" is followed by two digits there, never by a sign of this.
    between = f"=_{letter.token}"
    head = "".join(f"{name}: {value}\r\n" for name, value in _headers(letter, rendered, kind, at))
    return b"".join(
        (
            head.encode("ascii"),
            f'Content-Type: multipart/alternative; boundary="{between}"\r\n'.encode("ascii"),
            *_part(between, "plain", rendered.text),
            *_part(between, "html", rendered.html),
            f"\r\n--{between}--\r\n".encode("ascii"),
        )
    )


def _headers(
    letter: Letter, rendered: Rendered, kind: Kind, at: datetime
) -> Iterator[tuple[str, str]]:
    yield "Date", format_datetime(at)
    yield "From", _mailbox(rendered.from_name or "Goodword", settings.CONFIGURATION.mail_from)
    yield "To", _mailbox(letter.to.name, letter.to.email)
    yield "Subject", _folded("Subject", _line(rendered.subject), _PLAIN)
    yield "Message-ID", letter.message_id
    if rendered.reference:
        reply = addresses.reply_address(rendered.reference, letter.to_id)
        yield "Reply-To", _mailbox("Goodword", reply)
        yield "In-Reply-To", letter.thread
        yield "References", letter.thread
    if kind.automatic:
        yield "Auto-Submitted", "auto-generated"
        yield "X-Auto-Response-Suppress", "All"
        yield LOOP_HEADER, addresses.domain()
    yield from _end_of(letter, rendered, kind)
    yield "MIME-Version", "1.0"


def _end_of(letter: Letter, rendered: Rendered, kind: Kind) -> Iterator[tuple[str, str]]:
    """Let the mail program end what may be ended by one click, over https alone (RFC 8058)."""
    if not (kind.by_one_click or rendered.offers_end):
        return
    page = writing.absolute(reverse("outbox:off", args=[addresses.off_key(letter.token)]))
    if page.startswith("https://"):
        yield "List-Unsubscribe", f"<{page}>"
        yield "List-Unsubscribe-Post", "List-Unsubscribe=One-Click"


def _part(between: str, subtype: str, text: str) -> tuple[bytes, ...]:
    """One of the twins, quoted-printable, with the line ends of the wire."""
    lines = "\n".join(_writable(text).splitlines()) + "\n"
    return (
        f"\r\n--{between}\r\n".encode("ascii"),
        f'Content-Type: text/{subtype}; charset="utf-8"\r\n'.encode("ascii"),
        b"Content-Transfer-Encoding: quoted-printable\r\n\r\n",
        b2a_qp(lines.encode("utf-8"), istext=True).replace(b"\n", b"\r\n"),
    )


def _writable(text: str) -> str:
    """Answer the text without the halves of broken signs, which no mail can carry."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _line(text: str, limit: int = limits.TITLE_LENGTH) -> str:
    """One harmless line, in which no mail program reads an encoded word that somebody typed."""
    return rules.one_line(text, limit).replace("=?", "= ?")


def _mailbox(name: str, address: str) -> str:
    """Answer a name with its address as a header has them."""
    shown, spec = _line(name, _NAME_LENGTH), wire_address(address)
    plain = f"{shown} <{spec}>"
    if _WORDS.match(shown) and len(plain) < _LINE and _SPEC.match(spec):
        return plain
    return _by_the_library("To", Address(shown, addr_spec=spec))


def _folded(name: str, value: str, plain: re.Pattern[str]) -> str:
    return value if plain.match(value) else _by_the_library(name, value)


def _by_the_library(name: str, value: str | Address) -> str:
    """Encode and fold what is not plain; the value begins on the header's own line."""
    header = SMTP.header_factory(name, value)
    return str(header.fold(policy=SMTP)).partition(":")[2].strip()


def wire_address(address: str) -> str:
    """Answer an address in signs every mail server takes; foreign domains as punycode.

    Raises ``ValueError`` for one that has no such form.
    """
    local, at, domain = address.rpartition("@")
    if not (local and at and local.isascii() and local.isprintable() and " " not in local):
        raise ValueError(f"{rules.one_line(address)} cannot be written in a mail header")
    return f"{local}@{domain.encode('idna').decode('ascii')}"
