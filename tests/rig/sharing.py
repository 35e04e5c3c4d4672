"""Which test runs where, and in which order.

``make test`` gives every worker all tests (``--dist each``), one on SQLite and one on PostgreSQL.

- What asks the store something runs on each.
- What needs no database runs once, where the coverage is measured.
- What needs a database and asks nothing of it, the browser above all, runs once: at the end, by
  whichever worker comes to it first. So none is idle while the other has half an hour to go.

What is measured goes first, then the measuring ends: a tracer makes everything half as slow again,
and what is left, sweeps, thrown examples and the browser, walks a thousand times through lines
known by then.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

#: The engines of this run, as the controller tells its workers.
ENGINES = "GOODWORD_TEST_ENGINES"
#: The folder in which workers write down what they have taken.
TAKEN = "GOODWORD_TEST_TAKEN"
#: Sweeps and properties; other tests walk the same lines one by one.
REPETITIVE = (
    "tests/permissions/",
    "test_properties",
    "test_against_",
    "tests/journeys/",
    "soak/",
    "bench/",
)
#: What takes longest is taken first, or one worker would begin it when the other is done.
LONGEST = ("tests/journeys/test_every_page", "tests/journeys/", "tests/attacks/")

_ours: dict[str, bool] = {}


def is_shared(item: pytest.Item) -> bool:
    """Say whether one engine is enough for it, whichever that is."""
    return any(item.get_closest_marker(name) for name in ("browser", "one_engine"))


def is_measured(item: pytest.Item) -> bool:
    """Say whether the lines count that it walks through."""
    repeats = any(part in item.nodeid for part in REPETITIVE)
    return not (repeats or any(map(item.get_closest_marker, ("browser", "hypothesis"))))


def put_in_order(items: list[pytest.Item]) -> None:
    """First what is measured, last what is shared; else they stay as they are.

    Tests that copy this process go before any browser: a copy that is made while a browser is
    driven here speaks to PostgreSQL through a connection of its parent.
    """
    items.sort(key=_place)


def _place(item: pytest.Item) -> tuple[bool, bool, int, bool]:
    shared = is_shared(item)
    longest = next((n for n, part in enumerate(LONGEST) if part in item.nodeid), len(LONGEST))
    copies_itself = item.get_closest_marker("copies_itself") is not None
    return not is_measured(item), shared, longest if shared else 0, not copies_itself


def left_to_others(items: list[pytest.Item]) -> list[pytest.Item]:
    """Answer what this process need not run, as another engine of this run does."""
    if len(os.environ.get(ENGINES, "").split()) < 2:
        return []
    ours = os.environ.get("GOODWORD_TEST_DATABASE", "sqlite")
    return [item for item in items if ours not in _engines_for(item)]


def _engines_for(item: pytest.Item) -> tuple[str, ...]:
    if is_shared(item):
        return ("sqlite", "postgres")
    fixtures = getattr(item, "fixturenames", ())
    if item.get_closest_marker("django_db") or {"db", "transactional_db"} & set(fixtures):
        return ("sqlite", "postgres", "given")
    # SQLite's worker also measures coverage, to which the house rules add nothing.
    return ("postgres",) if "tests/house_rules" in item.nodeid else ("sqlite",)


def is_ours(item: pytest.Item) -> bool:
    """Say whether this worker runs it; what is shared goes to who asks first.

    Tests without a browser are taken by the file: what they look at was made for all of them.
    """
    if not (is_shared(item) and os.environ.get(TAKEN)):
        return True
    browses = item.get_closest_marker("browser") is not None
    name = item.nodeid if browses else item.nodeid.split("::")[0]
    if name not in _ours:
        _ours[name] = _take(name)
    return _ours[name]


def _take(name: str) -> bool:
    note = Path(os.environ[TAKEN]) / hashlib.sha256(name.encode()).hexdigest()
    try:
        note.touch(exist_ok=False)
    except FileExistsError:
        return False
    return True
