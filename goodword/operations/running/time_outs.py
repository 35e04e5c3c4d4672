"""How long PostgreSQL lets a query run and wait, by what the process is there for.

A page has ``WEB_SECONDS``; jobs and commands have ``JOB_SECONDS``; a change of the tables has as
long as it needs.  SQLite knows only how long to wait for its one writer (settings).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

from goodword.house import configuration, limits

#: How long a change of the tables waits for others to let go of them, in seconds.
TABLE_LOCK_SECONDS = 60


def allow_long_work() -> None:
    """Let this process' queries, from the next connection on, take as long as a job may."""
    if connection.vendor == "postgresql":
        options = connection.settings_dict["OPTIONS"]
        options["options"] = configuration.connection_options(limits.JOB_SECONDS)


@contextmanager
def as_long_as_it_takes() -> Iterator[None]:
    """Let a change of the tables run without an end, and wait a minute for locks."""
    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")
        cursor.execute("SET idle_in_transaction_session_timeout = 0")
        cursor.execute(f"SET lock_timeout = '{TABLE_LOCK_SECONDS}s'")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            for name in ("statement_timeout", "idle_in_transaction_session_timeout"):
                cursor.execute(f"RESET {name}")
            cursor.execute("RESET lock_timeout")
