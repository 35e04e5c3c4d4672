"""Asking: one page, one receipt."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods

from goodword.advisor import EVEN, FAIR
from goodword.catalogue.models import Service
from goodword.house import clock
from goodword.house.refusals import Refusal, TooOften
from goodword.house.words import gettext as _
from goodword.people.doors import person_of
from goodword.people.models import Person, Team
from goodword.requests import actions
from goodword.requests.actions.keeping import first_word_minutes
from goodword.requests.forms.asking import AskForm
from goodword.requests.forms.fields import zone_words
from goodword.requests.models import Outlook, ServiceRequest
from goodword.requests.showing.past import record_of
from goodword.requests.showing.times import day_minutes
from goodword.requests.views.doors import SeeOther
from goodword.ui import when
from goodword.working_time import Calendar

TITLE = 200


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """Ask for something: the page with its form, and the door that takes it."""
    person = person_of(request)
    if request.method != "POST":
        service = named_service(request.GET.get("service", ""), person)
        desk = own_desk(request.GET.get("team", ""), person)
        form = empty_form(person, service, request.GET.get("q", ""), desk)
        return ask_page(request, form, service)
    form = AskForm(request.POST, request.FILES, person=person)
    if not form.is_valid():
        return ask_page(request, form, _service_of(form, person), form.status)
    try:
        verb = actions.ask_for_guest if form.is_for_guest else actions.ask
        made = verb(by=person, at=clock.now(), **form.arguments())
    except Refusal as refusal:
        form.refuse(refusal)
        status = 429 if isinstance(refusal, TooOften) else form.status
        return ask_page(request, form, _service_of(form, person), status)
    messages.success(request, receipt(made))
    visible = ServiceRequest.objects.visible_to(person).filter(pk=made.pk)
    if not visible.exists():
        raise Http404
    return SeeOther(made.get_absolute_url())


def receipt(made: ServiceRequest) -> str:
    """Who has it, and by when a person answers."""
    if made.next_word_at is None:
        return _("%(team)s has it.") % {"team": made.team.name}
    return _("%(team)s has it. A person will answer you %(when)s.") % {
        "team": made.team.name,
        "when": when.deadline(made.next_word_at, clock.now()),
    }


def named_service(name: str, person: Person) -> Service | None:
    """The service an address names as team/service. Raises ``Http404`` for an unknown one."""
    if not name:
        return None
    team, _slash, slug = name.partition("/")
    offered = Service.objects.visible_to(person).offered().select_related("team", "charter")
    found = offered.at_address(team, slug)
    if found is None:
        raise Http404
    return found


def own_desk(slug: str, person: Person) -> Team | None:
    """The desk at which somebody notes a request. Raises ``Http404`` for a foreign one."""
    return get_object_or_404(person.teams(), slug=slug) if slug else None


def _service_of(form: AskForm, person: Person) -> Service | None:
    chosen = form.cleaned_data.get("service") if hasattr(form, "cleaned_data") else None
    if isinstance(chosen, Service):
        return chosen
    return None


def empty_form(
    person: Person, service: Service | None, question: str = "", desk: Team | None = None
) -> AskForm:
    """A form with a fresh nonce, and the question that was typed on the way here."""
    title = " ".join(question.split())
    return AskForm(
        person=person,
        initial={
            "nonce": secrets.token_urlsafe(24),
            "service": f"{service.team.slug}/{service.slug}" if service else "",
            "team": desk.slug if desk else "",
            "title": title[:TITLE],
            "words": question.strip() if len(title) > TITLE else "",
        },
    )


def ask_page(
    request: HttpRequest, form: AskForm, service: Service | None, status: int = 200
) -> HttpResponse:
    """The page to ask on, with what the service publishes beside it."""
    context = ask_context(person_of(request), form, service)
    return render(request, "requests/ask.html", context, status=status)


def ask_context(person: Person, form: AskForm, service: Service | None) -> Mapping[str, Any]:
    """What the ask form shows: who gets it, by when a person answers, what to bring."""
    at = clock.now()
    chosen = str(form["team"].value() or "")
    desk = person.teams().filter(slug=chosen).first() if chosen else None
    on_duty = Team.objects.visible_to(person).on_duty()
    team = service.team if service else desk or on_duty.first()
    answer_by, published, taken, zone = None, None, None, ""
    if team is not None:
        calendar = team.calendar()
        charter = service.charter if service else None
        minutes = first_word_minutes(charter)
        answer_by = calendar.add(at, minutes * 60)
        zone = zone_words(person.zone, calendar.zone)
        published = published_times(service, calendar) if service else None
        taken = taken_times(service, calendar, at) if service else None
    return {
        "form": form,
        "service": service,
        "team": team,
        "desk": desk,
        "charter": service.charter if service else None,
        "answer_by": answer_by,
        "published": published,
        "taken": taken,
        "is_new": bool(service and taken is None and _has_little(service, at)),
        "zone_note": zone,
        "at": at,
    }


def _has_little(service: Service, at: datetime) -> bool:
    """Whether its team knows it little: the record says so, or it came from another lately."""
    return bool(service.moved_at or Outlook.objects.of_service(service, at))


@dataclass(frozen=True)
class Times:
    """How long something takes: most of it, and 85 in 100, in the team's own days.

    ``of`` is of how many promises this is the record; nothing where it is published.
    """

    usual: str
    most: str
    of: int | None = None


def published_times(service: Service, calendar: Calendar) -> Times | None:
    """What the team publishes."""
    charter = service.charter
    if charter is None:
        return None
    return _times(charter.usual_minutes, charter.nearly_always_minutes, calendar)


def taken_times(service: Service, calendar: Calendar, at: datetime) -> Times | None:
    """What it takes by the record of the house; None until there is experience (DOMAIN 5)."""
    known = Outlook.objects.of_service(service, at)
    if known is not None:
        return advised_times(known, calendar)
    record = record_of(service)
    if record is None or not record.has_experience:
        return None
    return _times(record.half_minutes or 0, record.p85_minutes or 0, calendar, record.judged)


def advised_times(known: Outlook, calendar: Calendar) -> Times | None:
    """Within how long half and 85 in 100 are done, as it is advised now; None from little."""
    if known.is_little:
        return None
    advice, day = known.advice(), calendar.mean_day() / timedelta(minutes=1)
    half, most = (round(advice.within(level) * day) for level in (EVEN, FAIR))
    return _times(half, most, calendar, known.of)


def _times(usual: int, most: int, calendar: Calendar, of: int | None = None) -> Times:
    day = day_minutes(calendar)
    return Times(when.length(usual, day), when.length(most, day), of)
