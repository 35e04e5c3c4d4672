"""Whose mail somebody passes on: the writer whom the forwarded mail names. No Django here."""

from __future__ import annotations

import re

from goodword.channels.parsing import addresses, headers, introductions, structure
from goodword.channels.parsing.structure import Part

#: How mail programs begin the subject of what is passed on.
_SUBJECT = re.compile(
    r"^\s{0,3}(?:\[?(?:fwd?|wg|tr|rv|enc|vb|vl|i|pd|doorst|weitergeleitet|reenv|inoltra|továbbítás"
    r"|przek|předáno|пересл|转发|轉寄|転送|전달)\s?(?:\[\d{1,3}\])?\s?[:：])",
    re.IGNORECASE,
)
_PASSED_ON = re.compile(
    r"forward|weitergeleitet|transf[ée]r|réexpédi|reenviad|inoltrat|encaminhad|doorgestuurd|videresend"
    r"|vidarebefordra|przekaz|переслан|переадрес|předan|転送|转发|轉寄|\bfwd\b",
    re.IGNORECASE,
)
#: Old ways of writing an address beside a name.
_MAILTO = re.compile(r"\[mailto:\s?([^\]\s]{3,200})\]", re.IGNORECASE)
_LINES = 400


def writer_of(mail: Part, subject: str, lines: list[str]) -> tuple[str, str] | None:
    """Answer name and address of who wrote the mail that is passed on, None where none is.

    A reply quotes too: only what calls itself forwarded, in the subject or above the quote, counts.
    """
    is_named = passes_on = bool(_SUBJECT.match(subject))
    for number, line in enumerate(lines[:_LINES]):
        passes_on = passes_on or _is_divider(line)
        if passes_on and introductions.header_kind(line):
            block = lines[number : number + 14]
            if introductions.header_block(block) and (found := _from(block)):
                return found
    enclosed = [part for part in mail.leaves() if part.kind == "message/rfc822"]
    if len(enclosed) == 1 and is_named:
        return _mailbox(headers.words(structure.headers_in(enclosed[0].content()).first("from")))
    return None


def _is_divider(line: str) -> bool:
    return introductions.is_divider(line) and bool(_PASSED_ON.search(line))


def _from(block: list[str]) -> tuple[str, str] | None:
    said = next((line for line in block if introductions.header_kind(line) == "from"), "")
    return _mailbox(re.split(r"[:：]", said, maxsplit=1)[-1].strip(" *_"))


def _mailbox(said: str) -> tuple[str, str] | None:
    found = addresses.read(_MAILTO.sub(r"<\1>", said[:600]))
    return next(((name, address) for name, address in found if "@" in address), None)
