"""Who may be written to about a request: nobody hears of what they may not see."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q

from goodword.people.models import Person
from goodword.requests.models import Exclusion, Reader, ServiceRequest, Share


def may_hear(service_request: ServiceRequest, people: Iterable[Person]) -> list[Person]:
    """Those of these people who are not kept out and, where it is confidential, are named.

    Asked inside an act, before a letter is posted; the letter asks ``visible_to`` once more when
    it is sent.
    """
    wanted = list(people)
    running = Q(service_request=service_request, ended_at=None)
    kept_out = set(Exclusion.objects.filter(running).values_list("person", flat=True))
    if service_request.is_confidential:
        return [one for one in wanted if one.pk in _named(service_request, running) - kept_out]
    return [one for one in wanted if one.pk not in kept_out]


def _named(here: ServiceRequest, running: Q) -> set[int | None]:
    """Keys of those who take part in a confidential request."""
    named: set[int | None] = set(here.asking)
    if here.filer_reads:
        named.add(here.typed_by_id)
    named |= set(Reader.objects.filter(running).values_list("person", flat=True))
    named |= set(Share.objects.filter(running).values_list("person", flat=True))
    offered = here.handovers.filter(answer="").values_list("to_person", flat=True)
    return named | set(offered)
