"""Before somebody is away: what they owe in that time, and what could be done about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Q
from django.http import HttpRequest
from markupsafe import Markup

from goodword.people.models import Absence, Person
from goodword.requests.models import ServiceRequest
from goodword.requests.rules.states import PromiseState, State
from goodword.ui.rendering import piece

#: How far ahead a time away is looked at, and how many things are listed.
AHEAD = timedelta(days=60)
LISTED = 40
STANDING = (PromiseState.ACCEPTED, PromiseState.AT_RISK)


@dataclass(frozen=True)
class Owed:
    """One thing that falls into a time away."""

    href: str
    reference: str
    title: str
    asker: str
    due: datetime
    is_promise: bool


@dataclass(frozen=True)
class Away:
    """A time away, who covers it, and what falls into it."""

    absence: Absence
    owed: list[Owed]


def handing_over(request: HttpRequest, person: Person, at: datetime) -> Markup:
    """What one owes while one is away; nothing where nothing falls into it."""
    today, last = at.date(), (at + AHEAD).date()
    coming = person.absences.filter(until_on__gte=today, from_on__lte=last)
    found = [
        Away(absence, _owed(person, absence, at))
        for absence in coming.select_related("cover").order_by("from_on")
    ]
    shown = [one for one in found if one.owed]
    if not shown:
        return Markup("")
    return piece("requests/_away.html", {"away": shown, "at": at}, request)


def _owed(person: Person, absence: Absence, at: datetime) -> list[Owed]:
    """Promises due and next words owed in it, the soonest first."""
    zone = ZoneInfo(person.zone)
    begins = datetime.combine(absence.from_on, time(), zone)
    ends = datetime.combine(absence.until_on + timedelta(days=1), time(), zone)
    word = Q(promise_state__in=STANDING, due_at__gte=begins, due_at__lt=ends)
    said = Q(next_word_at__gte=begins, next_word_at__lt=ends)
    mine = ServiceRequest.objects.answerable_by(person).open().filter(owner=person)
    rows = mine.exclude(state=State.DELIVERED).filter(word | said).select_related("asker")
    found = [_one(row, begins, ends) for row in rows[:LISTED]]
    return sorted(found, key=lambda one: (one.due, one.reference))


def _one(here: ServiceRequest, begins: datetime, ends: datetime) -> Owed:
    promised = here.promise_state in STANDING and here.due_at and begins <= here.due_at < ends
    due = here.due_at if promised else here.next_word_at
    return Owed(
        href=here.get_absolute_url(),
        reference=here.reference,
        title=here.shown_title,
        asker=here.asker.preferred_name,
        due=due or begins,
        is_promise=bool(promised),
    )
