"""A suggested order of a desk: what might go first, and why. Never an order."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from goodword.house import clock
from goodword.house.words import gettext as _
from goodword.pages.doors import PersonRequest, own_team
from goodword.requests.showing.ordering import suggested


@require_safe
def order(request: PersonRequest, team: str) -> HttpResponse:
    """What might be taken up first on one of the person's own desks."""
    at, own = clock.now(), own_team(request.user, team)
    mine = request.GET.get("whose", "") == "me"
    href = reverse("pages:order", args=[own.slug])
    context = {
        "at": at,
        "team": own,
        "rows": suggested(own, request.user, at, mine=mine),
        "tabs": [
            (href, _("The whole desk"), not mine),
            (f"{href}?whose=me", _("Mine, and nobody's"), mine),
        ],
    }
    return render(request, "pages/order.html", context)
