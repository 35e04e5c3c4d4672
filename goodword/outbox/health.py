"""How the post gets on, in a few numbers that cost next to nothing.

Asked by the clock before it alarms anybody, by the operator's page, and by whoever watches from
outside. Every number is read from an index and stays cheap with a million letters.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Min, Q

from goodword.house.guard import system_scope
from goodword.outbox.models import ON_ITS_WAY, Letter, State

#: For how long a letter that was given up, or perhaps sent twice, is news.
NEWS_FOR = timedelta(days=7)


@dataclass(frozen=True)
class Health:
    """How the post gets on at one moment.

    ``waiting`` letters might have left by now; ``oldest_waiting_seconds`` says since when the
    first of them might have. ``untried`` ones are ten minutes late and nobody has even tried
    (RELIABILITY 4). ``held`` wait for a digest, ``held_back`` for the brake. ``failed`` and
    ``perhaps_twice`` ended so within the last seven days.
    """

    waiting: int = 0
    oldest_waiting_seconds: int = 0
    untried: int = 0
    held: int = 0
    held_back: int = 0
    failed: int = 0
    perhaps_twice: int = 0


def health(at: datetime) -> Health:
    """Look how the post gets on at a moment: a few queries, each from an index."""
    with system_scope("goodword.outbox.health"):
        counts = _counts(at)
        ready = Letter.objects.filter(state__in=ON_ITS_WAY, ready_at__lte=at)
        oldest = ready.aggregate(oldest=Min("ready_at"), number=Count("pk"))
        untried = Letter.objects.untried(at).count()
    age = (at - oldest["oldest"]).total_seconds() if oldest["oldest"] else 0
    return Health(
        waiting=oldest["number"],
        oldest_waiting_seconds=int(age),
        untried=untried,
        held=counts.get(State.HELD, 0),
        held_back=counts.get(State.BRAKED, 0),
        failed=counts.get(State.FAILED, 0),
        perhaps_twice=counts.get(State.PERHAPS_TWICE, 0),
    )


def _counts(at: datetime) -> dict[str, int]:
    """Count what is held, and what ended badly within the last days, by state."""
    bad = Q(state__in=(State.FAILED, State.PERHAPS_TWICE), next_try_at__gt=at - NEWS_FOR)
    told = Letter.objects.filter(Q(state__in=(State.HELD, State.BRAKED)) | bad)
    return dict(told.order_by().values_list("state").annotate(Count("pk")))
