"""Django's SQLite with three differences.

The same statement is rewritten once, not each time: Django writes ``%s`` where SQLite reads ``?``,
and looking for them takes 40 µs of a long statement, nine times a page.

That it knows JSON is said, not tried: Django begins a transaction to find out, and a process whose
first page met a full disk or a held database would believe for ever that it does not.

Moments are kept in UTC without saying so, and are read back in one step: a page reads some hundred.
"""

from __future__ import annotations

from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from django.db.backends.sqlite3 import base
from django.db.backends.sqlite3.features import DatabaseFeatures as DjangosFeatures
from django.db.backends.sqlite3.operations import DatabaseOperations as DjangosOperations


class Cursor(base.SQLiteCursorWrapper):
    """A cursor that knows the statements it has seen."""

    def convert_query(self, query: str, *, param_names: Any = None) -> str:
        """Write a statement as SQLite reads it."""
        return _as_read(query) if param_names is None else _as_named(query)


@lru_cache(maxsize=2048)
def _as_read(query: str) -> str:
    return base.FORMAT_QMARK_REGEX.sub("?", query).replace("%%", "%")


@lru_cache(maxsize=2048)
def _as_named(query: str) -> str:
    return query % _Colons()


class _Colons(dict[str, str]):
    def __missing__(self, name: str) -> str:
        return f":{name}"


class DatabaseFeatures(DjangosFeatures):
    """What the embedded database is able to do."""

    #: SQLite has known JSON since 3.38 unless it was built without.
    supports_json_field = True


class DatabaseOperations(DjangosOperations):
    """How values are written for the embedded database and read back."""

    def convert_datetimefield_value(self, value: Any, expression: Any, connection: Any) -> Any:
        """The moment that is kept: whether the driver has read it already or not."""
        if value is None:
            return None
        moment = value if isinstance(value, datetime) else datetime.fromisoformat(value)
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection to the embedded database."""

    features_class = DatabaseFeatures
    ops_class = DatabaseOperations

    def create_cursor(self, name: str | None = None) -> Any:
        """Answer a cursor of ours."""
        return self.connection.cursor(factory=Cursor)
