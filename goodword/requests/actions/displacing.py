"""What would be pushed aside, and how many emergencies are left: read before anything is agreed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from goodword.house.guard import system_scope
from goodword.people.models import Membership, Person, Team
from goodword.people.privacy import Privacy
from goodword.requests.models import Emergency, Kind, Outlook, Promise, ServiceRequest, place_of
from goodword.requests.rules.displaced import (
    COUNTED_DAYS,
    Move,
    Word,
    budget,
    moves,
    total_days,
)
from goodword.requests.rules.forecast import Forecast, in_days
from goodword.requests.rules.states import State
from goodword.working_time import Calendar

#: Why standing words are read without anybody's eyes: whoever agrees has to see what it costs.
READING = "counting the words an emergency would move; titles only where the reader sees them"
#: How many months back a relation's usual number of requests is counted.
MONTHS = 6
A_DAY = timedelta(days=1)
#: Whoever asks sees these figures: they say nothing of what is confidential, not even that it is.
IN_CONFIDENCE = Q(service_request__privacy=Privacy.CONFIDENTIAL)
#: What is not waiting for the team, and so is not pushed aside.
NOT_AT_WORK = (State.WAITING_ASKER, State.DELIVERED)


@dataclass(frozen=True)
class Cost:
    """What an urgent piece of work would move; ``per_day`` is what the team delivers a day."""

    moves: tuple[Move, ...]
    per_day: float

    @property
    def days(self) -> float:
        """Displaced working days, summed over all words."""
        return total_days(self.moves)

    @property
    def breaking(self) -> int:
        return sum(move.breaks and not move.is_late_already for move in self.moves)


def cost_of(service_request: ServiceRequest, at: datetime, calendar: Calendar) -> Cost:
    """Which standing words would wait if this request went first."""
    team = service_request.team_id
    with system_scope(READING):
        per_day = _per_day(team, at, calendar)
        words = list(_words(_standing(team, service_request.pk, at), at, calendar))
    return Cost(tuple(moves(words, per_day=per_day, calendar=calendar)), per_day)


def _per_day(team: int, at: datetime, calendar: Calendar) -> float:
    """What the team delivered a working day, over the last thirty."""
    first = calendar.add_days(calendar.day_of(at), -COUNTED_DAYS)
    spans = calendar.day_spans(first)
    since = spans[0][0] if spans else at
    done = ServiceRequest.objects.filter(team=team, delivered_at__gte=since, delivered_at__lte=at)
    return done.exclude(privacy=Privacy.CONFIDENTIAL).count() / COUNTED_DAYS


def _standing(team: int, but: int, at: datetime) -> QuerySet[Promise]:
    """Words of a team that stand behind anything urgent: no emergencies, nothing paused."""
    words = Promise.objects.filter(team=team, state__in=("accepted", "at_risk"), stands_at__gt=at)
    words = words.exclude(IN_CONFIDENCE)
    words = words.filter(service_request__emergency="", service_request__team=team)
    words = words.exclude(service_request=but).exclude(service_request__state__in=NOT_AT_WORK)
    return words.select_related("service_request", "service_request__life").order_by("stands_at")


def _words(standing: Iterable[Promise], at: datetime, calendar: Calendar) -> Iterable[Word]:
    found = list(standing)
    places = {_place(one.service_request) for one in found}
    known = {row.place: row for row in Outlook.objects.known(at).filter(place__in=places)}
    for one in found:
        yield Word(one.pk, one.stands_at, _expected(one.service_request, known, at, calendar))


def _place(here: ServiceRequest) -> str:
    return place_of(here.team_id, here.service_id, Kind.USUAL)


def _expected(
    here: ServiceRequest, known: dict[str, Outlook], at: datetime, calendar: Calendar
) -> datetime | None:
    outlook = known.get(_place(here))
    if outlook is None:
        return None
    paused = here.life.paused if hasattr(here, "life") else 0.0
    age = max(in_days(calendar, here.asked_at, at) - paused, 0.0)
    half = outlook.is_half_days
    advice = outlook.advice()
    return Forecast.at_age(advice, calendar, at=at, age=age, is_half_days=half, of=outlook.of).at_85


@dataclass(frozen=True)
class Budget:
    """How many emergencies a team may have with another in a month, and how many there were."""

    asking: Team | None
    used: int
    of: int

    @property
    def left(self) -> int:
        return max(self.of - self.used, 0)


def budget_of(service_request: ServiceRequest, at: datetime) -> Budget:
    """The budget of this asker's team with this team, in this month."""
    asking, provider = asking_team(service_request.asker, at), service_request.team_id
    if asking is None:
        return Budget(None, 0, budget(()))
    with system_scope(READING):
        lately = Emergency.objects.filter(asking_team=asking, providing_team=provider)
        lately = lately.exclude(IN_CONFIDENCE)
        used = lately.filter(at__gte=_month(at), at__lte=at, kind=Emergency.Kind.USUAL).count()
        return Budget(asking, used, budget(_by_month(asking, provider, at)))


def asking_team(asker: Person, at: datetime) -> Team | None:
    """For which team somebody asks: the first they belong to."""
    rows = Membership.objects.current(at.date()).filter(person=asker)
    first = rows.select_related("team").order_by("from_on", "pk").first()
    return first.team if first else None


def _month(at: datetime) -> datetime:
    return at.replace(day=1, hour=0, minute=0, second=0, microsecond=0)


def _by_month(asking: Team, provider: int, at: datetime) -> list[int]:
    """How much was asked in each of the last whole months, months without anything too."""
    first = _month(at)
    for _step in range(MONTHS):
        first = _month(first - A_DAY)
    people = Membership.objects.current(at.date()).filter(team=asking).values("person")
    rows = ServiceRequest.objects.filter(
        team=provider, asker__in=people, asked_at__gte=first, asked_at__lt=_month(at)
    ).exclude(privacy=Privacy.CONFIDENTIAL)
    counted = Counter((one.year, one.month) for one in rows.values_list("asked_at", flat=True))
    return [*counted.values(), *[0] * (MONTHS - len(counted))]
