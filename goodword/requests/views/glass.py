"""Breaking the glass: the operator's page for looking at one request, with a reason."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from goodword.house import clock
from goodword.house.refusals import Refusal
from goodword.house.words import gettext as _
from goodword.people.doors import operator_of
from goodword.people.models import Person
from goodword.requests import actions
from goodword.requests.forms.access import GlassForm
from goodword.requests.forms.base import refuse, status_of
from goodword.requests.models import Glass, ServiceRequest
from goodword.requests.views.doors import SeeOther

SHOWN = 50


@require_http_methods(["GET", "HEAD", "POST"])
def glass(request: HttpRequest) -> HttpResponse:
    """What is open to this operator, what waits for a second one, and the form to ask."""
    me = operator_of(request)
    form = GlassForm(request.POST or None)
    if request.method != "POST":
        return _page(request, me, form, 200)
    if not form.is_valid():
        return _page(request, me, form, 422)
    try:
        opened = actions.break_glass(by=me, at=clock.now(), **form.cleaned_data)
    except Refusal as refusal:
        refuse(form, refusal)
        return _page(request, me, form, status_of(form))
    if opened is None:
        form.add_error("reference", _("There is no request with this reference."))
        return _page(request, me, form, 422)
    if opened.agreed_at is None:
        messages.success(request, _("A second person who runs Goodword has to agree first."))
    else:
        messages.success(request, _("It is open to you for an hour. Those on it are told."))
    return SeeOther(reverse("requests:glass"))


def _page(request: HttpRequest, me: Person, form: GlassForm, status: int) -> HttpResponse:
    at = clock.now()
    mine = Glass.objects.visible_to(me).filter(person=me)
    context: dict[str, Any] = {
        "form": form,
        "mine": list(mine.select_related("service_request", "agreed_by")[:SHOWN]),
        "to_agree": list(Glass.objects.to_agree(me, at).select_related("person")[:SHOWN]),
        "alone": list(ServiceRequest.objects.left_alone(me, at).select_related("team")[:SHOWN]),
        "at": at,
    }
    return render(request, "requests/sight/glass.html", context, status=status)


@require_POST
def agreement(request: HttpRequest, key: str) -> HttpResponse:
    """The second person agrees."""
    me, at = operator_of(request), clock.now()
    waiting = get_object_or_404(Glass.objects.to_agree(me, at), key=key)
    try:
        actions.agree_to_glass(waiting, by=me, at=at)
    except Refusal as refusal:
        messages.error(request, refusal.message)
    else:
        name = waiting.person.preferred_name
        messages.success(request, _("%(name)s can look for an hour.") % {"name": name})
    return SeeOther(reverse("requests:glass"))


@require_POST
def mended(request: HttpRequest, key: str) -> HttpResponse:
    """Stop looking, or take the wish to look back."""
    me = operator_of(request)
    mine = get_object_or_404(Glass.objects.visible_to(me).filter(person=me), key=key)
    actions.mend_glass(mine, by=me, at=clock.now())
    messages.success(request, _("It is closed to you again."))
    return SeeOther(reverse("requests:glass"))


@require_POST
def named(request: HttpRequest, reference: str) -> HttpResponse:
    """Name a reader for a request that nobody of its team can read."""
    me, at = operator_of(request), clock.now()
    alone = ServiceRequest.objects.left_alone(me, at).select_related("team")
    here = get_object_or_404(alone, reference=reference)
    members = Person.objects.members_of(here.team, at.date())
    chosen = members.filter(handle=request.POST.get("to", "")).first()
    if chosen is None:
        messages.error(request, _("Choose somebody of %(team)s.") % {"team": here.team.name})
        return SeeOther(reverse("requests:glass"))
    try:
        actions.name_for_nobody(here, by=me, at=at, to=chosen)
    except Refusal as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("Named. %(name)s is told.") % {"name": chosen.preferred_name})
    return SeeOther(reverse("requests:glass"))
