"""HTML of strangers made harmless: only what is named here is written anew. No Django here.

Nothing is passed through: every tag is written by us from a list of names, every attribute from a
list of its own, every word escaped. Pictures that came along (``cid:``) stay; remote ones lose
their address, which is kept where only an asking reader finds it (RELIABILITY 15 to 17).
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable

from goodword.channels.parsing import markup

_ALLOWED = frozenset(
    {"p", "div", "span", "br", "hr", "b", "strong", "i", "em", "u", "s", "sub", "sup", "small",
     "ul", "ol", "li", "dl", "dt", "dd", "table", "thead", "tbody", "tr", "td", "th", "caption",
     "blockquote", "pre", "code", "h1", "h2", "h3", "h4", "h5", "h6", "a", "img"}
)  # fmt: skip
_VOID = frozenset({"br", "hr", "img"})
_ATTRIBUTES = {"td": ("colspan", "rowspan"), "th": ("colspan", "rowspan"), "ol": ("start",)}
_WAYS = ("http://", "https://", "mailto:", "tel:")
_NUMBER = re.compile(r"\d{1,4}\Z")
_DEEPEST = 200


def clean(pieces: Iterable[markup.Piece]) -> str:
    """Answer HTML that says the same and can do nothing."""
    out: list[str] = []
    open_tags: list[str] = []
    for piece in pieces:
        if isinstance(piece, str):
            out.append(html.escape(piece))
        elif piece.name not in _ALLOWED:
            continue
        elif not piece.closes:
            out.append(_opening(piece))
            if piece.name not in _VOID:
                if len(open_tags) >= _DEEPEST:
                    out.pop()
                else:
                    open_tags.append(piece.name)
        elif piece.name in open_tags:
            out += _closing(open_tags, piece.name)
    out += [f"</{name}>" for name in reversed(open_tags)]
    return "".join(out).strip()


def _closing(open_tags: list[str], name: str) -> list[str]:
    out = []
    while open_tags:
        last = open_tags.pop()
        out.append(f"</{last}>")
        if last == name:
            break
    return out


def _opening(tag: markup.Tag) -> str:
    given = [f' {name}="{tag.get(name)}"' for name in _ATTRIBUTES.get(tag.name, ())
             if _NUMBER.match(tag.get(name))]  # fmt: skip
    if tag.name == "a":
        given += _link(tag.get("href"))
    elif tag.name == "img":
        given += _picture(tag)
    return f"<{tag.name}{''.join(given)}>"


def _link(to: str) -> list[str]:
    plain = "".join(sign for sign in to.strip() if sign.isprintable() and not sign.isspace())
    if not plain.lower().startswith(_WAYS):
        return []
    return [f' href="{html.escape(plain[:2_000])}"', ' rel="noreferrer noopener nofollow"']


def _picture(tag: markup.Tag) -> list[str]:
    source = tag.get("src").strip()
    given = [f' alt="{html.escape(tag.get("alt")[:500])}"']
    if source.lower().startswith("cid:"):
        given.append(f' src="cid:{html.escape(source[4:500])}"')
    elif source.lower().startswith(("http://", "https://")):
        given.append(f' data-remote-src="{html.escape(source[:2_000])}"')
    return given
