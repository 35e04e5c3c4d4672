"""Before somebody is away: what they owe in that time, and what could be done about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.core.paginator import Paginator
from django.db.models import Case, F, Q, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe
from markupsafe import Markup

from goodword.house import clock
from goodword.people.doors import person_of
from goodword.people.models import Absence, Person
from goodword.requests.models import ServiceRequest
from goodword.requests.models.request import ServiceRequestQuerySet
from goodword.requests.rules.states import PromiseState, State
from goodword.ui.rendering import piece

#: How far ahead a time away is looked at, how many things are listed at first and on a page.
AHEAD = timedelta(days=60)
LISTED = 40
A_PAGE = 100
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
    """A time away, who covers it, and the soonest that falls into it; ``more`` are not listed."""

    absence: Absence
    owed: list[Owed]
    more: int


def handing_over(request: HttpRequest, person: Person, at: datetime) -> Markup:
    """What one owes while one is away; nothing where nothing falls into it."""
    today, last = at.date(), (at + AHEAD).date()
    coming = person.absences.filter(until_on__gte=today, from_on__lte=last)
    found = [
        _away(person, absence) for absence in coming.select_related("cover").order_by("from_on")
    ]
    shown = [one for one in found if one.owed]
    if not shown:
        return Markup("")
    return piece("requests/_away.html", {"away": shown, "at": at}, request)


@require_safe
def away(request: HttpRequest, key: int) -> HttpResponse:
    """All that falls into one of one's own times away, page by page."""
    me, at = person_of(request), clock.now()
    absence = get_object_or_404(me.absences.select_related("cover"), pk=key)
    pages = Paginator(_falling_into(me, absence), A_PAGE)
    page = pages.get_page(request.GET.get("page"))
    shown = Away(absence, [_one(row, me, absence) for row in page], 0)
    context = {"away": [shown], "number": pages.count, "page": page, "at": at}
    return render(request, "requests/away.html", context)


def _away(person: Person, absence: Absence) -> Away:
    rows = _falling_into(person, absence)
    listed = list(rows[: LISTED + 1])
    more = rows.count() - LISTED if len(listed) > LISTED else 0
    return Away(absence, [_one(row, person, absence) for row in listed[:LISTED]], more)


def _falling_into(person: Person, absence: Absence) -> ServiceRequestQuerySet:
    """Promises due and next words owed in it, the soonest first."""
    begins, ends = _bounds(person, absence)
    word = Q(promise_state__in=STANDING, due_at__gte=begins, due_at__lt=ends)
    said = Q(next_word_at__gte=begins, next_word_at__lt=ends)
    mine = ServiceRequest.objects.answerable_by(person).open().filter(owner=person)
    rows = mine.exclude(state=State.DELIVERED).filter(word | said).select_related("asker")
    falls_at = Case(When(word, then=F("due_at")), default=F("next_word_at"))
    return rows.annotate(falls_at=falls_at).order_by("falls_at", "reference")


def _bounds(person: Person, absence: Absence) -> tuple[datetime, datetime]:
    """From the midnight before the first day to the one after the last, where the person is."""
    zone = ZoneInfo(person.zone)
    begins = datetime.combine(absence.from_on, time(), zone)
    return begins, datetime.combine(absence.until_on + timedelta(days=1), time(), zone)


def _one(here: ServiceRequest, person: Person, absence: Absence) -> Owed:
    begins, ends = _bounds(person, absence)
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
