"""The product's own web server on a loopback port, and what its processes cost."""

from __future__ import annotations

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")
PATIENCE = 120.0


def free_port() -> int:
    """A port that nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def parents() -> dict[int, int]:
    """The parent of every process of this machine."""
    found = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            rest = (folder / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        found[int(folder.name)] = int(rest[1])
    return found


def family(root: int) -> list[int]:
    """A process and all that come from it."""
    known = parents()
    ours, new = {root}, True
    while new:
        children = {pid for pid, parent in known.items() if parent in ours} - ours
        ours |= children
        new = bool(children)
    return sorted(ours)


def cpu(pids: list[int]) -> float:
    """Seconds of processor time that these processes have used, in user and system."""
    whole = 0
    for pid in pids:
        try:
            rest = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        whole += sum(int(number) for number in rest[11:15])  # with children that have ended
    return whole / TICKS


def memory(pids: list[int]) -> list[float]:
    """Megabytes of each process: its own and its share of what it shares (PSS)."""
    found = []
    for pid in pids:
        try:
            text = Path(f"/proc/{pid}/smaps_rollup").read_text()
        except OSError:
            continue
        share = next(line for line in text.splitlines() if line.startswith("Pss:"))
        found.append(int(share.split()[1]) / 1024)
    return found


def resident(pids: list[int]) -> list[float]:
    """Megabytes of each process as ``ps`` shows them (RSS)."""
    found = []
    for pid in pids:
        try:
            text = Path(f"/proc/{pid}/status").read_text()
        except OSError:
            continue
        lines = [line for line in text.splitlines() if line.startswith("VmRSS:")]
        found += [int(line.split()[1]) / 1024 for line in lines]
    return found


@dataclass
class Server:
    """A running web server: its port, its processes, and the database's beside it."""

    port: int
    process: subprocess.Popen[bytes]
    first_page: float
    database: int | None = None

    def pids(self) -> list[int]:
        return family(self.process.pid)

    def cpu(self) -> float:
        """Seconds of the web server's processes so far."""
        return cpu(self.pids())

    def database_memory(self) -> float:
        """Megabytes of the database server's processes; 0 where there is none."""
        return sum(memory(family(self.database))) if self.database else 0.0

    def database_cpu(self) -> float:
        """Seconds of the database server's processes so far; 0 where there is none."""
        return cpu(family(self.database)) if self.database else 0.0


@contextmanager
def served(environment: Mapping[str, str], database: int | None = None) -> Iterator[Server]:
    """Serve pages alone, as the product's web server does, until the end of the block."""
    port = free_port()
    command = ("-m", "goodword.operations.running.web", "127.0.0.1", str(port))
    with _running(command, port, environment, database) as server:
        yield server


@contextmanager
def everything(environment: Mapping[str, str], database: int | None = None) -> Iterator[Server]:
    """Run the whole of Goodword, as ``goodword serve`` does, until the end of the block."""
    program = "import sys; from goodword.operations.command import main; sys.exit(main())"
    with _running(("-c", program, "serve"), free_port(), environment, database) as server:
        yield server


@contextmanager
def _running(
    command: Sequence[str], port: int, environment: Mapping[str, str], database: int | None
) -> Iterator[Server]:
    there = {**environment, "PORT": str(port), "GOODWORD_BASE_URL": f"http://127.0.0.1:{port}"}
    began = time.monotonic()
    with (Path(environment["GOODWORD_DATA"]) / "server.log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, *command], env=there, start_new_session=True, stdout=log, stderr=log
        )
    try:
        _wait_for_page(port, process)
        yield Server(port, process, time.monotonic() - began, database)
    finally:
        process.terminate()
        process.wait(60)


def _wait_for_page(port: int, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if process.poll() is not None:
            raise SystemExit("The web server ended before it had served a page.")
        line = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        try:
            line.request("GET", "/account/login/")
            if line.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.05)
        finally:
            line.close()
    raise SystemExit("The web server did not serve a page in time.")
