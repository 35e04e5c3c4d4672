"""What this room puts on the page of a request."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet
from django.http import HttpRequest
from markupsafe import Markup

from goodword.channels.models import SentTogether
from goodword.house.prepared import prepared
from goodword.people.doors import person_of
from goodword.people.models import Person
from goodword.requests.models import ServiceRequest
from goodword.ui.rendering import piece


def sent_together(request: HttpRequest, about: ServiceRequest, at: datetime) -> Markup:
    """The other requests that the same mail became, as far as the reader may see them."""
    me = person_of(request)
    if about.channel != ServiceRequest.Channel.MAIL or me.is_guest:
        return Markup("")
    others = _others(me, about)
    if not others:
        return Markup("")
    return piece("channels/_sent_together.html", {"others": others, "at": at}, request)


@prepared
def _others(me: Person, about: ServiceRequest) -> QuerySet[SentTogether]:
    others = SentTogether.objects.visible_to(me).beside(about)
    return others.select_related("service_request", "service_request__team").order_by("pk")
