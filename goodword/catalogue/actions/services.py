"""Services: something a team offers, from its first line to the day it ends."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils.text import slugify
from django.utils.translation import gettext as _

from goodword.catalogue.models import Service
from goodword.house.action import action
from goodword.house.limits import LINE_LENGTH, NAME_LENGTH
from goodword.house.refusals import Refusal
from goodword.house.versions import take_next
from goodword.people.models import Person, Team

SLUG_LENGTH = 110


def must_serve(by: Person | None, team: Team) -> None:
    """Refuse what only the team's members, its lead and who runs Goodword may do."""
    if by is None or by.is_operator or team.lead_id == by.pk or by.is_member_of(team):
        return
    raise Refusal(_("Only %(team)s can change what it offers.") % {"team": team.name})


@action
def add_service(
    team: Team,
    *,
    by: Person | None,
    at: datetime,
    name: str,
    summary: str,
    keywords: str = "",
    audience: str = Service.Audience.EVERYONE,
    audience_teams: Iterable[Team] = (),
) -> Service:
    """Begin a service. It can be asked for once its charter is published."""
    must_serve(by, team)
    service = Service(
        team=team,
        name=own_name(team, name),
        summary=_short(summary, "summary"),
        keywords=_short(keywords, "keywords"),
        audience=audience,
        made_at=at,
    )
    service.slug = free_slug(team, service.name)
    service.save()
    service.audience_teams.set(audience_teams)
    return service


def own_name(team: Team, name: str, than: Service | None = None) -> str:
    """The name without stray spaces; refuse one under which the team offers something already."""
    words = " ".join(name.split())
    if not words or len(words) > NAME_LENGTH:
        raise Refusal(_("Give the service a name of 200 characters at most."), field="name")
    same = Service.objects.filter(team=team, name__iexact=words, retired_at=None)
    if (same.exclude(pk=than.pk) if than else same).exists():
        raise Refusal(
            _("%(team)s offers “%(name)s” already.") % {"team": team.name, "name": words},
            field="name",
        )
    return words


def _short(text: str, field: str) -> str:
    words = " ".join(text.split())
    if len(words) > LINE_LENGTH:
        raise Refusal(
            _("This has %(length)s characters; %(longest)s is the most.")
            % {"length": len(words), "longest": LINE_LENGTH},
            field=field,
        )
    return words


def free_slug(team: Team, name: str) -> str:
    """A short name for addresses that no service of the team has."""
    begin = slugify(name)[:SLUG_LENGTH].strip("-") or "service"
    taken = {"beginning", *Service.objects.filter(team=team).values_list("slug", flat=True)}
    number, slug = 1, begin
    while slug in taken:
        number += 1
        slug = f"{begin}-{number}"
    return slug


@action
def change_service(
    service: Service,
    *,
    by: Person | None,
    at: datetime,
    seen_version: int | None = None,
    **facts: Any,
) -> Service:
    """Change name, summary, keywords, audience or audience_teams. Its address stays.

    Raises ``Conflict`` when a colleague changed it since version ``seen_version``.
    """
    must_serve(by, service.team)
    _next_version(service, by, seen_version)
    teams = facts.pop("audience_teams", None)
    if "name" in facts:
        service.name = own_name(service.team, facts.pop("name"), than=service)
    for field in ("summary", "keywords"):
        if field in facts:
            setattr(service, field, _short(facts.pop(field), field))
    service.audience = facts.pop("audience", service.audience)
    if facts:
        raise TypeError(f"A service has no {sorted(facts)}")
    service.save(update_fields=["name", "summary", "keywords", "audience"])
    if teams is not None:
        service.audience_teams.set(teams)
    return service


def _next_version(service: Service, by: Person | None, seen_version: int | None) -> None:
    take_next(service, seen_version)
    service.changed_by = by
    service.save(update_fields=["changed_by"])


@action
def retire(
    service: Service, *, by: Person | None, at: datetime, seen_version: int | None = None
) -> Service:
    """Stop offering it. What was asked before goes on to its end.

    Raises ``Conflict`` when a colleague changed it since version ``seen_version``.
    """
    must_serve(by, service.team)
    _next_version(service, by, seen_version)
    if service.retired_at:
        raise Refusal(_("This is not offered any more already."))
    service.retired_at = at
    service.save(update_fields=["retired_at"])
    return service


@action
def offer_again(
    service: Service, *, by: Person | None, at: datetime, seen_version: int | None = None
) -> Service:
    """Offer a retired service once more, with the charter it had.

    Raises ``Conflict`` when a colleague changed it since version ``seen_version``.
    """
    must_serve(by, service.team)
    _next_version(service, by, seen_version)
    own_name(service.team, service.name, than=service)
    service.retired_at = None
    service.save(update_fields=["retired_at"])
    return service
