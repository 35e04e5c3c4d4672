"""The load: ``python -m bench.hammer`` reads jobs from standard input, answers a line of JSON each.

A process of its own that costs little: requests are ready bytes, connections are kept, answers
are read no further than their length. It says how much processor time it took itself.
"""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Sequence
from itertools import count
from typing import Any


class Line:
    """One kept connection."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.socket: socket.socket | None = None

    def ask(self, whole: bytes) -> tuple[int, bytes]:
        """Send one request; answer the status and the head. Raises ``OSError``."""
        if self.socket is None:
            self.socket = socket.create_connection(("127.0.0.1", self.port), timeout=60)
            self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.socket.sendall(whole)
        return self._answer(self.socket)

    def close(self) -> None:
        """Hang up."""
        if self.socket is not None:
            self.socket.close()
            self.socket = None

    def _answer(self, line: socket.socket) -> tuple[int, bytes]:
        got = b""
        while (end := got.find(b"\r\n\r\n")) < 0:
            got += self._more(line)
        head = got[:end].lower()
        status = int(head[9:12])
        if b"transfer-encoding: chunked" in head:
            while not got.endswith(b"0\r\n\r\n"):
                got += self._more(line)
            return status, head
        left = _length(head, status) - (len(got) - end - 4)
        while left > 0:
            left -= len(self._more(line))
        return status, head

    def _more(self, line: socket.socket) -> bytes:
        piece = line.recv(262_144)
        if not piece:
            raise ConnectionError("the server hung up")
        return piece


def _length(head: bytes, status: int) -> int:
    if status in (204, 304):
        return 0
    _before, found, rest = head.partition(b"content-length:")
    return int(rest.split(b"\r\n", 1)[0]) if found else 0


def hammer(job: dict[str, Any]) -> dict[str, Any]:
    """Send the job's requests, ``lines`` at a time, for so many seconds at the longest."""
    wholes = [text.encode("latin-1") for text in job["requests"]]
    places = count()
    lock = threading.Lock()
    taken: list[float] = []
    statuses: Counter[str] = Counter()
    wanted, most = set(job["statuses"]), job["times"]
    until = time.perf_counter() + job["seconds"]

    def work() -> None:
        line = Line(job["port"])
        mine: list[float] = []
        seen: Counter[str] = Counter()
        while (place := next(places)) < most and (began := time.perf_counter()) < until:
            try:
                status, _head = line.ask(wholes[place % len(wholes)])
                seen[str(status)] += 1
            except OSError as problem:
                line.close()
                seen[type(problem).__name__] += 1
            mine.append(time.perf_counter() - began)
        line.close()
        with lock:
            taken.extend(mine)
            statuses.update(seen)

    began, own = time.perf_counter(), time.process_time()
    threads = [threading.Thread(target=work) for _line in range(job["lines"])]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return {
        "taken": taken,
        "wall": time.perf_counter() - began,
        "own_cpu": time.process_time() - own,
        "statuses": dict(statuses),
        "wrong": {status: number for status, number in statuses.items() if status not in wanted},
    }


class Load:
    """The load generator, a process of its own for the whole run."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "bench.hammer"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def send(
        self, port: int, requests: Sequence[str], *, lines: int, seconds: float, times: int,
        statuses: Sequence[int],
    ) -> dict[str, Any]:  # fmt: skip
        """Send these requests so often, so many at a time; answer how it went."""
        job = {
            "port": port, "requests": list(requests), "lines": lines, "seconds": seconds,
            "times": times, "statuses": [str(status) for status in statuses],
        }  # fmt: skip
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(json.dumps(job) + "\n")
        self.process.stdin.flush()
        answer: dict[str, Any] = json.loads(self.process.stdout.readline())
        return answer

    def end(self) -> None:
        """Let it go."""
        assert self.process.stdin
        self.process.stdin.close()
        self.process.wait(10)


def main() -> int:
    """One job after the other, a line each, until there are no more."""
    for line in sys.stdin:
        sys.stdout.write(json.dumps(hammer(json.loads(line))) + "\n")
        sys.stdout.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
