"""Error pages in words: what happened, that nothing is lost, and what to do next.

Every page of this kind goes through ``error_page``. The sentences never blame the reader, and
never say more than they may know: what somebody may not see answers like what does not exist.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

import structlog
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import requires_csrf_token

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Words:
    """What an error page says: a line above, the heading, and what to do."""

    eyebrow: Any
    heading: Any
    lede: Any


_OUR_SIDE = _("Something went wrong on our side")

WORDS: dict[int, Words] = {
    400: Words(
        _("We could not read this"),
        _("Something in what was sent is not as we need it"),
        _("Nothing was changed. Go back, and try it once more from the page itself."),
    ),
    403: Words(
        _("Not for you"),
        _("This is not open to you"),
        _("If you need it for your work, ask the team that looks after it."),
    ),
    404: Words(
        _("Not found"),
        _("There is no page here"),
        _(
            "It may have moved, the address may have a typing mistake, or it belongs to "
            "colleagues only. Ask or find it from Home."
        ),
    ),
    405: Words(
        _("We could not do this"),
        _("This address is for something else"),
        _("Nothing was changed. Go back, and try it once more from the page itself."),
    ),
    409: Words(
        _("Changed meanwhile"),
        _("Somebody was faster"),
        _("Look at what is there now first. Your text is kept."),
    ),
    413: Words(
        _("Too large"),
        _("This is more than we can take at once"),
        _("Files may have 25 MB each. Your words are not lost: go back, and send less at a time."),
    ),
    422: Words(
        _("Not quite"),
        _("Something needs putting right"),
        _("Nothing was changed. Go back: what is wrong stands beside each field."),
    ),
    429: Words(
        _("One moment"),
        _("That was very often in a short time"),
        _("Nothing is lost. Wait a minute, then try again."),
    ),
    500: Words(
        _OUR_SIDE,
        _("We could not do this"),
        _("That is our mistake, not yours. Nothing was promised in your name."),
    ),
    503: Words(
        _OUR_SIDE,
        _("Goodword is busy with itself for a moment"),
        _("Nothing is lost. Wait a minute, then try again."),
    ),
}

CSRF_WORDS = Words(
    _("Please send it once more"),
    _("We could not be sure that this came from you"),
    _(
        "The page was open for a long time, or your browser does not keep cookies. Nothing was "
        "changed. Go back, load the page anew and send it again."
    ),
)


def error_page(
    request: HttpRequest | None, status: int, words: Words | None = None, **more: Any
) -> HttpResponse:
    """Answer with an error page in words.

    ``more`` may hold ``heading`` and ``lede`` for this one case, ``kept`` (the words somebody
    typed, shown so that they can be copied), ``back`` (an address) and ``reference``.
    """
    said = words or WORDS.get(status, WORDS[HTTPStatus.INTERNAL_SERVER_ERROR])
    context: dict[str, Any] = {
        "status": status,
        "eyebrow": said.eyebrow,
        "heading": said.heading,
        "lede": said.lede,
        "kept": "",
        "back": "",
        "reference": "",
        **more,
    }
    return HttpResponse(render_to_string("ui/error.html", context, request), status=status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 400 in words."""
    return error_page(request, HTTPStatus.BAD_REQUEST)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 403 in words."""
    return error_page(request, HTTPStatus.FORBIDDEN)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 404 in words; the same for what does not exist and what you may not see."""
    return error_page(request, HTTPStatus.NOT_FOUND)


def too_large(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 413 in words."""
    return error_page(request, HTTPStatus.REQUEST_ENTITY_TOO_LARGE)


def too_often(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 429 in words (allauth's and our own limits)."""
    return error_page(request, HTTPStatus.TOO_MANY_REQUESTS)


def unavailable(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 503 in words."""
    return error_page(request, HTTPStatus.SERVICE_UNAVAILABLE)


def conflict(request: HttpRequest, message: str, *, kept: str = "", back: str = "") -> HttpResponse:
    """Answer 409: somebody was faster; ``message`` says who and what, the typed words stay."""
    return error_page(request, HTTPStatus.CONFLICT, heading=message, kept=kept, back=back)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer 500 in words, with a reference that also stands in the log."""
    reference = secrets.token_hex(3).upper()
    match = request.resolver_match
    # the name of the page only: its address may be somebody's way in
    log.error("page_failed", reference=reference, page=match.view_name if match else "")
    # without the request: whatever failed must not be asked again while saying so
    return error_page(None, HTTPStatus.INTERNAL_SERVER_ERROR, reference=reference)


@requires_csrf_token
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer 403 when a form came without its proof of origin (``CSRF_FAILURE_VIEW``)."""
    kept = request.POST.get("message") or request.POST.get("words") or ""
    return error_page(request, HTTPStatus.FORBIDDEN, CSRF_WORDS, kept=kept)
