"""An operator opens what a mail says: with a reason, told to the team, on the record for good."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.utils.translation import gettext as _

from goodword.channels.actions.triage import ABOUT, note, read
from goodword.channels.models import InboundMail
from goodword.channels.parsing import Parsed, Reader
from goodword.house.action import action
from goodword.house.refusals import Refusal
from goodword.outbox.actions import post
from goodword.people.models import Person, Team

#: The letter that tells the lead of the team that it was done.
KIND: Final = "channels.glass"


def break_glass(
    mail: InboundMail, reader: Reader, *, reason: str, by: Person, at: datetime
) -> Parsed:
    """Show an operator what a mail says that is meant for others (RELIABILITY 3).

    Raises ``Refusal`` without a reason, for what was written to a confidential team, which its
    named readers alone open, and for a mail of a request, where the glass of the request counts.
    """
    parsed = read(mail, reader)
    _write_down(mail, reason.strip(), by, at)
    return parsed


@action
def _write_down(mail: InboundMail, reason: str, by: Person, at: datetime) -> None:
    if not by.is_operator:
        raise Refusal(_("Only people who run Goodword break the glass."))
    if not reason:
        raise Refusal(_("Say why, in one sentence."), field="reason")
    if mail.meant_id or mail.service_request_id:
        raise Refusal(_("It belongs to a request: break the glass there."))
    if mail.is_closed:
        raise Refusal(_("Only the named readers of %(team)s open it.") % {"team": mail.team})
    event = note(mail, "glass_broken", by=by, at=at, facts={"reason": reason})
    team = mail.team or Team.objects.on_duty().first()
    if team is not None and team.lead is not None and team.lead != by:
        facts = {"by": by.pk, "team": team.pk, "reason": reason}
        post(KIND, to=team.lead, about=(ABOUT, mail.pk), facts=facts, at=at,
             key=f"{KIND}:{event.pk}")  # fmt: skip
