"""A new team, with its first services. For who runs Goodword."""

from __future__ import annotations

from datetime import datetime

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from goodword.catalogue import actions, starter
from goodword.catalogue.forms import NewTeamForm
from goodword.house import clock
from goodword.house.refusals import Refusal
from goodword.house.words import gettext as _
from goodword.people import actions as people_actions
from goodword.people.doors import operator_of, put_beside, status_of
from goodword.people.models import Person, Team


@require_http_methods(["GET", "HEAD", "POST"])
def new_team(request: HttpRequest) -> HttpResponse:
    """Begin a team, perhaps with the services of a department."""
    me, at = operator_of(request), clock.now()
    form = NewTeamForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            team = _begin(form, me, at)
            messages.success(request, _("%(team)s has begun.") % {"team": team.name})
            return redirect("people:team-settings", team.slug)
        except Refusal as refusal:
            put_beside(form, refusal)
    return render(request, "catalogue/new_team.html", {"form": form}, status=status_of(form))


def _begin(form: NewTeamForm, me: Person, at: datetime) -> Team:
    facts = form.cleaned_data
    with transaction.atomic():
        team = people_actions.add_team(
            name=facts["name"],
            what_we_do=facts["what_we_do"],
            lead=_lead(facts["lead"], me),
            by=me,
            at=at,
        )
        if facts["department"]:
            department = starter.department(facts["department"])
            actions.start_catalogue(team, department, by=me, at=at)
    return team


def _lead(address: str, me: Person) -> Person | None:
    if not address:
        return None
    found = Person.objects.visible_to(me).filter(email=address.strip().lower()).first()
    if found is None:
        raise Refusal(_("Nobody here has this mail address."), field="lead")
    return found
