"""How good our dates are: what was advised, what was promised, what happened. For everybody."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from goodword.catalogue.models import Service
from goodword.catalogue.views.services import visible_service
from goodword.house import clock
from goodword.house.words import gettext as _
from goodword.insight.charts import columns, plot
from goodword.insight.reading import cases_of
from goodword.insight.rules import AT_LEAST, Followed, figures
from goodword.people.models import Organisation
from goodword.ui import when

#: The periods one may choose, in days.
PERIODS = {"quarter": 91, "half": 182, "year": 365}
USUAL = "half"


@require_safe
def service_dates(request: HttpRequest, team: str, slug: str) -> HttpResponse:
    """How good the dates of one service are; seen by whoever sees the service."""
    service = visible_service(request, team, slug)
    href = reverse("insight:service-dates", args=[team, slug])
    return render(request, "insight/dates.html", _context(request, service, href))


@require_safe
def dates(request: HttpRequest) -> HttpResponse:
    """How good the dates of the whole house are."""
    return render(request, "insight/dates.html", _context(request, None, reverse("insight:dates")))


def _context(request: HttpRequest, service: Service | None, href: str) -> Mapping[str, Any]:
    at = clock.now()
    period = request.GET.get("period", USUAL)
    period = period if period in PERIODS else USUAL
    told = figures(cases_of(service, at, PERIODS[period]))
    return {
        "at": at,
        "service": service,
        "house": None if service else Organisation.objects.first(),
        "told": told,
        "at_least": AT_LEAST,
        "plot": plot(told.coverage),
        "columns": columns(told.followed),
        "steps": _steps(),
        "month_names": {one.first: when.starting(when.month(one.first)) for one in told.months},
        "followed_words": _followed_words(told.followed),
        "tabs": [
            (f"{href}?period={key}", words, key == period) for key, words in _periods().items()
        ],
    }


def _periods() -> dict[str, str]:
    return {"quarter": _("Quarter"), "half": _("Half a year"), "year": _("Year")}


def _steps() -> dict[str, str]:
    return {
        "sooner": _("sooner"),
        "same": _("as advised"),
        "day": _("1 day later"),
        "more": _("2 or more later"),
    }


def _followed_words(followed: tuple[Followed, ...]) -> str:
    """The picture in one sentence."""
    steps = _steps()
    return "; ".join(
        _("%(step)s: %(total)s, %(broken)s of them broken")
        % {"step": steps[one.key], "total": one.total, "broken": one.broken}
        for one in followed
    )
