"""From parts to words and files: what is the text of a mail, and what came with it. No Django."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from goodword.channels.parsing import headers, markup, structure, tnef, webpage
from goodword.channels.parsing import lines as lines_
from goodword.channels.parsing.bounds import HERE
from goodword.channels.parsing.charsets import is_known
from goodword.channels.parsing.lines import Line
from goodword.channels.parsing.structure import Part, TooMuch

#: More signs nobody writes, and nobody reads.
LONGEST = 1_000_000
_SAME_AGAIN = frozenset({"text/enriched", "text/richtext", "text/watch-html", "text/x-amp-html"})
_FILE_NAME = re.compile(r"[^\\/:?&=]{1,120}\.[A-Za-z0-9]{2,5}")
_ENDINGS = {
    "image/png": "png", "image/jpeg": "jpg", "image/jpg": "jpg", "image/gif": "gif",
    "text/calendar": "ics", "application/pdf": "pdf", "text/html": "html", "text/plain": "txt",
    "message/rfc822": "eml", "application/pgp-signature": "asc", "text/rfc822-headers": "txt",
    "message/delivery-status": "txt", "application/pkcs7-mime": "p7m", "text/vcard": "vcf",
    "application/x-pkcs7-mime": "p7m", "application/pkcs7-signature": "p7s",
    "application/pgp-encrypted": "pgp", "application/zip": "zip", "text/csv": "csv",
}  # fmt: skip
_NAMES = {
    "message/rfc822": "mail",
    "text/calendar": "invitation",
    "application/pkcs7-mime": "smime",
}
_HIDDEN = re.compile("[\u0000-\u001f\u007f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_TAGS = re.compile(r"<[^<>]{1,200}>")
#: A plain text that only says to look at the other one.
_NO_HTML = re.compile(
    r"(?:not?|n['’]t|doesn['’]t|kein\w{0,2}|nicht|pas|não|non|niet)\b.{0,60}\bHTML\b"
    r"|\bHTML\b.{0,60}\b(?:capable|enabled|compatible|f[äa]hig|viewer|version|format|message)\b"
    r"|view (?:this|the) (?:e-?mail|message) in (?:your|a) browser",
    re.IGNORECASE,
)
_NO_IDENTITY = re.compile(r"[<>\s]")


@dataclass
class Attached:
    """A file that came with a mail; ``inline`` when it is shown within its words."""

    name: str
    content_type: str
    content: bytes
    inline: bool = False
    identity: str = ""


@dataclass
class Body:
    """The words of a mail in both forms, its files, and what was odd about them."""

    plain: list[str] = field(default_factory=list)
    pages: list[list[markup.Piece]] = field(default_factory=list)
    attached: list[Attached] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    def marked(self) -> list[Line]:
        """The lines of the HTML where its program marked some of them as quoted."""
        shown = [line for page in self.pages for line in webpage.lines_of(page)]
        return shown if any(line.mark or line.text.startswith(">") for line in shown) else []

    def lines(self) -> list[Line]:
        """The text, line by line: the plain one unless it says much less than the HTML."""
        plain = "\n\n".join(text.strip("\n") for text in self.plain if text.strip())
        if len(plain) > LONGEST:
            self.problems.append(f"only the first {LONGEST:,} signs of the text are read")
            plain = plain[:LONGEST]
        if not self.pages:
            return lines_.of(plain)
        shown = [line for page in self.pages for line in webpage.lines_of(page)]
        said = len(lines_.joined(shown).split())
        written = len(plain.split())
        is_enough = written * 5 >= said or said < 40
        only_excuses = written < 40 and said > written and bool(_NO_HTML.search(plain[:2_000]))
        if plain and is_enough and not only_excuses and not _is_html(plain):
            return lines_.of(plain)
        return shown or lines_.of(plain)


def read(mail: Part) -> Body:
    """Collect what a mail says and carries. Raises ``TooMuch``."""
    body = Body()
    waiting: list[tuple[Part, bool]] = [(mail, False)]
    while waiting:
        part, is_other_form = waiting.pop()
        if part.parts:
            within = is_other_form or part.kind == "multipart/alternative"
            waiting.extend((child, within) for child in reversed(part.parts))
        else:
            _take(body, part, is_other_form=is_other_form)
    _mark_inline(body)
    if len(body.attached) > HERE.attachments:
        raise TooMuch(f"{len(body.attached)} attachments, the limit is {HERE.attachments}")
    return body


def _take(body: Body, part: Part, *, is_other_form: bool) -> None:
    """Take one leaf as text, as HTML or as a file."""
    way, options = headers.parameters(part.first("content-disposition"))
    known = part.options
    said = (options.get("filename"), options.get("name"), known.get("name"), known.get("filename"))
    name = clean_name(next(filter(None, said), ""))
    is_file = way == "attachment" or (bool(name) and not _is_body(body, part, way))
    charset = part.options.get("charset", "")
    if charset and not is_known(charset) and part.kind.startswith("text/"):
        body.problems.append(f"unknown charset {charset[:40]}")
    if part.kind == "text/html" and not is_file:
        body.pages.append(markup.read(part.text()))
    elif part.kind in {"text/plain", "text/enriched", "text/richtext"} and not is_file:
        if not (is_other_form and part.kind in _SAME_AGAIN and body.plain):
            _take_text(body, part)
    elif part.kind in _SAME_AGAIN and is_other_form:
        return
    elif part.kind.startswith("multipart/"):
        body.problems.append("parts without a boundary")
        _take_text(body, part)
    else:
        body.attached += _files(part, name, inline=way == "inline")


def _is_body(body: Body, part: Part, way: str) -> bool:
    """Whether a named text part is what was written, and not a file: the first one may be."""
    is_text = part.kind in {"text/plain", "text/html"}
    return is_text and not way and part.depth <= 2 and not (body.plain or body.pages)


def _take_text(body: Body, part: Part) -> None:
    text = part.text()
    if part.kind != "text/plain" and part.kind.startswith("text/"):
        text = _TAGS.sub("", text)
    if "\nbegin " in f"\n{text}":
        found = list(structure.uuencoded(part.content()))
        body.attached += [
            Attached(clean_name(name), "application/octet-stream", it) for name, it in found
        ]
        text = structure.without_uuencoded(text) if found else text
    if part.options.get("format", "").lower() == "flowed":
        text = _unwrapped(text, delete=part.options.get("delsp", "").lower() == "yes")
    body.plain.append(text)


def _unwrapped(text: str, *, delete: bool) -> str:
    """Join the lines a program broke (RFC 3676); quoted ones only within their own depth."""
    out: list[str] = []
    open_depth = -1
    for line in text.split("\n"):
        depth = len(line) - len(line.lstrip(">"))
        words = line[depth:].removeprefix(" ")
        flows = words.endswith(" ") and words != "-- "
        if open_depth == depth and out and words.strip():
            out[-1] += words
        else:
            out.append(">" * depth + (" " if depth and words else "") + words)
        open_depth = depth if flows else -1
        if flows and delete:
            out[-1] = out[-1][:-1]
    return "\n".join(out)


def _files(part: Part, name: str, *, inline: bool) -> Iterator[Attached]:
    content = part.content()
    if not content:
        return
    is_wrapping = part.kind in {"application/ms-tnef", "application/vnd.ms-tnef"}
    if (is_wrapping or name.lower() == "winmail.dat") and (inside := tnef.files(content)):
        yield from (
            Attached(clean_name(it), "application/octet-stream", bytes_) for it, bytes_ in inside
        )
        return
    identity = _NO_IDENTITY.sub("", headers.flat(part.first("content-id")))
    yield Attached(name or _unnamed(part), part.kind, content, inline, identity)


def _mark_inline(body: Body) -> None:
    """A picture the HTML shows by its Content-ID is no file of its own."""
    tags = (it for page in body.pages for it in page if isinstance(it, markup.Tag))
    shown = {tag.get("src").removeprefix("cid:") for tag in tags if tag.name == "img"}
    for it in body.attached:
        it.inline = it.inline or (bool(it.identity) and it.identity in shown)


def _unnamed(part: Part) -> str:
    """Name a file that came without a name: an enclosed mail after its subject."""
    if part.kind == "message/rfc822":
        subject = headers.words(structure.headers_in(part.content()).first("subject"))
        if subject:
            return clean_name(subject.replace("/", "-"))[:100] + ".eml"
    for header in ("content-location", "content-description"):
        last = headers.words(part.first(header)).rpartition("/")[2]
        if _FILE_NAME.fullmatch(last):
            return clean_name(last)
    family = part.kind.partition("/")[0]
    ending = _ENDINGS.get(part.kind, "txt" if family == "text" else "")
    usual = family if family in {"image", "audio", "video"} else "attachment"
    stem = _NAMES.get(part.kind, usual)
    return f"{stem}.{ending}" if ending else stem


def clean_name(name: str) -> str:
    """Answer a file's name without what nobody sees; paths are cut where it is stored."""
    return _HIDDEN.sub("", name).strip()[:300]


def _is_html(text: str) -> bool:
    """Some programs send HTML as plain text too."""
    start = text.lstrip()[:200].lower()
    return start.startswith(("<!doctype html", "<html"))
