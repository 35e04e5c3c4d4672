"""Writing rows by the million: plain inserts on SQLite, COPY on PostgreSQL.

While it lasts nothing is checked row by row and no index is kept that can be made afterwards.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import connections, transaction

from bench.keys import Model
from bench.templates import fields_of

Said = Callable[[str], None]


class Writer:
    """Takes rows for some tables and writes them in large parts."""

    def __init__(self, tables: Sequence[Model], using: str) -> None:
        self.tables = tables
        self.using = using
        self.rows: list[list[Any]] = [[] for _table in tables]
        self.count = 0

    @property
    def as_lines(self) -> bool:
        """Whether rows are wanted as lines of COPY."""
        return bool(connections[self.using].vendor == "postgresql")

    def flush(self) -> None:
        """Write what has been gathered, in one transaction."""
        with transaction.atomic(using=self.using), connections[self.using].cursor() as cursor:
            for table, rows in zip(self.tables, self.rows, strict=True):
                if rows:
                    self._write(cursor, table, rows)
                    self.count += len(rows)
                    rows.clear()

    def _write(self, cursor: Any, table: Model, rows: list[Any]) -> None:
        names = [f'"{field.column}"' for field in fields_of(table)]
        into = f'"{table._meta.db_table}" ({", ".join(names)})'
        if self.as_lines:
            with cursor.copy(f"COPY {into} FROM STDIN") as copy:
                copy.write("\n".join(rows) + "\n")
            return
        places = ", ".join("?" * len(names))
        # Past Django's own wrapper, which looks at each of a million rows.
        cursor.cursor.connection.executemany(
            f"INSERT INTO {into} VALUES ({places})",
            rows,
        )


@contextmanager
def in_bulk(tables: Sequence[Model], using: str, say: Said) -> Iterator[None]:
    """Leave out checks and indexes meanwhile; make the indexes at the end, and count the rows."""
    connection = connections[using]
    names = [table._meta.db_table for table in tables]
    way = _on_sqlite if connection.vendor == "sqlite" else _on_postgresql
    with way(names, using, say):
        yield


@contextmanager
def _on_sqlite(names: list[str], using: str, say: Said) -> Iterator[None]:
    with connections[using].cursor() as cursor:
        for pragma in (
            "synchronous=OFF",
            "foreign_keys=OFF",
            "cache_size=-1500000",
            "temp_store=2",
        ):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.execute("PRAGMA threads=2")
        cursor.execute("PRAGMA journal_mode=OFF")
        dropped = _indexes(cursor, names)
        for name, _made in dropped:
            cursor.execute(f'DROP INDEX "{name}"')
        yield
        for name, made in dropped:
            say(f"making the index {name}")
            cursor.execute(made)
        say("counting (ANALYZE)")
        cursor.execute("PRAGMA analysis_limit=2000")
        cursor.execute("ANALYZE")
        cursor.execute("PRAGMA journal_mode=WAL")


def _indexes(cursor: Any, names: list[str]) -> list[tuple[str, str]]:
    cursor.execute("SELECT name, sql, tbl_name FROM sqlite_master WHERE type='index' AND sql<>''")
    return [(name, made) for name, made, table in cursor.fetchall() if table in names]


@contextmanager
def _on_postgresql(names: list[str], using: str, say: Said) -> Iterator[None]:
    with connections[using].cursor() as cursor:
        cursor.execute("SET synchronous_commit = off")
        cursor.execute("SET session_replication_role = replica")
        cursor.execute("SET maintenance_work_mem = '768MB'")
        cursor.execute("SET statement_timeout = 0")
        dropped = _indexes_of_postgresql(cursor, names)
        for name, _made in dropped:
            cursor.execute(f'DROP INDEX "{name}"')
        yield
        for name, made in dropped:
            say(f"making the index {name}")
            cursor.execute(made)
        say("counting (VACUUM ANALYZE)")
        cursor.execute("VACUUM ANALYZE")
        cursor.execute("SET session_replication_role = origin")
        cursor.execute("CHECKPOINT")


def _indexes_of_postgresql(cursor: Any, names: list[str]) -> list[tuple[str, str]]:
    cursor.execute(
        "SELECT i.indexname, i.indexdef FROM pg_indexes i WHERE i.tablename = ANY(%s)"
        " AND NOT EXISTS (SELECT 1 FROM pg_constraint c WHERE c.conname = i.indexname)",
        [names],
    )
    return list(cursor.fetchall())


def number_on(tables: Sequence[Model], last: Sequence[int], using: str) -> None:
    """Let each table number its next rows after those that were loaded."""
    if connections[using].vendor == "sqlite":
        return
    with connections[using].cursor() as cursor:
        for table, key in zip(tables, last, strict=True):
            name = table._meta.db_table
            cursor.execute(
                "SELECT setval(pg_get_serial_sequence(%s, 'id'), %s)", [name, max(1, key)]
            )
