"""A web process looks for rubbish seldom, and never over the program itself."""

from __future__ import annotations

import gc

import pytest

from goodword.house import rubbish


@pytest.fixture
def as_it_was():
    before = gc.get_threshold()
    yield
    gc.set_threshold(*before)
    gc.unfreeze()


def test_the_program_is_not_looked_over_again(as_it_was):
    rubbish.look_seldom()

    assert gc.get_freeze_count() > 10_000
    assert gc.get_threshold()[0] == rubbish.OBJECTS


def test_what_holds_itself_is_still_found(as_it_was):
    rubbish.look_seldom()
    ring: list[object] = []
    ring.append(ring)
    del ring

    assert gc.collect() >= 1
