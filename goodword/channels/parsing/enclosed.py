"""What a mail says that came as a file of another: headers, words, and those within it. No Django.

Whoever passes a letter of ours on as a file passes on what acts in their name; intake keeps the
words of such a file instead (``actions.judging``), and needs them for that.
"""

from __future__ import annotations

from goodword.channels.parsing import bodies, headers, markup, structure
from goodword.channels.parsing import lines as lines_

_HEADERS = ("From", "To", "Cc", "Date", "Subject")
#: Mails within mails within mails are read so far.
_DEEPEST = 3
_LONGEST = 200_000


def is_mail(kind: str, name: str) -> bool:
    """Say whether a file is a mail, by what it is called."""
    return kind == "message/rfc822" or name.lower().endswith((".eml", ".mht", ".mhtml"))


def words_of(content: bytes, depth: int = 0) -> str:
    """Answer an enclosed mail as plain words; empty where it goes over a limit."""
    try:
        mail = structure.read(content)
        body = bodies.read(mail)
    except structure.TooMuch:
        return ""
    said = [f"{name}: {value}" for name in _HEADERS
            if (value := headers.words(mail.first(name.lower())))]  # fmt: skip
    text = lines_.joined(body.lines())
    links = [to for to in _links(body) if to not in text]
    pieces = ["\n".join(said), text, "\n".join(links)]
    inner = [it for it in body.attached if is_mail(it.content_type, it.name)]
    if depth < _DEEPEST:
        pieces += [words_of(it.content, depth + 1) for it in inner]
    return "\n\n".join(it for it in pieces if it.strip())[:_LONGEST]


def _links(body: bodies.Body) -> list[str]:
    """Where its HTML leads, which its plain text may not say."""
    tags = (it for page in body.pages for it in page if isinstance(it, markup.Tag))
    return list(dict.fromkeys(it.get("href") for it in tags if it.get("href")))
