"""What is new since a list was drawn; nothing moves under the pointer."""

from __future__ import annotations

from datetime import UTC, datetime

from django.http import Http404, HttpResponse, HttpResponseNotModified, JsonResponse
from django.utils.http import quote_etag
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from goodword.house import clock
from goodword.pages import news
from goodword.pages.doors import PersonRequest, own_team

LATEST = 9_999_999_999


@require_safe
def counts(request: PersonRequest) -> HttpResponse:
    """Say in words how much is new, or answer 304 while nothing changed.

    ``desk`` and ``since`` (the newest request that was seen) ask about a desk, ``home`` (the
    second in which it was drawn) about home; without them the numbers of the navigation come.
    """
    if "desk" in request.GET:
        team = own_team(request.user, request.GET["desk"].replace("\x00", ""))
        number = news.new_on_desk(request.user, team, _number(request, "since"))
        return _said(request, number)
    if "home" in request.GET:
        since = datetime.fromtimestamp(_number(request, "home"), UTC)
        return _said(request, news.new_for_me(request.user, since))
    numbers = news.badges(request.user, clock.now())
    return _tagged(request, JsonResponse(numbers), "-".join(map(str, numbers.values())))


def _number(request: PersonRequest, name: str) -> int:
    text = request.GET.get(name, "")
    if not (text.isascii() and text.isdigit() and int(text) <= LATEST):
        raise Http404
    return int(text)


def _said(request: PersonRequest, number: int) -> HttpResponse:
    words = ""
    if number:
        words = ngettext("%(number)s new, show it", "%(number)s new, show them", number)
    answer = HttpResponse(words % {"number": number} if words else "", content_type="text/plain")
    return _tagged(request, answer, str(number))


def _tagged(request: PersonRequest, answer: HttpResponse, tag: str) -> HttpResponse:
    """The answer with its ETag, or 304 when the page has it already."""
    etag = quote_etag(f"{request.user.pk}-{tag}")
    if request.headers.get("If-None-Match") == etag:
        answer = HttpResponseNotModified()
    answer.headers["ETag"] = etag
    answer.headers["Cache-Control"] = "private, no-store"
    return answer
