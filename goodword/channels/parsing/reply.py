"""Telling what somebody wrote from what they quoted. Runs in the child only; no Django here.

A library knows how mail programs introduce a quote in many languages. What it proposes is taken
only if something is left; the whole text is kept beside it anyway.
"""

from __future__ import annotations

import re

#: Longer texts and lines are not given to the library: its patterns could take minutes.
LONGEST, LONGEST_LINE = 60_000, 2_000
_LANGUAGES = "en de fr it es pt nl sv da no fi pl cs ja ko zh"
_SIGNATURE_LINES = 12
_QUOTE = re.compile(r"^\s{0,3}[>|]")
_DELIMITER = re.compile(r"^(--\s?|__+|\s*-{3,}\s*Original Message\s*-{3,}\s*)$", re.IGNORECASE)
_INTRODUCTION = 400
_ORIGINAL = re.compile(
    r"^[*_]{0,3}\s?-{2,}\s?(original (message|e-?mail|appointment)|ursprüngliche nachricht"
    r"|message d'origine|mensaje original|messaggio originale|mensagem original"
    r"|oorspronkelijk bericht|forwarded message)\s?-{2,}",
    re.IGNORECASE,
)
_DATE = re.compile(r"\d{1,2}[.:/\-]\s?\d{1,2}|\d{4}")
_WROTE = re.compile(
    r"@|\b(wrote|schrieb|écrit|escribió|ha scritto|escreveu|schreef|geschreven|skrev|kirjoitti"
    r"|napisał|napsal|írta|a scris|написал|пишет)",
    re.IGNORECASE,
)
_PHONE = re.compile(
    r"^(sent (from|via|with)|get outlook|gesendet (von|mit)|von meinem|envoyé (de|à partir)"
    r"|inviato da|enviado (desde|do|de)|verzonden (vanaf|met)|skickat från|lähetetty|wysłane z"
    r"|отправлено)\b.{0,80}$",
    re.IGNORECASE,
)
_RULER = re.compile(r"^([-_=*] ?){3,}$|^ᐧ$")
_MARK = re.compile(r"^.{0,20}(?:reply|write) above this line.{0,20}$", re.IGNORECASE)


def cut(text: str) -> str:
    """Answer the newest words of a reply; the whole text when nothing else would be left."""
    whole = text.strip()
    short = _above_mark(whole)
    if len(short) <= LONGEST and max(map(len, short.split("\n")), default=0) <= LONGEST_LINE:
        short = _by_library(short) or short
    kept = _without_tail(_above_introduction(short)).strip()
    return kept or _without_tail(short).strip() or whole


def _above_mark(text: str) -> str:
    lines = text.split("\n")
    for number, line in enumerate(lines):
        if number and _MARK.match(line.strip()):
            return "\n".join(lines[:number])
    return text


def _above_introduction(text: str) -> str:
    """Cut where a mail program introduces the mail it quotes, in whatever language.

    Such a line ends with a colon and carries a date beside a mailbox or a word for "wrote"; it
    may be broken over up to three lines. What follows it must be a quote, or the end.
    """
    lines = text.split("\n")
    for number in range(1, len(lines)):
        for length in (1, 2, 3):
            piece = lines[number : number + length]
            if _introduces(piece) and not _introduces(piece[1:]):
                if _nothing_below(lines[number + length :]):
                    return "\n".join(lines[:number])
                break
    return text


def _introduces(lines: list[str]) -> bool:
    flat = " ".join(lines).strip().rstrip("*_ ")
    if len(flat) > _INTRODUCTION:
        return False
    if _ORIGINAL.match(flat):
        return True
    return flat.endswith(":") and bool(_DATE.search(flat)) and bool(_WROTE.search(flat))


def _nothing_below(lines: list[str]) -> bool:
    """Whether nothing stands below the last quoted line that could be the writer's own."""
    quoted = [number for number, line in enumerate(lines) if _QUOTE.match(line)]
    below = lines[quoted[-1] + 1 :] if quoted else []
    return not any(line.strip() for line in below)


def _by_library(text: str) -> str:
    """Take the library's proposal, unless somebody wrote on below what they quoted."""
    from mailparser_reply import EmailReplyParser

    proposed = (EmailReplyParser(languages=_LANGUAGES.split()).parse_reply(text) or "").strip()
    kept = len(proposed.split("\n"))
    return proposed if _nothing_below(text.split("\n")[kept:]) else ""


def _without_tail(text: str) -> str:
    """Drop a quote at the very end, a short signature after its delimiter, a phone's footer."""
    lines = text.rstrip().split("\n")
    for number in range(max(1, len(lines) - _SIGNATURE_LINES), len(lines)):
        if _DELIMITER.match(lines[number]) and not any(map(_QUOTE.match, lines[number:])):
            lines = lines[:number]
            break
    while lines and _is_tail(lines[-1]):
        lines.pop()
    return "\n".join(lines)


def _is_tail(line: str) -> bool:
    flat = line.strip()
    return not flat or bool(_QUOTE.match(line) or _PHONE.match(flat) or _RULER.match(flat))
