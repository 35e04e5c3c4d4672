"""How closed the work of a team is, and who is named to read what is confidential."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext as _

from goodword.house.action import action
from goodword.house.refusals import Refusal
from goodword.people.actions.checks import must_lead
from goodword.people.models import Person, Team
from goodword.people.privacy import READERS_AT_LEAST, Privacy


@action
def keep_closed(
    team: Team, *, by: Person | None, at: datetime, privacy: str, readers: Iterable[Person]
) -> Team:
    """Say how closed new requests to a team begin; those that are there stay as they are.

    Raises ``Refusal`` when a confidential team names fewer than two of its members.
    """
    must_lead(by, team)
    named = list(readers)
    check_readers(team, privacy, named, at)
    team.privacy = privacy
    team.save(update_fields=["privacy"])
    team.readers.set(named)
    return team


def check_readers(team: Team, privacy: str, readers: list[Person], at: datetime) -> None:
    """Raises ``Refusal`` for readers from elsewhere, and for too few of them."""
    members = Person.objects.members_of(team, at.date())
    if members.filter(pk__in=[one.pk for one in readers]).count() != len(readers):
        raise Refusal(_("Name people of %(team)s.") % {"team": team.name}, field="readers")
    if privacy == Privacy.CONFIDENTIAL and len(readers) < READERS_AT_LEAST:
        raise Refusal(
            _("Name at least two people, so that one absence leaves nobody alone."),
            field="readers",
        )
