"""One run, several engines: how the suite is spread over workers and judged.

``make test`` runs every test on each worker (``--dist each``), where one
worker stands on SQLite and the other on PostgreSQL.  So both engines share
two cores, one summary and one exit code.
"""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import connections
from django.test import TransactionTestCase

from goodword.house import clock, rubbish
from tests.rig import coverage_gates, emptying, postgres, sharing

IN_CI = bool(os.environ.get("CI"))
SHARED_DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
#: A Tuesday in term time, half past nine in London.
THE_MOMENT = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)

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
    os.environ[sharing.ENGINES] = " ".join(_engines(config))
    if "postgres" in _engines(config):
        _start_postgres(config)
    if len(_engines(config)) > 1:
        folder = tempfile.mkdtemp(prefix="goodword-taken-")
        os.environ[sharing.TAKEN] = folder
        config.add_cleanup(lambda: shutil.rmtree(folder, ignore_errors=True))


def _start_postgres(config: pytest.Config) -> None:
    """Start it here, once; the workers inherit its address."""
    try:
        postgres.address()
    except postgres.NoPostgres as problem:
        if IN_CI:
            raise pytest.UsageError(str(problem)) from problem
        config.option.tx = [spec for spec in config.option.tx if _engine_of(spec) != "postgres"]
        os.environ[sharing.ENGINES] = " ".join(_engines(config))
        config.stash[_notices].append(f"NO POSTGRESQL, its half was skipped: {problem}")


def pytest_report_header(config: pytest.Config) -> str:
    return f"engines: {', '.join(_engines(config))}; moment: {THE_MOMENT:%Y-%m-%d %H:%M} UTC"


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Order them, after everybody else who does, and share the work between the engines."""
    sharing.put_in_order(items)
    others = set() if _is_controller(config) else {*sharing.left_to_others(items)}
    if others:
        config.hook.pytest_deselected(items=[item for item in items if item in others])
        items[:] = [item for item in items if item not in others]


def pytest_collection_finish() -> None:
    """Look for rubbish as seldom as a web server does: thousands of tests live long."""
    rubbish.look_seldom()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item, nextitem: pytest.Item | None) -> bool | None:
    """Run nothing that another worker has taken, and end the measuring where it ends."""
    if not sharing.is_measured(item):
        coverage_gates.stop()
    if sharing.is_ours(item):
        return None
    # The test before left standing what this one would have used.
    item.session._setupstate.teardown_exact(nextitem)
    return True


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    coverage_gates.save()
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


@pytest.fixture(autouse=True, scope="session")
def _tables_are_emptied_quickly() -> Iterator[None]:
    """Where a test really commits, only what it wrote is deleted."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", emptying.empty_tables)
        yield


@pytest.fixture(autouse=True)
def _nobody_has_looked() -> Iterator[None]:
    """What one test saw of how the house gets on is not told on the pages of the next."""
    from goodword.operations.watching import standing

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
