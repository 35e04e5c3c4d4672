"""A mail that we send to ourselves, followed round: out, in, read."""

from __future__ import annotations

import re
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime

from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext as _

from goodword.channels import vouching
from goodword.channels.models import InboundMail, SelfTest
from goodword.channels.parsing import Parsed
from goodword.house.action import action
from goodword.outbox import addresses, transports
from goodword.outbox.rules import one_line
from goodword.people.models import Person

_ADDRESS = re.compile(r"selftest\+([a-z2-7]{26})\Z")
_IN_THE_WAY = (transports.NotNow, transports.Never, transports.Doubt)


def address_of(token: str) -> str:
    """Answer the address that this test is sent to."""
    return f"selftest+{token}@{addresses.domain()}"


def read_address(address: str) -> str | None:
    """Answer the token of the test whose address this is, else None."""
    found = (
        _ADDRESS.match(address.rpartition("@")[0].lower()) if addresses.is_ours(address) else None
    )
    return found[1] if found else None


@action
def begin_self_test(*, by: Person, at: datetime) -> SelfTest:
    """Ask a worker to send a mail to ourselves."""
    return SelfTest.objects.create(by=by, begun_at=at)


def send_self_tests(at: datetime) -> int:
    """Send what was asked for, as letters are sent; answer how many."""
    number = 0
    while (test := _take_next(at)) is not None:
        number += 1
        trouble = _send(test, at)
        _note(test, trouble, at)
    return number


@action
def _take_next(at: datetime) -> SelfTest | None:
    for test in SelfTest.objects.filter(taken_at=None).order_by("pk")[:1]:
        if SelfTest.objects.filter(pk=test.pk, taken_at=None).update(taken_at=at):
            return test
    return None


@action
def _note(test: SelfTest, trouble: str, at: datetime) -> None:
    SelfTest.objects.filter(pk=test.pk).update(
        sent_at=None if trouble else at, trouble=one_line(trouble, 300)
    )


def _send(test: SelfTest, at: datetime) -> str:
    """Hand the mail over; answer what stood in the way, in the words of the other side."""
    if settings.CONFIGURATION.smtp is None:
        return _("No mail server is set: no letter leaves this house.")
    transport = transports.ours()
    try:
        transport.hand_over(
            _mail(test, at),
            sender=settings.CONFIGURATION.mail_from,
            to=address_of(test.token),
            token=test.token,
        )
        transport.settle()
    except _IN_THE_WAY as problem:
        return f"{type(problem).__name__}: {problem}"
    finally:
        transport.close()
    return ""


def _mail(test: SelfTest, at: datetime) -> bytes:
    mail = EmailMessage()
    mail["From"] = settings.CONFIGURATION.mail_from
    mail["To"] = address_of(test.token)
    mail["Subject"] = "Goodword: a mail to ourselves"
    mail["Date"] = format_datetime(at)
    mail["Message-ID"] = f"<selftest.{test.token}@{addresses.domain()}>"
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content("This mail tests whether letters leave and mail comes in.\n")
    return mail.as_bytes()


@action
def came_round(mail: InboundMail, parsed: Parsed, *, at: datetime) -> bool:
    """Note that a test has come in again, if this mail is one; the first copy counts."""
    tokens = [token for address in parsed.recipients if (token := read_address(address))]
    tests = SelfTest.objects.filter(token__in=tokens)
    if not tokens or not tests.exists():
        return False
    border = settings.CONFIGURATION.mail_border
    said = parsed.headers.get("authentication-results", [])
    is_vouched = vouching.vouches(said, border, parsed.sender[1]) if border else None
    tests.filter(Q(read_at=None)).update(
        came_at=mail.received_at, by_way=mail.source, read_at=at, is_vouched=is_vouched
    )
    return True
