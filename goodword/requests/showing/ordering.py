"""A suggested order of a desk, and in words why each thing stands where it stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from goodword.people.models import Person, Team
from goodword.requests.models import ServiceRequest
from goodword.requests.rules.ordering import Piece, in_order
from goodword.requests.showing.around import listed
from goodword.requests.showing.reasons import NOT_NOW, Reasons, team_outlooks, with_reasons
from goodword.requests.showing.rows import Row, row_of
from goodword.ui import when

#: How many rows are suggested, and how many of a desk are looked at for them, the soonest due.
SUGGESTED = 30
LOOKED_AT = 400


@dataclass(frozen=True)
class Suggested:
    """One row of the order, and why it stands here."""

    number: int
    row: Row
    why: str


def suggested(team: Team, me: Person, at: datetime, *, mine: bool) -> list[Suggested]:
    """What a person might take up first on a desk; with ``mine`` only what carries their name."""
    calendar = team.calendar()
    reasons = Reasons.of(team_outlooks(team)[0], calendar, at)
    rows = {one.pk: one for one in _at_hand(team, me, at, mine=mine)}
    pieces = in_order(reasons.piece(one) for one in rows.values())[:SUGGESTED]
    return [
        _suggested(number, piece, rows[piece.key], reasons)
        for number, piece in enumerate(pieces, start=1)
    ]


def _at_hand(team: Team, me: Person, at: datetime, *, mine: bool) -> QuerySet[ServiceRequest]:
    wanted = ServiceRequest.objects.answerable_by(me).open().filter(team=team)
    wanted = wanted.exclude(state__in=NOT_NOW)
    if mine:
        wanted = wanted.filter(Q(owner=me) | Q(owner=None))
    shown = listed(wanted.order_by("next_word_at", "pk"), when.local(at).date())
    return with_reasons(shown, me)[:LOOKED_AT]


def _suggested(number: int, piece: Piece, here: ServiceRequest, reasons: Reasons) -> Suggested:
    row = row_of(here, "team", reasons.at, reasons.calendar, reasons=reasons)
    return Suggested(number, row, reasons.words(here, piece))
