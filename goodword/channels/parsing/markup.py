"""HTML cut into tags and words, in one pass over any length. No Django here.

A tag ends at the first ``>`` outside of quotes; a tag that does not end soon is words. Nothing
raises, nothing looks back.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

_LONGEST_TAG = 20_000
#: Longer pages are read up to here.
LONGEST = 1_000_000
_BEGINS = re.compile(r"<(?=[a-zA-Z/!?])")
_NAME = re.compile(r"/?([a-zA-Z][a-zA-Z0-9:_-]{0,40})")
_ATTRIBUTE = re.compile(
    r"([a-zA-Z_][a-zA-Z0-9_:.-]{0,60})(?:\s{0,20}=\s{0,20}(\"[^\"]*\"|'[^']*'|[^\s\"'>]+))?"
)
#: What stands between these is no text, whatever it looks like.
RAW = frozenset({"script", "style", "title", "xml", "noscript", "template", "svg", "math"})
_RAW_ENDS = {name: re.compile(rf"</{name}[\s>]", re.IGNORECASE) for name in RAW}


@dataclass(frozen=True)
class Tag:
    """One tag; ``closes`` for ``</p>``."""

    name: str
    closes: bool = False
    given: dict[str, str] = field(default_factory=dict)

    def get(self, name: str) -> str:
        """An attribute's words, empty without it."""
        return self.given.get(name, "")


Piece: TypeAlias = Tag | str


def read(source: str) -> list[Piece]:
    """Answer a page's tags and the words between them, in order."""
    return list(_pieces(source[:LONGEST].replace("\0", "")))


def _pieces(source: str) -> Iterator[Piece]:
    place = 0
    # What was looked for once and is not there is not looked for again.
    missing: set[str] = set()
    while begins := _BEGINS.search(source, place):
        start = begins.start()
        if start > place:
            yield html.unescape(source[place:start])
        if source.startswith(("<!", "<?"), start):
            place = _after_remark(source, start, missing)
            continue
        name = _NAME.match(source, start + 1)
        end = _end_of_tag(source, start) if name else -1
        if name is None or end < 0:
            yield "<"
            place = start + 1
            continue
        tag = _tag(name[1].lower(), source[start + 1 : end], name.end() - start - 1)
        yield tag
        place = end + 1
        if tag.name in RAW - missing and not tag.closes and source[end - 1] != "/":
            place = _after_raw(source, place, tag.name, missing)
    yield html.unescape(source[place:])


def _after_remark(source: str, start: int, missing: set[str]) -> int:
    if source.startswith("<!--", start) and "-->" not in missing:
        end = source.find("-->", start + 4)
        if end >= 0:
            return end + 3
        missing.add("-->")
    return _after(source, start)


def _after_raw(source: str, place: int, name: str, missing: set[str]) -> int:
    closing = _RAW_ENDS[name].search(source, place)
    if closing is None:
        missing.add(name)
    return closing.start() if closing else place


def _after(source: str, start: int) -> int:
    end = source.find(">", start, start + _LONGEST_TAG)
    return end + 1 if end >= 0 else start + 2


def _end_of_tag(source: str, start: int) -> int:
    """Answer where a tag ends: the first ``>`` outside of quotes, else the first at all."""
    most = start + _LONGEST_TAG
    first = end = source.find(">", start, most)
    while end >= 0:
        inside = source[start:end]
        quote = '"' if inside.count('"') % 2 else "'" if inside.count("'") % 2 else ""
        if not quote or end - start > 2_000:
            return end if not quote else first
        end = source.find(">", end + 1, most)
    return first


def _tag(name: str, inside: str, start: int) -> Tag:
    if inside.startswith("/"):
        return Tag(name, closes=True)
    given: dict[str, str] = {}
    for key, value in _ATTRIBUTE.findall(inside[start:])[:60]:
        given.setdefault(key.lower(), html.unescape(value.strip("\"'")))
    return Tag(name, given=given)
