"""Looking at the bytes of a mail before any parser does: one pass, no surprises (RELIABILITY 4)."""

from __future__ import annotations

import re

from goodword.house import limits

_BLANK_LINE = re.compile(rb"\r?\n\r?\n")
_FOLD = re.compile(rb"\r?\n(?=[ \t])")
_ADDRESSED = (b"from", b"to", b"cc", b"bcc", b"reply-to", b"sender")
_BOUNDARY = re.compile(
    rb"boundary\s*=\s*(?:\"([^\"\r\n]{1,200})\"|([^\s;\"]{1,200}))", re.IGNORECASE
)
_EDGE = re.compile(rb"^--([^\n]*)", re.MULTILINE)


class TooMuch(Exception):
    """A limit is passed; the text names it and what was found."""


class TooLarge(TooMuch):
    """All of it is too large, as a mail with large files is: no sign of anything bad."""


def check(raw: bytes) -> None:
    """Raises ``TooMuch`` for a mail no parser should be given."""
    if len(raw) > limits.MAIL_SIZE:
        size, most = len(raw) / limits.MIB, limits.MAIL_SIZE // limits.MIB
        raise TooLarge(f"{size:.0f} MB or more, the limit is {most} MB")
    head = headers_of(raw)
    if len(head) > limits.MAIL_HEADERS_SIZE:
        raise TooMuch(
            f"{len(head) // limits.KIB} KB of headers, the limit is {_kb(limits.MAIL_HEADERS_SIZE)}"
        )
    addressed = 0
    for line in _FOLD.sub(b"", head).splitlines():
        name = line.partition(b":")[0].strip().lower()
        if len(line) > limits.MAIL_HEADER_SIZE:
            allowed = _kb(limits.MAIL_HEADER_SIZE)
            raise TooMuch(f"a header of {_kb(len(line))}, the limit is {allowed}")
        if name in _ADDRESSED:
            addressed += line.count(b"@")
    if addressed > limits.MAIL_ADDRESSES:
        raise TooMuch(f"{addressed} addresses, the limit is {limits.MAIL_ADDRESSES}")
    _check_parts(raw)


def _kb(size: int) -> str:
    return f"{size // limits.KIB} KB"


def headers_of(raw: bytes) -> bytes:
    """Answer everything before the first empty line."""
    end = _BLANK_LINE.search(raw)
    return raw[: end.start()] if end else raw


def _check_parts(raw: bytes) -> None:
    """Count what looks like the beginning of a part, whatever it is nested in."""
    boundaries = {quoted or bare for quoted, bare in _BOUNDARY.findall(raw)}
    if len(boundaries) > limits.MAIL_PARTS:
        raise TooMuch(f"{len(boundaries)} boundaries, the limit is {limits.MAIL_PARTS} parts")
    if not boundaries:
        return
    begun = sum(edge[1].rstrip() in boundaries for edge in _EDGE.finditer(raw))
    if begun > limits.MAIL_PARTS:
        raise TooMuch(f"{begun} parts, the limit is {limits.MAIL_PARTS}")
