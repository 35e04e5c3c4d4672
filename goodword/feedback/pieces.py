"""What was said afterwards, on the page of its request."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest
from markupsafe import Markup

from goodword.feedback.models import Quality, Rating, Thanks
from goodword.people.doors import person_of
from goodword.people.models import Person
from goodword.requests.models import ServiceRequest
from goodword.ui.rendering import piece


def said_afterwards(request: HttpRequest, about: ServiceRequest, at: datetime) -> Markup:
    """Good words and grades of a request that was delivered, for those who may see them."""
    if about.delivered_at is None:
        return Markup("")
    me = person_of(request)
    given = Thanks.objects.visible_to(me).filter(service_request=about)
    rating = Rating.objects.visible_to(me).filter(service_request=about).first()
    context = {
        "about": about,
        "given": list(given.select_related("by", "to").order_by("at")),
        "grades": grades_of(rating),
        "by_me": rating is not None and rating.by_id == me.pk,
        "may_thank": _may_thank(about, me),
        "me": me,
        "at": at,
    }
    return piece("feedback/_said.html", context, request)


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
    asking = {about.asker_id, about.beneficiary_id, about.delegate_id}
    return bool(me.pk in asking and about.owner_id) or bool(getattr(about, "is_ours", False))
