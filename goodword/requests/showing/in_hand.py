"""How many words are in hand, where a team has agreed on a number: said kindly, never refused."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.db.models import Count, QuerySet

from goodword.house.prepared import prepared
from goodword.house.words import gettext as _
from goodword.house.words import ngettext
from goodword.people.models import Membership, Person, Team
from goodword.requests.models import ServiceRequest
from goodword.requests.rules.states import BEFORE_DELIVERY, PromiseState


@prepared
def words_in_hand(me: Person, team: Team) -> QuerySet[ServiceRequest, dict[str, Any]]:
    """How many words of a team stand, by who has them, as far as I may see them."""
    standing = ServiceRequest.objects.answerable_by(me).filter(
        team=team,
        state__in=sorted(BEFORE_DELIVERY),
        promise_state__in=[PromiseState.ACCEPTED, PromiseState.AT_RISK],
    )
    by_owner: Any = standing.order_by().values("owner")
    found: QuerySet[ServiceRequest, dict[str, Any]] = by_owner.annotate(given=Count("pk"))
    return found


@prepared
def _membership(owner: int, team: Team, today: date) -> QuerySet[Membership]:
    rows = Membership.objects.current(today).filter(person=owner, team=team)
    return rows.select_related("person")


def said_of(
    team: Team, me: Person, owner: int | None, at: datetime, *, one_more: bool
) -> Iterator[str]:
    """Say what is more than was agreed: of the one who has a word, and of their whole team.

    ``one_more`` is asked before somebody gives a word or takes a request: with it there would be.
    """
    members = list(_membership(owner, team, at.date())) if owner else []
    limit = (members[0].words_at_once or team.words_each) if members else None
    if limit is None and team.words_together is None:
        return
    given = {row["owner"]: row["given"] for row in words_in_hand(me, team)}
    mine, together = given.get(owner, 0), sum(given.values())
    if limit is not None and mine + one_more > limit:
        name = None if owner == me.pk else members[0].person.preferred_name
        yield _of_one(name, mine, limit)
    if team.words_together is not None and together + one_more > team.words_together:
        yield _of_team(team, together)


def _of_one(name: str | None, number: int, limit: int) -> str:
    known = {"number": number, "limit": limit, "name": name}
    if name is not None:
        words = ngettext(
            "%(name)s has %(number)s word in hand here; %(limit)s at once was agreed.",
            "%(name)s has %(number)s words in hand here; %(limit)s at once was agreed.",
            number,
        )
        return words % known
    words = ngettext(
        "You have %(number)s word in hand here; %(limit)s at once was agreed. You decide.",
        "You have %(number)s words in hand here; %(limit)s at once was agreed. You decide.",
        number,
    )
    return words % known


def _of_team(team: Team, number: int) -> str:
    known = {"number": number, "limit": team.words_together, "team": team.name}
    return _("%(team)s has %(number)s words in hand; %(limit)s at once was agreed.") % known
