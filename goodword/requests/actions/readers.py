"""Who of a team reads what is confidential, and how closed a new request begins."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from goodword.catalogue.models import Service
from goodword.house.refusals import Refusal
from goodword.people.models import Person, Team
from goodword.people.privacy import Privacy
from goodword.requests.actions.keeping import Held
from goodword.requests.models import Reader, ServiceRequest


def begins_with(team: Team, service: Service | None, *, confidential: bool = False) -> Privacy:
    """How closed a new request is: as its service says, else its team; never less than the team."""
    if confidential or team.privacy == Privacy.CONFIDENTIAL:
        return Privacy.CONFIDENTIAL
    return Privacy((service and service.privacy) or team.privacy)


def standing_readers(team: Team, service: Service | None, at: datetime) -> list[Person]:
    """Who is named beforehand to read what is confidential: the service's people, else the team's.

    Only members of the team on that day count.
    """
    members = Person.objects.members_of(team, at.date())
    if service is not None and service.team_id == team.pk:
        named = list(members.filter(reads_for_services=service))
        if named:
            return named
    return list(members.filter(reads_for_teams=team))


def first_readers(service_request: ServiceRequest, at: datetime) -> list[Person]:
    """Who of the team reads a request from its first moment; empty unless it is confidential.

    Raises ``Refusal`` when the team has named nobody.
    """
    if not service_request.is_confidential:
        return []
    readers = standing_readers(service_request.team, service_request.service, at)
    if not readers:
        raise Refusal(
            _("%(team)s has named nobody who may read confidential requests yet.")
            % {"team": service_request.team}
        )
    return readers


def first_of(held: Held, *wanted: Person | None) -> Person | None:
    """Who steps in or looks at it again: the first of these who may see it.

    Of a confidential request that is a named reader, never a lead or a cover who is not named
    (PRODUCT, "who may see").
    """
    free = [person for person in wanted if person and not held.is_excluded(person)]
    if not held.request.is_confidential:
        return free[0] if free else None
    able = [person for person in free if held.is_provider(person)]
    named = Reader.objects.filter(service_request=held.request, ended_at=None)
    others = (row.person for row in named.select_related("person").order_by("pk"))
    able += [one for one in others if one.pk != held.standing.owner and held.is_provider(one)]
    return able[0] if able else None


def move_readers(held: Held, *, to: Person, team: Team) -> None:
    """A confidential request changes hands: the new team's people are named, the old no more."""
    request = held.request
    Reader.objects.filter(service_request=request, ended_at=None).update(ended_at=held.at)
    for person in {one.pk: one for one in (to, *standing_readers(team, None, held.at))}.values():
        if not held.is_excluded(person):
            Reader.objects.create(service_request=request, person=person, at=held.at)
