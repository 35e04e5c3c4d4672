"""A small share of the demonstration: four weeks of Northmoor, lived once for all its tests."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from goodword.demo import telling
from goodword.demo.founding import found
from goodword.demo.living import Life
from goodword.demo.world import World
from goodword.house.guard import system_scope
from tests.rig.session import THE_MOMENT

#: Eight on a Monday morning, four weeks before the moment of all tests.
FOUR_WEEKS_AGO = datetime(2026, 10, 26, 8, tzinfo=UTC)
SHARE = 0.4


def live_since(begins: datetime) -> Life:
    """Found the university at a moment and live until the moment of all tests."""
    found(begins)
    life = Life(World(THE_MOMENT.date()), share=SHARE)
    life.live(begins, THE_MOMENT)
    telling.tell_stories(life.world, THE_MOMENT)
    return life


@pytest.fixture(scope="module")
def lived(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Life]:
    """Northmoor after a month; nothing of it stays when the module ends."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield live_since(FOUR_WEEKS_AGO)
        transaction.set_rollback(True)


@pytest.fixture
def northmoor(lived: Life) -> Iterator[Life]:
    """The same month for each test, whatever the test before did to it."""
    with transaction.atomic(), system_scope("tests"):
        yield lived
        transaction.set_rollback(True)


@pytest.fixture
def tomorrow() -> datetime:
    return THE_MOMENT + timedelta(days=1)
