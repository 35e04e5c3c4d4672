"""SQLite is told once a day how its rows are spread; PostgreSQL knows by itself."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goodword.operations.running import statistics

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _never_seen(db):
    cache.clear()


def looks(*moments):
    """How often the rows were looked at, when the clock ticked at these moments."""
    with CaptureQueriesContext(connection) as said:
        for moment in moments:
            statistics.refresh_daily(moment)
    return sum(query["sql"] == "ANALYZE" for query in said)


def test_the_rows_are_looked_at_once_a_day(engine, now):
    assert looks(now, now + timedelta(hours=1)) == (1 if engine == "sqlite" else 0)


def test_what_was_seen_is_known_to_the_database(engine, amina):
    statistics.refresh()
    if engine == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM sqlite_stat1 WHERE tbl = 'people_person'")
            assert cursor.fetchone()[0] > 0
