"""The desk of a team."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from goodword.house import clock
from goodword.pages.desk import read_desk, read_further
from goodword.pages.doors import PersonRequest, own_team
from goodword.pages.filters import Filters
from goodword.pages.sections import BY_KEY

RESULTS = "desk_results"
REMOVED = "desk_removed_view"


@require_safe
def my_desk(request: PersonRequest) -> HttpResponse:
    """The desk of my first team; who is in no team is told so kindly."""
    team = request.user.teams().first()
    if team is None:
        return render(request, "pages/no_desk.html")
    return redirect("pages:desk", team.slug)


@require_safe
def desk(request: PersonRequest, team: str) -> HttpResponse:
    """What lies on a team's desk, in the order of care."""
    filters = Filters.read(request.GET)
    section = BY_KEY.get(request.GET.get("section", ""))
    if section is not None:
        return _further(request, team, filters, section)
    at = clock.now()
    with_everybody = request.GET.get("people") == "all"
    found = read_desk(request.user, team, filters, at, with_everybody=with_everybody)
    if found is None:
        raise Http404
    context: dict[str, Any] = {
        "desk": found,
        "filters": filters,
        "at": at,
        "note_href": f"{reverse('requests:ask')}?for=colleague&team={found.team.slug}",
        "results": _popped(request, RESULTS),
        "removed": _popped(request, REMOVED),
    }
    return render(request, "pages/desk.html", context)


def _further(request: PersonRequest, slug: str, filters: Filters, section: Any) -> HttpResponse:
    """The next rows of one section, on a page of their own."""
    at, team = clock.now(), own_team(request.user, slug)
    after = request.GET.get("after", "")
    further = read_further(request.user, team, filters, section, after, at)
    return render(request, "pages/desk_further.html", {"further": further, "team": team, "at": at})


def _popped(request: PersonRequest, name: str) -> Any:
    """What the last act left to be said once."""
    return request.session.pop(name) if name in request.session else None
