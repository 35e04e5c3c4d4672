"""Teams as colleagues see them."""

from __future__ import annotations

from datetime import date, datetime
from http import HTTPStatus

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from goodword.house import clock
from goodword.house.prepared import prepared
from goodword.house.refusals import Conflict, Refusal
from goodword.people import actions, sections, showing
from goodword.people.doors import faster, person_of, put_beside
from goodword.people.forms import HappeningForm
from goodword.people.models import Membership, Person, Team, TeamQuerySet
from goodword.ui.versions import Meanwhile

TEAMS_PER_PAGE = 60


@require_safe
def teams(request: HttpRequest) -> HttpResponse:
    """List the teams of the house, with what they do and whether they are open now."""
    at = clock.now()
    me = person_of(request)
    words = request.GET.get("q", "").strip()[:100]
    found = _matching(Team.objects.visible_to(me), words)
    related = found.select_related("lead").prefetch_related("hours")
    rows = related.annotate(size=_members(at.date())).order_by("name")
    page = Paginator(rows, TEAMS_PER_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "people/teams.html",
        {
            "at": at,
            "words": words,
            "page": page,
            "rows": [(team, showing.opening(team.calendar(), at)) for team in page],
            "mine": set(me.team_ids()),
            "may_add": me.is_operator,
        },
    )


def _matching(found: TeamQuerySet, words: str) -> TeamQuerySet:
    if not words:
        return found
    return found.filter(
        Q(name__icontains=words)
        | Q(what_we_do__icontains=words)
        | Q(primary_customers__icontains=words)
    )


def _members(today: date) -> Count:
    current = Q(memberships__from_on__lte=today) & (
        Q(memberships__until_on=None) | Q(memberships__until_on__gte=today)
    )
    return Count("memberships", filter=current & Q(memberships__person__is_active=True))


@require_safe
def team(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a team: what it does, who is there now, hours, services, and what it asks of us."""
    return _team_page(request, _team(request, slug), clock.now())


def _team(request: HttpRequest, slug: str) -> Team:
    for team in _visible(person_of(request), slug):
        return team
    raise Http404


@prepared
def _visible(me: Person, slug: str) -> QuerySet[Team]:
    """The team of a page, with who steps in and who signed what is happening."""
    return Team.objects.visible_to(me).filter(slug=slug).select_related("cover", "happening_by")


@prepared
def _my_membership(me: Person, team: Team, today: date) -> QuerySet[Membership, int]:
    mine = Membership.objects.current(today).filter(team=team, person=me)
    return mine.values_list("pk", flat=True)


def _team_page(
    request: HttpRequest,
    team: Team,
    at: datetime,
    happening_form: HappeningForm | None = None,
    status: HTTPStatus = HTTPStatus.OK,
    conflict: Meanwhile | None = None,
) -> HttpResponse:
    me = person_of(request)
    calendar = team.calendar()
    today = at.date()
    context = {
        "at": at,
        "team": team,
        "desks": showing.desks(team, calendar, at),
        "opening": showing.opening(calendar, at),
        "hours": showing.hours_lines(calendar, today),
        "closed": showing.closed_days(calendar, today),
        "zone": calendar.zone,
        "may_edit": me.is_operator or team.lead_id == me.pk,
        "may_say": me.is_operator or bool(_my_membership(me, team, today)),
        "happening_form": happening_form or HappeningForm(team=team),
        "conflict": conflict,
        "sections": sections.render("team", request, team, at),
        "side_sections": sections.render("team-side", request, team, at),
    }
    return render(request, "people/team.html", context, status=status)


@require_POST
def happening(request: HttpRequest, slug: str) -> HttpResponse:
    """Say what is happening with a team now."""
    me = person_of(request)
    ours = Team.objects.spoken_for_by(me)
    team = get_object_or_404(ours.select_related("lead", "cover"), slug=slug)
    form = HappeningForm(request.POST, team=team)
    at = clock.now()
    if form.is_valid():
        try:
            words, seen = form.cleaned_data["words"], form.seen_version
            actions.say_what_is_happening(team, words, by=me, at=at, seen_version=seen)
            messages.success(request, _("Colleagues read it from now on."))
            return redirect(team)
        except Conflict:
            team.refresh_from_db()
            conflict = faster(form, HappeningForm(team=team), team.happening_by, me)
            return _team_page(request, team, at, form, HTTPStatus.CONFLICT, conflict)
        except Refusal as refusal:
            put_beside(form, refusal)
    return _team_page(request, team, at, form, HTTPStatus.UNPROCESSABLE_ENTITY)
