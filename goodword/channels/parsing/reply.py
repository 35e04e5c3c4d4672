"""Telling what somebody wrote from what they quoted, and from their signature. No Django here.

What is cut is never lost: it is answered beside the rest. Where quote and answer alternate,
everything between stays, because an answer without its question says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from goodword.channels.parsing import banners, introductions, signatures
from goodword.channels.parsing import lines as lines_
from goodword.channels.parsing.lines import QUOTED, SIGNED, Line

#: More lines than this nobody writes; what is below is read as one piece.
_MOST_LINES = 20_000
#: Footers, quotes and signatures follow each other at the end a few times, and no more; lines that
#: could end the sentence before a quote are a few as well.
_ROUNDS, _CANDIDATES = 4, 500
_OWN, _QUOTE, _EMPTY, _INTRODUCTION = "own", "quote", "empty", "introduction"


_AFTERTHOUGHT = re.compile(r"\s{0,3}p\.?\s?s\b", re.IGNORECASE)
#: An old way of quoting, with the initials of who is quoted.
_INITIALS = re.compile(r"[A-Z]{1,3}>")


@dataclass(frozen=True)
class Reply:
    """A text in its three pieces: own words, signature, and what was quoted."""

    text: str
    signature: str = ""
    elided: str = ""


def cut(lines: list[Line]) -> Reply:
    """Tell own words, signature and quote apart."""
    above = banners.length([it.text for it in lines[:60]])
    banner, body, below = lines[:above], lines[above:_MOST_LINES], lines[_MOST_LINES:]
    body, quoted = _above_the_rest(body)
    kinds = _kinds(body)
    own, signed, between = _own(body, kinds)
    return Reply(
        lines_.joined(own).strip(),
        lines_.joined(signed).strip(),
        lines_.joined([*banner, *between, *quoted, *below]).strip("\n"),
    )


def of_text(text: str) -> Reply:
    """Tell the pieces of a plain text apart."""
    return cut(lines_.of(text))


def _is_quoted(line: Line) -> bool:
    text = line.text.lstrip(" ")
    return text.startswith((">", "＞")) and len(line.text) - len(text) <= 3


def _above_the_rest(body: list[Line]) -> tuple[list[Line], list[Line]]:
    """Cut where an earlier mail begins that fills the rest, whatever it looks like."""
    last_own = _last(body, lambda it: bool(it.text.strip()) and not _is_quoted(it))
    last_marked = _last(body, lambda it: it.mark == QUOTED)
    last_unmarked = _last(body, lambda it: bool(it.text.strip()) and not it.mark)
    written = False
    for number, line in enumerate(body):
        if line.mark == QUOTED:
            if last_unmarked > last_marked:
                # Somebody wrote on below what the program marked as quoted.
                return body, []
            return _with_rule_above(body, number)
        if written and introductions.is_angled(line.text):
            return body[:number], body[number:]
        if _begins_rest(body, number, writes_on=last_own > number) and (
            written or not introductions.is_marker(line.text)
        ):
            return _with_rule_above(body, number)
        written = written or (bool(line.text.strip()) and not _is_quoted(line))
    return body, []


def _last(body: list[Line], judge: Callable[[Line], bool]) -> int:
    return max((number for number, line in enumerate(body) if judge(line)), default=-1)


def _with_rule_above(body: list[Line], number: int) -> tuple[list[Line], list[Line]]:
    """Cut here; a drawn line directly above belongs to what it sets apart."""
    place = number
    while place and not body[place - 1].text.strip():
        place -= 1
    above = body[place - 1].text if place else ""
    if introductions.is_ruler(above) or introductions.is_heading(above):
        number = place - 1
    return body[:number], body[number:]


def _begins_rest(body: list[Line], number: int, *, writes_on: bool) -> bool:
    line = body[number]
    if not line.text.strip():
        return False
    if introductions.is_marker(line.text) or introductions.is_divider(line.text):
        # A quoted divider followed by words of one's own is only a part of the quote.
        return not (_is_quoted(line) and writes_on)
    if _is_quoted(line) or not introductions.header_kind(line.text):
        return False
    return introductions.header_block([it.text for it in body[number : number + 14]]) > 0


def _kinds(body: list[Line]) -> list[str]:
    """Say of each line whether it is own, quoted, empty, or introduces a quote."""
    kinds = [_kind(it) for it in body]
    _mend(body, kinds)
    following = _next_kinds(kinds)
    left = _CANDIDATES
    for end in range(len(body)):
        if kinds[end] != _OWN or not _may_end(body[end].text) or not left:
            continue
        left -= 1
        start = _sentence_ending(body, kinds, end, following)
        if start >= 0:
            kinds[start : end + 1] = [_INTRODUCTION] * (end + 1 - start)
            if following[end] == _OWN and _OWN in kinds[:start]:
                # Nothing marks this quote; whatever follows such a sentence is quoted. Where
                # nothing stands above it, what follows may be the answer, and stays.
                kinds[end + 1 :] = [_QUOTE if it != _EMPTY else it for it in kinds[end + 1 :]]
                break
    return kinds


def _mend(body: list[Line], kinds: list[str]) -> None:
    """Put right what a ``>`` alone does not tell: a mailbox cut in two, quotes with initials."""
    for number in range(1, len(body)):
        above, line = body[number - 1].text, body[number].text
        if kinds[number] == _QUOTE and introductions.is_cut_mailbox(above, line):
            kinds[number] = _OWN
        initials = _INITIALS.match(line)
        if initials and kinds[number] == _OWN:
            below = body[number + 1].text if number + 1 < len(body) else ""
            if initials[0] in {above[: initials.end()], below[: initials.end()]}:
                kinds[number] = _QUOTE


def _kind(line: Line) -> str:
    if not line.text.strip():
        return _EMPTY
    if introductions.is_angled(line.text):
        return _INTRODUCTION
    return _QUOTE if line.mark == QUOTED or _is_quoted(line) else _OWN


def _next_kinds(kinds: list[str]) -> list[str]:
    """For each line the kind of the next one that is not empty."""
    found = [""] * len(kinds)
    seen = ""
    for number in range(len(kinds) - 1, -1, -1):
        found[number] = seen
        if kinds[number] != _EMPTY:
            seen = kinds[number]
    return found


def _may_end(text: str) -> bool:
    return len(text) <= introductions.LONGEST and introductions.may_end(text)


def _sentence_ending(body: list[Line], kinds: list[str], end: int, following: list[str]) -> int:
    """Answer where the sentence begins that introduces a quote and ends here; -1 without one."""
    quote_follows = following[end] in {_QUOTE, ""}
    for judge in (introductions.is_whole_sentence, introductions.is_sentence):
        for start in range(end, max(-1, end - introductions.MOST_LINES), -1):
            if kinds[start] != _OWN:
                break
            piece = [it.text for it in body[start : end + 1]]
            if judge(piece, quote_follows=quote_follows):
                above = body[start - 1].text if start and kinds[start - 1] == _OWN else ""
                cut_in_two = "@" not in "".join(piece) and introductions.names_writer(above)
                return _with_headers_above(body, start - 1 if cut_in_two else start)
    return -1


def _with_headers_above(body: list[Line], start: int) -> int:
    """Some programs put receivers and subject above the sentence, and a drawn line above those."""
    place = start
    while place and introductions.header_kind(body[place - 1].text) in {"to", "subject"}:
        place -= 1
    drawn = place < start and place and introductions.is_ruler(body[place - 1].text)
    return place - 1 if drawn else place


def _own(body: list[Line], kinds: list[str]) -> tuple[list[Line], list[Line], list[Line]]:
    """Answer own words, signature and quote of what stands above the rest."""
    end = len(body)
    signed: list[Line] = []
    cut_off: list[Line] = []
    for _round in range(_ROUNDS):
        before = end
        end, footer = _without_signature(body, kinds, end)
        signed = footer + signed
        end, quote = _without_quote(kinds, end, body)
        cut_off = quote + cut_off
        if end == before:
            break
    start = _first_own(body, kinds, end)
    kept, introduced = _without_introductions(body[start:end], kinds[start:end])
    own, phones, noise = _without_phones(kept)
    return own, [*phones, *signed], [*body[:start], *introduced, *noise, *cut_off]


def _without_introductions(body: list[Line], kinds: list[str]) -> tuple[list[Line], list[Line]]:
    """Where quote and answer alternate, the quotes stay and the sentences before them go."""
    kept = [it for it, kind in zip(body, kinds, strict=True) if kind != _INTRODUCTION]
    return kept, [it for it, kind in zip(body, kinds, strict=True) if kind == _INTRODUCTION]


def _without_quote(kinds: list[str], end: int, body: list[Line]) -> tuple[int, list[Line]]:
    place = end
    while place and kinds[place - 1] != _OWN:
        place -= 1
    if not {_QUOTE, _INTRODUCTION}.intersection(kinds[place:end]):
        return end, []
    return place, body[place:end]


def _without_signature(body: list[Line], kinds: list[str], end: int) -> tuple[int, list[Line]]:
    """Cut a signature off the last own words; never all of them."""
    start = end
    while start and kinds[start - 1] not in {_QUOTE, _INTRODUCTION}:
        start -= 1
    block = body[start:end]
    marked = next((n for n, it in enumerate(block) if it.mark == SIGNED), len(block))
    if any(it.text.strip() and it.mark != SIGNED for it in block[marked:]):
        marked = len(block)
    texts = [it.text for it in block[:marked]]
    place = start + signatures.begins_at(texts, below_quote=start > 0)
    if place == end or (not any(kinds[n] == _OWN for n in range(place)) and start == 0):
        return end, []
    return place, body[place:end]


def _first_own(body: list[Line], kinds: list[str], end: int) -> int:
    """Answer where own words begin: below a quote that a program introduced.

    A quote that somebody chose, and quotes between answers, belong to what they say.
    """
    first = next((number for number in range(end) if kinds[number] == _OWN), end)
    alternates = _QUOTE in kinds[first:end]
    introduced = _INTRODUCTION in kinds[:first] or _introduces_itself(body[:first])
    chosen = _QUOTE in kinds[:first] and not introduced
    return 0 if alternates or (chosen and first < end) else first


def _introduces_itself(quote: list[Line]) -> bool:
    """Whether a quote begins with the sentence that introduces it: some programs quote that too."""
    first = [it.text for it in quote if it.text.strip()][:2]
    return any(
        introductions.is_whole_sentence(first[:length], quote_follows=True)
        for length in range(1, len(first) + 1)
    )


def _without_phones(body: list[Line]) -> tuple[list[Line], list[Line], list[Line]]:
    """Cut what a telephone adds, and the earlier mail it puts below without a mark."""
    written = False
    for number, line in enumerate(body):
        if not _is_quoted(line) and signatures.is_phones(line.text):
            rest = body[number + 1 :]
            is_last = not any(it.text.strip() for it in rest)
            apart = number > 0 and (is_last or not body[number - 1].text.strip())
            afterthought = any(map(_AFTERTHOUGHT.match, (it.text for it in rest)))
            if written and apart and not (rest and rest[0].text.strip()) and not afterthought:
                return body[:number], [line], rest
        written = written or bool(line.text.strip())
    kept = [it for it in body if not signatures.is_noise(it.text)]
    return kept, [], [it for it in body if signatures.is_noise(it.text)]
