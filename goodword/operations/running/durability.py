"""No connection to SQLite is used unless what it commits survives a power cut (RELIABILITY 4)."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.db.backends.signals import connection_created

#: synchronous: 2 is FULL, 3 is EXTRA.
FULL = 2


def begin() -> None:
    """Look at every connection from now on, when it is made."""
    connection_created.connect(look_at, dispatch_uid="goodword.durability")


def look_at(connection: Any, **_more: Any) -> None:
    """Refuse a connection that was not set as it must be.  Raises ``ImproperlyConfigured``."""
    if connection.vendor != "sqlite":
        return
    (level,) = connection.connection.execute("PRAGMA synchronous").fetchone()
    if level < FULL:
        raise ImproperlyConfigured(
            f"SQLite was opened with synchronous = {level}; what is acknowledged could be lost."
        )


def words() -> str:
    """Say in a sentence what is looked at."""
    if connection.vendor == "sqlite":
        return "Every connection is looked at when it is made: synchronous is FULL."
    return "PostgreSQL answers for every connection by its own settings."
