"""What is loaded is what the actions would have made, on both engines."""

from __future__ import annotations

from datetime import UTC, timedelta

import pytest
from django.utils import translation

from bench import keys, lives, organisation
from bench.proof import Stage
from bench.stories import Teller
from bench.templates import Template
from goodword.house.guard import system_scope
from goodword.requests.models import Message, ServiceRequest

LIVES, TEMPLATES, SEED = 60, 9, 3
#: Played once for all tests of this module: they hold no keys of any database.
_told: list[Template] = []


def show(done: int, whole: int) -> None:
    """Nobody looks."""


def at_midnight(moment):
    return moment.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)


@pytest.fixture
def loaded(db, now):
    """A small organisation with some lives in it, and the stage on which they are proved."""
    until = at_midnight(now)
    long_ago = until - timedelta(weeks=lives.WEEKS + 20)
    with translation.override("en"):
        organisation.found(organisation.Size(LIVES), until.date(), long_ago, "default")
        crowd = lives.Crowd.read("default")
        cast = lives.make_cast(until)
        _told[:] = _told or lives.tell(TEMPLATES, cast, until, seed=SEED, show=show)
        fates = lives.Fates(_told, crowd, SEED)
        loader = lives.Loader(_told, crowd, "default", lives.tables_of(_told))
        loader.load(fates.lives(LIVES), show, LIVES, sample=range(0, LIVES, 10))
        yield loader, Stage(_told, cast, crowd, "default", until)
    keys.gather_keys()


def test_loaded_lives_are_equal_to_playing_them_again(loaded):
    loader, stage = loaded
    assert stage.prove(loader.kept, show) == {"equal": 6, "of": 6, "differences": []}


def test_one_changed_word_is_noticed(loaded):
    loader, stage = loaded
    with system_scope("tests"):
        Message.objects.update(words="Never said.")
    proved = stage.prove(loader.kept, show)
    assert proved["equal"] < proved["of"]
    assert any("Never said." in words for words in proved["differences"])


def test_a_kept_column_that_does_not_follow_from_the_events_is_noticed(loaded):
    loader, stage = loaded
    with system_scope("tests"):
        ServiceRequest.objects.update(reopened=7)
    assert stage.prove(loader.kept, show)["equal"] == 0


def test_most_lives_have_ended_and_nobody_waits_for_the_clock(loaded, now):
    with system_scope("tests"):
        still_open = ServiceRequest.objects.open()
        assert still_open.count() == round(LIVES * lives.OPEN_SHARE)
        assert not ServiceRequest.objects.due_by(at_midnight(now)).exists()


def test_the_clock_finds_due_what_is_added_for_it(loaded, now):
    _loader, stage = loaded
    fates = lives.Fates(stage.templates, stage.crowd, SEED)
    more = lives.Loader(stage.templates, stage.crowd, "default", lives.tables_of(stage.templates))
    more.load(fates.due(5, LIVES), show, 5)
    with system_scope("tests"):
        assert ServiceRequest.objects.due_by(now).count() >= 5


def test_every_request_has_a_reference_of_its_own():
    assert len({lives.reference_of(number) for number in range(20_000)}) == 20_000


def test_the_same_seed_tells_the_same_lives():
    assert [Teller(5).tell() for _life in range(3)] == [Teller(5).tell() for _life in range(3)]
