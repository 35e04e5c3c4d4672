"""Who of a team carries how much this week: for planning, never a ranking (DESIGN 1.8)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Case, Count, F, OuterRef, Q, QuerySet, Subquery, Sum, When
from django.db.models.functions import Coalesce
from django.utils import timezone

from goodword.house.prepared import prepared
from goodword.house.words import gettext as _
from goodword.house.words import ngettext
from goodword.people.models import Absence, Membership, Person, Team
from goodword.requests.models import ServiceRequest
from goodword.requests.rules.states import BEFORE_DELIVERY, PromiseState
from goodword.requests.showing.reasons import outlooks
from goodword.ui import when
from goodword.working_time import Calendar

WEEKS = 8
HAS_ROOM = 60
FULL = 100
#: So many people of a team are shown at once; of a larger one first those who have given words.
PLACES = 12


@dataclass(frozen=True, slots=True)
class Load:
    """One place of the strip: a person, the people left out, or the emergencies of the team.

    ``share`` is in percent, and None where no charter names the usual effort: an empty bar
    would say something untrue. ``href`` leads to those who are left out.
    """

    name: str
    words: str
    below: str
    share: int | None
    full: bool = False
    person: Person | None = None
    href: str = ""


@dataclass(frozen=True, slots=True)
class Weeks:
    """The reader's week: when it began, when the next does, and since when is looked back."""

    since: datetime
    monday: datetime
    next_monday: datetime

    @classmethod
    def of(cls, at: datetime) -> Weeks:
        monday = _monday(at)
        return cls(monday - timedelta(weeks=WEEKS), monday, _monday(at + timedelta(weeks=1)))


@prepared
def teams_with_emergencies(
    me: Person, today: date, monday: datetime, since: datetime
) -> QuerySet[Team]:
    """My teams with how many emergencies came this week, and in the eight weeks before.

    How many people they have and what is known of how long their work takes come along: no query
    more for a desk.
    """
    urgent = (
        ServiceRequest.objects.answerable_by(me).filter(team=OuterRef("pk")).exclude(emergency="")
    )
    before = urgent.filter(asked_at__gte=since, asked_at__lt=monday)
    here = Membership.objects.current(today).filter(team=OuterRef("pk"), person__is_active=True)
    return me.teams().annotate(
        emergencies=_number(urgent.filter(asked_at__gte=monday), "team"),
        emergencies_before=_number(before, "team"),
        number_of_people=_number(here, "team", "person"),
        outlooks=outlooks(OuterRef("pk")),
    )


@prepared
def everybody(team: Team, today: date) -> QuerySet[Person]:
    """All of the team's people, as the strip shows them."""
    return _as_shown(Person.objects.members_of(team, today), team, today)


@prepared
def some_of_them(team: Team, today: date, *first: int) -> QuerySet[Person]:
    """As many of the team's people as have a place; these first, then in the order of names."""
    are_first = Case(When(pk__in=first, then=0), default=1)
    in_order = Person.objects.members_of(team, today).order_by(are_first, "name", "pk")
    picked = Person.objects.filter(pk__among=in_order.values("pk")[:PLACES])
    return _as_shown(picked, team, today)


def _as_shown(people: QuerySet[Person], team: Team, today: date) -> QuerySet[Person]:
    """Until when they are away, and how many words they mean to have at once, in the team."""
    away = Absence.objects.on(today).filter(person=OuterRef("pk")).order_by("-until_on")
    here = Membership.objects.current(today).filter(team=team, person=OuterRef("pk"))
    return people.only("name", "preferred_name", "email").annotate(
        words_at_once=Subquery(here.values("words_at_once")[:1]),
        away_until=Subquery(away.values("until_on")[:1]),
        covered_by=Subquery(away.values("cover__preferred_name")[:1]),
    )


@prepared
def words_given(
    me: Person, team: Team, next_monday: datetime
) -> QuerySet[ServiceRequest, dict[str, Any]]:
    """The words each of them has given here: how many, and their usual effort this week."""
    this_week = Q(due_at__lt=next_monday)
    given = ServiceRequest.objects.answerable_by(me).filter(
        team=team,
        state__in=sorted(BEFORE_DELIVERY),
        promise_state__in=[PromiseState.ACCEPTED, PromiseState.AT_RISK],
    )
    by_owner: Any = given.order_by().values("owner")
    found: QuerySet[ServiceRequest, dict[str, Any]] = by_owner.annotate(
        given=Count("pk"),
        unmeasured=Count("pk", filter=this_week & Q(charter__effort_minutes=None)),
        effort=Sum("charter__effort_minutes", filter=this_week),
    )
    return found


def load_of(
    me: Person, team: Any, at: datetime, calendar: Calendar, href_of_all: str = ""
) -> list[Load]:
    """The strip of a team out of ``teams_with_emergencies``: its people, in two queries.

    Of a large team the people who have given most words, and how many more there are, with the
    way to them; everybody where no such way is given.
    """
    given = {row["owner"]: row for row in words_given(me, team, Weeks.of(at).next_monday)}
    today, left = timezone.localdate(at), _hours_left(calendar, at)
    members = some_of_them(team, today, *_most(given)) if href_of_all else everybody(team, today)
    loads = [
        _load_of(member, given.get(member.pk, NOTHING), left, at, team.words_each)
        for member in members
    ]
    more = team.number_of_people - len(members)
    others = [_others(more, href_of_all)] if more > 0 and href_of_all else []
    return [*loads, *others, *_together(team, given), _emergencies(team)]


def _most(given: Mapping[Any, Mapping[str, Any]]) -> list[int]:
    """Who has given most words, as many as have a place."""
    holders = [key for key in given if key is not None]
    return sorted(holders, key=lambda key: (-given[key]["given"], key))[:PLACES]


def _others(number: int, href: str) -> Load:
    words = ngettext("%(number)s more person", "%(number)s more people", number)
    return Load(words % {"number": number}, "", "", None, href=href)


NOTHING: Mapping[str, Any] = {"given": 0, "unmeasured": 0, "effort": None}


def _load_of(
    member: Any, words: Mapping[str, Any], left: int, at: datetime, each: int | None
) -> Load:
    below = _given(words["given"])
    if member.away_until:
        return _away(member, below, at)
    limit = member.words_at_once or each
    if limit is not None and words["given"] > limit:
        return _more_than_agreed(member, words["given"], limit)
    if words["unmeasured"] or not words["effort"] or not left:
        return Load(member.preferred_name, "", below, None, person=member)
    share = round(100 * words["effort"] / left)
    if share >= FULL:
        below = _("%(words)s, full") % {"words": below}
    elif share <= HAS_ROOM:
        below = _("%(words)s, has room") % {"words": below}
    hours = {"effort": round(words["effort"] / 60), "hours": round(left / 60)}
    return Load(
        name=member.preferred_name,
        words=_("%(effort)s of %(hours)s h") % hours,
        below=below,
        share=share,
        full=share >= FULL,
        person=member,
    )


def _given(number: int) -> str:
    words = ngettext("%(number)s word given", "%(number)s words given", number)
    return words % {"number": number}


def _more_than_agreed(member: Any, given: int, limit: int) -> Load:
    """Somebody with more words in hand than was agreed; nothing is refused, it is only seen."""
    return Load(
        name=member.preferred_name,
        words="",
        below=_("%(words)s, agreed: %(limit)s at once") % {"words": _given(given), "limit": limit},
        share=round(100 * given / limit),
        full=True,
        person=member,
    )


def _together(team: Any, given: Mapping[Any, Mapping[str, Any]]) -> Iterator[Load]:
    """All words of a team beside how many it means to have, where it has said so."""
    if team.words_together is None:
        return
    number = sum(row["given"] for row in given.values())
    words = {"words": _given(number), "limit": team.words_together}
    yield Load(
        name=_("All together"),
        words="",
        below=_("%(words)s, agreed: %(limit)s at once") % words,
        share=round(100 * number / team.words_together),
        full=number > team.words_together,
    )


def _away(member: Any, below: str, at: datetime) -> Load:
    until = when.short_date(member.away_until, timezone.localdate(at))
    if member.covered_by:
        words = {"words": below, "name": member.covered_by}
        below = _("%(words)s, covered by %(name)s") % words
    away = _("away until %(day)s") % {"day": until}
    return Load(member.preferred_name, away, below, None, person=member)


def _emergencies(team: Any) -> Load:
    usual = round(team.emergencies_before / WEEKS)
    words = ngettext(
        "%(number)s this week, usual is %(usual)s",
        "%(number)s this week, usual is %(usual)s",
        team.emergencies,
    ) % {"number": team.emergencies, "usual": usual}
    share = min(100, round(100 * team.emergencies / max(2 * usual, 4)))
    return Load(
        name=_("Emergencies"),
        words="",
        below=words,
        share=share,
        full=team.emergencies > max(usual, 1),
    )


def _hours_left(calendar: Calendar, at: datetime) -> int:
    """Working minutes from now to the end of the week."""
    monday = _monday(at) + timedelta(weeks=1)
    return round(calendar.between(at, monday) / timedelta(minutes=1))


def _monday(at: datetime) -> datetime:
    """Midnight that began the reader's week."""
    today = timezone.localdate(at)
    return timezone.make_aware(datetime.combine(today - timedelta(days=today.weekday()), time()))


def _number(rows: QuerySet[Any], by: str, what: str = "pk") -> Coalesce:
    counted = rows.order_by().values(by).annotate(number=Count(F(what), distinct=what != "pk"))
    return Coalesce(Subquery(counted.values("number")), 0)
