"""Taking a mail's bytes, before anybody looks inside."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction

from goodword.channels import rules
from goodword.channels.coming_in import raw as keeping
from goodword.channels.models import InboundMail
from goodword.house import faults
from goodword.house.action import action
from goodword.outbox.rules import one_line

#: For so long whoever received a mail may read it; after that a worker takes it up.
IN_HAND_FOR = timedelta(minutes=2)


def receive(
    raw: bytes,
    *,
    at: datetime,
    source: str,
    delivery: str | None = None,
    recipients: Sequence[str] = (),
    from_outside: bool = False,
    for_worker: bool = False,
) -> InboundMail:
    """Keep a mail durably: first its bytes, then the row that says it is to be read.

    From here on it is never lost; ``source`` says how it came, for the operator. The same
    ``delivery`` again answers the row that it has. ``recipients`` are whom it was handed over
    for. What comes ``from_outside`` says of itself who wrote it, and nobody of the house stands
    by that. With ``for_worker`` the next worker reads it, else whoever calls this.
    """
    sha256 = keeping.keep(raw)
    faults.point("mail.kept")
    mail = _write_down(
        InboundMail(
            sha256=sha256,
            fingerprint=rules.fingerprint(raw),
            size=len(raw),
            source=one_line(source),
            delivery=delivery,
            is_from_outside=from_outside,
            recipients=[one_line(address, 320).lower() for address in recipients],
            received_at=at,
            in_hand_until=None if for_worker else at + IN_HAND_FOR,
        )
    )
    faults.point("mail.received")
    return mail


@action
def _write_down(mail: InboundMail) -> InboundMail:
    if known := _known(mail.delivery):
        return known
    try:
        with transaction.atomic():
            mail.save()
    except IntegrityError:
        # Somebody else brought the same delivery at this very moment.
        if known := _known(mail.delivery):
            return known
        raise
    faults.point("mail.row_written")
    return mail


def _known(delivery: str | None) -> InboundMail | None:
    return InboundMail.objects.filter(delivery=delivery).first() if delivery else None
