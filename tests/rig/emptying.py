"""What a test wrote and no rollback takes back is deleted after it.

Django's own way, ``flush``, truncates every table there is and makes its own rows anew, which no
test changes: ninety queries more for each of these tests, and a new file for every table.
"""

from __future__ import annotations

from functools import cache

from django.db import connections, transaction
from django.test import TransactionTestCase

#: What migrations left there and no test writes.
KEPT = frozenset({"django_content_type", "auth_permission"})


def empty_tables(_case: TransactionTestCase) -> None:
    """Delete every row that was written, in whatever order: keys are looked at in the end."""
    for alias in connections:
        with transaction.atomic(using=alias), connections[alias].cursor() as cursor:
            cursor.execute(_asking_for_filled(alias))
            for (table,) in cursor.fetchall():
                cursor.execute(f"DELETE FROM {connections[alias].ops.quote_name(table)}")


@cache
def _asking_for_filled(alias: str) -> str:
    """Answer the query for the names of the tables that hold a row."""
    connection = connections[alias]
    tables = connection.introspection.django_table_names(only_existing=True, include_views=False)
    return " UNION ALL ".join(
        f"SELECT '{table}' WHERE EXISTS (SELECT 1 FROM {connection.ops.quote_name(table)})"
        for table in sorted({*tables} - KEPT)
    )
