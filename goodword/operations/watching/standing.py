"""What this process knows of how the house gets on, so that no page has to ask.

The pulse beside the web looks every quarter of a minute; pages, banners and ``/readyz`` read what
it saw.  A look that is too old means that the database has not answered since.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from goodword.operations.running.lease import steady
from goodword.operations.watching import alerts
from goodword.operations.watching.alerts import Alert
from goodword.operations.watching.measuring import Facts, measure

#: What was seen longer ago says nothing about now, in seconds.
TOO_OLD = 120.0


@dataclass
class _Seen:
    facts: Facts | None = None
    at: float = 0.0


_seen = _Seen()


def look(at: datetime) -> Facts:
    """Look at everything, and remember it."""
    facts = measure(at)
    keep(facts)
    return facts


def keep(facts: Facts | None) -> None:
    """Remember what was seen."""
    _seen.facts, _seen.at = facts, steady()


def latest(no_older_than: float = TOO_OLD) -> Facts | None:
    """Answer what was seen last, or None when that is too long ago."""
    is_fresh = steady() - _seen.at <= no_older_than
    return _seen.facts if is_fresh else None


def troubles() -> list[Alert]:
    """Answer what is wrong by the last look; nothing where nobody has looked."""
    facts = latest()
    return [] if facts is None else alerts.standing(facts)
