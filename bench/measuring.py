"""One case after the other against the running server, and what it cost."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bench import cases, places, serving, traces
from bench.cases import Asking, Case, House, Windows
from bench.hammer import Load
from bench.pace import pace
from bench.progress import Bar
from goodword.house.guard import system_scope
from goodword.people.models import Person
from goodword.requests.models import ServiceRequest

HOST = "127.0.0.1"
SEED = 7
#: Seconds for each case, alone and with eight at a time.
ALONE, CROWDED = 3.0, 3.0
LINES = 8
COUNTED = 6
#: How many new requests are made, and how many of the acts are done alone.
SUBMITS, WARM, ONE_BY_ONE = 440, 100, 120


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
    queries: int | None
    #: How often something else was answered than the case expects, by status or kind of trouble.
    wrong: dict[str, int]
    load_share: float
    #: What a fixed loop took just afterwards, in ms: how fast the machine was.
    pace: float


def _sum_of(*wrong: dict[str, int]) -> dict[str, int]:
    """Add up what was answered wrongly."""
    return dict(sum(map(Counter, wrong), Counter()))


def share(sorted_values: Sequence[float], percent: int) -> float:
    """The value that so many in a hundred do not pass: nearest rank."""
    rank = max(1, -(-len(sorted_values) * percent // 100))
    return sorted_values[rank - 1]


def measure(job: dict[str, Any]) -> dict[str, Any]:
    """Everything that the job asks for."""
    bar, load = Bar(sys.stderr), Load()
    bar.say("letting the clock catch up")
    _program("bench.sweep", job)
    house, windows = House(SEED), Windows()
    bar.say("choosing pages and signing people in")
    try:
        with traces.none_left():
            lines = _cases(job, house, windows, load, bar)
        found: dict[str, Any] = {"cases": [asdict(line) for line in lines]}
        if not job["only"]:
            with traces.none_left():
                bar.say("letting the clock strike for what is due")
                _program("bench.load", job, "due", str(job["due"]), str(job["size"] + 1))
                found["sweep"] = {"due": job["due"], **_program("bench.sweep", job)}
            with traces.none_left():
                bar.say("serving everything")
                found |= _whole(job, house, windows, load)
    finally:
        load.end()
        bar.end()
    return found | {"workers": settings.CONFIGURATION.web_workers}


def _cases(job: dict[str, Any], house: House, windows: Windows, load: Load, bar: Bar) -> list[Line]:
    reads = [case for case in cases.reading(house, HOST) if _is_wanted(case.name, job["only"])]
    counts = {case.name: _queries(case) for case in reads}
    connection.close()
    lines = []
    with serving.served(job["environment"], job["database"]) as server:
        bench = Measuring(server, load, windows, job["seconds"])
        for case in reads:
            bar.say(case.words)
            lines.append(bench.line(case, counts[case.name]))
        if not job["only"]:
            bar.say("asking and answering")
            lines += _writes(bench, house)
    return lines


def _writes(bench: Measuring, house: House) -> list[Line]:
    """Ask anew, and do on each what a team does."""
    with system_scope("the bench follows what it asked"):
        last = ServiceRequest.objects.order_by("-pk").values_list("pk", flat=True)[0]
    lines = [bench.line_once(cases.submits(house, SUBMITS))]
    with system_scope("the bench follows what it asked"):
        fresh = list(ServiceRequest.objects.filter(pk__gt=last).order_by("pk"))
    lines += [bench.line_once(case) for case in cases.answers(house, fresh)]
    connection.close()
    return lines


def _whole(job: dict[str, Any], house: House, windows: Windows, load: Load) -> dict[str, Any]:
    """The first page after a cold start of everything, and the memory after some pages."""
    with serving.everything(job["environment"], job["database"]) as server:
        bench = Measuring(server, load, windows, job["seconds"])
        pages = [case for case in cases.reading(house, HOST) if not case.name.startswith("poll")]
        for case in pages:
            bench.warm(case)
        return {"first_page": round(server.first_page, 2), "memory": bench.memory()}


def _program(module: str, job: dict[str, Any], *arguments: str) -> dict[str, Any]:
    """Run another part of the bench in a process of its own; answer what it says."""
    connection.close()
    run = [sys.executable, "-m", module, *arguments]
    done = subprocess.run(
        run, env=job["environment"], cwd=places.ROOT, check=True, stdout=subprocess.PIPE, text=True
    )
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return told


def _is_wanted(name: str, only: Sequence[str]) -> bool:
    return not only or any(name.startswith(wanted) for wanted in only)


def _queries(case: Case) -> int:
    """The most queries that one of some requests of the case makes, signing in left out."""
    some = case.askings[:: max(1, len(case.askings) // COUNTED)]
    return max(_queries_of(asking) for asking in some)


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
        """Measure one case that can be repeated: warm, then alone, then eight at a time."""
        wholes = self._wholes(case)
        # A connection plans a statement anew the first ten times: all of them are to be past that.
        self._send(case, wholes, lines=LINES, seconds=3.0)
        alone = self._send(case, wholes, lines=1, seconds=ALONE * self.part, again=True)
        before = self.server.cpu(), self.server.database_cpu()
        crowd = self._send(case, wholes, lines=LINES, seconds=CROWDED * self.part, again=True)
        return self._line(case, alone, crowd, before, queries)

    def line_once(self, case: Case) -> Line:
        """Measure what cannot be done twice: some to warm, some alone, the rest eight at a time."""
        wholes = self._wholes(case)
        until = WARM + ONE_BY_ONE
        warm = self._send(case, wholes[:WARM], lines=LINES, seconds=60)
        alone = self._send(case, wholes[WARM:until], lines=1, seconds=120)
        before = self.server.cpu(), self.server.database_cpu()
        crowd = self._send(case, wholes[until:], lines=LINES, seconds=120)
        line = self._line(case, alone, crowd, before, None)
        return replace(line, wrong=_sum_of(line.wrong, warm["wrong"]))

    def warm(self, case: Case) -> None:
        """Let some of the case's pages be seen."""
        self._send(case, self._wholes(case)[:40], lines=4, seconds=5)

    def _line(
        self,
        case: Case,
        alone: dict[str, Any],
        crowd: dict[str, Any],
        before: tuple[float, float],
        queries: int | None,
    ) -> Line:
        single, many = sorted(alone["taken"]), sorted(crowd["taken"])
        return Line(
            case.name,
            case.words,
            p50=1000 * share(single, 50),
            p95=1000 * share(single, 95),
            per_second=len(single) / alone["wall"],
            per_second_8=len(many) / crowd["wall"],
            p95_8=1000 * share(many, 95),
            cpu=1000 * (self.server.cpu() - before[0]) / len(many),
            database_cpu=1000 * (self.server.database_cpu() - before[1]) / len(many),
            queries=queries,
            wrong=_sum_of(alone["wrong"], crowd["wrong"]),
            load_share=crowd["own_cpu"] / crowd["wall"],
            pace=pace(),
        )

    def _wholes(self, case: Case) -> list[str]:
        return [self.windows.whole(asking, self.server.port) for asking in case.askings]

    def _send(
        self,
        case: Case,
        wholes: Sequence[str],
        *,
        lines: int,
        seconds: float,
        again: bool = False,
    ) -> dict[str, Any]:
        return self.load.send(
            self.server.port,
            wholes,
            lines=lines,
            seconds=seconds,
            times=1_000_000 if again else len(wholes),
            statuses=case.statuses,
        )

    def memory(self) -> dict[str, float]:
        """Megabytes of the largest web process, of all of Goodword, and of its database server."""
        pids = self.server.pids()
        shares = serving.memory(pids)
        return {
            "largest process": max(shares),
            "largest process as ps shows it": max(serving.resident(pids)),
            "web, worker, clock and supervisor together": sum(shares),
            "database server": self.server.database_memory(),
        }
