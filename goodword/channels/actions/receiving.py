"""Taking a mail's bytes, before anybody looks inside."""

from __future__ import annotations

from datetime import datetime

from goodword.channels import raw as keeping
from goodword.channels import rules
from goodword.channels.models import InboundMail
from goodword.house import faults
from goodword.house.action import action
from goodword.outbox.rules import one_line


def receive(raw: bytes, *, at: datetime, source: str) -> InboundMail:
    """Keep a mail durably: first its bytes, then the row that says it is to be read.

    From here on it is never lost; ``source`` says how it came, for the operator.
    """
    sha256 = keeping.keep(raw)
    faults.point("mail.kept")
    mail = _write_down(sha256, raw, at, source)
    faults.point("mail.received")
    return mail


@action
def _write_down(sha256: str, raw: bytes, at: datetime, source: str) -> InboundMail:
    mail = InboundMail.objects.create(
        sha256=sha256,
        fingerprint=rules.fingerprint(raw),
        size=len(raw),
        source=one_line(source),
        received_at=at,
    )
    faults.point("mail.row_written")
    return mail
