"""What a measurement writes is taken out again, so that the next one finds the same load."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.contrib.sessions.models import Session
from django.db import connection, models, transaction

from bench.keys import tables


@contextmanager
def none_left() -> Iterator[None]:
    """Delete every row that is written inside. What was changed in older rows stays changed."""
    before = {table: _last(table) for table in tables()}
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            free, bound = _bonds()
            cursor.execute(free)
            with transaction.atomic():
                for table, last in before.items():
                    name = table._meta.db_table
                    cursor.execute(f'DELETE FROM "{name}" WHERE id > %s', [last])
                Session.objects.all().delete()
            cursor.execute(bound)
        connection.close()


def _bonds() -> tuple[str, str]:
    """How this database is told to look at no foreign keys, and to look again."""
    if connection.vendor == "sqlite":
        return "PRAGMA foreign_keys=OFF", "PRAGMA foreign_keys=ON"
    return "SET session_replication_role = replica", "SET session_replication_role = origin"


def _last(table: type[models.Model]) -> int:
    return int(table._base_manager.aggregate(last=models.Max("pk"))["last"] or 0)
