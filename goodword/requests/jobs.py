"""What the clock process does for requests."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from goodword.house.guard import system_scope
from goodword.requests.actions.clock import strike
from goodword.requests.models import ServiceRequest

#: How many requests one sweep looks at; the next sweep goes on.
A_SWEEP: Final = 500


def sweep(at: datetime) -> int:
    """Let the clocks of all requests do what is due, each in a transaction of its own.

    Answers how many effects there were. Safe to run twice at once: each request is locked.
    """
    with system_scope("requests.jobs.sweep"):
        waiting = list(ServiceRequest.objects.due_by(at)[:A_SWEEP])
    return sum(strike(service_request, at=at) for service_request in waiting)
