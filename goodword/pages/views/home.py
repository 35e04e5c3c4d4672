"""Home, the list of everything I asked for, and what the ask box suggests."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from goodword.house import clock
from goodword.pages.asked import Choices, read_page
from goodword.pages.doors import PersonRequest
from goodword.pages.home import read_home
from goodword.pages.suggesting import TEXT_AT_MOST, said_of, suggest


@require_safe
def home(request: PersonRequest) -> HttpResponse:
    """Both hats on one page, the ask box first."""
    at = clock.now()
    context = {"home": read_home(request.user, at), "at": at, "local_day": timezone.localdate(at)}
    return render(request, "pages/home.html", context)


@require_safe
def asked(request: PersonRequest) -> HttpResponse:
    """All and earlier: what I asked for, or what I gave my word on."""
    at = clock.now()
    choices = Choices.read(request.GET)
    page = read_page(request.user, choices, request.GET.get("after", ""), at)
    return render(request, "pages/asked.html", {"page": page, "choices": choices, "at": at})


@require_safe
def suggestions(request: PersonRequest) -> HttpResponse:
    """A piece of a page for the ask box; opened by itself it leads to the page that asks."""
    typed = request.GET.get("q", "").replace("\x00", "").strip()[:TEXT_AT_MOST]
    just_ask = reverse("requests:ask") + (f"?{urlencode({'q': typed})}" if typed else "")
    if request.headers.get("HX-Request") != "true":
        return redirect(just_ask)
    groups = suggest(request.user, typed, clock.now())
    context = {"groups": groups, "says": said_of(groups), "just_ask": just_ask}
    return render(request, "pages/suggestions.html", context)
