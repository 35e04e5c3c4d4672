"""What a lead decides about a team. Whoever may not is told that there is no such page."""

from __future__ import annotations

from datetime import datetime
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from goodword.house import clock
from goodword.house.refusals import Conflict, Refusal
from goodword.people import actions, showing
from goodword.people.doors import faster, person_of, put_beside, version_in
from goodword.people.forms import JoinForm, LeadForm, TeamForm, WordsAtOnceForm
from goodword.people.models import Membership, Person, Team
from goodword.ui.versions import Meanwhile


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
            me, seen = person_of(request), form.seen_version
            actions.change_team(team, by=me, at=at, seen_version=seen, **form.facts_typed())
            messages.success(request, _("Saved."))
            return redirect("people:team-settings", team.slug)
        except Conflict:
            team.refresh_from_db()
            conflict = faster(form, TeamForm(team=team), team.changed_by, me)
            return page(request, team, at, team_form=form, team_conflict=conflict)
        except Refusal as refusal:
            put_beside(form, refusal)
    team.refresh_from_db()
    return page(request, team, at, team_form=form)


def page(
    request: HttpRequest,
    team: Team,
    at: datetime,
    team_conflict: Meanwhile | None = None,
    lead_conflict: Meanwhile | None = None,
    **forms: Any,
) -> HttpResponse:
    """Render all of a team's settings; 422 with a mistake, 409 when somebody was faster."""
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
        "team_conflict": team_conflict,
        "lead_conflict": lead_conflict,
        **forms,
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if bound else HTTPStatus.OK
    if team_conflict or lead_conflict:
        status = HTTPStatus.CONFLICT
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
    try:
        seen = version_in(request)
        actions.leave(membership, by=person_of(request), at=at, seen_version=seen)
        words = _("%(name)s leaves the team today.")
        messages.success(request, words % {"name": membership.person.name})
    except Conflict:
        words = _("Somebody was faster: look at when %(name)s leaves.")
        messages.warning(request, words % {"name": membership.person.name})
    return redirect("people:team-settings", team.slug)


@require_POST
def words_at_once(request: HttpRequest, slug: str, handle: str) -> HttpResponse:
    """Say how many words somebody means to have in hand at once."""
    team = editable_team(request, slug)
    at = clock.now()
    current = Membership.objects.current(at.date()).select_related("team", "person")
    membership = get_object_or_404(current, team=team, person__handle=handle)
    form = WordsAtOnceForm(request.POST)
    if not form.is_valid():
        messages.warning(request, " ".join(map(str, form.errors["words_at_once"])))
        return redirect("people:team-settings", team.slug)
    try:
        number, seen = form.cleaned_data["words_at_once"], version_in(request)
        me = person_of(request)
        actions.agree_words_at_once(membership, number, by=me, at=at, seen_version=seen)
        messages.success(request, _("Saved."))
    except Conflict:
        words = _("Somebody was faster: look at what is set for %(name)s.")
        messages.warning(request, words % {"name": membership.person.name})
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
    try:
        _name_both(team, form, me, at)
    except Conflict:
        team.refresh_from_db()
        fresh = LeadForm(team=team, today=at.date())
        conflict = faster(form, fresh, team.changed_by, me)
        return page(request, team, at, lead_form=form, lead_conflict=conflict)
    messages.success(request, _("Saved."))
    still_ours = Team.objects.editable_by(me).filter(pk=team.pk).exists()
    return redirect("people:team-settings", team.slug) if still_ours else redirect(team)


@transaction.atomic
def _name_both(team: Team, form: LeadForm, me: Person, at: datetime) -> None:
    facts = form.cleaned_data
    actions.name_cover(team, facts["cover"], by=me, at=at, seen_version=form.seen_version)
    actions.name_lead(team, facts["lead"], by=me, at=at)
