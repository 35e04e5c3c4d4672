"""Due times never lie: what open requests take over when their service changes, or ends.

What was published when something was asked holds to its end; of a newer charter the times that
are sooner hold, too. An agreed date is moved by nobody but people.
"""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import datetime

from goodword.catalogue.models import Charter, Service
from goodword.history.models import Event
from goodword.house.action import action
from goodword.requests.actions.keeping import ABOUT, Held
from goodword.requests.actions.recounting import A_ROUND
from goodword.requests.models import RecountedService, ServiceRequest
from goodword.requests.rules import clocks
from goodword.requests.rules.standing import Policy, Standing
from goodword.working_time import Calendar


@action
def changed_services() -> list[RecountedService]:
    """Services that changed since their requests were counted; new ones are only noted."""
    now = {
        key: (version or 0, retired_at is not None)
        for key, version, retired_at in Service.objects.order_by().values_list(
            "pk", "charter__version", "retired_at"
        )
    }
    known = {row.service_id: row for row in RecountedService.objects.all()}
    RecountedService.objects.bulk_create(
        RecountedService(service_id=key, version=version, is_retired=retired)
        for key, (version, retired) in now.items()
        if key not in known
    )
    return [
        row
        for key, row in known.items()
        if key in now and (row.version, row.is_retired) != now[key]
    ]


def next_of(row: RecountedService) -> list[ServiceRequest]:
    """The next open requests for a service that are to be looked at."""
    rows = ServiceRequest.objects.open().filter(service=row.service_id, pk__gt=row.counted_to)
    return list(rows.order_by("pk")[:A_ROUND])


@action
def note_looked_at(row: RecountedService, counted_to: int | None) -> None:
    """Write down how far the requests for a service are looked at; None: all of them."""
    if counted_to is None:
        service = Service.objects.select_related("charter").get(pk=row.service_id)
        row.version = service.charter.version if service.charter else 0
        row.is_retired, row.counted_to = service.retired_at is not None, 0
    else:
        row.counted_to = counted_to
    row.save(update_fields=["version", "is_retired", "counted_to"])


@action
def take_over(service_request: ServiceRequest, *, at: datetime) -> bool:
    """Take over what a request's service says now; answers whether anything was.

    The owner is told once when it is not offered any more. The asker hears only when their next
    word comes sooner; nothing becomes late by it at once. What another team says, to which the
    service came meanwhile, is nothing for those who gave their word before.
    """
    held = Held.hold(service_request, at)
    service = service_request.service
    if service is None or service.team_id != service_request.team_id:
        return False
    ended = service.retired_at is not None and not _was_told(service_request)
    if ended:
        held.record("service_ended")
    policy = _sooner(held.standing, service.charter)
    changed = _holds(held, policy)
    if changed:
        _take_times(held, policy)
    held.settle()
    return ended or changed


def _was_told(service_request: ServiceRequest) -> bool:
    said = Event.objects.about(ABOUT, service_request.pk).filter(name="service_ended")
    return said.exists()


def _sooner(standing: Standing, charter: Charter | None) -> Policy:
    """Of each time the sooner one: as it was published then, or as it is now."""
    policy = standing.policy
    if charter is None:
        return policy
    return replace(
        policy,
        first_word_minutes=min(policy.first_word_minutes, charter.first_word_minutes),
        offer_days=min(policy.offer_days, charter.offer_days),
        update_days=min(policy.update_days, charter.update_days),
    )


def _next_word_at(standing: Standing, calendar: Calendar) -> datetime:
    due = clocks.next_word(standing, calendar)
    return due.at if due else standing.asked_at


def _holds(held: Held, policy: Policy) -> bool:
    """Whether other times hold from now on: not where the next word would be late at once."""
    if policy == held.standing.policy:
        return False
    before = _next_word_at(held.standing, held.calendar)
    after = _next_word_at(replace(held.standing, policy=policy), held.calendar)
    return after == before or after > held.at


def _take_times(held: Held, policy: Policy) -> None:
    before = _next_word_at(held.standing, held.calendar)
    held.record("service_changed", facts={"policy": asdict(policy)})
    after = _next_word_at(held.standing, held.calendar)
    if after < before:
        held.record("word_sooner", due=after)
