"""The built-in page of sent mail: everybody reads their own, the operator sees that it went."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_deny
from django.views.decorators.http import require_GET, require_POST

from goodword.house import clock, limits
from goodword.outbox import actions, jobs
from goodword.outbox.health import health
from goodword.outbox.models import ARRIVED, ON_ITS_WAY, Letter, LetterQuerySet, State
from goodword.people.doors import operator_of, person_of

if TYPE_CHECKING:
    from django.http import HttpRequest


#: A mail is somebody else's HTML to a browser: no script, no request, no form, no frame.
MAIL_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'; "
    "sandbox allow-top-navigation-by-user-activation allow-popups"
)
_SEARCH_LENGTH = 200


@require_GET
def sent_mail(request: HttpRequest) -> HttpResponse:
    """List the reader's own letters, latest first; ``q`` searches subject and text."""
    query = request.GET.get("q", "").replace("\0", "")[:_SEARCH_LENGTH].strip()
    letters = Letter.objects.visible_to(person_of(request)).filter(
        state__in=(*ARRIVED, *ON_ITS_WAY, State.HELD, State.BRAKED)
    )
    if query:
        letters = letters.filter(Q(subject__icontains=query) | Q(text__icontains=query))
    found, more = _page(letters, request.GET.get("after", ""))
    return render(
        request,
        "outbox/sent_mail.html",
        {
            "letters": found,
            "more": more,
            "query": query,
            "by_server": settings.CONFIGURATION.smtp is not None,
            "at": clock.now(),
        },
    )


def _page(letters: LetterQuerySet, after: str) -> tuple[list[Letter], str]:
    """Answer one page of letters, latest first, and the token that leads to the next one."""
    edge = letters.filter(token=after).first() if after else None
    if edge is not None:
        older = Q(posted_at__lt=edge.posted_at) | Q(posted_at=edge.posted_at, pk__lt=edge.pk)
        letters = letters.filter(older)
    found = list(letters.order_by("-posted_at", "-pk")[: limits.ROWS_PER_PAGE + 1])
    page = found[: limits.ROWS_PER_PAGE]
    return page, page[-1].token if len(found) > len(page) else ""


@require_GET
def letter(request: HttpRequest, token: str) -> HttpResponse:
    """Show one of the reader's own letters as text, with the way to its HTML twin."""
    found = get_object_or_404(Letter.objects.visible_to(person_of(request)), token=token)
    return render(request, "outbox/letter.html", {"letter": found, "at": clock.now()})


@require_GET
@xframe_options_deny
def letter_html(request: HttpRequest, token: str) -> HttpResponse:
    """Show the HTML twin by itself, as a mail program would, under a policy of its own."""
    found = get_object_or_404(
        Letter.objects.visible_to(person_of(request)).exclude(html=""), token=token
    )
    response = HttpResponse(found.html, content_type="text/html; charset=utf-8")
    response.headers["Content-Security-Policy"] = MAIL_POLICY
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    return response


@require_GET
def post_office(request: HttpRequest) -> HttpResponse:
    """Show the operator how the letters get on: kinds, times and troubles, never words."""
    person = operator_of(request)
    at = clock.now()
    letters = Letter.objects.metadata_for(person).select_related("to")
    found, more = _page(letters, request.GET.get("after", ""))
    return render(
        request,
        "outbox/post_office.html",
        {
            "troubled": troubled(letters, at),
            "letters": found,
            "more": more,
            "status": jobs.status(at),
            "seen": health(at),
            "by_server": settings.CONFIGURATION.smtp is not None,
            "at": at,
        },
    )


def going_out(request: HttpRequest, at: datetime) -> dict[str, object]:
    """Say how the letters going out get on: numbers, and what of them needs a look."""
    letters = Letter.objects.metadata_for(operator_of(request)).select_related("to")
    return {
        "troubled": troubled(letters, at),
        "seen": health(at),
        "by_server": settings.CONFIGURATION.smtp is not None,
    }


def troubled(letters: LetterQuerySet, at: datetime) -> list[Letter]:
    """Answer what needs a look: lost, retried, held back, perhaps sent twice."""
    trouble = (
        Q(state__in=(State.FAILED, State.PERHAPS_TWICE, State.BRAKED))
        | Q(is_lost=True)
        | Q(state=State.WAITING, attempts__gt=0)
        | Q(pk__in=letters.stuck(at).values("pk"))
    )
    return list(letters.filter(trouble).order_by("-posted_at", "-pk")[: limits.ROWS_PER_PAGE])


@require_POST
def another_try(request: HttpRequest, token: str) -> HttpResponse:
    """Put a letter that was given up back on its way."""
    letters = Letter.objects.metadata_for(operator_of(request))
    found = get_object_or_404(letters, token=token)
    if actions.try_again_now(found, clock.now()):
        messages.success(request, _("It is on its way again."))
    else:
        messages.info(request, _("It is on its way already."))
    return redirect("outbox:post-office")
