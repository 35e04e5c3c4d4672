"""Whose promise would move, as far as this reader may know of it (DOMAIN 6)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from goodword.house.words import gettext as _
from goodword.people.models import Person
from goodword.requests.actions.displacing import Cost
from goodword.requests.models import ServiceRequest
from goodword.requests.rules.displaced import Move
from goodword.requests.sentences_of_moves import days_words_of
from goodword.ui import when

#: How many are listed; all are summed.
LISTED = 12


@dataclass(frozen=True)
class Bump:
    """One word that would move, in words."""

    title: str
    who: str
    shift: str
    note: str
    breaks: bool


@dataclass(frozen=True)
class Bumped:
    """Everything an urgent piece of work would move. ``is_known``: the team delivers at all."""

    bumps: list[Bump]
    total: int
    more: int
    days: float
    breaking: int
    is_known: bool

    @property
    def days_words(self) -> str:
        """How many working days all of them wait together."""
        return days_words_of(self.days)


def bumped(cost: Cost, me: Person, at: datetime) -> Bumped:
    """Say what would move: by title where this person sees it, else only that there is one."""
    shown = cost.moves[:LISTED]
    seen = ServiceRequest.objects.visible_to(me).filter(promise__in=[move.key for move in shown])
    known = {one.promise_id: one for one in seen.select_related("asker")}
    return Bumped(
        bumps=[_bump(move, known.get(move.key), at) for move in shown],
        total=len(cost.moves),
        more=len(cost.moves) - len(shown),
        days=cost.days,
        breaking=cost.breaking,
        is_known=cost.per_day > 0,
    )


def _bump(move: Move, here: ServiceRequest | None, at: datetime) -> Bump:
    title = here.shown_title if here else _("A request of somebody else")
    who = f"{here.asker.preferred_name}, {here.reference}" if here else ""
    return Bump(title, who, _shift(move, at), _note(move, at), move.breaks)


def _shift(move: Move, at: datetime) -> str:
    if move.before is None or move.after is None:
        return _("%(days)s days later") % {"days": days_words_of(move.days)}
    return _("%(before)s to %(after)s") % {
        "before": when.short_moment(move.before, at),
        "after": when.short_moment(move.after, at),
    }


def _note(move: Move, at: datetime) -> str:
    due = {"due": when.near_moment(move.due, at)}
    if move.is_late_already:
        return _("its promise for %(due)s is in danger already") % due
    if move.breaks:
        return _("breaks a promise: %(due)s") % due
    if move.after is None:
        return _("promised for %(due)s; too little experience to say whether that holds") % due
    return _("still before what was promised: %(due)s") % due
