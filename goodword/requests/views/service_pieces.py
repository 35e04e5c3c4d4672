"""What a service's page shows of its requests: how long it really takes, and the form to ask."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.translation import ngettext
from markupsafe import Markup

from goodword.catalogue.models import Service
from goodword.catalogue.rules import day_minutes
from goodword.catalogue.sections import Record
from goodword.house.prepared import counted, prepared
from goodword.house.words import gettext as _
from goodword.people.doors import person_of
from goodword.people.models import Person
from goodword.requests.models import ServiceRecord, ServiceRequest
from goodword.requests.showing.past import Past, past_of, record_of
from goodword.requests.views.asking import ask_context, empty_form
from goodword.ui import when
from goodword.ui.odds import Case, Dots
from goodword.ui.rendering import piece
from goodword.ui.working_time_chart import Tick
from goodword.working_time import Calendar

#: Below this many a service says that it is new; nobody's single request can be guessed (DOMAIN 6).
RATE_AT_LEAST = 10


def records(services: Iterable[Service]) -> Mapping[int, Record]:
    """How services have done lately, in one query; no length that is a single request's."""
    keys = [service.pk for service in services]
    if not keys:
        return {}
    # as many places as the next power of two: so there are few queries to prepare
    places = 1 << (len(keys) - 1).bit_length()
    found = _done_lately(*keys, *[0] * (places - len(keys)))
    return {service: _record_of(kept, broken, half) for service, kept, broken, half in found}


@prepared
def _done_lately(*services: int) -> QuerySet[ServiceRecord, tuple[int, int, int, int | None]]:
    rows = ServiceRecord.objects.filter(service__in=services).order_by()
    return rows.values_list("service", "kept", "broken", "half_minutes")


def _record_of(kept: int, broken: int, half_minutes: int | None) -> Record:
    total = kept + broken
    return Record(kept, total, half_minutes if total >= RATE_AT_LEAST else None)


def how_long(request: HttpRequest, service: Service, at: datetime) -> Markup:
    """How long it really takes; nothing until there is enough to draw."""
    record = record_of(service)
    if record is None or record.kept + record.broken < RATE_AT_LEAST:
        return Markup("")
    calendar = service.team.calendar()
    past = past_of(service, calendar)
    context = {
        "record": record,
        "total": record.kept + record.broken,
        "past": past,
        "dots": dots_of(past),
        "first_word": _words(record.first_word_minutes, calendar),
        "usual": _words(record.half_minutes, calendar),
        "most": _words(record.p95_minutes, calendar),
        "at": at,
    }
    return piece("requests/_how_long.html", context, request)


def _words(minutes: int | None, calendar: Calendar) -> str:
    return when.length(minutes, day_minutes(calendar)) if minutes is not None else ""


def dots_of(past: Sequence[Past]) -> Dots:
    """Promised against delivered, drawn on one axis of working days."""
    most = max([1.0, *(one.promised for one in past), *(one.taken for one in past)])
    scale = 98 / most
    kept = sum(one.is_kept for one in past)
    says = ngettext(
        "Of the last one, %(kept)s was delivered as promised.",
        "Of the last %(number)s, %(kept)s were delivered as promised.",
        len(past),
    ) % {"number": len(past), "kept": kept}
    cases = tuple(
        Case(round(one.promised * scale, 1), round(one.taken * scale, 1), not one.is_kept)
        for one in past
    )
    return Dots(says, cases, _ticks(most, scale))


def _ticks(most: float, scale: float) -> tuple[Tick, ...]:
    step = max(1, round(most / 5))
    days = range(step, int(most) + 1, step)
    words = [ngettext("%(num)s day", "%(num)s days", number) % {"num": number} for number in days]
    inner = [
        Tick(round(number * scale, 1), said, "end" if number * scale > 92 else "middle")
        for number, said in zip(days, words, strict=True)
    ]
    return (Tick(0, _("asked"), "start"), *inner)


def ask_here(request: HttpRequest, service: Service, at: datetime) -> Markup:
    """The form to ask for a service, on its own page."""
    person = person_of(request)
    context = dict(ask_context(person, empty_form(person, service), service))
    return piece("requests/_ask_here.html", context, request)


def open_here(request: HttpRequest, service: Service, at: datetime) -> Markup:
    """How much of a service is open with its team, for who may answer it there."""
    me = person_of(request)
    number = sum(row["number"] for row in _open_of(me, service, service.team_id))
    context = {"number": number, "service": service, "team": service.team, "at": at}
    return piece("requests/_open_here.html", context, request) if number else Markup("")


@prepared
def _open_of(me: Person, service: Service, team: int) -> QuerySet[ServiceRequest, dict[str, int]]:
    mine = ServiceRequest.objects.answerable_by(me).open()
    return counted(mine.filter(service=service, team=team), number=Count("pk"))
