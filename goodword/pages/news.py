"""How much came since a page was drawn, counted only over what the person may see."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Count, QuerySet

from goodword.house.prepared import counted, prepared
from goodword.pages.asked import my_turn
from goodword.pages.sections import open_on_desk
from goodword.people.models import Person, Team
from goodword.requests.models import ServiceRequest
from goodword.requests.rules.states import State


def new_on_desk(person: Person, team: Team, since: int) -> int:
    """Requests that came to the desk after the newest that was seen there."""
    return _number(_new_on_desk(person, team, since))


def new_for_me(person: Person, since: datetime) -> int:
    """Requests of mine in which somebody on the other side was heard since then."""
    return _number(_new_for_me(person, since))


def badges(person: Person, at: datetime) -> dict[str, int]:
    """The numbers of the navigation: where I am waited for, and who waits for a first word."""
    return {"home": _number(_my_turn(person)), "desk": _number(_first_words(person))}


def _number(counted_rows: list[dict[str, int]]) -> int:
    return counted_rows[0]["number"] if counted_rows else 0


Numbers = QuerySet[ServiceRequest, dict[str, int]]


@prepared
def _new_on_desk(person: Person, team: Team, since: int) -> Numbers:
    return counted(open_on_desk(person, team).filter(pk__gt=since), number=Count("pk"))


@prepared
def _new_for_me(person: Person, since: datetime) -> Numbers:
    heard = ServiceRequest.objects.asked_by(person).filter(last_word_at__gt=since)
    return counted(heard.exclude(owner=person), number=Count("pk"))


@prepared
def _my_turn(person: Person) -> Numbers:
    mine = ServiceRequest.objects.asked_by(person).open().filter(my_turn("asked"))
    return counted(mine, number=Count("pk"))


@prepared
def _first_words(person: Person) -> Numbers:
    first = ServiceRequest.objects.answerable_by(person).filter(state=State.ASKED)
    return counted(first, number=Count("pk"))
