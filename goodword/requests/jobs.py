"""What the clock process does for requests."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from goodword.house import faults
from goodword.house.guard import system_scope
from goodword.requests import actions
from goodword.requests.actions import recounting
from goodword.requests.actions.clock import strike
from goodword.requests.models import ServiceRequest

#: How many requests one sweep looks at; the next sweep goes on.
A_SWEEP: Final = 500


def sweep(at: datetime) -> int:
    """Let the clocks of all requests do what is due, each in a transaction of its own.

    Answers how many effects there were. Safe to run twice at once: each request is locked. One
    request that cannot be handled does not hold the others up; it is raised at the end, loudly.
    """
    with system_scope("requests.jobs.sweep"):
        waiting = list(ServiceRequest.objects.due_by(at)[:A_SWEEP])
    faults.point("sweep.chosen")
    done, troubles = 0, []
    for service_request in waiting:
        try:
            done += strike(service_request, at=at)
            faults.point("sweep.one_done")
        except Exception as trouble:  # noqa: BLE001  # one broken life must not stop everybody's clocks
            troubles.append(trouble)
    if troubles:
        raise ExceptionGroup(f"{len(troubles)} requests could not be handled", troubles)
    return done


def learn(at: datetime) -> int:
    """Learn, now and then, how long work takes (DOMAIN 5)."""
    return actions.learn(at=at)


def recount(at: datetime) -> int:
    """Count anew what is due where a team's hours changed; answers how many requests were."""
    done = 0
    for row in recounting.changed_hours():
        with system_scope("requests.jobs.recount"):
            waiting = recounting.next_of(row)
        for service_request in waiting:
            recounting.recount(service_request, at=at)
        full = len(waiting) == recounting.A_ROUND
        recounting.note_recounted(row, waiting[-1].pk if full else None)
        done += len(waiting)
    return done
