"""How closed a team's work is; decided by its lead and by who runs Goodword."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from goodword.house import clock
from goodword.house.refusals import Refusal
from goodword.people import actions
from goodword.people.doors import person_of, put_beside, status_of
from goodword.people.forms import PrivacyForm
from goodword.people.views.team_settings import editable_team


@require_http_methods(["GET", "HEAD", "POST"])
def privacy(request: HttpRequest, slug: str) -> HttpResponse:
    """Show and save how new requests to the team begin, and who reads confidential ones."""
    team, at = editable_team(request, slug), clock.now()
    form = PrivacyForm(
        request.POST if request.method == "POST" else None,
        team=team,
        today=at.date(),
        privacy=team.privacy,
        readers=team.readers.all(),
    )
    if form.is_bound and form.is_valid():
        try:
            actions.keep_closed(team, by=person_of(request), at=at, **form.cleaned_data)
            messages.success(request, _("Saved."))
            return redirect("people:team-settings", team.slug)
        except Refusal as refusal:
            put_beside(form, refusal)
    context = {"team": team, "form": form}
    return render(request, "people/team_privacy.html", context, status=status_of(form))
