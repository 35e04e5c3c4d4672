"""How closed one service is; decided by the lead of its team."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from goodword.catalogue import actions
from goodword.catalogue.views.offering import our_service
from goodword.house import clock
from goodword.house.refusals import Refusal
from goodword.house.words import gettext as _
from goodword.people.doors import person_of, put_beside, status_of
from goodword.people.forms import PrivacyForm
from goodword.people.models import Team


@require_http_methods(["GET", "HEAD", "POST"])
def privacy(request: HttpRequest, team: str, slug: str) -> HttpResponse:
    """Show and save how requests for it begin, and who reads the confidential ones."""
    me, at = person_of(request), clock.now()
    service = our_service(request, team, slug)
    if not Team.objects.editable_by(me).filter(pk=service.team_id).exists():
        raise Http404
    form = PrivacyForm(
        request.POST if request.method == "POST" else None,
        team=service.team,
        today=at.date(),
        privacy=service.privacy,
        readers=service.readers.all(),
        inherited=True,
    )
    if form.is_bound and form.is_valid():
        try:
            actions.keep_service_closed(service, by=me, at=at, **form.cleaned_data)
            messages.success(request, _("Saved."))
            return redirect("catalogue:offer", service.team.slug)
        except Refusal as refusal:
            put_beside(form, refusal)
    context = {"service": service, "team": service.team, "form": form}
    return render(request, "catalogue/privacy.html", context, status=status_of(form))
