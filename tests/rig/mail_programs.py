"""People who answer a letter with the mail program they have, in English and in German.

Each program puts the earlier mail below the new words in its own way; the words that introduce it
are the ones these programs use.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from html import escape
from itertools import count

_NUMBERS = count(1)


@dataclass(frozen=True)
class Got:
    """A letter as it lies in somebody's mailbox."""

    raw: bytes

    @property
    def mail(self) -> EmailMessage:
        """The letter, taken apart by the library that our own reader does without."""
        return message_from_bytes(self.raw, policy=policy.default)

    @property
    def subject(self) -> str:
        return str(self.mail["Subject"])

    @property
    def text(self) -> str:
        part = self.mail.get_body(("plain",))
        assert part is not None
        return str(part.get_content())

    def button(self, words: str) -> str:
        """The address below these words in the text."""
        lines = self.text.splitlines()
        place = next(n for n, line in enumerate(lines) if line.startswith(words))
        return lines[place + 1]


def write(sender: str, to: str, subject: str, words: str) -> bytes:
    """A new mail, as anybody writes one."""
    mail = _begun(sender, to, subject)
    mail.set_content(words)
    return bytes(mail)


def gmail(letter: Got, sender: str, words: str, *, german: bool = False) -> bytes:
    """On the web: both forms, the sentence before the quote wrapped in the plain one."""
    name = str(letter.mail["From"])
    on = (
        f"Am Di., 24. Nov. 2026 um 10:30 Uhr schrieb {name}\n:"
        if german
        else f"On Tue, Nov 24, 2026 at 10:30 AM {name}\nwrote:"
    )
    mail = _answer(letter, sender, "Re")
    mail.set_content(f"{words}\n\n{on}\n\n{_quoted(letter)}")
    mail.add_alternative(
        f'<div dir="ltr">{_html(words)}</div><br><div class="gmail_quote gmail_quote_container">'
        f'<div dir="ltr" class="gmail_attr">{escape(on)}<br></div><blockquote class="gmail_quote"'
        f' style="margin:0">{_html(letter.text)}</blockquote></div>',
        subtype="html",
    )
    return bytes(mail)


def outlook(letter: Got, sender: str, words: str, *, german: bool = False) -> bytes:
    """On the desk: the headers of the earlier mail as text, and no quote marks at all."""
    names = ("Von", "Gesendet", "An", "Betreff") if german else ("From", "Sent", "To", "Subject")
    when = "Dienstag, 24. November 2026 10:30" if german else "Tuesday, November 24, 2026 10:30 AM"
    said = (str(letter.mail["From"]), when, str(letter.mail["To"]), letter.subject)
    head = "\n".join(f"{name}: {value}" for name, value in zip(names, said, strict=True))
    closing = "Mit freundlichen Grüßen" if german else "Kind regards"
    mail = _answer(letter, sender, "AW" if german else "RE")
    mail.set_content(f"{words}\n\n{closing}\n\n{head}\n\n{letter.text}")
    mail.add_alternative(
        f'<html><body><p class="MsoNormal">{_html(words)}</p><p class="MsoNormal">{closing}</p>'
        '<div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm">'
        f'<p class="MsoNormal">{_html(head)}</p></div><div>{_html(letter.text)}</div>'
        "</body></html>",
        subtype="html",
    )
    return bytes(mail)


def apple(letter: Got, sender: str, words: str, *, german: bool = False) -> bytes:
    """On a telephone: what it was sent from, and a quote with marks."""
    name = str(letter.mail["From"])
    phone = "Von meinem iPhone gesendet" if german else "Sent from my iPhone"
    on = (
        f"> Am 24.11.2026 um 10:30 schrieb {name}:"
        if german
        else f"> On 24 Nov 2026, at 10:30, {name} wrote:"
    )
    mail = _answer(letter, sender, "Re")
    mail.set_content(f"{words}\n\n{phone}\n\n{on}\n> \n{_quoted(letter)}")
    return bytes(mail)


PROGRAMS: dict[str, Callable[..., bytes]] = {"gmail": gmail, "outlook": outlook, "apple": apple}


def _begun(sender: str, to: str, subject: str) -> EmailMessage:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = sender, to, subject
    mail["Message-ID"] = f"<{next(_NUMBERS)}.program@northmoor.example>"
    return mail


def _answer(letter: Got, sender: str, prefix: str) -> EmailMessage:
    mail = _begun(sender, str(letter.mail["Reply-To"]), f"{prefix}: {letter.subject}")
    mail["In-Reply-To"] = letter.mail["Message-ID"]
    mail["References"] = f"{letter.mail['References']} {letter.mail['Message-ID']}"
    return mail


def _quoted(letter: Got) -> str:
    return "\n".join(f"> {line}".rstrip() for line in letter.text.splitlines())


def _html(words: str) -> str:
    return escape(words).replace("\n", "<br>")
