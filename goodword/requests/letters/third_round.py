"""The letter to who leads the asker's team, when something came to its third time without a yes.

They take no part in the request and may not read it: the letter says who does not find together
with whom, and its reference. The asker may let them read along.
"""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from goodword.house.guard import system_scope
from goodword.outbox import own_letters, writing
from goodword.outbox.kinds import Rendered
from goodword.outbox.models import Letter
from goodword.outbox.writing import Sheet
from goodword.requests.models import ServiceRequest


def resolve(letter: Letter, at: datetime) -> Rendered | None:
    """Word it, or answer None when it has been settled or closed further since."""
    with system_scope("telling who leads an asker that two sides do not find together"):
        rows = ServiceRequest.objects.open().filter(pk=letter.about_id)
        here = rows.select_related("asker", "team", "team__lead").first()
    if here is None or here.is_confidential:
        return None
    known = {"asker": here.asker.name, "team": here.team.name, "reference": here.reference}
    heading = _("%(asker)s and %(team)s tried three times and have not found together.") % known
    return writing.render(
        Sheet(
            heading=heading,
            subject=heading,
            paragraphs=tuple(_said(here, known)),
            reference=here.reference,
            title=here.reference,
            why=own_letters.why(letter.kind),
        )
    )


def _said(here: ServiceRequest, known: dict[str, str]) -> list[str]:
    said = [
        _("It is about %(reference)s. What it says is between them; %(asker)s can let you read.")
        % known
    ]
    if here.team.lead:
        said.append(
            _("%(lead)s leads %(team)s and has the same letter. A short talk often helps.")
            % {**known, "lead": here.team.lead.name}
        )
    return said
