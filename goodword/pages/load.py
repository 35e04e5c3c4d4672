"""Who of a team carries how much this week: for planning, never a ranking (DESIGN 1.8)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, Sum
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


@dataclass(frozen=True, slots=True)
class Load:
    """One place of the strip: a person, or the emergencies of the team.

    ``share`` is in percent, and None where no charter names the usual effort: an empty bar
    would say something untrue.
    """

    name: str
    words: str
    below: str
    share: int | None
    full: bool = False
    person: Person | None = None


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
def teams_with_emergencies(me: Person, monday: datetime, since: datetime) -> QuerySet[Team]:
    """My teams with how many emergencies came this week, and in the eight weeks before.

    What is known of how long their work takes comes along: no query more for a desk.
    """
    urgent = (
        ServiceRequest.objects.answerable_by(me).filter(team=OuterRef("pk")).exclude(emergency="")
    )
    before = urgent.filter(asked_at__gte=since, asked_at__lt=monday)
    return me.teams().annotate(
        emergencies=_number(urgent.filter(asked_at__gte=monday), "team"),
        emergencies_before=_number(before, "team"),
        outlooks=outlooks(OuterRef("pk")),
    )


@prepared
def members_and_absences(team: Team, today: date) -> QuerySet[Person]:
    """The team's people, until when they are away, and how many words they mean to have at once."""
    away = Absence.objects.on(today).filter(person=OuterRef("pk")).order_by("-until_on")
    shown = Person.objects.members_of(team, today).only("name", "preferred_name", "email")
    here = Membership.objects.current(today).filter(team=team, person=OuterRef("pk"))
    return shown.annotate(
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


def load_of(me: Person, team: Any, at: datetime, calendar: Calendar) -> list[Load]:
    """The strip of a team out of ``teams_with_emergencies``: its people, in two queries."""
    given = {row["owner"]: row for row in words_given(me, team, Weeks.of(at).next_monday)}
    members = members_and_absences(team, timezone.localdate(at))
    left = _hours_left(calendar, at)
    loads = [
        _load_of(member, given.get(member.pk, NOTHING), left, at, team.words_each)
        for member in members
    ]
    return [*loads, *_together(team, given), _emergencies(team)]


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


def _number(rows: QuerySet[Any], by: str) -> Coalesce:
    counted = rows.order_by().values(by).annotate(number=Count(F("pk")))
    return Coalesce(Subquery(counted.values("number")), 0)
