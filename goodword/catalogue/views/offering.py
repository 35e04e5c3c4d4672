"""What a team offers, for the team itself: begin, change, publish, end."""

from __future__ import annotations

from datetime import datetime
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from goodword.catalogue import actions, starter
from goodword.catalogue.actions.charters import NotReady
from goodword.catalogue.forms import CharterForm, ServiceForm
from goodword.catalogue.models import Service, ServiceMove
from goodword.catalogue.rules import CharterText, day_minutes
from goodword.house import clock
from goodword.house.refusals import Conflict, Refusal
from goodword.house.words import gettext as _
from goodword.people.doors import faster, person_of, put_beside, status_of, version_in
from goodword.people.models import Person, Team, of_the_house
from goodword.ui.versions import Meanwhile


def our_team(request: HttpRequest, slug: str) -> Team:
    """Return the team if this person may speak for it; otherwise it is not there (404)."""
    ours = Team.objects.spoken_for_by(person_of(request))
    return get_object_or_404(ours.prefetch_related("hours"), slug=slug)


def our_service(request: HttpRequest, team: str, slug: str) -> Service:
    """Return the service if this person may change it; otherwise it is not there (404)."""
    ours = Service.objects.editable_by(person_of(request)).select_related("team", "charter")
    return get_object_or_404(ours, team__slug=team, slug=slug)


@require_http_methods(["GET", "HEAD", "POST"])
def offer(request: HttpRequest, team: str) -> HttpResponse:
    """List all a team offers or offered, and begin something new."""
    ours, at = our_team(request, team), clock.now()
    if request.method != "POST":
        return _offer_page(request, ours, ServiceForm())
    form = ServiceForm(request.POST)
    if form.is_valid():
        try:
            made = actions.add_service(ours, by=person_of(request), at=at, **form.facts_typed())
            return redirect("catalogue:charter", ours.slug, made.slug)
        except Refusal as refusal:
            put_beside(form, refusal)
    return _offer_page(request, ours, form)


def _offer_page(request: HttpRequest, team: Team, form: ServiceForm) -> HttpResponse:
    services = Service.objects.editable_by(person_of(request)).filter(team=team)
    context = {
        "team": team,
        "services": list(services.select_related("team", "charter").order_by("name")),
        "form": form,
        "coming": _coming(person_of(request), team),
        "departments": starter.departments(),
        "may_close": Team.objects.editable_by(person_of(request)).filter(pk=team.pk).exists(),
    }
    return render(request, "catalogue/offer.html", context, status=status_of(form))


def _coming(me: Person, team: Team) -> list[ServiceMove]:
    """What this team was asked to take over, for who may answer."""
    if not Team.objects.editable_by(me).filter(pk=team.pk).exists():
        return []
    asked = ServiceMove.objects.visible_to(me).open().filter(to_team=team)
    return list(asked.select_related("service", "from_team"))


@require_POST
def beginning(request: HttpRequest, team: str) -> HttpResponse:
    """Take over the starter services of a department."""
    ours = our_team(request, team)
    keys = {one.key: one for one in starter.departments()}
    department = keys.get(request.POST.get("department", ""))
    if department is None:
        messages.error(request, _("Choose a department first."))
        return redirect("catalogue:offer", ours.slug)
    made = actions.start_catalogue(ours, department, by=person_of(request), at=clock.now())
    words = _("%(number)s services are there. Read them, and make them yours.")
    messages.success(request, words % {"number": len(made)})
    return redirect("catalogue:offer", ours.slug)


@require_http_methods(["GET", "HEAD", "POST"])
def charter(request: HttpRequest, team: str, slug: str) -> HttpResponse:
    """Write the next version of a charter, see what it lacks, publish it."""
    service = our_service(request, team, slug)
    if request.method != "POST":
        return _charter_page(request, service, _charter_form(service))
    form = _charter_form(service, request.POST)
    if not form.is_valid():
        return _charter_page(request, service, form)
    return _publish(request, service, form, clock.now())


def _publish(
    request: HttpRequest, service: Service, form: CharterForm, at: datetime
) -> HttpResponse:
    try:
        made = actions.publish_charter(
            service,
            by=person_of(request),
            at=at,
            text=form.text(),
            seen_version=form.seen_version,
        )
    except NotReady as lacks:
        form.show(lacks.problems)
        return _charter_page(request, service, form)
    except Conflict:
        now = our_service(request, service.team.slug, service.slug)
        by = now.charter.published_by if now.charter else None
        conflict = faster(form, _charter_form(now), by, person_of(request))
        return _charter_page(request, now, form, HTTPStatus.CONFLICT, conflict)
    except Refusal as refusal:
        return _charter_page(request, service, form, put_beside(form, refusal))
    words = _("Version %(number)s is published. Colleagues read it from now on.")
    messages.success(request, words % {"number": made.version})
    return redirect(service)


def _charter_form(service: Service, data: Any = None) -> CharterForm:
    newest = service.charter
    fresh = CharterText(first_word_minutes=of_the_house("first_word_minutes", 120))
    return CharterForm(
        data,
        text=CharterText.from_kept(newest) if newest else fresh,
        version=newest.version if newest else 0,
        day_minutes=day_minutes(service.team.calendar()),
    )


def _charter_page(
    request: HttpRequest,
    service: Service,
    form: CharterForm,
    status: HTTPStatus | None = None,
    conflict: Meanwhile | None = None,
) -> HttpResponse:
    context = {"service": service, "team": service.team, "form": form, "conflict": conflict}
    return render(request, "catalogue/charter.html", context, status=status or status_of(form))


@require_http_methods(["GET", "HEAD", "POST"])
def facts(request: HttpRequest, team: str, slug: str) -> HttpResponse:
    """Change name, summary and who may ask."""
    service = our_service(request, team, slug)
    form = ServiceForm(request.POST if request.method == "POST" else None, service=service)
    if form.is_bound and form.is_valid():
        try:
            me, seen, facts = person_of(request), form.seen_version, form.facts_typed()
            actions.change_service(service, by=me, at=clock.now(), seen_version=seen, **facts)
            messages.success(request, _("Saved."))
            return redirect("catalogue:offer", service.team.slug)
        except Conflict:
            now = our_service(request, team, slug)
            conflict = faster(form, ServiceForm(service=now), now.changed_by, me)
            return _facts_page(request, now, form, HTTPStatus.CONFLICT, conflict)
        except Refusal as refusal:
            put_beside(form, refusal)
    return _facts_page(request, service, form, status_of(form))


def _facts_page(
    request: HttpRequest,
    service: Service,
    form: ServiceForm,
    status: HTTPStatus,
    conflict: Meanwhile | None = None,
) -> HttpResponse:
    context = {"service": service, "team": service.team, "form": form, "conflict": conflict}
    return render(request, "catalogue/facts.html", context, status=status)


@require_POST
def retirement(request: HttpRequest, team: str, slug: str) -> HttpResponse:
    """Stop offering a service, or offer it again."""
    service = our_service(request, team, slug)
    do: Any = actions.offer_again if service.retired_at else actions.retire
    try:
        do(service, by=person_of(request), at=clock.now(), seen_version=version_in(request))
        messages.success(request, _("Saved. What was asked before goes on to its end."))
    except Conflict:
        messages.warning(request, _("Somebody was faster: look at how it stands now."))
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect("catalogue:offer", service.team.slug)
