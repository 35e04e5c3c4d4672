"""Telling what somebody wrote from what they quoted. Runs in the child only; no Django here.

A library knows how mail programs introduce a quote in many languages. What it proposes is taken
only if something is left; the whole text is kept beside it anyway.
"""

from __future__ import annotations

import re

#: Longer texts and lines are not given to the library: its patterns could take minutes.
LONGEST, LONGEST_LINE = 60_000, 2_000
LANGUAGES = ["en", "de", "fr", "it", "es", "pt", "nl", "sv", "da", "no", "fi", "pl", "cs", "ja", "ko", "zh"]
_SIGNATURE_LINES = 12
_QUOTE = re.compile(r"^\s{0,3}[>|]")
_DELIMITER = re.compile(r"^(--\s?|__+|\s*-{3,}\s*Original Message\s*-{3,}\s*)$", re.IGNORECASE)
_MARK = re.compile(r"^.{0,20}(?:reply|write) above this line.{0,20}$", re.IGNORECASE)


def cut(text: str) -> str:
    """Answer the newest words of a reply; the whole text when nothing else would be left."""
    whole = text.strip()
    short = _above_mark(whole)
    if len(short) <= LONGEST and max(map(len, short.split("\n")), default=0) <= LONGEST_LINE:
        short = _by_library(short) or short
    kept = _without_tail(short).strip()
    return kept or whole


def _above_mark(text: str) -> str:
    lines = text.split("\n")
    for number, line in enumerate(lines):
        if number and _MARK.match(line.strip()):
            return "\n".join(lines[:number])
    return text


def _by_library(text: str) -> str:
    from mailparser_reply import EmailReplyParser

    return (EmailReplyParser(languages=LANGUAGES).parse_reply(text) or "").strip()


def _without_tail(text: str) -> str:
    """Drop a quote at the very end, and a short signature after its delimiter."""
    lines = text.rstrip().split("\n")
    for number in range(max(1, len(lines) - _SIGNATURE_LINES), len(lines)):
        if _DELIMITER.match(lines[number]) and not any(map(_QUOTE.match, lines[number:])):
            lines = lines[:number]
            break
    while lines and (not lines[-1].strip() or _QUOTE.match(lines[-1])):
        lines.pop()
    return "\n".join(lines)
