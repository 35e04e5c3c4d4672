"""What must be so before anything is served: tables, the right key, files for browsers."""

from __future__ import annotations

import io
import socket
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection

from goodword.house.configuration import Configuration
from goodword.house.refusals import Refusal
from goodword.operations.running import schema, statistics
from goodword.operations.running.time_outs import as_long_as_it_takes

#: Any number, as long as nobody else locks it.
PREPARING = 7_407_311
#: How long a host waits for another one that changes the tables, in seconds.
PATIENCE = 900.0
ASK_EVERY = 0.5


def prepare(
    *, change_tables: bool = True, accept_key: bool = False, static_files: bool = True
) -> None:
    """Bring tables and static files up to date, and look whether the secret key is the one.

    Raises ``Refusal`` when this version must not be started on this database, and
    ``OperationalError`` when the database cannot be reached.
    """
    prepare_tables(change=change_tables)
    schema.compare_keys(settings.CONFIGURATION.key_mark, accept=accept_key)
    if static_files:
        prepare_static_files()


def prepare_tables(*, change: bool = True) -> None:
    """Run what migrations are outstanding; of several hosts one does, the others wait."""
    if connection.vendor == "sqlite":
        Path(settings.DATABASES["default"]["NAME"]).parent.mkdir(parents=True, exist_ok=True)
    schema.must_be_young_enough()
    with one_at_a_time(), as_long_as_it_takes():
        schema.must_not_be_newer()
        if not change:
            schema.must_be_complete()
            return
        quiet = io.StringIO()
        call_command("migrate", interactive=False, verbosity=0, stdout=quiet)
        call_command("createcachetable", verbosity=0, stdout=quiet)
        schema.must_be_complete()
        statistics.refresh()


@contextmanager
def one_at_a_time(patience: float = PATIENCE) -> Iterator[None]:
    """Let one supervisor at a time change the tables; raise ``Refusal`` after a long wait.

    The embedded size has one host, where a file is locked; the parts of it may start at once.
    """
    if connection.vendor != "postgresql":
        with _turn(Path(settings.DATABASES["default"]["NAME"]).parent / "preparing.lock"):
            yield
        return
    with connection.cursor() as cursor:
        until = time.monotonic() + patience
        while not _is_locked(cursor):
            if time.monotonic() > until:
                raise Refusal(
                    "Another host has been changing the tables for a long time: look whether it "
                    "still does, then start this one again."
                )
            time.sleep(ASK_EVERY)
        try:
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [PREPARING])


def _is_locked(cursor: schema.Cursor) -> bool:
    cursor.execute("SELECT pg_try_advisory_lock(%s)", [PREPARING])
    row = cursor.fetchone()
    return bool(row and row[0])


def prepare_static_files() -> None:
    """Put style, script and fonts where they are served from, under hashed names."""
    call_command("collectstatic", interactive=False, verbosity=0, stdout=io.StringIO())


def check_port(address: str, port: int) -> None:
    """Raise ``Refusal`` when somebody else listens there already."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address, port))
        except OSError:
            raise Refusal(
                f"Port {port} is taken: stop what runs there, "
                f"or choose another with PORT={port + 1}."
            ) from None


@contextmanager
def only_one(configuration: Configuration, parts: Sequence[str]) -> Iterator[None]:
    """Hold the data folder's parts for one supervisor; raise ``Refusal`` for a second.

    With PostgreSQL any number may run: each looks after itself.
    """
    configuration.data.mkdir(parents=True, exist_ok=True)
    with ExitStack() as held:
        if configuration.database.is_sqlite:
            for part in parts:
                held.enter_context(_lock(configuration.data, part))
        yield


@contextmanager
def _turn(path: Path) -> Iterator[None]:
    import fcntl

    with path.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@contextmanager
def _lock(data: Path, part: str) -> Iterator[None]:
    import fcntl

    with (data / f"serving-{part}.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Refusal(f"Goodword is being served from {data} already.") from None
        yield
