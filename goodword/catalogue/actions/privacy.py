"""How closed what is asked of one service begins, and who reads what is confidential."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from goodword.catalogue.models import Service
from goodword.house.action import action
from goodword.people.actions import check_readers
from goodword.people.actions.checks import must_lead
from goodword.people.models import Person


@action
def keep_service_closed(
    service: Service,
    *,
    by: Person | None,
    at: datetime,
    privacy: str,
    readers: Iterable[Person],
) -> Service:
    """Say how closed new requests for a service begin; empty means as its team.

    Raises ``Refusal`` when a confidential service names fewer than two readers (PRODUCT).
    """
    must_lead(by, service.team)
    named = list(readers)
    check_readers(service.team, privacy, named, at)
    service.privacy = privacy
    service.save(update_fields=["privacy"])
    service.readers.set(named)
    return service
