"""Who can see this and why; what a request looks like to those who may only know of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe
from markupsafe import Markup

from goodword.house import clock
from goodword.house.words import gettext as _
from goodword.people.doors import person_of
from goodword.people.models import Person, Team
from goodword.people.privacy import Privacy
from goodword.requests.models import Exclusion, Glass, Reading, ServiceRequest, Share
from goodword.requests.showing.sight import excluded_from, sights_of
from goodword.requests.showing.states import state_of
from goodword.requests.views.acts import ACTS
from goodword.requests.views.page import who_sees
from goodword.requests.views.rows import Rows, gather
from goodword.ui.rendering import piece

READINGS_SHOWN = 50
OPEN_SHOWN = 20


@require_safe
def sight(request: HttpRequest, reference: str) -> HttpResponse:
    """Everybody who can see a request, why, who is kept out, and who has read it."""
    me, at = person_of(request), clock.now()
    rows = gather(reference, me, at, whole=False)
    if me.is_guest:
        raise Http404
    here = rows.service_request
    takes_part = rows.side in {"asker", "team"}
    context = {
        "here": here,
        "side": rows.side,
        "summary": who_sees(here, rows.side),
        "sights": sights_of(here, me, at),
        "excluded": excluded_from(here, me) if takes_part else [],
        "acts": list(_acts(rows)),
        "glasses": list(_glasses(here, me)),
        "readings": list(_readings(here, me)) if takes_part else [],
        "shown": READINGS_SHOWN,
        "at": at,
    }
    return render(request, "requests/sight/page.html", context)


def _glasses(here: ServiceRequest, me: Person) -> Any:
    rows = Glass.objects.visible_to(me).filter(service_request=here).exclude(agreed_at=None)
    return rows.select_related("person", "agreed_by")


def _readings(here: ServiceRequest, me: Person) -> Any:
    rows = Reading.objects.visible_to(me).filter(service_request=here)
    return rows.select_related("person")[:READINGS_SHOWN]


def _acts(rows: Rows) -> Any:
    """What this reader can do about who sees it: words, address and icon."""
    here = rows.service_request
    for noun in _nouns(rows):
        act = ACTS[noun]
        yield act.heading % {"asker": here.asker.preferred_name}, _address(noun, here), act.icon


def _address(noun: str, here: ServiceRequest) -> str:
    return reverse(f"requests:{noun}", args=[here.reference])


def _running(model: Any, rows: Rows) -> Any:
    return model.objects.visible_to(rows.me).in_force().filter(service_request=rows.service_request)


def _nouns(rows: Rows) -> Iterator[str]:
    if rows.side == "watcher" and _running(Share, rows).filter(person=rows.me).exists():
        yield "stepping-back"
    if rows.side in {"asker", "team"}:
        yield from _of_closing(rows)
        yield from _of_people(rows)


def _of_closing(rows: Rows) -> Iterator[str]:
    here = rows.service_request
    if rows.may_answer and here.opening_to:
        yield "opening-answer"
    if not here.is_confidential:
        yield "privacy"
    if rows.is_ours and here.privacy != Privacy.OPEN:
        yield "opening"


def _of_people(rows: Rows) -> Iterator[str]:
    here = rows.service_request
    if rows.is_ours and here.is_confidential:
        yield from ("readers", "reader-end")
    if rows.may_answer or not here.is_confidential:
        yield "shares"
    if _running(Share, rows).exists():
        yield "share-end"
    yield "exclusions"
    if _running(Exclusion, rows).exists():
        yield "exclusion-end"
    if rows.may_answer and here.is_confidential and here.typed_by_id:
        yield "filer-reading"


def known_page(request: HttpRequest, reference: str) -> HttpResponse:
    """What somebody sees who may know of a request but not read it. Raises ``Http404``."""
    me, at = person_of(request), clock.now()
    known = ServiceRequest.objects.findable_by(me).select_related(
        "team", "asker", "owner", "promise", "offer"
    )
    here = known.filter(reference=reference).first()
    if here is None:
        raise Http404
    typed = here.filer_id == me.pk
    context = {
        "here": here,
        "typed": typed,
        "state": "" if typed else state_of(here, "team", at)[1],
        "words": _("You typed this for %(name)s.") % {"name": here.asker.name} if typed else "",
        "at": at,
    }
    return render(request, "requests/sight/known.html", context)


@dataclass(frozen=True)
class Known:
    """What everybody may know of an open request."""

    href: str
    title: str
    state: str
    at: datetime


def open_list(request: HttpRequest, team: Team, at: datetime) -> Markup:
    """What was asked lately of a team that keeps titles open; nothing for another team."""
    if team.privacy != Privacy.OPEN:
        return Markup("")
    known = ServiceRequest.objects.findable_by(person_of(request)).open()
    found = known.filter(team=team, privacy=Privacy.OPEN).order_by("-asked_at", "-pk")
    rows = [
        Known(one.get_absolute_url(), one.title, state_of(one, "team", at)[1], one.asked_at)
        for one in found.select_related("promise", "offer", "owner", "team")[:OPEN_SHOWN]
    ]
    return (
        piece("requests/_open_list.html", {"rows": rows, "at": at}, request) if rows else Markup()
    )
