"""The world of the sweep: built once for a module, and never changed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from goodword.house import clock
from tests.permissions.world import World, empty_world
from tests.rig.session import THE_MOMENT


def signed_in(world: World) -> World:
    """Sign everybody in now, before a test's own transaction would take a session back."""
    for role in world.people:
        world.session_of(role)
    return world


@contextmanager
def undone(blocker: DjangoDbBlocker) -> Iterator[None]:
    """Let rows be written that nobody after us finds."""
    with blocker.unblock(), clock.frozen(THE_MOMENT), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """People, teams, a service, and a request full of planted words."""
    with undone(django_db_blocker):
        built = empty_world(THE_MOMENT)
        built.plant()
        yield signed_in(built)


@pytest.fixture
def bare_world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """The same before anything was asked."""
    with undone(django_db_blocker):
        yield empty_world(THE_MOMENT)
