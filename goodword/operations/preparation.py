"""What must be so before anything is served: tables, and files for browsers."""

from __future__ import annotations

import io
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection

from goodword.house.refusals import Refusal


def prepare() -> None:
    """Bring tables and static files up to date.

    Raises ``OperationalError`` when the database cannot be reached.
    """
    prepare_tables()
    prepare_static_files()


def prepare_tables() -> None:
    """Run what migrations are outstanding."""
    if connection.vendor == "sqlite":
        Path(settings.DATABASES["default"]["NAME"]).parent.mkdir(parents=True, exist_ok=True)
    quiet = io.StringIO()
    call_command("migrate", interactive=False, verbosity=0, stdout=quiet)
    call_command("createcachetable", verbosity=0, stdout=quiet)


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
def only_one(data: Path) -> Iterator[None]:
    """Hold the data folder for one supervisor; raise ``Refusal`` for a second."""
    import fcntl

    data.mkdir(parents=True, exist_ok=True)
    with (data / "serving.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Refusal(f"Goodword is being served from {data} already.") from None
        yield
