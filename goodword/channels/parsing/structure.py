"""The parts of a mail, read from its bytes by one straight hand. No Django here.

The standard parser is slow on nested boundaries and loses what follows a header that is none;
here every part is a slice between two boundary lines, depth and number are limited while they are
read (RELIABILITY 4), and what cannot be split stays one part.
"""

from __future__ import annotations

import binascii
import quopri
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from goodword.channels.parsing import headers
from goodword.channels.parsing.bounds import HERE
from goodword.channels.parsing.charsets import decoded, is_known

_BLANK_LINE = re.compile(rb"\r?\n\r?\n")
_HEADER = re.compile(rb"([!-9;-~]{1,100})[ \t]{0,5}:")
_GUESSED_BOUNDARY = re.compile(
    rb"(?:^|\n)--([^\s][^\r\n]{0,200}?)[ \t]*\r?\nContent-", re.IGNORECASE
)
#: The word alone: some programs put it into quotes, or something behind it.
_WAY = re.compile(r"[a-z0-9][a-z0-9-]*")
_META_CHARSET = re.compile(
    rb"<meta\b[^<>]{0,200}?charset\s{0,3}=\s{0,3}[\"']?([\w.:-]{2,40})", re.I
)
_BYTES = re.compile("[\ud800-\udfff]")
_UU_BEGIN = re.compile(rb"^begin [0-7]{3,4} ([^\r\n]{1,200})\r?$", re.MULTILINE)
_BLANKS = (b" ", b"\t")
_PADS = b"\r\n\t \xef\xbb\xbf"


class TooMuch(Exception):
    """The mail goes over a limit; the text names it."""


@dataclass
class Part:
    """One part: its headers as they came, its body as bytes, and the parts in it."""

    fields: list[tuple[str, str]]
    body: bytes
    kind: str = "text/plain"
    options: dict[str, str] = field(default_factory=dict)
    parts: list[Part] = field(default_factory=list)
    depth: int = 0

    def all(self, name: str) -> list[str]:
        """Every header of this name, as it came."""
        return [value for key, value in self.fields if key == name]

    def first(self, name: str) -> str:
        """The first header of this name, empty without any."""
        return next((value for key, value in self.fields if key == name), "")

    def within(self) -> Iterator[Part]:
        """Every part within this one."""
        waiting = list(self.parts)
        while waiting:
            part = waiting.pop()
            waiting.extend(part.parts)
            yield part

    def leaves(self) -> Iterator[Part]:
        """Every part that holds no further ones, in order."""
        waiting = [self]
        while waiting:
            part = waiting.pop()
            if part.parts:
                waiting.extend(reversed(part.parts))
            else:
                yield part

    def content(self) -> bytes:
        """The bytes somebody wrote or attached, unpacked."""
        said = _WAY.search(headers.flat(self.first("content-transfer-encoding")).lower())
        way = said[0] if said else ""
        if way == "base64":
            return headers.base64(self.body)
        if way == "quoted-printable":
            return quopri.decodestring(self.body)
        if way in {"x-uuencode", "uuencode", "x-uue", "uue"}:
            whole = self.body if _UU_BEGIN.search(self.body) else b"begin 644 x\n" + self.body
            return next((content for _name, content in uuencoded(whole)), self.body)
        return self.body

    def text(self) -> str:
        """The words of a text part, lines ended as we end them."""
        content = self.content()
        claim = self.options.get("charset", "")
        if not claim and self.kind == "text/html":
            claim = _claim_in_page(content)
        text = decoded(content, claim).removeprefix("\ufeff")
        return text.replace("\r\n", "\n").replace("\r", "\n")


def _claim_in_page(page: bytes) -> str:
    """Answer the charset a page names itself, where no header names one."""
    try:
        page.decode("utf-8")
    except ValueError:
        found = _META_CHARSET.search(page[:4_000])
        return found[1].decode("ascii") if found else ""
    return ""


def read(raw: bytes) -> Part:
    """Answer a mail's parts. Raises ``TooMuch``."""
    if b"\n" not in raw[:10_000]:
        raw = raw.replace(b"\r", b"\n")
    head, body = _split(raw.lstrip(_PADS) if raw[:1] in _PADS else raw)
    top = _part(head, body, "text/plain", 0)
    waiting, seen = [top], 0
    while waiting:
        part = waiting.pop()
        seen += 1
        if part.depth > HERE.depth:
            raise TooMuch(f"parts nested deeper than {HERE.depth}")
        if seen > HERE.parts + 1:  # the mail itself is none
            raise TooMuch(f"more than {HERE.parts} parts")
        if part.kind.startswith("multipart/"):
            usual = "message/rfc822" if part.kind == "multipart/digest" else "text/plain"
            slices = _slices(part)
            if seen + len(slices) > HERE.parts + 1:
                raise TooMuch(f"more than {HERE.parts} parts")
            part.parts = [_inner(piece, usual, part.depth + 1) for piece in slices]
            waiting.extend(part.parts)
    _read_headers_again(top)
    return top


def _read_headers_again(top: Part) -> None:
    """Headers of bytes that name no charset are in the one that the mail's words name."""
    parts = [top, *top.within()]
    claims = (it.options.get("charset", "") for it in parts if it.kind.startswith("text/"))
    claim = next(filter(None, claims), "")
    if claim.lower() in {"", "utf-8", "utf8", "us-ascii", "ascii"} or not is_known(claim):
        return
    for part in parts:
        if not any(map(_BYTES.search, (value for _key, value in part.fields))):
            continue
        part.fields = [(key, _by(claim, value)) for key, value in part.fields]
        if said := part.first("content-type"):
            part.options = headers.parameters(said)[1]


def _by(claim: str, value: str) -> str:
    raw = value.encode("utf-8", "surrogateescape")
    return decoded(raw, claim) if _BYTES.search(value) else value


def headers_in(raw: bytes) -> Part:
    """Read only the headers of an enclosed mail."""
    head, body = _split(raw.lstrip(b"\r\n"))
    return _part(head, body, "text/plain", 0)


def _split(raw: bytes) -> tuple[bytes, bytes]:
    end = _BLANK_LINE.search(raw)
    return (raw[: end.start()], raw[end.end() :]) if end else (raw, b"")


def _inner(piece: bytes, usual: str, depth: int) -> Part:
    if piece[:1] in {b"\r", b"\n", b""}:
        return _part(b"", piece.lstrip(b"\r").removeprefix(b"\n"), usual, depth)
    return _part(*_split(piece), usual, depth)


def _part(head: bytes, body: bytes, usual: str, depth: int) -> Part:
    fields, rest = _fields(head)
    if rest.strip():
        # The empty line is missing, or there is no header at all: these are words.
        body = rest + b"\n\n" + body
    said = next((value for key, value in fields if key == "content-type"), "")
    kind, options = headers.parameters(said) if said else (usual, {})
    if kind == "text":
        kind = "text/plain"
    return Part(fields, body, kind if "/" in kind else usual, options, depth=depth)


def _fields(head: bytes) -> tuple[list[tuple[str, str]], bytes]:
    """Read header lines, and what stands below the last one; what stands between is left out."""
    found: list[tuple[str, list[bytes]]] = []
    rest: list[bytes] = []
    for line in head.split(b"\n"):
        line = line.rstrip(b"\r")
        if match := _HEADER.match(line):
            found.append((match[1].decode("ascii").lower(), [line[match.end() :]]))
            rest = []
        elif found and not rest and (line[:1] in _BLANKS or found[-1][1][-1].endswith(b";")):
            # Some programs forget the blank before what goes on.
            found[-1][1].append(line)
        else:
            rest.append(line)
    fields = [
        (key, b"".join(value).decode("utf-8", "surrogateescape").strip()) for key, value in found
    ]
    return fields, b"\n".join(rest)


def _slices(part: Part) -> list[bytes]:
    """Answer what lies between the boundary lines; the last one may miss its end."""
    edge = part.options.get("boundary", "").encode("utf-8", "replace").strip()
    found = _between(part.body, edge) if edge else []
    if not found and (guess := _GUESSED_BOUNDARY.search(part.body)):
        found = _between(part.body, guess[1])
    return found


def _between(body: bytes, edge: bytes) -> list[bytes]:
    # A boundary line carries nothing but the boundary and blanks.
    line = re.compile(rb"(?:^|(?<=\n))--" + re.escape(edge) + rb"(--)?[ \t]*\r?(?:\n|\Z)")
    marks = list(line.finditer(body))
    if not marks:
        return []
    ends = [mark.start() for mark in marks[1:]] + [len(body)]
    # What follows the closing line is nobody's, unless another part begins after it.
    return [
        body[mark.end() : end].removesuffix(b"\n").removesuffix(b"\r")
        for mark, end in zip(marks, ends, strict=True)
        if not mark[1]
    ]


def uuencoded(raw: bytes) -> Iterator[tuple[str, bytes]]:
    """Answer the files that stand uuencoded in a text, with their names."""
    place = 0
    while begin := _UU_BEGIN.search(raw, place):
        end = raw.find(b"\nend", begin.end())
        place = end if end >= 0 else len(raw)
        content = bytearray()
        for line in raw[begin.end() : place].split(b"\n"):
            try:
                content += binascii.a2b_uu(line.rstrip(b"\r"))
            except binascii.Error:
                continue
        yield decoded(begin[1]).strip(), bytes(content)


def without_uuencoded(text: str) -> str:
    """Drop uuencoded files from a text."""
    kept: list[str] = []
    inside = False
    for line in text.split("\n"):
        if re.match(r"begin [0-7]{3,4} \S", line):
            inside = True
        if not inside:
            kept.append(line)
        elif line.strip() == "end":
            inside = False
    return "\n".join(kept)
