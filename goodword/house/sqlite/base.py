"""Django's SQLite with one difference: the same statement is rewritten once, not each time.

Django writes statements with ``%s`` and SQLite reads ``?``; looking for them takes 40 µs of a long
statement, nine times a page.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.db.backends.sqlite3 import base


class Cursor(base.SQLiteCursorWrapper):
    """A cursor that knows the statements it has seen."""

    def convert_query(self, query: str, *, param_names: Any = None) -> str:
        """Write a statement as SQLite reads it."""
        if param_names is None:
            return _as_read(query)
        return str(super().convert_query(query, param_names=param_names))


@lru_cache(maxsize=2048)
def _as_read(query: str) -> str:
    return base.FORMAT_QMARK_REGEX.sub("?", query).replace("%%", "%")


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection to the embedded database."""

    def create_cursor(self, name: str | None = None) -> Any:
        """Answer a cursor of ours."""
        return self.connection.cursor(factory=Cursor)
