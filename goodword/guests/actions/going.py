"""Going away: a guest wants nothing more from us."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from goodword.guests.models import MagicLink
from goodword.house.action import action
from goodword.house.refusals import Refusal
from goodword.people import actions as people
from goodword.people.models import Person
from goodword.requests import actions as requests
from goodword.requests.models import ServiceRequest


@action
def go_away(guest: Person, *, at: datetime) -> None:
    """Leave: what is open is taken back, so that nobody goes on working for nobody.

    No letter and no way in any more. What was said stays with the team, signed.
    """
    # Not through the guest's eyes: they see the one thread they came in to, and leave them all.
    mine = ServiceRequest.objects.filter(asker=guest)
    for request in mine.open().order_by("pk"):
        _take_back(request, guest, at)
    MagicLink.objects.open(at).filter(guest=guest).update(used_at=at)
    people.go_away(guest, at=at)


def _take_back(request: ServiceRequest, guest: Person, at: datetime) -> None:
    try:
        requests.withdraw(request, by=guest, at=at, reason=_("The guest left."))
    except Refusal:
        # What is delivered already closes by its own clock.
        return
