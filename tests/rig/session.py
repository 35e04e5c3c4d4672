"""One run, several engines: how the suite is spread over workers and judged.

``make test`` runs every test on each worker (``--dist each``), where one
worker stands on SQLite and the other on PostgreSQL.  So both engines share
two cores, one summary and one exit code.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import nullcontext
from datetime import UTC, datetime
from itertools import cycle
from pathlib import Path

import pytest
from django.db import connections

from goodword.house import clock, rubbish
from tests.rig import coverage_gates, postgres

IN_CI = bool(os.environ.get("CI"))
SHARED_DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
#: A Tuesday in term time, half past nine in London.
THE_MOMENT = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)

#: The engines of this run, as the controller tells its workers.
ENGINES = "GOODWORD_TEST_ENGINES"
#: Sweeps and properties; other tests walk the same lines one by one.
REPETITIVE = (
    "tests/permissions/",
    "test_properties",
    "test_against_",
    "tests/journeys/",
    "soak/",
    "bench/",
)

_notices = pytest.StashKey[list[str]]()


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("goodword")
    group.addoption(
        "--gates", action="store_true", help="measure coverage and fail under its gates"
    )


def _is_controller(config: pytest.Config) -> bool:
    return not hasattr(config, "workerinput")


def _engines(config: pytest.Config) -> list[str]:
    """Answer the engines asked for on the command line, or this process' own."""
    asked = [_engine_of(spec) for spec in config.getoption("tx", []) or []]
    return asked or [os.environ.get("GOODWORD_TEST_DATABASE", "sqlite")]


def _engine_of(spec: str) -> str:
    found = re.search("GOODWORD_TEST_DATABASE=([a-z]+)", spec)
    return found[1] if found else "sqlite"


def pytest_configure(config: pytest.Config) -> None:
    if not _is_controller(config):
        return
    config.stash[_notices] = []
    os.environ[ENGINES] = " ".join(_engines(config))
    if "postgres" in _engines(config):
        _start_postgres(config)


def _start_postgres(config: pytest.Config) -> None:
    """Start it here, once; the workers inherit its address."""
    try:
        postgres.address()
    except postgres.NoPostgres as problem:
        if IN_CI:
            raise pytest.UsageError(str(problem)) from problem
        config.option.tx = [spec for spec in config.option.tx if _engine_of(spec) != "postgres"]
        os.environ[ENGINES] = " ".join(_engines(config))
        config.stash[_notices].append(f"NO POSTGRESQL, its half was skipped: {problem}")


def pytest_report_header(config: pytest.Config) -> str:
    return f"engines: {', '.join(_engines(config))}; moment: {THE_MOMENT:%Y-%m-%d %H:%M} UTC"


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Share the work: what needs no database runs once, and each engine gets half of what does not
    ask anything of the store, the browser above all.

    Tests that copy this process go first: a copy that is made while a browser is driven here
    speaks to PostgreSQL through a connection of its parent.
    """
    items.sort(key=lambda item: item.get_closest_marker("copies_itself") is None)
    engines = os.environ.get(ENGINES, "").split()
    if _is_controller(config) or len(engines) < 2:
        return
    ours = os.environ.get("GOODWORD_TEST_DATABASE", "sqlite")
    turns = cycle(("sqlite", "postgres"))
    mine: list[pytest.Item] = []
    others: list[pytest.Item] = []
    for item in items:
        engines_of_it = (next(turns),) if _is_shared(item) else _engines_for(item)
        (mine if ours in engines_of_it else others).append(item)
    if others:
        config.hook.pytest_deselected(items=others)
        items[:] = mine


def pytest_collection_finish() -> None:
    """Look for rubbish as seldom as a web server does: thousands of tests live long."""
    rubbish.look_seldom()


def _is_shared(item: pytest.Item) -> bool:
    return any(item.get_closest_marker(name) for name in ("browser", "one_engine"))


def _engines_for(item: pytest.Item) -> tuple[str, ...]:
    fixtures = getattr(item, "fixturenames", ())
    if item.get_closest_marker("django_db") or {"db", "transactional_db"} & set(fixtures):
        return ("sqlite", "postgres", "given")
    # SQLite's worker also measures coverage, to which the house rules add nothing.
    return ("postgres",) if "tests/house_rules" in item.nodeid else ("sqlite",)


@pytest.fixture(autouse=True, scope="module")
def _measured_where_it_tells_something(request: pytest.FixtureRequest) -> Iterator[None]:
    """Leave out of the coverage what walks a thousand times through lines known by then."""
    repeats = any(part in request.node.nodeid for part in REPETITIVE)
    with coverage_gates.paused() if repeats else nullcontext():
        yield


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    coverage_gates.stop()
    config = session.config
    if not (_is_controller(config) and config.getoption("gates")):
        return
    missed = coverage_gates.shortcomings()
    config.stash[_notices] += [f"COVERAGE, {line}" for line in missed]
    if missed and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    for line in config.stash.get(_notices, []):
        terminalreporter.write_line(line, red=True)


@pytest.fixture(autouse=True)
def _nobody_has_looked() -> Iterator[None]:
    """What one test saw of how the house gets on is not told on the pages of the next."""
    from goodword.operations import standing

    yield
    standing.keep(None)


@pytest.fixture(autouse=True)
def _still_clock(request: pytest.FixtureRequest) -> Iterator[None]:
    """No test looks at a moving clock."""
    with clock.frozen(THE_MOMENT):
        yield


@pytest.fixture
def now() -> datetime:
    """The moment at which every test takes place."""
    return THE_MOMENT


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real mails and logs beside the clone; a loud skip without it."""
    if not SHARED_DATA.is_dir():
        missing(f"NO REAL DATA: there is no {SHARED_DATA.name} folder beside the clone")
    return SHARED_DATA


def missing(reason: str) -> None:
    """Skip loudly; in CI, fail: there everything must be there."""
    if IN_CI:
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def engine() -> str:
    """The database engine of this run: ``sqlite`` or ``postgresql``."""
    return str(connections["default"].vendor)
