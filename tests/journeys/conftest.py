"""What journeys share: the busy day, and windows into it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from goodword.house import clock
from tests.journeys.scene import Scene, build


@pytest.fixture
def scene(request: pytest.FixtureRequest, now) -> Iterator[Scene]:
    """A busy day at Northmoor, looked at when everything has happened."""
    built = build(now)
    with clock.frozen(built.at):
        yield built
