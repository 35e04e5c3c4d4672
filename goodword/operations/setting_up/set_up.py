"""The first minute in the browser: the organisation, its first person and its first team.

The page exists only while there is no organisation; afterwards nobody learns that it was there.
"""

from __future__ import annotations

from datetime import datetime
from http import HTTPStatus

from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from goodword.catalogue import actions as catalogue
from goodword.catalogue import starter
from goodword.house import clock
from goodword.house.refusals import Refusal
from goodword.operations.setting_up.set_up_form import SetUpForm
from goodword.people import actions
from goodword.people.doors import put_beside
from goodword.people.models import Organisation, Person, Team

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@login_not_required
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def set_up(request: HttpRequest) -> HttpResponse:
    """Ask what has to be known, and begin."""
    if Organisation.objects.exists():
        raise Http404
    if request.method != "POST":
        return _page(request, SetUpForm(), HTTPStatus.OK)
    form = SetUpForm(request.POST)
    if not form.is_valid():
        return _page(request, form, HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        lead = begin(form, at=clock.now())
    except Refusal as refusal:
        return _page(request, form, put_beside(form, refusal))
    login(request, lead, backend=BACKEND)
    return redirect("/")


def _page(request: HttpRequest, form: SetUpForm, status: HTTPStatus) -> HttpResponse:
    return render(request, "operations/set_up.html", {"form": form}, status=status)


def begin(form: SetUpForm, *, at: datetime) -> Person:
    """Set everything up that was asked, all or nothing; answer the first person."""
    facts = form.cleaned_data
    with transaction.atomic():
        _house, lead = actions.set_up(
            organisation=facts["organisation"],
            lead_name=facts["lead_name"],
            lead_email=facts["lead_email"],
            password=facts["password"],
            zone=facts["zone"],
            languages=tuple(facts["languages"]),
            week=form.week(),
            first_word_minutes=facts["first_word_minutes"],
            at=at,
        )
        team = _first_team(form, lead, at)
        for address in facts["people"]:
            if address != lead.email:
                _invite(address, team, lead, at)
    return lead


def _first_team(form: SetUpForm, lead: Person, at: datetime) -> Team:
    """Begin the first team; until there is another it is also on duty for everything."""
    facts = form.cleaned_data
    department = starter.department(facts["department"]) if facts["department"] else None
    try:
        team = actions.add_team(
            name=facts["team"],
            what_we_do=str(department.what_we_do) if department else "",
            primary_customers=str(department.primary_customers) if department else "",
            lead=lead,
            is_duty=True,
            by=lead,
            at=at,
        )
    except Refusal as refusal:
        raise Refusal(str(refusal), field="team") from None
    if department:
        catalogue.start_catalogue(team, department, by=lead, at=at)
    return team


def _invite(address: str, team: Team, lead: Person, at: datetime) -> None:
    name = address.partition("@")[0].replace(".", " ").replace("_", " ").title()
    try:
        person = actions.add_person(name=name, email=address, by=lead, at=at)
    except Refusal as refusal:
        raise Refusal(str(refusal), field="people") from None
    actions.join(person, team, by=lead, at=at)
    actions.invite(person, by=lead, at=at)
