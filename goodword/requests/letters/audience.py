"""Who may be written to about a request: nobody hears of what they may not see."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from goodword.house.prepared import prepared
from goodword.people.models import Person
from goodword.requests.models import Exclusion, Reader, ServiceRequest, Share


def may_hear(service_request: ServiceRequest, people: Iterable[Person]) -> list[Person]:
    """Those of these people who are not kept out and, where it is confidential, are named.

    Asked inside an act, before a letter is posted; the letter asks ``visible_to`` once more when
    it is sent.
    """
    wanted = list(people)
    kept_out = set(_kept_out(service_request.pk))
    if service_request.is_confidential:
        running = Q(service_request=service_request, ended_at=None)
        return [one for one in wanted if one.pk in _named(service_request, running) - kept_out]
    return [one for one in wanted if one.pk not in kept_out]


@prepared
def _kept_out(key: int) -> QuerySet[Exclusion, int | None]:
    running = Exclusion.objects.filter(service_request=key, ended_at=None)
    return running.order_by().values_list("person", flat=True)


def _named(here: ServiceRequest, running: Q) -> set[int | None]:
    """Keys of those who take part in a confidential request."""
    named: set[int | None] = set(here.asking)
    if here.filer_reads:
        named.add(here.typed_by_id)
    named |= set(Reader.objects.filter(running).values_list("person", flat=True))
    named |= set(Share.objects.filter(running).values_list("person", flat=True))
    offered = here.handovers.filter(answer="").values_list("to_person", flat=True)
    return named | set(offered)
