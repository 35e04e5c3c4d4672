"""How a service has done lately, kept whenever a word ends or something is delivered."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from django.db.models import QuerySet

from goodword.catalogue.models import Service
from goodword.house.prepared import prepared
from goodword.people.privacy import Privacy
from goodword.requests.models import Promise, ServiceRecord, ServiceRequest
from goodword.requests.rules.states import PromiseState
from goodword.working_time import Calendar

Moments = tuple[datetime, datetime | None, datetime | None]
#: How many of the latest count as "lately".
LATELY: Final = 52


def note_service(service_request: ServiceRequest, at: datetime, calendar: Calendar) -> None:
    """Work out the record of the service anew, inside an act that changed it.

    Only what its own team promised and delivered counts, not what was handed over; and nothing
    confidential, so that the figures everybody reads do not tell that there is something.
    """
    service = service_request.service
    if service is None:
        return
    if service.team_id != service_request.team_id:
        calendar = service.team.calendar()
    renew_record(service, at, calendar)


def renew_record(service: Service, at: datetime, calendar: Calendar) -> None:
    """Work out the record of a service from what its own team promised and delivered."""
    values = _record(service, at, calendar)
    # Nearly always the row is there: one statement then, instead of five.
    if not ServiceRecord.objects.filter(service=service).update(**values):
        ServiceRecord.objects.update_or_create(service=service, defaults=values)


def follow_move(service: Service, at: datetime) -> None:
    """Begin a record anew for a service that came to another team; the old words stay theirs."""
    renew_record(service, at, service.team.calendar())


def _record(service: Service, at: datetime, calendar: Calendar) -> dict[str, object]:
    judged = _judged(service.pk, service.team_id)
    lengths = _lengths(service, calendar)
    return {
        "kept": judged.count(PromiseState.KEPT),
        "broken": judged.count(PromiseState.BROKEN),
        "first_word_minutes": share_done([first for first, _all in lengths], 50),
        "half_minutes": share_done([whole for _first, whole in lengths], 50),
        "p85_minutes": share_done([whole for _first, whole in lengths], 85),
        "p95_minutes": share_done([whole for _first, whole in lengths], 95),
        "changed_at": at,
    }


@prepared
def _judged(service: int, team: int) -> QuerySet[Promise, str]:
    own = Promise.objects.judged().filter(team=team)
    promises = own.filter(service_request__service=service).exclude(
        service_request__privacy=Privacy.CONFIDENTIAL
    )
    return promises.order_by("-ended_at").values_list("state", flat=True)[:LATELY]


@prepared
def _delivered(service: int, team: int) -> QuerySet[ServiceRequest, Moments]:
    own = ServiceRequest.objects.filter(service=service, team=team)
    rows = own.filter(delivered_at__isnull=False).exclude(privacy=Privacy.CONFIDENTIAL)
    moments = rows.order_by("-delivered_at").values_list(
        "asked_at", "first_word_at", "delivered_at"
    )
    return moments[:LATELY]


def _lengths(service: Service, calendar: Calendar) -> list[tuple[int, int]]:
    """Working minutes to the first word and to the delivery, of the latest delivered."""
    latest = _delivered(service.pk, service.team_id)
    return [
        (_minutes(calendar, asked, first or done), _minutes(calendar, asked, done))
        for asked, first, done in latest
        if done
    ]


def _minutes(calendar: Calendar, start: datetime, end: datetime) -> int:
    return int(calendar.between(start, end).total_seconds() // 60)


def share_done(minutes: Sequence[int], share: int) -> int | None:
    """The length within which this share (in 100) was done: nearest rank, None without any."""
    if not minutes:
        return None
    rank = -(-len(minutes) * share // 100)
    return sorted(minutes)[max(rank, 1) - 1]
