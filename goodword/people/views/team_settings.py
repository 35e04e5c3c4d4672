"""What a lead decides about a team. Whoever may not is told that there is no such page."""

from __future__ import annotations

from datetime import datetime
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from goodword.house import clock
from goodword.house.refusals import Refusal
from goodword.people import actions, showing
from goodword.people.doors import person_of, put_beside
from goodword.people.forms import JoinForm, LeadForm, TeamForm
from goodword.people.models import Membership, Team


def editable_team(request: HttpRequest, slug: str) -> Team:
    """Return the team if this person may change it; otherwise it is not there (404)."""
    teams = Team.objects.editable_by(person_of(request))
    related = teams.select_related("lead", "cover").prefetch_related("hours")
    return get_object_or_404(related, slug=slug)


@require_http_methods(["GET", "HEAD", "POST"])
def settings(request: HttpRequest, slug: str) -> HttpResponse:
    """Show and save what a team says about itself."""
    team = editable_team(request, slug)
    at = clock.now()
    if request.method != "POST":
        return page(request, team, at)
    form = TeamForm(request.POST, team=team)
    if form.is_valid():
        try:
            actions.change_team(team, by=person_of(request), at=at, **form.cleaned_data)
            messages.success(request, _("Saved."))
            return redirect("people:team-settings", team.slug)
        except Refusal as refusal:
            put_beside(form, refusal)
    team.refresh_from_db()
    return page(request, team, at, team_form=form)


def page(request: HttpRequest, team: Team, at: datetime, **forms: Any) -> HttpResponse:
    """Render all of a team's settings; a form that came back with mistakes answers 422."""
    today = at.date()
    calendar = team.calendar()
    memberships = team.memberships.select_related("person").order_by("person__name", "from_on")
    bound = [form for form in forms.values() if form.errors]
    context: dict[str, Any] = {
        "at": at,
        "team": team,
        "today": today,
        "hours": showing.hours_lines(calendar, today),
        "newest": max(team.hours.all(), key=lambda hours: hours.version),
        "memberships": [one for one in memberships if not one.until_on or one.until_on >= today],
        "team_form": TeamForm(team=team),
        "join_form": JoinForm(),
        "lead_form": LeadForm(team=team, today=today),
        **forms,
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if bound else HTTPStatus.OK
    return render(request, "people/team_settings.html", context, status=status)


@require_POST
def people(request: HttpRequest, slug: str) -> HttpResponse:
    """Take somebody into the team."""
    team = editable_team(request, slug)
    at = clock.now()
    form = JoinForm(request.POST)
    if form.is_valid():
        facts = form.cleaned_data
        try:
            joined = actions.join(
                facts["person"],
                team,
                by=person_of(request),
                at=at,
                from_on=facts["from_on"],
                until_on=facts["until_on"],
            )
            words = _("%(name)s belongs to the team.") % {"name": joined.person.name}
            messages.success(request, words)
            return redirect("people:team-settings", team.slug)
        except Refusal as refusal:
            put_beside(form, refusal)
    return page(request, team, at, join_form=form)


@require_POST
def end_membership(request: HttpRequest, slug: str, handle: str) -> HttpResponse:
    """End somebody's time in the team, today."""
    team = editable_team(request, slug)
    at = clock.now()
    current = Membership.objects.current(at.date()).select_related("team", "person")
    membership = get_object_or_404(current, team=team, person__handle=handle)
    actions.leave(membership, by=person_of(request), at=at)
    messages.success(
        request, _("%(name)s leaves the team today.") % {"name": membership.person.name}
    )
    return redirect("people:team-settings", team.slug)


@require_POST
def lead(request: HttpRequest, slug: str) -> HttpResponse:
    """Name who leads and who covers."""
    team = editable_team(request, slug)
    at = clock.now()
    me = person_of(request)
    form = LeadForm(request.POST, team=team, today=at.date())
    if not form.is_valid():
        return page(request, team, at, lead_form=form)
    actions.name_cover(team, form.cleaned_data["cover"], by=me, at=at)
    actions.name_lead(team, form.cleaned_data["lead"], by=me, at=at)
    messages.success(request, _("Saved."))
    still_ours = Team.objects.editable_by(me).filter(pk=team.pk).exists()
    return redirect("people:team-settings", team.slug) if still_ours else redirect(team)
