"""What a service's page shows of its requests: how long it really takes, and the form to ask."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from markupsafe import Markup

from goodword.catalogue.models import Service
from goodword.catalogue.rules import day_minutes
from goodword.catalogue.sections import Record
from goodword.house.guard import system_scope
from goodword.requests.models import Promise, ServiceRecord
from goodword.requests.rules.states import PromiseState
from goodword.requests.views.asking import ask_context, empty_form
from goodword.requests.views.doors import reader
from goodword.ui import when
from goodword.ui.odds import Case, Dots
from goodword.ui.rendering import piece
from goodword.ui.working_time_chart import Tick
from goodword.working_time import Calendar

#: Below this many a service says that it is new; nobody's single request can be guessed (DOMAIN 6).
RATE_AT_LEAST = 10
SHOWN = 12
MINUTE = timedelta(minutes=1)

#: Why promises are read unscoped here: only lengths leave, without names, dates or words.
READING = "drawing how long a service really takes, without names, dates or words"


@dataclass(frozen=True)
class Past:
    """One past promise of a service: working days promised and taken."""

    promised: float
    taken: float
    is_kept: bool

    @property
    def verdict(self) -> str:
        """Whether the word was kept, in a word."""
        if not self.is_kept:
            return _("no")
        return _("early") if self.promised - self.taken >= 1 else _("yes")


def records(services: Iterable[Service]) -> Mapping[int, Record]:
    """How services have done lately, in one query."""
    keys = [service.pk for service in services]
    rows = ServiceRecord.objects.filter(service__in=keys)
    return {
        row.service_id: Record(row.kept, row.kept + row.broken, row.half_minutes) for row in rows
    }


def how_long(request: HttpRequest, service: Service, at: datetime) -> Markup:
    """How long it really takes; nothing until there is enough to draw."""
    record = ServiceRecord.objects.filter(service=service).first()
    if record is None or record.kept + record.broken < RATE_AT_LEAST:
        return Markup("")
    calendar = service.team.calendar()
    past = _past(service, calendar)
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


def _past(service: Service, calendar: Calendar) -> list[Past]:
    judged = [PromiseState.KEPT, PromiseState.BROKEN]
    with system_scope(READING):
        rows = list(
            Promise.objects.filter(
                service_request__service=service,
                service_request__delivered_at__isnull=False,
                state__in=judged,
            )
            .order_by("-ended_at")
            .values_list(
                "service_request__asked_at", "stands_at", "service_request__delivered_at", "state"
            )[:SHOWN]
        )
    day = day_minutes(calendar)

    def days(start: datetime, end: datetime) -> float:
        return round(calendar.between(start, end) / MINUTE / day, 1)

    return [
        Past(days(asked, due), days(asked, done), state == PromiseState.KEPT)
        for asked, due, done, state in rows
        if done is not None
    ]


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
    person = reader(request)
    context = dict(ask_context(person, empty_form(person, service), service))
    return piece("requests/_ask_here.html", context, request)
