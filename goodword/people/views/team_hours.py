"""A team's hours: look before they change, then publish a new version."""

from __future__ import annotations

from datetime import datetime
from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from goodword.house import clock
from goodword.house.refusals import Conflict, Refusal
from goodword.people import actions, holidays_of, showing
from goodword.people.doors import faster, person_of, put_beside, status_of
from goodword.people.forms import HoursForm
from goodword.people.holidays_of import Holiday
from goodword.people.models import Team
from goodword.people.views.team_settings import editable_team
from goodword.ui.versions import Meanwhile


@require_http_methods(["GET", "HEAD", "POST"])
def hours(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the hours in force, look public holidays up, publish a new version."""
    team = editable_team(request, slug)
    at = clock.now()
    if request.method != "POST":
        return _page(request, team, at, _form(team, at))
    if "look" in request.POST:
        return _look_holidays_up(request, team, at)
    form = _form(team, at, request.POST)
    if form.is_valid():
        try:
            made = actions.set_hours(team, by=person_of(request), at=at, **form.facts())
            words = _("Version %(number)s of your hours is in force from %(day)s.")
            messages.success(
                request, words % {"number": made.version, "day": made.valid_from.isoformat()}
            )
            return redirect("people:team-settings", team.slug)
        except Conflict:
            return _faster(request, team.slug, at, form)
        except Refusal as refusal:
            return _page(request, team, at, form, status=put_beside(form, refusal))
    return _page(request, team, at, form)


def _faster(request: HttpRequest, slug: str, at: datetime, form: HoursForm) -> HttpResponse:
    """What a colleague published meanwhile, beside what was typed."""
    team = editable_team(request, slug)
    newest = max(team.hours.all(), key=lambda one: one.version)
    conflict = faster(form, _form(team, at), newest.made_by, person_of(request))
    return _page(request, team, at, form, status=HTTPStatus.CONFLICT, conflict=conflict)


def _form(team: Team, at: datetime, data: QueryDict | None = None) -> HoursForm:
    newest = max(team.hours.all(), key=lambda one: one.version)
    return HoursForm(data, newest=newest, today=showing.zone_today(newest.zone, at))


def _look_holidays_up(request: HttpRequest, team: Team, at: datetime) -> HttpResponse:
    """Write the public holidays into the form, and say what each would close."""
    data = request.POST.copy()
    try:
        found = holidays_of.coming(
            data.get("country", ""), data.get("part", "").strip(), at.date(), team.calendar()
        )
    except LookupError:
        form = _form(team, at, data)
        form.is_valid()
        parts = ", ".join(holidays_of.parts_of(data.get("country", ""))) or _("none")
        form.add_error("part", _("Parts that are known: %(parts)s.") % {"parts": parts})
        return _page(request, team, at, form)
    lines = {line.strip()[:10]: line.strip() for line in data.get("holidays", "").splitlines()}
    lines |= {one.day.isoformat(): f"{one.day.isoformat()} {one.name}" for one in found}
    data["holidays"] = "\n".join(line for _day, line in sorted(lines.items()) if line)
    form = _form(team, at)
    form.initial.update({name: data.get(name, "") for name in form.fields})
    return _page(request, team, at, form, found)


def _page(
    request: HttpRequest,
    team: Team,
    at: datetime,
    form: HoursForm,
    found: list[Holiday] | None = None,
    status: HTTPStatus | None = None,
    conflict: Meanwhile | None = None,
) -> HttpResponse:
    context = {
        "at": at,
        "today": at.date(),
        "team": team,
        "form": form,
        "conflict": conflict,
        "found": found or [],
        "versions": sorted(team.hours.all(), key=lambda one: -one.version),
        "hours": showing.hours_lines(team.calendar(), at.date()),
    }
    return render(request, "people/team_hours.html", context, status=status or status_of(form))
