"""Just enough addresses for the frame, and sample pages for a browser."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import include, path
from django.views.decorators.http import condition

from goodword.ui.tests import sample_pages

#: what the pages below count or answer; tests write here
story = {"sent": 0, "word": "Thursday"}

SUGGESTIONS = (
    '<div role="listbox" id="ask-list" aria-label="Suggestions" data-says="2 suggestions.">'
    '<a class="opt" role="option" id="o1" aria-selected="false" href="/home" tabindex="-1">One</a>'
    '<a class="opt" role="option" id="o2" aria-selected="false" href="/desk" tabindex="-1">Two</a>'
    "</div>"
)


@login_not_required
def nothing(request: HttpRequest) -> HttpResponse:
    return HttpResponse("<!doctype html><title>Nothing</title>")


@login_not_required
def sample(request: HttpRequest, name: str) -> HttpResponse:
    request.user = sample_pages.DAFYDD
    return HttpResponse(sample_pages.page(name, request))


@login_not_required
def suggest(request: HttpRequest) -> HttpResponse:
    return HttpResponse(SUGGESTIONS)


@login_not_required
def take(request: HttpRequest) -> HttpResponse:
    story["sent"] += 1
    return HttpResponse(status=HTTPStatus.NO_CONTENT)


@login_not_required
def wrong(request: HttpRequest) -> HttpResponse:
    page = '<form id="tried"><div data-errors id="errors" tabindex="-1">Too short</div></form>'
    return HttpResponse(page, status=HTTPStatus.UNPROCESSABLE_ENTITY)


@login_not_required
def broken(request: HttpRequest) -> HttpResponse:
    return HttpResponse("never shown", status=HTTPStatus.INTERNAL_SERVER_ERROR)


@login_not_required
@condition(etag_func=lambda request: f'"{story["word"]}"')
def banner(request: HttpRequest) -> HttpResponse:
    return HttpResponse(
        f'<section data-poll="/banner" data-every="0.2"><h2>{story["word"]}</h2></section>'
    )


pages = ([path("home", nothing, name="home"), path("desk", nothing, name="my-desk")], "pages")
urlpatterns = [
    path("", include(pages)),
    path("", include("goodword.ui.urls")),
    path("leave", nothing, name="account_logout"),
    path("sample/<name>", sample),
    path("ask/suggest", suggest),
    path("take", take),
    path("wrong", wrong),
    path("broken", broken),
    path("banner", banner),
]
handler404 = "goodword.ui.errors.not_found"
