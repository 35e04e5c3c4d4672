"""From a worded letter to the bytes a mail server takes."""

from __future__ import annotations

from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from django.conf import settings

from goodword.outbox import addresses, rules
from goodword.outbox.kinds import Kind, Rendered
from goodword.outbox.models import Letter

#: Our own mark against loops: every automatic mail carries it, and mail in looks for it.
LOOP_HEADER = "X-Goodword-Loop"
_NAME_LENGTH = 120


def compose(letter: Letter, rendered: Rendered, kind: Kind, at: datetime) -> bytes:
    """Answer the mail as it goes over the wire.

    Raises ``ValueError`` when the person's address cannot be written in a header.
    """
    mail = EmailMessage(policy=SMTP)
    mail["Date"] = format_datetime(at)
    mail["From"] = _mailbox(rendered.from_name or "Goodword", settings.CONFIGURATION.mail_from)
    mail["To"] = _mailbox(letter.to.name, letter.to.email)
    mail["Subject"] = rules.one_line(rendered.subject)
    mail["Message-ID"] = letter.message_id
    if rendered.reference:
        mail["Reply-To"] = _mailbox(
            "Goodword", addresses.reply_address(rendered.reference, letter.to_id)
        )
        mail["In-Reply-To"] = mail["References"] = letter.thread
    if kind.automatic:
        mail["Auto-Submitted"] = "auto-generated"
        mail["X-Auto-Response-Suppress"] = "All"
        mail[LOOP_HEADER] = addresses.domain()
    mail.set_content(_writable(rendered.text), cte="quoted-printable")
    mail.add_alternative(_writable(rendered.html), subtype="html", cte="quoted-printable")
    return mail.as_bytes()


def _writable(text: str) -> str:
    """Answer the text without the halves of broken signs, which no mail can carry."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _mailbox(name: str, address: str) -> Address:
    return Address(rules.one_line(name, _NAME_LENGTH), addr_spec=wire_address(address))


def wire_address(address: str) -> str:
    """Answer an address in signs every mail server takes; foreign domains as punycode.

    Raises ``ValueError`` for one that has no such form.
    """
    local, at, domain = address.rpartition("@")
    if not (local and at and local.isascii() and local.isprintable() and " " not in local):
        raise ValueError(f"{rules.one_line(address)} cannot be written in a mail header")
    return f"{local}@{domain.encode('idna').decode('ascii')}"
