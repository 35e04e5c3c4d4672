"""What every page answer goes through, whichever room made it."""

from __future__ import annotations

import zoneinfo
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from django.contrib.auth import logout
from django.contrib.auth.middleware import AuthenticationMiddleware, get_user
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation

from goodword.house.clock import now
from goodword.house.limits import (
    GUEST_SESSION_ABSOLUTE,
    GUEST_SESSION_IDLE,
    SESSION_ABSOLUTE,
    SESSION_IDLE,
)

Answer = Callable[[HttpRequest], HttpResponse]

_SIGNED_IN = "goodword_signed_in"
_SEEN = "goodword_seen"
#: A visit is written down at most this often, so that reading stays reading.
_SEEN_EVERY_SECONDS = 300


class WhoReads(AuthenticationMiddleware):
    """Says who is signed in: the person, where Django has a stand-in that finds them when asked.

    Every page asks, and a list some hundred times.
    """

    def process_request(self, request: HttpRequest) -> None:
        super().process_request(request)
        request.user = get_user(request)


class SessionAge:
    """Ends a session after 8 idle hours, and after 14 days whatever happens.

    A guest's ends after one idle hour, and after 12 hours whatever happens.

    A poll (a GET that says which answer it already has) is the page asking,
    not the person, and does not keep a session alive.
    """

    def __init__(self, answer: Answer) -> None:
        self._answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            self._look_at(request, now())
        return self._answer(request)

    def _look_at(self, request: HttpRequest, at: datetime) -> None:
        moment = int(at.timestamp())
        signed_in = request.session.setdefault(_SIGNED_IN, moment)
        seen = request.session.setdefault(_SEEN, moment)
        is_guest = getattr(request.user, "is_guest", False)
        idle, longest = (
            (GUEST_SESSION_IDLE, GUEST_SESSION_ABSOLUTE)
            if is_guest
            else (SESSION_IDLE, SESSION_ABSOLUTE)
        )
        too_old = moment - signed_in > longest.total_seconds()
        if too_old or moment - seen > idle.total_seconds():
            logout(request)
        elif moment - seen > _SEEN_EVERY_SECONDS and not _is_poll(request):
            request.session[_SEEN] = moment


def _is_poll(request: HttpRequest) -> bool:
    return request.method == "GET" and "If-None-Match" in request.headers


class PersonalZoneAndLanguage:
    """Shows times in the person's zone and words in their language."""

    def __init__(self, answer: Answer) -> None:
        self._answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = _of(request.user, "language")
        with timezone.override(_zone(_of(request.user, "zone"))):
            if not language:
                return self._answer(request)
            with translation.override(language):
                response = self._answer(request)
                response.headers.setdefault("Content-Language", language)
                return response


def _of(person: Any, name: str) -> str:
    """Answer what the person chose, empty for a visitor who is not signed in."""
    return str(getattr(person, name, "") or "")


def _zone(name: str) -> Any:
    try:
        return zoneinfo.ZoneInfo(name) if name else timezone.get_default_timezone()
    except (zoneinfo.ZoneInfoNotFoundError, ValueError):
        return UTC


class NothingIsKept:
    """Tells browsers and proxies to keep no page, and to ask for no sensors.

    Pages carry names and words; a shared computer must not show them to the
    next person who presses "back".  Answers that set their own rule keep it.
    """

    def __init__(self, answer: Answer) -> None:
        self._answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self._answer(request)
        response.headers.setdefault("Cache-Control", "private, no-store")
        response.headers.setdefault(
            "Permissions-Policy", "camera=(), geolocation=(), microphone=()"
        )
        return response
