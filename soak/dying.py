"""A process that does one piece of work and may die in the middle of it."""

from __future__ import annotations

import os
import signal
import sys
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from typing import NoReturn

from django.db import connections

from goodword.house import faults

KILLED = -signal.SIGKILL


@dataclass(frozen=True)
class End:
    """How it ended: the exit code, or minus the signal; and what it said before."""

    code: int
    said: list[str]

    @property
    def was_killed(self) -> bool:
        """Whether it died where it was told to."""
        return self.code == KILLED


Work = Callable[[Callable[[str], None]], object]


def in_a_process(work: Work, fault: str = "") -> End:
    """Do a piece of work in a process of its own, armed with a fault.

    ``work`` gets a function that writes a line down outside the process, so that what was said
    is known even when it dies right after.
    """
    connections.close_all()
    sys.stdout.flush()
    sys.stderr.flush()
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(reading)
        _do_and_end(work, fault, writing)
    os.close(writing)
    with os.fdopen(reading) as lines:
        said = lines.read().splitlines()
    _pid, status = os.waitpid(pid, 0)
    return End(os.waitstatus_to_exitcode(status), said)


def _do_and_end(work: Work, fault: str, writing: int) -> NoReturn:
    """Do it, and leave nothing of the parent's own to be tidied up by the copy."""
    lines = os.fdopen(writing, "w")
    code = 1
    try:
        if fault:
            faults.arm(fault)
        work(lambda words: print(words, file=lines, flush=True))
        code = 0
    finally:
        if code:
            traceback.print_exc()
        os._exit(code)
