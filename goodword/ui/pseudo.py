"""A language nobody speaks, to find sentences that never went through gettext.

While ``spoken()`` lasts, every message comes back in ⟦ǻççéñŧš⟧ with its placeholders and markup
kept. ``untranslated_text`` then reads a rendered page: whatever letters stand outside the
brackets, and are no data of a person, were written past the translators.
"""

from __future__ import annotations

import gettext as gettext_module
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from html.parser import HTMLParser

from django.utils import translation
from django.utils.translation import trans_real
from django.utils.translation.trans_real import CONTEXT_SEPARATOR

from goodword.ui.jinja import rendered_once

OPENING, CLOSING = "⟦", "⟧"
LANGUAGE = "en"
PATTERNS = "Babel pattern"
"""Messages in a context that begins so are patterns for dates, not words."""

_ACCENTS = str.maketrans(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "ǻƀçđéƒǧħíĵķľɱñøƥɋřšŧûṽŵẋýžÅƁÇĐÉƑǦĦÍĴĶĽṀÑØƤɊŘŠŦÛṼŴẊÝŽ",
)
_KEPT = re.compile(r"(%\(\w+\)[sdf]|%[sd%]|\{\w*\}|</?[a-z][^>]*>|&\w+;)")
_WORDS = re.compile(r"[^\W\d_]{2,}")
_SPOKEN = ("aria-label", "placeholder", "title", "alt", "data-says")
_UNREAD = frozenset({"script", "style", "kbd", "code", "time"})
_VOID = frozenset({"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "wbr", "use"})
_NAMES = ("goodword", "Goodword")


def accented(message: str) -> str:
    """Return the message in the language nobody speaks; placeholders and markup stay."""
    if not message:
        return message
    pieces = _KEPT.split(message)
    spoken = [
        piece if place % 2 else piece.translate(_ACCENTS) for place, piece in enumerate(pieces)
    ]
    return f"{OPENING}{''.join(spoken)}{CLOSING}"


class PseudoTranslations(gettext_module.NullTranslations):
    """A catalogue that has every message."""

    def gettext(self, message: str) -> str:
        """Return the message accented; a pattern for dates as it is."""
        context, separator, text = message.rpartition(CONTEXT_SEPARATOR)
        if separator and context.startswith(PATTERNS):
            return text
        return accented(text)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """Return the form for this number, accented."""
        return self.gettext(msgid1 if n == 1 else msgid2)

    def language(self) -> str:
        """Return the language this stands in for."""
        return LANGUAGE

    to_language = language


@contextmanager
def spoken() -> Iterator[None]:
    """Let everything that is said in English be said in the language nobody speaks."""
    # Django keeps its catalogues here and has no public way to add one.
    catalogues: dict[str, object] = trans_real._translations  # type: ignore[attr-defined]
    before = translation.get_language() or LANGUAGE
    kept = trans_real.translation(LANGUAGE)
    trans_real.gettext("Home")  # its default is chosen once, at the first message
    catalogues[LANGUAGE] = PseudoTranslations()
    translation.activate(LANGUAGE)
    rendered_once.cache_clear()
    try:
        yield
    finally:
        rendered_once.cache_clear()
        catalogues[LANGUAGE] = kept
        translation.activate(before)


class _Reader(HTMLParser):
    """Collects, in order, what a person sees on a page and what is only heard."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.heard: list[str] = []
        self.seen: list[str] = []
        self._silent: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = dict(attrs)
        self.heard += [text for name in _SPOKEN if (text := known.get(name) or "")]
        if tag == "input" and known.get("type") in {"submit", "button", "reset"}:
            self.heard.append(known.get("value") or "")
        decoration = "av" in (known.get("class") or "").split()
        if tag not in _VOID and (self._silent or tag in _UNREAD or decoration):
            self._silent.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        silent = list(self._silent)
        self.handle_starttag(tag, attrs)
        self._silent = silent

    def handle_endtag(self, tag: str) -> None:
        if self._silent and self._silent[-1] == tag:
            self._silent.pop()

    def handle_data(self, data: str) -> None:
        # what is silent may still open or close a sentence around it
        self.seen.append("".join(_marks(data)) if self._silent else data)


def _marks(text: str) -> Iterator[str]:
    return (letter for letter in text if letter in {OPENING, CLOSING})


def untranslated_text(html: str, given: Iterable[str] = ()) -> list[str]:
    """Return the texts of a page, rendered while ``spoken()`` lasts, that no translator sees.

    ``given`` are data: names, titles, words that people wrote. Texts inside ``<time>``,
    ``<kbd>`` and ``<code>``, initials and single letters never count.
    """
    reader = _Reader()
    reader.feed(html)
    reader.close()
    data = {" ".join(value.split()) for value in (*given, *_NAMES)} - {""}
    longest_first = sorted(data, key=len, reverse=True)
    outside = [*_outside(reader.seen)]
    for text in reader.heard:
        outside += _outside([text])
    worded = (text for text in outside if _WORDS.search(text))
    found = [" ".join(_without(text, longest_first).split()) for text in worded]
    return [text for text in found if _WORDS.search(text)]


def _outside(texts: Iterable[str]) -> Iterator[str]:
    """The parts of a stream of texts outside the brackets, whatever markup lies between."""
    depth = 0
    for text in texts:
        rest = []
        for letter in text:
            if letter == OPENING:
                depth += 1
            elif letter == CLOSING:
                depth = max(depth - 1, 0)
            elif depth == 0:
                rest.append(letter)
        yield "".join(rest)


def _without(text: str, data: Iterable[str]) -> str:
    plain = " ".join(text.split())
    for value in data:
        plain = plain.replace(value, " ")
    return plain
