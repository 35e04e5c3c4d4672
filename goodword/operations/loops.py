"""The two loops beside the web: the worker handles letters and mails, the clock keeps time.

``python -m goodword.operations.loops worker`` or ``clock``.  Both only call
what their rooms offer; neither knows what a letter or a promise is.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from importlib import import_module

import structlog

from goodword.operations.stopping import Stop

log = structlog.get_logger(__name__)

Job = Callable[[datetime], int]

#: loop -> seconds of rest when there was nothing to do, and its jobs
LOOPS: dict[str, tuple[float, tuple[str, ...]]] = {
    "worker": (
        2.0,
        ("goodword.outbox.jobs.send_due", "goodword.channels.jobs.handle_waiting"),
    ),
    "clock": (
        20.0,
        ("goodword.requests.jobs.sweep", "goodword.outbox.jobs.make_digests"),
    ),
}


#: Any number, as long as nobody else locks it.
CLOCK_LOCK = 7_407_310


@contextmanager
def turn(name: str) -> Iterator[bool]:
    """Answer whether it is this process' turn; of all hosts only one clock ticks.

    The embedded size has one host, whose data folder `serve` has locked.
    """
    from django.db import connection

    if name != "clock" or connection.vendor != "postgresql":
        yield True
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [CLOCK_LOCK])
        is_ours = bool(cursor.fetchone()[0])
        try:
            yield is_ours
        finally:
            if is_ours:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [CLOCK_LOCK])


@dataclass
class Loop:
    """Calls its jobs again and again; rests when none had anything to do."""

    name: str
    rest: float
    jobs: Sequence[Job]
    stop: Stop

    def run(self, now: Callable[[], datetime]) -> None:
        """Work until told to stop."""
        while not self.stop.is_set():
            if not self.round(now()):
                self.stop.wait(self.rest)

    def round(self, at: datetime) -> int:
        """Call every job once; answer how much was done."""
        from django.db import close_old_connections

        close_old_connections()
        with turn(self.name) as is_ours:
            return sum(self._do(job, at) for job in self.jobs) if is_ours else 0

    def _do(self, job: Job, at: datetime) -> int:
        count = job(at)
        if count:
            log.info("worked", loop=self.name, job=job.__name__, count=count)
        return count


def job(path: str) -> Job:
    """Find a job by its dotted name."""
    module, _, name = path.rpartition(".")
    found: Job = getattr(import_module(module), name)
    return found


def main(argv: Sequence[str]) -> int:
    """Run one of the loops until SIGTERM or SIGINT."""
    import django

    from goodword.house import clock
    from goodword.operations.supervisor import end_with_parent

    end_with_parent()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "goodword.settings")
    django.setup()
    stop = Stop()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    name = argv[0]
    rest, paths = LOOPS[name]
    Loop(name, rest, [job(path) for path in paths], stop).run(clock.now)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
