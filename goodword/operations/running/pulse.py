"""Signs of life: each process of ours says every few seconds that it lives.

A thread of its own does it, so that a long round of work is no silence.  Where the process holds
a lease, the same thread keeps it.  What has worked at one thing far too long counts as hung: its
lease is let go, later the process ends and the supervisor starts another.
"""

from __future__ import annotations

import os
import secrets
import socket
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import wraps
from typing import Any

import structlog
from django.db import Error, connections
from django.db.models.functions import Now

from goodword.house import limits
from goodword.operations.models import Heartbeat
from goodword.operations.running.lease import Holding, steady

Job = Callable[[datetime], int]

log = structlog.get_logger(__name__)

#: Seconds between two signs of life.
BEAT_EVERY = 5.0
#: The same for a process that answers pages; nobody waits for its end.
WEB_BEATS = 15.0
#: Older signs of life are nobody's any more.
FORGOTTEN_AFTER = timedelta(hours=1)
#: So many times as long as a job's query may take, a whole job may take at most.
HUNG_AFTER = 4
HUNG = 75


def host() -> str:
    """Name this host."""
    return socket.gethostname()[:100]


def new_key(part: str) -> str:
    """Name this very process, also among those that had its number before."""
    return f"{part}@{host()}:{os.getpid()}:{secrets.token_hex(4)}"[-120:]


@dataclass
class Pulse:
    """Beats for one process until it is told to stop."""

    part: str
    key: str
    lease: Holding | None = None
    also: Callable[[], Any] | None = None
    every: float = BEAT_EVERY
    give_up: Callable[[int], Any] = os._exit
    _working_since: float | None = field(default=None, init=False)
    _stop: threading.Event = field(default_factory=threading.Event, init=False)
    _thread: threading.Thread | None = field(default=None, init=False)

    def begin(self) -> Pulse:
        """Beat from now on, beside whatever else the process does."""
        self._thread = threading.Thread(target=self._run, name=f"pulse-{self.part}", daemon=True)
        self._thread.start()
        return self

    def end(self) -> None:
        """Stop beating, give the lease back and take the sign of life away."""
        self._stop.set()
        if self._thread is not None:
            self._thread.join(timeout=self.every)
        try:
            if self.lease is not None:
                self.lease.give_back()
            Heartbeat.objects.filter(pk=self.key).delete()
        except Error:
            log.warning("pulse_not_ended", part=self.part)

    def watching(self, job: Job) -> Job:
        """Answer the same job, whose length is watched."""

        @wraps(job)
        def watched(at: datetime) -> int:
            self._working_since = steady()
            try:
                return job(at)
            finally:
                self._working_since = None

        return watched

    def works_for(self) -> float:
        """Answer for how many seconds the job in hand has lasted."""
        since = self._working_since
        return 0.0 if since is None else steady() - since

    def beat(self) -> None:
        """Say that the process lives, and keep the lease; one time."""
        if self.works_for() > HUNG_AFTER * limits.JOB_SECONDS:
            log.error("hung", part=self.part, seconds=int(self.works_for()))
            self.give_up(HUNG)
        elif self.lease is not None and self.works_for() <= limits.JOB_SECONDS:
            self.lease.keep()
        if not Heartbeat.objects.filter(pk=self.key).update(beaten_at=Now()):
            Heartbeat.objects.create(
                pk=self.key,
                part=self.part,
                host=host(),
                pid=os.getpid(),
                started_at=Now(),
                beaten_at=Now(),
            )
        if self.also is not None:
            self.also()

    def _run(self) -> None:
        while True:
            try:
                self.beat()
            except (Error, OSError) as problem:
                # The database is away: it is asked again soon, and the lease ends by itself.
                log.warning("no_beat", part=self.part, error=type(problem).__name__)
            finally:
                connections.close_all()
            if self._stop.wait(self.every):
                return


def sweep() -> int:
    """Forget processes that have been silent for an hour; answer how many."""
    return Heartbeat.objects.filter(beaten_at__lt=Now() - FORGOTTEN_AFTER).delete()[0]
