"""Who can see a request, and why: the same rows that ``visible_to`` is made of, in sentences."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from goodword.house.words import gettext as _
from goodword.people.models import Person
from goodword.requests.models import Exclusion, Glass, Handover, Reader, ServiceRequest, Share
from goodword.ui import when


@dataclass(frozen=True)
class Sight:
    """One person who can see it, why, and since when or by whose word."""

    person: Person
    why: str
    more: str = ""


def sights_of(here: ServiceRequest, me: Person, at: datetime) -> list[Sight]:
    """Everybody who can see this request now, each once, with the first reason that holds."""
    kept_out = {row.person_id for row in excluded_from(here, me)}
    found: dict[int, Sight] = {}
    for sight in _all(here, me, at):
        if sight.person.pk not in kept_out:
            found.setdefault(sight.person.pk, sight)
    return list(found.values())


def excluded_from(here: ServiceRequest, me: Person) -> list[Exclusion]:
    """Who is kept out, for whoever takes part."""
    rows = Exclusion.objects.visible_to(me).in_force().filter(service_request=here)
    return list(rows.select_related("person", "by"))


def _all(here: ServiceRequest, me: Person, at: datetime) -> Iterator[Sight]:
    yield from _taking_part(here)
    yield from _of_the_team(here, me, at)
    yield from _taking_over(here, me, at)
    for share in (
        Share.objects.visible_to(me)
        .in_force()
        .filter(service_request=here, person__is_active=True)
        .select_related("person", "by")
    ):
        yield Sight(share.person, _("reads along"), _by(share.by, share.at, at, share.why))
    yield from _through_glass(here, me, at)


def _taking_part(here: ServiceRequest) -> Iterator[Sight]:
    yield Sight(here.asker, _("asked for it"))
    if here.beneficiary:
        yield Sight(here.beneficiary, _("it is for them"))
    if here.delegate:
        yield Sight(here.delegate, _("may answer and confirm for who asked"))
    reads_on = not here.is_confidential or here.filer_reads
    if here.typed_by and reads_on:
        yield Sight(here.typed_by, _("typed it for them"))


def _of_the_team(here: ServiceRequest, me: Person, at: datetime) -> Iterator[Sight]:
    members = Person.objects.members_of(here.team, at.date())
    if not here.is_confidential:
        for person in members:
            yield Sight(person, _("is in %(team)s, which has it") % {"team": here.team.name})
        return
    named = Reader.objects.visible_to(me).in_force().filter(service_request=here)
    for row in named.filter(person__in=members).select_related("person", "by"):
        why = _("is named in %(team)s to read it") % {"team": here.team.name}
        yield Sight(row.person, why, _by(row.by, row.at, at, row.why))


def _taking_over(here: ServiceRequest, me: Person, at: datetime) -> Iterator[Sight]:
    offered = Handover.objects.visible_to(me).filter(service_request=here, answer="")
    row = offered.select_related("to_team", "to_person").first()
    if row is None:
        return
    why = _("is asked to take it over for %(team)s") % {"team": row.to_team.name}
    members = Person.objects.members_of(row.to_team, at.date())
    if here.is_confidential:
        members = members.filter(pk=row.to_person_id or 0)
    for person in members:
        yield Sight(person, why)


def _through_glass(here: ServiceRequest, me: Person, at: datetime) -> Iterator[Sight]:
    rows = Glass.objects.visible_to(me).filter(
        service_request=here,
        agreed_at__lte=at,
        until__gt=at,
        ended_at=None,
        person__is_operator=True,
        person__is_active=True,
    )
    for row in rows.select_related("person"):
        until = _("until %(when)s: %(why)s") % {
            "when": when.near_moment(row.until, at),
            "why": row.reason,
        }
        yield Sight(row.person, _("runs Goodword and looks at it"), until)


def _by(person: Person | None, since: datetime, at: datetime, why: str) -> str:
    """Whose word it rests on, and what they said."""
    moment = when.recently(since, at)
    if person is None:
        said = _("Since %(when)s.") % {"when": moment}
    else:
        said = _("%(name)s said so, %(when)s") % {"name": person.name, "when": moment}
    return f"{said}: {why}" if why else said
