"""A suggested order of a desk, and in words why each thing stands where it stands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from goodword.advisor import EVEN
from goodword.house.words import gettext as _
from goodword.people.models import Person, Team
from goodword.requests.models import Emergency, Kind, Outlook, ServiceRequest, place_of
from goodword.requests.rules.forecast import in_days
from goodword.requests.rules.ordering import Lane, Piece, in_order
from goodword.requests.rules.states import PromiseState, State
from goodword.requests.showing.around import listed
from goodword.requests.showing.rows import Row, row_of
from goodword.ui import when
from goodword.working_time import Calendar

#: How many rows are suggested, and how many of a desk are looked at for them, the soonest due.
SUGGESTED = 30
LOOKED_AT = 400
#: What is not in the team's hands now.
NOT_NOW = (State.WAITING_ASKER, State.DELIVERED)
#: What a first word or another date takes, in working days.
A_WORD = 0.1
MINUTE = timedelta(minutes=1)


@dataclass(frozen=True)
class Suggested:
    """One row of the order, why it stands here, and the inner aim where there is one."""

    number: int
    row: Row
    lane: str
    why: str
    aim: datetime | None


def suggested(team: Team, me: Person, at: datetime, *, mine: bool) -> list[Suggested]:
    """What a person might take up first on a desk; with ``mine`` only what carries their name."""
    found = list(_at_hand(team, me, at, mine=mine))
    calendar = team.calendar()
    known = _outlooks(found, at)
    pieces = {one.pk: _piece(one, known, calendar, at) for one in found}
    rows = {one.pk: one for one in found}
    return [
        _suggested(number, piece, rows[piece.key], calendar, at)
        for number, piece in enumerate(in_order(pieces.values())[:SUGGESTED], start=1)
    ]


def _at_hand(team: Team, me: Person, at: datetime, *, mine: bool) -> QuerySet[ServiceRequest]:
    wanted = ServiceRequest.objects.answerable_by(me).open().filter(team=team)
    wanted = wanted.exclude(state__in=NOT_NOW)
    if mine:
        wanted = wanted.filter(Q(owner=me) | Q(owner=None))
    urgent = Emergency.objects.visible_to(me).filter(service_request=OuterRef("pk"))
    urgent = urgent.exclude(kind=Emergency.Kind.USUAL)
    shown = listed(wanted.order_by("next_word_at", "pk"), when.local(at).date())
    extra = {"is_safety": Exists(urgent), "aim": F("promise__offer__aim_at")}
    return shown.annotate(**extra)[:LOOKED_AT]


def _outlooks(found: Iterable[ServiceRequest], at: datetime) -> dict[str, Outlook]:
    places = {place_of(one.team_id, one.service_id, Kind.USUAL) for one in found}
    return {row.place: row for row in Outlook.objects.known(at).filter(place__in=places)}


def _lane(here: ServiceRequest) -> Lane:
    if getattr(here, "is_safety", False):
        return Lane.SAFETY
    if here.emergency:
        return Lane.EMERGENCY
    return Lane.OUTSIDE if here.waiting_outside else Lane.REST


def _piece(
    here: ServiceRequest, known: dict[str, Outlook], calendar: Calendar, at: datetime
) -> Piece:
    due, takes = here.next_word_at or at, A_WORD
    if _has_word(here) and here.due_at:
        due = here.due_at
        takes = _still_takes(here, known, calendar, at)
    left = in_days(calendar, at, due) if due > at else 0.0
    return Piece(here.pk, _lane(here), here.asked_at, left, takes)


def _has_word(here: ServiceRequest) -> bool:
    return here.promise_state in {PromiseState.ACCEPTED, PromiseState.AT_RISK}


def _still_takes(
    here: ServiceRequest, known: dict[str, Outlook], calendar: Calendar, at: datetime
) -> float:
    """How many working days half of such work would still take; a day where nothing is known."""
    outlook = known.get(place_of(here.team_id, here.service_id, Kind.USUAL))
    if outlook is None:
        return 1.0
    age = max(in_days(calendar, here.asked_at, at), 0.0)
    return max(outlook.advice().within(EVEN, age) - age, A_WORD)


def _suggested(
    number: int, piece: Piece, here: ServiceRequest, calendar: Calendar, at: datetime
) -> Suggested:
    return Suggested(
        number=number,
        row=row_of(here, "team", at, calendar),
        lane=lane_words(piece.lane),
        why=_why(piece, here, calendar),
        aim=getattr(here, "aim", None) if _has_word(here) else None,
    )


def lane_words(lane: Lane) -> str:
    """What a lane is called."""
    names: Sequence[str] = (
        _("Safety, law or people's data"),
        _("An emergency"),
        _("Somebody outside is waiting"),
        _("Everything else"),
    )
    return names[lane - 1]


def _why(piece: Piece, here: ServiceRequest, calendar: Calendar) -> str:
    day = int(calendar.mean_day() / MINUTE)
    takes = when.length(max(round(piece.takes * day), 1), day)
    if piece.left <= 0:
        return _("It is due now.")
    left = when.length(max(round(piece.left * day), 1), day)
    if not _has_word(here):
        return _("A word is owed within %(left)s of working time.") % {"left": left}
    words = {"left": left, "takes": takes}
    if piece.room < 1:
        return _("%(left)s are left, and half of such work still takes %(takes)s: tight.") % words
    return _("%(left)s are left; half of such work still takes %(takes)s.") % words
