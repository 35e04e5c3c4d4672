"""A place in a long list: where the next rows begin (keyset)."""

from __future__ import annotations

from datetime import datetime

from django.utils.dateparse import parse_datetime

BETWEEN = "~"
LONGEST_KEY = 18

Place = tuple[datetime, int]


def written(moment: datetime, key: int) -> str:
    """The place of a row, for an address."""
    return f"{moment.isoformat()}{BETWEEN}{key}"


def read(text: str) -> Place | None:
    """The place an address names; nothing for what is no place."""
    moment, _between, key = text.partition(BETWEEN)
    if not (key.isascii() and key.isdigit() and len(key) < LONGEST_KEY):
        return None
    try:
        at = parse_datetime(moment)
    except ValueError:
        return None
    return (at, int(key)) if at is not None and at.tzinfo else None
