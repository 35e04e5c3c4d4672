"""The processes of ``goodword serve`` on a free port, which may be killed and started again."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from goodword.operations.running.serve import LOOPBACK
from soak.ground import ROOT

#: How long a set of servers may take to answer, in seconds.
PATIENCE = 90.0


def free_port() -> int:
    """Answer a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        port: int = probe.getsockname()[1]
        return port


class Servers:
    """Web, worker and clock of one host; each is started again by whoever killed it.

    With ``commands`` they are others, by what they are called.
    """

    def __init__(
        self,
        folder: Path,
        environment: Mapping[str, str] | None = None,
        commands: Mapping[str, tuple[str, ...]] | None = None,
    ) -> None:
        self.port = free_port()
        self._environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "soak.serving_settings",
            "GOODWORD_DATA": str(folder),
            "GOODWORD_BASE_URL": f"http://{LOOPBACK}:{self.port}",
            "PYTHONPATH": str(ROOT),
            "PORT": str(self.port),
            **(environment or {}),
        }
        self._log = folder / "servers.log"
        loops = ("-m", "goodword.operations.running.loops")
        self._commands = commands or {
            "web": (
                sys.executable,
                "-m",
                "goodword.operations.running.web",
                LOOPBACK,
                str(self.port),
            ),
            "worker": (sys.executable, *loops, "worker"),
            "clock": (sys.executable, *loops, "clock"),
        }
        self.running: dict[str, subprocess.Popen[bytes]] = {}

    @property
    def names(self) -> tuple[str, ...]:
        """What they are called: web, worker, clock."""
        return tuple(self._commands)

    def start(self, *names: str) -> None:
        """Start those that do not run (all, when none is named)."""
        for name in names or self.names:
            running = self.running.get(name)
            if running is None or running.poll() is not None:
                with self._log.open("ab") as log:
                    self.running[name] = subprocess.Popen(
                        self._commands[name],
                        env=self._environment,
                        cwd=ROOT,
                        stdout=log,
                        stderr=log,
                        start_new_session=True,
                    )

    def workers(self) -> list[int]:
        """The processes of the web server that answer."""
        web = self.running["web"].pid
        path = Path(f"/proc/{web}/task/{web}/children")
        try:
            return [int(pid) for pid in path.read_text().split()]
        except FileNotFoundError:
            return []

    def kill(self, name: str) -> None:
        """End one of them as a power cut would; its own children see to themselves."""
        running = self.running[name]
        running.kill()
        running.wait()

    @staticmethod
    def kill_pid(pid: int) -> None:
        """End one process of the web server."""
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            return

    def have_ended(self, pids: Sequence[int], seconds: float = 5.0) -> bool:
        """Whether none of these processes still works, a few seconds from now at the latest."""
        until = time.monotonic() + seconds
        while any(self.is_alive(pid) for pid in pids):
            if time.monotonic() > until:
                return False
            time.sleep(0.05)
        return True

    @staticmethod
    def is_alive(pid: int) -> bool:
        """Whether a process still works; one that nobody has buried does not."""
        try:
            return "\nState:\tZ" not in Path(f"/proc/{pid}/status").read_text()
        except FileNotFoundError:
            return False

    def wait(self) -> None:
        """Wait until somebody answers. Raises ``TimeoutError``."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            connection = http.client.HTTPConnection(LOOPBACK, self.port, timeout=5)
            try:
                connection.request("GET", "/healthz")
                if connection.getresponse().status == http.HTTPStatus.OK:
                    return
            except (OSError, http.client.HTTPException):
                time.sleep(0.1)
            finally:
                connection.close()
        raise TimeoutError(f"nobody answers: {self.last_words()}")

    def stop(self) -> None:
        """End all of them politely, then at once."""
        for running in self.running.values():
            running.terminate()
        for running in self.running.values():
            try:
                running.wait(timeout=20)
            except subprocess.TimeoutExpired:
                os.killpg(running.pid, signal.SIGKILL)
                running.wait()

    def last_words(self) -> str:
        """What they wrote last."""
        return self._log.read_text(errors="replace")[-1_500:] if self._log.exists() else ""
