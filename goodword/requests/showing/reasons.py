"""Why a thing stands where it stands on a desk: its lane, and how much room it has (DOMAIN 6).

The same words on the desk and on the page that suggests an order.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any

from django.db.models import Aggregate, F, JSONField, OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject

from goodword.advisor import EVEN, Advice, Curve, Ground
from goodword.house.prepared import prepared
from goodword.house.words import gettext as _
from goodword.people.models import Person, Team
from goodword.requests.models import Aim, Emergency, Kind, Outlook, ServiceRequest
from goodword.requests.rules.ordering import Lane, Piece
from goodword.requests.rules.states import PromiseState, State
from goodword.ui import when
from goodword.working_time import Calendar

#: What the middle of lengths rests on makes no difference to it.
USUAL = Ground.USUAL
#: What is not in the team's hands now.
NOT_NOW = (State.WAITING_ASKER, State.DELIVERED)
#: What a first word or another date takes, in working days.
A_WORD = 0.1
#: What work takes of which nothing is known, in working days.
UNKNOWN = 1.0
MINUTE = timedelta(minutes=1)


def with_reasons(requests: QuerySet[ServiceRequest], me: Person) -> QuerySet[ServiceRequest]:
    """The requests with what their place on a desk follows from, still one query.

    The aim is one's own, else the one that was kept with the word.
    """
    own = Aim.objects.visible_to(me).filter(service_request=OuterRef("pk"))
    return requests.annotate(
        emergency_kind=F("emergency_record__kind"),
        own_aim=Subquery(own.values("aim_at")[:1]),
        aim=F("promise__offer__aim_at"),
    )


class ListOfRows(Aggregate):
    """All rows as one list of objects, so that a list of them comes along with another row."""

    function = "JSON_GROUP_ARRAY"
    output_field = JSONField()

    def as_postgresql(self, compiler: Any, connection: Any, **more: Any) -> Any:
        return self.as_sql(compiler, connection, function="JSONB_AGG", **more)


def outlooks(team: OuterRef | F) -> Subquery:
    """What is known now of how long a team's usual work takes, service by service, as one value.

    So a desk that is read anyway brings it along.
    """
    usual = Outlook.objects.in_force().filter(team=team, kind=Kind.USUAL, service__isnull=False)
    facts = JSONObject(service="service", lengths="lengths", known="known", read_at="read_at")
    listed = usual.order_by().values("team").annotate(all=ListOfRows(facts))
    return Subquery(listed.values("all"), output_field=JSONField())


@prepared
def team_outlooks(team: Team) -> QuerySet[Team, Any]:
    """The same of one team alone."""
    own = Team.objects.filter(pk=team.pk).annotate(outlooks=outlooks(OuterRef("pk")))
    return own.values_list("outlooks", flat=True)


def _advice(row: Mapping[str, Any]) -> Advice:
    return Advice(Curve(_numbers(row["lengths"]), row["known"]), _numbers(row["read_at"]), USUAL)


def _numbers(found: Any) -> tuple[float, ...]:
    # SQLite puts a list of numbers into an object as its text
    return tuple(json.loads(found) if isinstance(found, str) else found)


@dataclass(frozen=True)
class Reasons:
    """What is known of one desk at one moment, from which each place on it is explained."""

    known: Mapping[int | None, Advice]
    calendar: Calendar
    at: datetime
    #: What was said already: many rows of a desk have the same room and the same aim.
    _said: dict[int, str] = field(default_factory=dict, repr=False, compare=False)
    _moments: dict[datetime, str] = field(default_factory=dict, repr=False, compare=False)

    @cached_property
    def _day(self) -> timedelta:
        """A working day; a desk has many rows, so it is asked once."""
        return self.calendar.mean_day()

    @cached_property
    def _lanes(self) -> tuple[str, ...]:
        return tuple(lane_words(lane) for lane in Lane)

    def _days(self, start: datetime, end: datetime) -> float:
        return self.calendar.between(start, end) / self._day if end > start else 0.0

    @classmethod
    def of(cls, found: list[dict[str, Any]] | None, calendar: Calendar, at: datetime) -> Reasons:
        """The reasons of a desk with these ``outlooks``."""
        return cls({row["service"]: _advice(row) for row in found or ()}, calendar, at)

    def piece(self, here: ServiceRequest) -> Piece:
        """A request as a piece of work: its lane, what is left of its time, what it takes.

        Before a word is given it is the word that is owed; or, where that has less room, the work
        itself until a date that is fixed outside.
        """
        if has_word(here) and here.due_at:
            return self._piece(here, here.due_at, self._still_takes(here))
        word = self._piece(here, here.next_word_at or self.at, A_WORD)
        if here.fixed_at is None:
            return word
        work = self._piece(here, here.fixed_at, self._still_takes(here))
        return min(word, work, key=lambda piece: piece.room)

    def _piece(self, here: ServiceRequest, due: datetime, takes: float) -> Piece:
        return Piece(here.pk, lane_of(here), here.asked_at, self._days(self.at, due), takes)

    def _still_takes(self, here: ServiceRequest) -> float:
        """How many working days half of such work would still take; a day of the unknown."""
        advice = self.known.get(here.service_id)
        if advice is None:
            return UNKNOWN
        age = self._days(here.asked_at, self.at)
        return max(advice.within(EVEN, age) - age, A_WORD)

    def words(self, here: ServiceRequest, piece: Piece | None = None) -> str:
        """The lane, the room it has and the inner aim, in words for the people of the desk."""
        if here.state in NOT_NOW:
            return _not_now(here)
        piece = piece or self.piece(here)
        lane = self._lanes[piece.lane - 1]
        if piece.lane == Lane.OUTSIDE and here.waiting_since:
            since = {"when": self._near(here.waiting_since)}
            lane = _("Somebody outside is waiting, since %(when)s") % since
        why = f"{lane}. {self._room(piece, here)}"
        return f"{why} {self._aim(here)}".rstrip()

    def _aim(self, here: ServiceRequest) -> str:
        own, inner = vars(here).get("own_aim"), vars(here).get("aim")
        if own:
            return _("Your own aim: %(when)s.") % {"when": self._near(own)}
        if inner and has_word(here):
            return _("The inner aim: %(when)s.") % {"when": self._near(inner)}
        return ""

    def _room(self, piece: Piece, here: ServiceRequest) -> str:
        if piece.left <= 0:
            return _("It is due now.")
        left = self._length(piece.left)
        if not has_word(here) and not self._is_fixed(piece, here):
            return _("A word is owed within %(left)s of working time.") % {"left": left}
        words = {"left": left, "takes": self._length(piece.takes)}
        if not has_word(here):
            return _("Too late in %(left)s, and half of such work still takes %(takes)s.") % words
        if piece.room < 1:
            return (
                _("%(left)s are left, and half of such work still takes %(takes)s: tight.") % words
            )
        return _("%(left)s are left; half of such work still takes %(takes)s.") % words

    def _is_fixed(self, piece: Piece, here: ServiceRequest) -> bool:
        """Whether the date outside is what leaves this piece so much room."""
        return here.fixed_at is not None and piece.left == self._days(self.at, here.fixed_at)

    @cached_property
    def _day_minutes(self) -> int:
        return int(self._day / MINUTE)

    def _length(self, days: float) -> str:
        minutes = max(round(days * self._day_minutes), 1)
        if minutes not in self._said:
            self._said[minutes] = when.length(minutes, self._day_minutes)
        return self._said[minutes]

    def _near(self, moment: datetime) -> str:
        if moment not in self._moments:
            self._moments[moment] = when.near_moment(moment, self.at)
        return self._moments[moment]


def has_word(here: ServiceRequest) -> bool:
    """Whether a word was given for it that stands."""
    return here.promise_state in {PromiseState.ACCEPTED, PromiseState.AT_RISK}


def lane_of(here: ServiceRequest) -> Lane:
    """Its lane: safety before emergencies, these before whom somebody outside waits for."""
    facts: Mapping[str, Any] = vars(here)
    if facts.get("emergency_kind") not in {None, "", Emergency.Kind.USUAL}:
        return Lane.SAFETY
    if here.emergency:
        return Lane.EMERGENCY
    return Lane.OUTSIDE if here.waiting_outside else Lane.REST


def lane_words(lane: Lane) -> str:
    """What a lane is called."""
    names = (
        _("Safety, law or people's data"),
        _("An emergency"),
        _("Somebody outside is waiting"),
        _("Usual work"),
    )
    return names[lane - 1]


def _not_now(here: ServiceRequest) -> str:
    name = {"name": here.asker.preferred_name}
    if here.state == State.DELIVERED:
        return _("Not in your hands now: %(name)s says whether it did the job.") % name
    return _("Not in your hands now: %(name)s was asked something, and the clock is paused.") % name
