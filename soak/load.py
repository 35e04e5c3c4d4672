"""Many people at once: threads that live one life of a request after the other over HTTP."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence

from soak.lives import Life
from soak.visiting import Browser
from soak.world import World, cookie

#: A pause before the same step is sent again, in seconds.
PAUSE = 0.1
#: A step that gets no answer for this long is a problem of its own, in seconds. On a machine that
#: is busy with other things a new server takes more than a minute to answer.
PATIENCE = 600.0
STEPS = ("ask", "write", "reply", "offer", "accept", "deliver", "confirm")


class Load:
    """Threads that ask, write, offer, agree, deliver and confirm until told to stop.

    ``ports`` are the servers they turn to; one that does not answer is left for the next.
    """

    def __init__(self, world: World, ports: Sequence[int], threads: int, name: str) -> None:
        people = [*world.askers, *world.helpers, *world.others]
        self._sessions = {person.pk: cookie(person) for person in people}
        self._tokens: dict[int, tuple[str, str]] = {}
        self._world, self._ports, self._name = world, list(ports), name
        self._stop = threading.Event()
        self._lock = threading.Lock()
        self._number = 0
        self.lives: list[Life] = []
        self.wrong: list[str] = []
        self.unanswered = 0
        self._threads = [
            threading.Thread(target=self._work, args=(place,), daemon=True)
            for place in range(threads)
        ]

    def start(self) -> None:
        """Begin."""
        for thread in self._threads:
            thread.start()

    def stop(self, meanwhile: Callable[[], None] | None = None) -> None:
        """Let every life that has begun come to its end, then stop.

        ``meanwhile`` is done again and again, as a supervisor would: a web server whose processes
        are killed twice within seconds ends itself.
        """
        self._stop.set()
        while self.is_alive:
            for thread in self._threads:
                thread.join(0.05)
            if meanwhile is not None:
                meanwhile()

    @property
    def acknowledged(self) -> int:
        """How many writes have been answered with "done"."""
        return sum(len(life.acknowledged) for life in list(self.lives))

    @property
    def is_alive(self) -> bool:
        """Whether anybody still works."""
        return any(thread.is_alive() for thread in self._threads)

    def _work(self, place: int) -> None:
        browsers = [Browser(port, self._sessions, self._tokens) for port in self._ports]
        while not self._stop.is_set():
            life = self._begin()
            for turn, step in enumerate(STEPS):
                if not self._take(life, step, browsers, place + turn):
                    break
        for browser in browsers:
            browser.close()

    def _begin(self) -> Life:
        with self._lock:
            self._number += 1
            life = Life.of(self._world, f"{self._name} {self._number}", self._number, STEPS)
            life.with_files = self._number % 5 == 0
            self.lives.append(life)
        return life

    def _take(self, life: Life, step: str, browsers: Sequence[Browser], turn: int) -> bool:
        until, why = time.monotonic() + PATIENCE, ""
        while time.monotonic() < until:
            try:
                wrong = life.take(step, browsers[turn % len(browsers)])
            except OSError as problem:
                self.unanswered += 1
                why = str(problem)
                turn += 1
                time.sleep(PAUSE)
                continue
            if wrong:
                self.wrong.append(wrong)
            return not wrong
        self.wrong.append(f"{life.name}: {step} got no answer for {PATIENCE:.0f} s: {why}")
        return False


def wait_for(
    number: int,
    count: Callable[[], int],
    seconds: float = PATIENCE,
    meanwhile: Callable[[], None] | None = None,
) -> bool:
    """Wait until something has happened so often; answer whether it has.

    ``meanwhile`` is done again and again, as a supervisor would.
    """
    until = time.monotonic() + seconds
    while count() < number and time.monotonic() < until:
        time.sleep(0.02)
        if meanwhile is not None:
            meanwhile()
    return count() >= number
