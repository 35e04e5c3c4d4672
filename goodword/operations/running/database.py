"""What the database says about itself, on either engine."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection


def _one(sql: str) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        row = cursor.fetchone()
    return row[0] if row else None


def is_postgresql() -> bool:
    """Say whether this is the grown size."""
    return connection.vendor == "postgresql"


def seconds_since_1970() -> float:
    """Answer the database's own clock; SQLite's is this host's, so it is not asked."""
    return float(_one("SELECT extract(epoch FROM clock_timestamp())")) if is_postgresql() else 0.0


def lock_waits() -> int:
    """Count the queries that wait for a lock just now; SQLite cannot say."""
    if not is_postgresql():
        return 0
    return int(
        _one(
            "SELECT count(*) FROM pg_stat_activity"
            " WHERE datname = current_database() AND wait_event_type = 'Lock'"
        )
    )


def wal_bytes() -> int:
    """Answer how large SQLite's log beside its file is; PostgreSQL looks after its own."""
    if is_postgresql():
        return 0
    log = Path(f"{settings.DATABASES['default']['NAME']}-wal")
    return log.stat().st_size if log.exists() else 0


def setting(name: str) -> str:
    """Answer a pragma of SQLite or a setting of PostgreSQL, by a name of ours."""
    word = "SHOW" if is_postgresql() else "PRAGMA"
    return str(_one(f"{word} {name}"))


def version() -> str:
    """Name the engine and its version."""
    if is_postgresql():
        return f"PostgreSQL {setting('server_version')}"
    return f"SQLite {_one('SELECT sqlite_version()')}"
