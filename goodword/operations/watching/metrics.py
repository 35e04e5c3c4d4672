"""The numbers in Prometheus' form (``/metrics``).

What the database knows is the same from every process.  What a process counts itself (pages and
database errors) is kept in files that the web processes of one supervisor share, so that any of
them answers for all of that host; each host is scraped by itself.  Nothing is imported or counted
while no token is set.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Count
from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector

from goodword.house import request_line
from goodword.house.guard import system_scope
from goodword.house.request_line import Answered
from goodword.operations.running.lease import steady
from goodword.operations.watching import alerts
from goodword.operations.watching.measuring import Facts
from goodword.operations.watching.shared_numbers import SHARED
from goodword.requests.models import ServiceRequest

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
BUCKETS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0, 30.0)
#: Counting the requests reads a whole index: it is done this rarely, in seconds.
COUNT_EVERY = 60.0

#: fact -> the metric's name and its help
GAUGES: dict[str, tuple[str, str]] = {
    "can_write": ("database_writable", "1 when the database took a write just now"),
    "outstanding": ("migrations_outstanding", "changes of the tables that are still to be made"),
    "disk_free_percent": ("disk_free_percent", "free share of the fullest disk of this host"),
    "clock_silent": ("clock_silent_seconds", "since a clock last renewed its lease"),
    "worker_silent": ("worker_silent_seconds", "since any worker last gave a sign of life"),
    "mail_out_seconds": ("outbox_age_seconds", "age of the oldest letter that may leave"),
    "letters_waiting": ("letters_waiting", "letters that may leave now"),
    "letters_untried": ("letters_stuck", "letters ten minutes late that nobody has tried"),
    "letters_failed": ("letters_given_up", "letters given up in the last seven days"),
    "mail_in_seconds": ("mail_in_age_seconds", "age of the oldest mail that is not read"),
    "mails_quarantined": ("mails_quarantined", "mails that wait for a person"),
    "mail_way_silent": (
        "mail_way_silent_seconds",
        "since the most silent way in for mail was last seen to work; 0 where none is set",
    ),
    "skew_seconds": ("clock_skew_seconds", "by how much this host is ahead of the database"),
    "jumped_seconds": (
        "clock_jumped_seconds",
        "by how much the clock of a host was set within the last day",
    ),
    "wal_bytes": ("wal_bytes", "size of SQLite's log; 0 with PostgreSQL"),
    "lock_waits": ("lock_waits", "queries that wait for a lock now; 0 with SQLite"),
}

_own = CollectorRegistry()
_pages = Histogram(
    "goodword_request_seconds",
    "how long pages took, by the web processes of this host since they began",
    ("page", "method", "status"),
    buckets=BUCKETS,
    registry=_own,
)
_errors = Counter(
    "goodword_database_errors",
    "queries of pages that failed, by the web processes of this host since they began",
    ("kind",),
    registry=_own,
)


def begin() -> None:
    """Count what this process answers from now on."""
    request_line.observe(_count)


def _count(answered: Answered) -> None:
    page = answered.page or "none"
    _pages.labels(page, answered.method, f"{answered.status // 100}xx").observe(answered.seconds)
    for kind in answered.database_errors:
        _errors.labels(kind).inc()


def written(facts: Facts) -> bytes:
    """Write all numbers down as Prometheus reads them."""
    shared = os.environ.get(SHARED)
    registry = CollectorRegistry() if shared else _own
    if shared:
        MultiProcessCollector(registry, path=shared)  # type: ignore[no-untyped-call]  # no types there
    known = CollectorRegistry()
    known.register(_Known(facts))
    return bytes(generate_latest(known) + generate_latest(registry))


class _Known:
    """What the database and the system say, in the form the library asks for."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts

    def describe(self) -> Iterable[Any]:
        """Name nothing beforehand: what is collected says its own name."""
        return ()

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Yield every number with its name and its help."""
        for fact, (name, means) in GAUGES.items():
            yield GaugeMetricFamily(
                f"goodword_{name}", means, value=float(getattr(self._facts, fact))
            )
        standing = {alert.name for alert in alerts.standing(self._facts)}
        alarms = GaugeMetricFamily(
            "goodword_alert",
            "1 while something is wrong; docs/operations.md says what to do",
            labels=("alert", "level"),
        )
        for alert in alerts.ALERTS:
            alarms.add_metric((alert.name, alert.level.value), float(alert.name in standing))
        yield alarms
        if self._facts.can_write and not self._facts.outstanding:
            yield _requests()


_counted: dict[str, int] = {}
_counted_at = [-COUNT_EVERY]


def _requests() -> GaugeMetricFamily:
    if steady() - _counted_at[0] >= COUNT_EVERY:
        with system_scope("goodword.operations.watching.metrics"):
            rows = (
                ServiceRequest.objects.order_by().values_list("state").annotate(number=Count("*"))
            )
            _counted.clear()
            _counted.update(rows)
        _counted_at[0] = steady()
    family = GaugeMetricFamily(
        "goodword_requests", "requests by state, counted once a minute", labels=("state",)
    )
    for state, number in sorted(_counted.items()):
        family.add_metric((state,), float(number))
    return family
