"""Giving a service to another team: asked by the lead of one, answered by the lead of the other."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from goodword.catalogue import actions, sections
from goodword.catalogue.forms.moving import MoveAnswerForm, MoveForm
from goodword.catalogue.models import Service, ServiceMove
from goodword.house import clock
from goodword.house.refusals import Conflict, Refusal
from goodword.house.words import gettext as _
from goodword.people.doors import person_of, put_beside, status_of
from goodword.people.models import Person, Team


@require_http_methods(["GET", "HEAD", "POST"])
def move(request: HttpRequest, team: str, slug: str) -> HttpResponse:
    """Say what becomes of it, then ask the other team, or answer for it."""
    me = person_of(request)
    movable = Service.objects.movable_by(me).select_related("team", "charter")
    service = movable.at_address(team, slug)
    if service is None:
        raise Http404
    offered = _offered(service, me)
    if request.method != "POST":
        return _page(request, service, offered)
    return _offer(request, service) if offered is None else _answer(request, service, offered)


def _offered(service: Service, me: Person) -> ServiceMove | None:
    related = ServiceMove.objects.visible_to(me).select_related("service", "from_team", "to_team")
    return related.select_related("by").open().filter(service=service).first()


def _offer(request: HttpRequest, service: Service) -> HttpResponse:
    form = MoveForm(request.POST, service=service)
    if form.is_valid():
        try:
            actions.offer_service(
                service, by=person_of(request), at=clock.now(), **form.cleaned_data
            )
        except Refusal as refusal:
            put_beside(form, refusal)
        else:
            messages.success(request, _("They are asked. Until they say yes it stays as it is."))
            return redirect("catalogue:move", service.team.slug, service.slug)
    return _page(request, service, None, form)


def _answer(request: HttpRequest, service: Service, offered: ServiceMove) -> HttpResponse:
    form = MoveAnswerForm(request.POST)
    if not form.is_valid():
        return _page(request, service, offered, form)
    me, at, answer = person_of(request), clock.now(), form.cleaned_data["answer"]
    try:
        if answer == "yes":
            taken = actions.take_service(offered, by=me, at=at)
            messages.success(request, _("It is yours. What is asked from now on comes to you."))
            return redirect(taken)
        if answer == "no":
            actions.refuse_service(offered, by=me, at=at, words=form.cleaned_data["words"])
            messages.success(request, _("They have your answer."))
            return redirect("people:team", offered.to_team.slug)
        actions.keep_service(offered, by=me, at=at)
    except Conflict as conflict:
        return _page(request, service, _offered(service, me), None, conflict)
    except Refusal as refusal:
        put_beside(form, refusal)
        return _page(request, service, offered, form)
    messages.success(request, _("Taken back. It stays where it is."))
    return redirect("catalogue:offer", service.team.slug)


def _page(
    request: HttpRequest,
    service: Service,
    offered: ServiceMove | None,
    form: MoveForm | MoveAnswerForm | None = None,
    conflict: Conflict | None = None,
) -> HttpResponse:
    me, at = person_of(request), clock.now()
    led = Team.objects.editable_by(me)
    is_theirs = led.filter(pk=service.team_id).exists()
    shown = form or (MoveAnswerForm() if offered else MoveForm(service=service))
    context = {
        "at": at,
        "service": service,
        "team": service.team,
        "move": offered,
        "form": shown,
        "conflict": conflict,
        "may_offer": is_theirs,
        "may_answer": offered is not None and led.filter(pk=offered.to_team_id).exists(),
        "open": sections.render("service-move", request, service, at),
    }
    status = HTTPStatus.CONFLICT if conflict else status_of(shown)
    return render(request, "catalogue/move.html", context, status=status)
