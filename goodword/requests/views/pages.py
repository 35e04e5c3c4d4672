"""The page of a request, its banner for the poll, its messages and its files."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import get_object_or_404, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST, require_safe

from goodword.house import clock
from goodword.house.prepared import prepared
from goodword.house.refusals import Conflict, Refusal
from goodword.outbox.writing import absolute
from goodword.people.doors import person_of
from goodword.people.models import Person
from goodword.requests import actions, sections
from goodword.requests.forms.team import MessageForm
from goodword.requests.models import Attachment, Reading, ServiceRequest
from goodword.requests.views.acts import ACTS
from goodword.requests.views.available import more_of, possible
from goodword.requests.views.banner import banner_of, version_of
from goodword.requests.views.calendars import promise_as_calendar
from goodword.requests.views.doors import SeeOther, bound, faster, fetched, saw
from goodword.requests.views.page import shown
from goodword.requests.views.rows import Rows, gather, note
from goodword.requests.views.sight import known_page


@dataclass(frozen=True)
class Typed:
    """What stands in the composer."""

    words: str = ""
    mode: str = "all"
    error: str = ""


@require_safe
def request_page(request: HttpRequest, reference: str) -> HttpResponse:
    """One request, from the side of whoever reads it."""
    try:
        rows = gather(reference, person_of(request), clock.now(), hat=request.GET.get("side", ""))
    except Http404:
        return known_page(request, reference)
    return render(request, "requests/request.html", context_of(request, rows))


def context_of(
    request: HttpRequest, rows: Rows, typed: Typed | None = None, conflict: Any = None
) -> dict[str, Any]:
    """Everything the page of a request is drawn from."""
    page = shown(rows)
    can = possible(rows)
    return {
        "page": page,
        "banner": page.banner,
        "can": can,
        "more_acts": more_of(rows, can),
        "typed": typed or Typed(),
        "conflict": conflict,
        "etag": etag_of(rows),
        "hat": rows.hat,
        "ours": rows.is_ours,
        "pieces": sections.render("request", request, rows.service_request, rows.at),
        "side_pieces": sections.render("request-side", request, rows.service_request, rows.at),
        "at": rows.at,
    }


def etag_of(rows: Rows) -> str:
    """What a poll says it has."""
    return f'"{version_of(rows.service_request.number_of_events, rows.me, rows.hat, rows.at)}"'


@require_safe
def banner(request: HttpRequest, reference: str) -> HttpResponse:
    """The banner alone, for the page that keeps itself fresh; 304 while nothing has changed."""
    person, at, hat = person_of(request), clock.now(), request.GET.get("side", "")
    found = _number_of_events(reference, person)
    if not found:
        raise Http404
    known = f'"{version_of(found[0], person, hat, at)}"'
    if request.headers.get("If-None-Match") == known:
        return HttpResponseNotModified(headers={"ETag": known})
    rows = gather(reference, person, at, hat=hat, whole=False)
    answer = render(request, "requests/_banner.html", banner_context(rows))
    answer["ETag"] = known
    return answer


@prepared
def _number_of_events(reference: str, me: Person) -> QuerySet[ServiceRequest, int]:
    visible = ServiceRequest.objects.visible_to(me).filter(reference=reference)
    return visible.values_list("number_of_events", flat=True)


def banner_context(rows: Rows) -> dict[str, Any]:
    """What the banner alone is drawn from."""
    return {
        "banner": banner_of(rows),
        "etag": etag_of(rows),
        "hat": rows.hat,
        "ours": rows.is_ours,
        "at": rows.at,
    }


@require_POST
def messages(request: HttpRequest, reference: str) -> HttpResponse:
    """Write on a request, to both sides or to one's own team."""
    act, person = ACTS["messages"], person_of(request)
    here = fetched(act, person, reference)
    form = bound(request, act, here)
    assert isinstance(form, MessageForm)  # noqa: S101 - the act's own form
    if not form.is_valid():
        return _again(request, form, form.status)
    try:
        message = actions.write(saw(here, form), by=person, at=clock.now(), **form.arguments())
    except Conflict:
        return _again(request, form, HTTPStatus.CONFLICT)
    except Refusal as refusal:
        form.refuse(refusal)
        return _again(request, form, form.status)
    side = "?side=team" if message.team_only_id and here.asker_id == person.pk else ""
    return SeeOther(f"{here.get_absolute_url()}{side}#message-{message.pk}")


def _again(request: HttpRequest, form: MessageForm, status: int) -> HttpResponse:
    """The page with what was typed, and what is wrong beside it."""
    mode = str(form["to"].value() or "all")
    hat = "team" if mode == "team" else ""
    rows = gather(form.service_request.reference, person_of(request), clock.now(), hat=hat)
    wrong = [str(error) for errors in form.errors.values() for error in errors]
    typed = Typed(str(form["words"].value() or ""), mode, wrong[0] if wrong else "")
    conflict = faster(rows, form) if status == HTTPStatus.CONFLICT else None
    context = context_of(request, rows, typed, conflict)
    return render(request, "requests/request.html", context, status=status)


@require_safe
def file(request: HttpRequest, reference: str, key: str) -> FileResponse:
    """A file as a download: never shown in the page, never run, never guessed at."""
    visible = Attachment.objects.visible_to(person_of(request))
    visible = visible.select_related("file", "service_request")
    found = get_object_or_404(visible, service_request__reference=reference, key=key)
    note(found.service_request, person_of(request), clock.now(), Reading.What.FILE, found.name)
    answer = FileResponse(actions.files.read(found), content_type="application/octet-stream")
    answer["Content-Disposition"] = content_disposition_header(True, found.name) or "attachment"
    answer["Content-Length"] = str(found.file.size)
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cross-Origin-Resource-Policy"] = "same-origin"
    return answer


@require_safe
def calendar(request: HttpRequest, reference: str) -> HttpResponse:
    """The promised moment as an iCalendar file."""
    person = person_of(request)
    visible = ServiceRequest.objects.visible_to(person).select_related("promise__made_by", "team")
    found = get_object_or_404(visible, reference=reference, due_at__isnull=False)
    note(found, person, clock.now(), Reading.What.CALENDAR)
    text = promise_as_calendar(found, absolute(found.get_absolute_url()))
    answer = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{found.reference}.ics"'
    return answer
