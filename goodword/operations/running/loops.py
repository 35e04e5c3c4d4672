"""The two loops beside the web: the worker handles letters and mails, the clock keeps time.

``python -m goodword.operations.running.loops worker`` or ``clock``.  Both only call
what their rooms offer; neither knows what a letter or a promise is.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from importlib import import_module

import structlog

from goodword.house.jumps import Watch
from goodword.operations.running.stopping import Stop

log = structlog.get_logger(__name__)

Job = Callable[[datetime], int]

#: loop -> seconds of rest when there was nothing to do, and its jobs
LOOPS: dict[str, tuple[float, tuple[str, ...]]] = {
    "worker": (
        2.0,
        (
            "goodword.outbox.jobs.send_due",
            "goodword.channels.jobs.bring_in_waiting",
            "goodword.channels.jobs.handle_waiting",
            "goodword.channels.jobs.send_self_tests",
        ),
    ),
    "clock": (
        20.0,
        (
            "goodword.requests.jobs.sweep",
            "goodword.requests.jobs.recount",
            "goodword.requests.jobs.learn",
            "goodword.outbox.jobs.make_digests",
            "goodword.outbox.jobs.watch",
            "goodword.operations.watching.troubles.watch",
            "goodword.history.jobs.forget_forms",
            "goodword.operations.running.statistics.refresh_daily",
        ),
    ),
}
#: The clock's lease; of all clocks on all hosts its holder ticks.
CLOCK = "clock"
#: How often a clock that is not the one looks whether it has become it, in seconds.
STANDBY = 1.0
#: How long a loop rests when the database does not answer, in seconds.
DATABASE_AWAY = 2.0
#: Seconds between two signs of life of a loop; the clock's also keep its lease.
BEATS = {"worker": 10.0, "clock": 5.0}


def always() -> bool:
    """Every worker may work at any time: what it takes in hand is leased row by row."""
    return True


@dataclass
class Loop:
    """Calls its jobs again and again; rests when none had anything to do.

    ``may_work`` is asked before each job: a clock that lost its lease stops between two. With a
    ``watch`` a round is left out when the machine's clock was set meanwhile: what seems overdue
    then may only be the clock (RELIABILITY 52).
    """

    name: str
    rest: float
    jobs: Sequence[Job]
    stop: Stop
    may_work: Callable[[], bool] = always
    watch: Watch | None = None

    def run(self, now: Callable[[], datetime]) -> None:
        """Work until told to stop; a database that is away is asked again soon."""
        from django.db import InterfaceError, OperationalError

        while not self.stop.is_set():
            try:
                rest = self._rest_after(self.round(now()))
            except (OperationalError, InterfaceError) as problem:
                log.warning("database_away", loop=self.name, error=type(problem).__name__)
                rest = DATABASE_AWAY
            if rest:
                self.stop.wait(rest)

    def _rest_after(self, done: int) -> float:
        if done:
            return 0.0
        return self.rest if self.may_work() else min(self.rest, STANDBY)

    def round(self, at: datetime) -> int:
        """Call every job once; answer how much was done.

        Raises what the database said to any of them, when all have had their turn.
        """
        from django.db import InterfaceError, OperationalError, close_old_connections

        from goodword.history.jobs import note_jump

        close_old_connections()
        if self.watch and (moved := self.watch.jump(at)):
            note_jump(at, moved)
            return 0
        done, away = 0, None
        for one in self.jobs:
            try:
                done += self._do(one, at)
            except (OperationalError, InterfaceError) as problem:
                away = problem
                close_old_connections()
        if away:
            raise away
        return done

    def _do(self, job: Job, at: datetime) -> int:
        """Do one job; what goes wrong in it is loud in the log, and does not stop the others."""
        from django.db import InterfaceError, OperationalError

        if not self.may_work():
            return 0
        try:
            count = job(at)
        except (OperationalError, InterfaceError):
            raise
        except Exception:  # one broken job must not stop letters, mail and clocks
            log.exception("job_failed", loop=self.name, job=job.__name__)
            return 0
        if count:
            log.info("worked", loop=self.name, job=job.__name__, count=count)
        return count


def job(path: str) -> Job:
    """Find a job by its dotted name."""
    module, _, name = path.rpartition(".")
    found: Job = getattr(import_module(module), name)
    return found


def until_told_to_stop(live: Callable[[Stop], None]) -> int:
    """Live as one of the processes until SIGTERM or SIGINT, or until the one that began it ends."""
    import django

    from goodword.operations.running.supervisor import end_with_parent

    end_with_parent()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "goodword.settings")
    django.setup()
    stop = Stop()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    live(stop)
    return 0


def live(name: str, stop: Stop) -> None:
    """Run a loop with its signs of life, and the clock with its lease."""
    from goodword.house import clock
    from goodword.operations.running.lease import Holding
    from goodword.operations.running.pulse import Pulse, new_key
    from goodword.operations.running.time_outs import allow_long_work

    allow_long_work()
    key = new_key(name)
    lease = Holding(CLOCK, key) if name == CLOCK else None
    rest, paths = LOOPS[name]
    pulse = Pulse(name, key, lease, every=BEATS[name])
    loop = Loop(
        name,
        rest,
        [pulse.watching(job(path)) for path in paths],
        stop,
        lease.is_ours if lease else always,
        Watch() if name == CLOCK else None,
    )
    pulse.begin()
    try:
        loop.run(clock.now)
    finally:
        pulse.end()


if __name__ == "__main__":
    sys.exit(until_told_to_stop(partial(live, sys.argv[1])))
