"""One case after the other against the running server, and what it cost."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bench import cases, serving
from bench.cases import Asking, Case, House, Windows
from bench.measure import ALONE, COUNTED, CROWDED, LINES, SEED, Load
from bench.progress import Bar
from goodword.people.models import Person

HOST = "127.0.0.1"


@dataclass
class Line:
    """What is known of one case. Times in milliseconds; processor time for one request."""

    name: str
    words: str
    p50: float
    p95: float
    per_second: float
    per_second_8: float
    p95_8: float
    cpu: float
    database_cpu: float
    queries: int
    errors: int
    load_share: float


def share(sorted_values: Sequence[float], percent: int) -> float:
    """The value that so many in a hundred do not pass: nearest rank."""
    rank = max(1, -(-len(sorted_values) * percent // 100))
    return sorted_values[rank - 1]


def measure(job: dict[str, Any]) -> dict[str, Any]:
    """Everything that the job asks for."""
    bar = Bar(sys.stderr)
    house, windows, load = House(SEED), Windows(), Load()
    bar.say("choosing pages and signing people in")
    chosen = [case for case in cases.reading(house, HOST) if _is_wanted(case.name, job["only"])]
    lines = []
    environment = job["environment"]
    bench = None
    try:
        counts = {case.name: _queries(case) for case in chosen}
        connection.close()
        with serving.served(environment, job["database"]) as server:
            bench = Measuring(server, load, windows, job["seconds"])
            first = server.first_page
            for case in chosen:
                bar.say(case.words)
                lines.append(bench.line(case, counts[case.name]))
            memory = bench.memory()
    finally:
        load.end()
        bar.end()
    return {
        "cases": [asdict(line) for line in lines],
        "first_page": round(first, 2),
        "memory": memory,
        "workers": settings.CONFIGURATION.web_workers,
    }


def _is_wanted(name: str, only: Sequence[str]) -> bool:
    return not only or any(name.startswith(wanted) for wanted in only)


def _queries(case: Case) -> int:
    """The most queries that one of some requests of the case makes, signing in left out."""
    most = 0
    for asking in case.askings[:: max(1, len(case.askings) // COUNTED)]:
        most = max(most, _queries_of(asking))
    return most


def _queries_of(asking: Asking) -> int:
    window = Client(SERVER_NAME=HOST)
    window.force_login(Person.objects.get_queryset().get(pk=asking.person))
    headers = dict(asking.headers)
    window.get(asking.path, headers=headers)  # the first notes when the person came
    with CaptureQueriesContext(connection) as caught:
        window.get(asking.path, headers=headers)
    return len(caught)


class Measuring:
    """A server under load."""

    def __init__(
        self, server: serving.Server, load: Load, windows: Windows, seconds: float
    ) -> None:
        self.server, self.load, self.windows = server, load, windows
        self.part = seconds

    def line(self, case: Case, queries: int) -> Line:
        """Measure one case: warm, then alone, then eight at a time."""
        wholes = [self.windows.whole(asking, self.server.port) for asking in case.askings]
        self._send(case, wholes, lines=4, seconds=2.0, times=len(wholes))
        alone = self._send(case, wholes, lines=1, seconds=ALONE * self.part, times=100_000)
        before = self.server.cpu(), self.server.database_cpu()
        crowd = self._send(case, wholes, lines=LINES, seconds=CROWDED * self.part, times=100_000)
        after = self.server.cpu(), self.server.database_cpu()
        single, many = sorted(alone["taken"]), sorted(crowd["taken"])
        return Line(
            case.name,
            case.words,
            p50=1000 * share(single, 50),
            p95=1000 * share(single, 95),
            per_second=len(single) / alone["wall"],
            per_second_8=len(many) / crowd["wall"],
            p95_8=1000 * share(many, 95),
            cpu=1000 * (after[0] - before[0]) / len(many),
            database_cpu=1000 * (after[1] - before[1]) / len(many),
            queries=queries,
            errors=alone["errors"] + crowd["errors"],
            load_share=crowd["own_cpu"] / crowd["wall"],
        )

    def _send(
        self, case: Case, wholes: list[str], *, lines: int, seconds: float, times: int
    ) -> dict[str, Any]:
        return self.load.send(
            self.server.port, wholes, lines=lines, seconds=seconds, times=times,
            statuses=case.statuses,
        )  # fmt: skip

    def memory(self) -> dict[str, float]:
        """Megabytes of the largest web process, and of all of them."""
        pids = self.server.pids()
        return {
            "web worker": max(serving.memory(pids)),
            "web worker as ps shows it": max(serving.resident(pids)),
            "all web processes": sum(serving.memory(pids)),
        }
