"""What an HTML mail says, line by line, with what its program marked as quoted or as a signature.

No Django here. Mail programs wrap what they quote: each in its own container. Known ones are
marked; the words decide about the rest (``reply``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from goodword.channels.parsing import markup
from goodword.channels.parsing.lines import QUOTED, SIGNED, Line

_BLOCKS = frozenset(
    {"p", "div", "tr", "table", "ul", "ol", "dl", "dt", "dd", "h1", "h2", "h3", "h4", "h5", "h6",
     "blockquote", "section", "article", "header", "footer", "center", "form", "fieldset",
     "address", "pre", "tbody", "thead", "body", "html", "main", "aside", "figure", "li", "hr"}
)  # fmt: skip
_APART = frozenset(
    {"blockquote", "p", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "ul", "ol", "table"}
)
_VOID = frozenset({"br", "hr", "img", "meta", "link", "input", "base", "wbr", "col", "area"})
#: Containers of what was quoted, by id or class, of Gmail, Yahoo, Outlook, Proton and others.
_QUOTES = re.compile(
    r"(?:^|[\s_])(?:yahoo[_-]quoted|protonmail_quote|tutanota_quote|zmail_extra"
    r"|moz-forward-container"
    r"|gmail_extra_quote|composer_quoted_mail|ydp[0-9a-f]{0,12}yahoo_quoted|isforwardcontent"
    r"|mail_quote|mailquote|email-quote|quoted-message|front-blockquote"
    r"|freebirdformviewerviewheader"
    r"|olk_src_body_section|mail-editor-reference-message-container|replyfwdmsg|_originalcontent"
    r"|missive_quote|hs_reply_quote|ntes-mailmaster-quote|spark_quote)"
    r"(?:$|\s)",
    re.IGNORECASE,
)
#: From here on everything is quoted, whatever contains it.
_REST_IS_QUOTED = re.compile(
    r"(?:^|\s)(?:x_)?(?:divrplyfwdmsg|appendonsend|stopspelling|zwchr|ms-outlook-mobile-reference"
    r"|reply-intro|orig_message)(?:$|\s)",
    re.IGNORECASE,
)
_SIGNATURES = re.compile(
    r"(?:^|\s)(?:x_)?(?:gmail_signature|moz-signature|signature"
    r"|protonmail_signature_block(?:-user)?"
    r"|ms-outlook-mobile-signature|yahoo_signature|applemailsignature"
    r"|lineBreakAtBeginningOfSignature"
    r"|composer_signature|psignature|signature_old|bloop_sign\w{0,30}|messagesignaturesection"
    r"|__sig_pre__|mobile_signature|ydp[0-9a-f]{0,12}signature|zohosignature|signature_block"
    r"|front-signature|sh-signature|canarysig|missive_signature)(?:$|\s)",
    re.IGNORECASE,
)
_SPACE = re.compile(r"[ \t\r\n\f]+")
_DEEPEST = 300


@dataclass
class _Open:
    """A container that is not closed yet, and what it does to the lines in it."""

    name: str
    quote: int = 0
    mark: str = ""


class _Page:
    """Collects lines while tags go by."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self.words: list[str] = []
        self.open: list[_Open] = []
        self.depth = 0
        self.marks = {QUOTED: 0, SIGNED: 0, "": 0}
        self.rest_is_quoted = False
        self.links: list[tuple[str, int]] = []
        self.plain = 0

    def mark(self) -> str:
        """What the lines here are by the containers they stand in."""
        if self.rest_is_quoted or self.marks[QUOTED]:
            return QUOTED
        return SIGNED if self.marks[SIGNED] else ""

    def say(self, text: str) -> None:
        """Add words to the line being written."""
        if self.plain:
            first, *more = text.replace("\r", "").split("\n")
            self.words.append(first)
            for line in more:
                self.end_line()
                self.words.append(line)
            return
        flat = _SPACE.sub(" ", text)
        if flat.strip(" ") or (self.words and flat):
            self.words.append(flat)

    def end_line(self, *, always: bool = False) -> None:
        """Finish the line being written, if anything is in it."""
        text = "".join(self.words)
        text = text.rstrip() if self.plain else _SPACE.sub(" ", text).strip(" ")
        self.words = []
        if text or always:
            prefix = ">" * self.depth + " " if self.depth else ""
            self.lines.append(Line((prefix + text).rstrip(), self.mark()))

    def gap(self) -> None:
        """Leave one empty line, never two."""
        if self.lines and self.lines[-1].text.strip("> "):
            self.end_line(always=True)

    def enter(self, tag: markup.Tag) -> None:
        """Open a container."""
        named = " ".join(map(tag.get, ("id", "class", "name", "data-marker"))).strip()
        if named and _REST_IS_QUOTED.search(named):
            self.end_line()
            self.rest_is_quoted = bool(self.lines)
        it = _Open(tag.name)
        if tag.name == "blockquote":
            it.quote = 1
        if named and _QUOTES.search(named):
            it.mark = QUOTED
        elif named and _SIGNATURES.search(named):
            it.mark = SIGNED
        if tag.name not in _VOID and len(self.open) < _DEEPEST:
            self.open.append(it)
            self.depth += it.quote
            self.marks[it.mark] += 1
            self.plain += tag.name in {"pre", "textarea"}

    def leave(self, tag: markup.Tag) -> None:
        """Close a container, and what was left open in it; a close without an open is nothing."""
        if not any(it.name == tag.name for it in self.open[-40:]):
            return
        while self.open:
            it = self.open.pop()
            self.depth -= it.quote
            self.marks[it.mark] -= 1
            self.plain -= it.name in {"pre", "textarea"}
            if it.name == tag.name:
                return

    def take(self, tag: markup.Tag) -> None:
        """Let one tag go by."""
        if tag.name in _BLOCKS:
            self.end_line()
        if tag.name == "br":
            self.end_line(always=True)
        elif tag.name in {"td", "th"}:
            self.words.append(" ")
        if tag.closes:
            self.close(tag)
        else:
            self.begin(tag)

    def close(self, tag: markup.Tag) -> None:
        """Let a closing tag go by."""
        self.leave(tag)
        if tag.name == "blockquote" and self.lines and not self.lines[-1].text.strip("> "):
            # The gap at the end of a quote is outside of it.
            self.lines[-1] = Line("", self.lines[-1].mark)
        if tag.name in _APART:
            self.gap()
        elif tag.name == "a":
            self.end_link()

    def begin(self, tag: markup.Tag) -> None:
        """Let an opening tag go by."""
        if tag.name in _APART:
            self.gap()
        self.enter(tag)
        if tag.name == "li":
            self.words.append("* ")
        elif tag.name == "a":
            self.links.append((tag.get("href").strip(), len(self.words)))
        elif tag.name == "img" and tag.get("alt").strip() and not tag.get("width").startswith("1"):
            self.say(tag.get("alt"))

    def end_link(self) -> None:
        """Say where a link leads, when its words do not."""
        if not self.links:
            return
        to, start = self.links.pop()
        shown = "".join(self.words[start:]).strip()
        bare = to.removeprefix("mailto:").rstrip("/")
        if not shown or len(to) > 2_000 or bare.lower() in shown.lower():
            return
        if shown.lower().rstrip("/") not in bare.lower() and to.startswith(("http://", "https://")):
            self.words.append(f" <{to}>")


def lines_of(pieces: Iterable[markup.Piece]) -> list[Line]:
    """Answer the lines of an HTML mail, quoted ones with ``>`` before them or a mark."""
    page = _Page()
    for piece in pieces:
        if isinstance(piece, str):
            page.say(piece)
        else:
            page.take(piece)
    page.end_line()
    return page.lines
