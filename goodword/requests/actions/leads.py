"""Who leads the two sides of a request, to be asked when they do not find together."""

from __future__ import annotations

from datetime import datetime

from goodword.people.models import Membership, Person, Team
from goodword.requests.models import ServiceRequest


def leads_of(
    service_request: ServiceRequest, team: Team, at: datetime
) -> tuple[Person | None, Person | None]:
    """Answer who leads the asker's side and who the team's; of a guest's, the team's alone.

    Nobody is asked about what is confidential, and nobody to talk with themselves.
    """
    if service_request.is_confidential:
        return None, None
    asker = service_request.asker
    own = None if asker.is_guest else _lead_of(asker, at)
    theirs = team.lead if team.lead != asker else None
    return (own if own != theirs else None), theirs


def _lead_of(asker: Person, at: datetime) -> Person | None:
    rows = Membership.objects.current(at.date()).filter(person=asker)
    first = rows.select_related("team__lead").order_by("from_on", "pk").first()
    lead = first.team.lead if first else None
    return lead if lead != asker else None
