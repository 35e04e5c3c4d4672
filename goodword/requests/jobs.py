"""What the clock process does for requests."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Final

from django.db.models import Q

from goodword.house import faults
from goodword.house.guard import system_scope
from goodword.requests import actions
from goodword.requests.actions import changed_services, recounting
from goodword.requests.actions.clock import strike
from goodword.requests.models import ServiceRequest

#: How many requests a sweep looks up at a time: it never holds all that is due.
A_PAGE: Final = 100
#: After so many seconds a sweep ends and lets the clock's other jobs do theirs; the next goes on.
A_SWEEP: Final = 1.5


def sweep(at: datetime) -> int:
    """Let the clocks of all requests do what is due, each in a transaction of its own.

    Answers how many effects there were. Safe to run twice at once: each request is locked. One
    request that cannot be handled does not hold the others up; it is raised at the end, loudly.
    """
    done, troubles = 0, []
    for service_request in _due(at):
        try:
            done += strike(service_request, at=at)
            faults.point("sweep.one_done")
        except Exception as trouble:  # noqa: BLE001  # one broken life must not stop everybody's clocks
            troubles.append(trouble)
    if troubles:
        raise ExceptionGroup(f"{len(troubles)} requests could not be handled", troubles)
    return done


def _due(at: datetime) -> Iterator[ServiceRequest]:
    """What is due, soonest first and page by page, until there is no more or the time is up.

    A page begins behind the one before, so what cannot be handled is passed and not met again.
    """
    until = time.monotonic() + A_SWEEP
    last: tuple[datetime, int] | None = None
    while page := _page(at, last):
        faults.point("sweep.chosen")
        last = page[-1].wake_at or at, page[-1].pk
        for service_request in page:
            yield service_request
            if time.monotonic() > until:
                return


def _page(at: datetime, last: tuple[datetime, int] | None) -> list[ServiceRequest]:
    with system_scope("requests.jobs.sweep"):
        due = ServiceRequest.objects.due_by(at)
        if last is not None:
            wake_at, key = last
            due = due.filter(Q(wake_at__gt=wake_at) | Q(wake_at=wake_at, pk__gt=key))
        return list(due[:A_PAGE])


def learn(at: datetime) -> int:
    """Learn, now and then, how long work takes (DOMAIN 5)."""
    return actions.learn(at=at)


def recount(at: datetime) -> int:
    """Count anew what is due where a team's hours or a service changed; answers how many were."""
    return _recount_hours(at) + _recount_services(at)


def _recount_services(at: datetime) -> int:
    done = 0
    for row in changed_services.changed_services():
        with system_scope("requests.jobs.recount"):
            waiting = changed_services.next_of(row)
        changed_services.note_looked_at(row, _counted_to(waiting, changed_services.take_over, at))
        done += len(waiting)
    return done


def _recount_hours(at: datetime) -> int:
    done = 0
    for row in recounting.changed_hours():
        with system_scope("requests.jobs.recount"):
            waiting = recounting.next_of(row)
        recounting.note_recounted(row, _counted_to(waiting, recounting.recount, at))
        done += len(waiting)
    return done


def _counted_to(
    waiting: list[ServiceRequest], count: Callable[..., bool], at: datetime
) -> int | None:
    """Count each of a round anew; answer how far it came, None where no further round is needed."""
    for service_request in waiting:
        count(service_request, at=at)
    return waiting[-1].pk if len(waiting) == recounting.A_ROUND else None
