"""What was said afterwards, on the page of its request."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet
from django.http import HttpRequest
from markupsafe import Markup

from goodword.feedback.models import Quality, Rating, Thanks
from goodword.house.prepared import prepared
from goodword.people.doors import person_of
from goodword.people.models import Person
from goodword.requests.models import ServiceRequest
from goodword.requests.names import known_to
from goodword.ui.rendering import piece


def said_afterwards(request: HttpRequest, about: ServiceRequest, at: datetime) -> Markup:
    """Good words and grades of a request that was delivered, for those who may see them."""
    if about.delivered_at is None:
        return Markup("")
    me = person_of(request)
    given = _given(me, about)
    _as_known(given, about, me)
    rating = next(iter(_ratings(me, about)), None)
    context = {
        "about": about,
        "given": given,
        "grades": grades_of(rating),
        "by_me": rating is not None and rating.by_id == me.pk,
        "may_thank": _may_thank(about, me),
        "me": me,
        "at": at,
    }
    return piece("feedback/_said.html", context, request)


@prepared
def _given(me: Person, about: ServiceRequest) -> QuerySet[Thanks]:
    given = Thanks.objects.visible_to(me).filter(service_request=about)
    return given.select_related("by", "to").order_by("at")


@prepared
def _ratings(me: Person, about: ServiceRequest) -> QuerySet[Rating]:
    return Rating.objects.visible_to(me).filter(service_request=about)


def _as_known(given: list[Thanks], about: ServiceRequest, me: Person) -> None:
    """Name to a guest who thanked them, and of the others those who wrote to them."""
    if me.is_guest:
        known = known_to(me, about)
        for one in given:
            one.by = one.by if one.to_id == me.pk else known.of(one.by)
            one.to = known.of(one.to)


def grades_of(rating: Rating | None) -> list[tuple[str, str]]:
    """The qualities that were graded, each with its word."""
    if rating is None:
        return []
    words = [
        (str(quality.label), getattr(rating, f"get_{quality.value}_display")())
        for quality in Quality
    ]
    return [(name, str(word)) for name, word in words if word is not None]


def _may_thank(about: ServiceRequest, me: Person) -> bool:
    """The two sides may: who asked, and the team that has it."""
    return bool(me.pk in about.asking and about.owner_id) or bool(getattr(about, "is_ours", False))
