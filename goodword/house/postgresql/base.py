"""Django's PostgreSQL, with two differences.

Each connection keeps the plans of our statements. Working out how to answer takes the server longer
than answering: for the page of a request 25 of 27 ms. So values travel beside the statement, not in
it (``server_side_binding``), and what is asked for the fifth time is prepared at the server.

Moments are read by the driver's own reader. Django puts one in its place that can be told another
zone; ours is UTC everywhere.
"""

from __future__ import annotations

from typing import Any

import psycopg
from django.db.backends.postgresql import base
from psycopg import _queries
from psycopg.pq import Format

#: How many statements one connection remembers. The driver would keep a hundred, fewer than pages,
#: actions and jobs have together: each would push another out.
STATEMENTS = 400

#: The driver remembers how a statement is read if it is no longer than this (characters); it has
#: no public way to say it, and without this line is slower and nothing else.
_queries.MAX_CACHED_STATEMENT_LENGTH = 65_536

_MOMENT = psycopg.adapters.types["timestamptz"].oid


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection to the grown database."""

    def _configure_connection(self, connection: Any) -> bool:
        connection.prepared_max = STATEMENTS
        reader = psycopg.adapters.get_loader(_MOMENT, Format.TEXT)
        connection.adapters.register_loader("timestamptz", reader)
        above: Any = super()  # not known to the stubs
        return bool(above._configure_connection(connection))

    def create_cursor(self, name: str | None = None) -> Any:
        """A cursor, or one by name that stays at the server and hands rows out as they are read."""
        if name is None:
            return self.connection.cursor()
        keeps = self.connection.autocommit
        return self.connection.cursor(name, scrollable=False, withhold=keeps)
