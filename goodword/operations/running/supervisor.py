"""One command keeps web, worker and clock alive, and ends them together.

A child that dies is started again, sooner the longer it had lived: after half
a second, then twice as long each time up to half a minute.  SIGTERM and
SIGINT end all of them, politely first.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from types import FrameType
from typing import Protocol

import structlog

from goodword.operations.running.stopping import Stop

log = structlog.get_logger(__name__)

FIRST_PAUSE = 0.5
LONGEST_PAUSE = 30.0
#: A child that lived this long is forgiven its earlier deaths.
FORGIVEN_AFTER = 60.0
#: How long children may take to end before they are killed.
PATIENCE = 20.0
LOOK_EVERY = 0.25


class Process(Protocol):
    """What we need of a running child."""

    pid: int

    def poll(self) -> int | None:
        """Answer the exit code, or None while it lives."""

    def send_signal(self, sig: int) -> None:
        """Send it a signal."""

    def kill(self) -> None:
        """End it at once."""

    def wait(self, timeout: float | None = None) -> int:
        """Wait for its end."""


Spawn = Callable[[Sequence[str]], Process]


def spawn(command: Sequence[str]) -> Process:
    """Start a child in a session of its own, so that Ctrl-C reaches only us."""
    # The commands are our own modules, never words from outside.
    return subprocess.Popen(list(command), start_new_session=True)  # noqa: S603 - our own words


@dataclass
class Child:
    """One process we answer for."""

    name: str
    command: Sequence[str]
    process: Process | None = None
    started_at: float = 0.0
    deaths: int = 0
    start_again_at: float = 0.0

    def look_after(self, at: float, start: Spawn) -> None:
        """Start it when it is due; notice when it has died."""
        if self.process is None:
            if at >= self.start_again_at:
                self.process = start(self.command)
                self.started_at = at
                log.info("started", child=self.name, pid=self.process.pid)
            return
        code = self.process.poll()
        if code is None:
            return
        if at - self.started_at > FORGIVEN_AFTER:
            self.deaths = 0
        pause = min(FIRST_PAUSE * 2**self.deaths, LONGEST_PAUSE)
        log.warning("died", child=self.name, code=code, again_in_seconds=pause)
        self.deaths += 1
        self.process = None
        self.start_again_at = at + pause


@dataclass
class Supervisor:
    """Looks after children until it is told to stop."""

    children: Sequence[Child]
    start: Spawn = spawn
    look_every: float = LOOK_EVERY
    patience: float = PATIENCE
    stop: Stop = field(default_factory=Stop)

    def run(self) -> None:
        """Keep all children alive until a signal comes; then end them all."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._on_signal)
        try:
            while not self.stop.is_set():
                for child in self.children:
                    child.look_after(time.monotonic(), self.start)
                self.stop.wait(self.look_every)
        finally:
            self.end()

    def _on_signal(self, number: int, frame: FrameType | None) -> None:
        self.stop.set()

    def end(self) -> None:
        """Ask every child to end, wait a while, and kill who does not."""
        living = [child for child in self.children if child.process is not None]
        for child in living:
            _signal(child, signal.SIGTERM)
        until = time.monotonic() + self.patience
        for child in living:
            self._see_off(child, until - time.monotonic())

    def _see_off(self, child: Child, patience: float) -> None:
        if child.process is None:
            return
        try:
            child.process.wait(timeout=max(patience, 0.01))
        except subprocess.TimeoutExpired:
            log.warning("killed", child=child.name, pid=child.process.pid)
            child.process.kill()
            child.process.wait()
        child.process = None


def _signal(child: Child, number: int) -> None:
    if child.process is not None and child.process.poll() is None:
        child.process.send_signal(number)


def end_with_parent(number: int = signal.SIGTERM, parent: int = 0) -> None:
    """Ask the system to end this process, by this signal, when its parent is killed outright.

    ``parent`` is its process number, where it is known: it may be dead before we could ask.

    Linux only; elsewhere a killed supervisor leaves its children running.
    """
    if sys.platform == "linux":
        import ctypes

        pr_set_pdeathsig = 1
        ctypes.CDLL(None).prctl(pr_set_pdeathsig, number)
        if parent and os.getppid() != parent:
            os.kill(os.getpid(), number)
