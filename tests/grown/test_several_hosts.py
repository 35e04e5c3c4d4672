"""Two web servers, two workers and two clocks on one PostgreSQL: each does its part, once.

What happens when they are killed under load is proven by the long runs (``make soak``).
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote
from urllib.request import urlopen

import pytest
from django.conf import settings
from django.db import connection
from django.db.models.functions import Now

from goodword.house.guard import system_scope
from goodword.operations.models import Heartbeat, Lease
from goodword.outbox import actions
from goodword.outbox.models import Letter
from goodword.outbox.own_letters import NOTE

PATIENCE = 150.0
LETTERS = 20


def _until(true: Callable[[], Any]) -> Any:
    """Wait until something is so; long, on a machine with much to do."""
    end = time.monotonic() + PATIENCE
    pause = threading.Event()
    while not (answer := true()) and time.monotonic() < end:
        pause.wait(0.1)
    return answer


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _environment(data: Path, port: int) -> dict[str, str]:
    known = connection.settings_dict
    address = f"postgresql://{quote(known['USER'] or '')}@/{known['NAME']}?host={known['HOST']}"
    ours = {
        "DATABASE_URL": address,
        "DJANGO_SETTINGS_MODULE": "goodword.settings",
        "GOODWORD_BASE_URL": f"http://localhost:{port}",
        "GOODWORD_DATA": str(data / str(port)),
        "GOODWORD_SECRET_KEY": settings.SECRET_KEY,
        "GOODWORD_SHARED": str(data),
        "GOODWORD_WEB_WORKERS": "1",
    }
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GOODWORD_")}
    return kept | ours


def _start(*words: str, environment: dict[str, str]) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", f"goodword.operations.running.{words[0]}", *words[1:]]
    return subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL)


def _answers(port: int) -> bool:
    try:
        with urlopen(f"http://127.0.0.1:{port}/healthz", timeout=30) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def _living() -> dict[str, int]:
    parts = list(Heartbeat.objects.values_list("part", flat=True))
    return {part: parts.count(part) for part in set(parts)}


def _letters_left() -> int:
    with system_scope("tests"):
        return Letter.objects.exclude(state="sent").count()


@pytest.fixture
def several(transactional_db, engine, tmp_path):
    """Two of everything, each as its own process."""
    if engine != "postgresql":
        pytest.skip("several hosts need PostgreSQL")
    ports, started, clocks = [_free_port(), _free_port()], [], {}
    for port in ports:
        environment = _environment(tmp_path, port)
        clock = _start("loops", "clock", environment=environment)
        started.append(_start("web", "127.0.0.1", str(port), environment=environment))
        started.append(_start("loops", "worker", environment=environment))
        clocks[clock.pid] = clock
    started += clocks.values()
    yield ports, clocks
    for process in started:
        process.send_signal(signal.SIGCONT)
        process.terminate()
    for process in started:
        process.wait(timeout=PATIENCE)


def test_two_of_everything_on_one_database(several, amina):
    ports, clocks = several
    assert _until(lambda: all(_answers(port) for port in ports))
    assert _until(lambda: _living() == {"web": 2, "worker": 2, "clock": 2})

    # Both workers send, each letter once.
    for number in range(LETTERS):
        actions.post(
            NOTE,
            to=amina,
            about=("person", amina.pk + number),
            facts={"subject": "Hello", "words": "It works."},
            at=datetime.now(UTC) - timedelta(seconds=1),
            key=f"grown:{number}",
        )
    assert _until(lambda: not _letters_left())
    with system_scope("tests"):
        assert set(Letter.objects.values_list("attempts", flat=True)) == {1}

    # One clock has the lease; when its host is silent, the other takes over with a new number.
    before = _until(lambda: Lease.objects.exclude(owner="").first())
    holder = Heartbeat.objects.get(pk=before.owner)
    clocks[holder.pid].send_signal(signal.SIGSTOP)
    Lease.objects.filter(owner=before.owner).update(until=Now())
    assert _until(lambda: Lease.objects.exclude(owner=before.owner).exists())
    after = Lease.objects.get()
    assert after.number == before.number + 1
    assert Heartbeat.objects.get(pk=after.owner).pid in clocks.keys() - {holder.pid}
