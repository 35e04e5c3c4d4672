"""What SQLite knows of how its rows are spread, so that it chooses the right index.

PostgreSQL looks after this by itself. SQLite guesses until it is told to look, and guesses wrong
where one team has nearly all requests, or nearly all letters have left.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from django.core.cache import cache
from django.db import connection

#: Rows of each index that are looked at: a fraction of a second, however large the file is.
LOOKED_AT: Final = 1_000
#: How long what was seen is good for; at the start it is always looked at anew.
GOOD_FOR: Final = timedelta(days=1)
_SEEN: Final = "operations.statistics"


def refresh() -> None:
    """Look at a sample of every index; says nothing to PostgreSQL, which has its own habit."""
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA analysis_limit = {LOOKED_AT}")
        cursor.execute("ANALYZE")


def refresh_daily(_at: datetime) -> int:
    """Look again once a day, by the clock; answers 0, for nobody is to come back for more."""
    if cache.add(_SEEN, True, GOOD_FOR.total_seconds()):
        refresh()
    return 0
