"""Each race once, every day."""

import pytest

from goodword.house.guard import system_scope
from goodword.outbox import actions
from goodword.outbox.models import Letter, State
from goodword.requests import actions as requests
from soak import races
from soak.harness import quiet, share_of_tests

pytestmark = pytest.mark.django_db(transaction=True)


def test_at_one_instant_it_is_as_if_one_had_been_first():
    outcome = races.run(share_of_tests(0.005), quiet)
    assert outcome.problems == []
    assert len(outcome.counts) == 5


def held(amina, ben, laptops, now, number):
    """So many letters that wait for Ben's digest."""
    with system_scope("soak"):
        Letter.objects.all().delete()
    for _one in range(number):
        requests.ask(by=amina, at=now, title="A laptop", service=laptops)


@pytest.mark.parametrize("number", [1, 3])
def test_two_workers_gather_one_digest(amina, ben, laptops, now, number):
    crowd = races.Crowd(4)
    for _round in range(5):
        held(amina, ben, laptops, now, number)
        told = crowd.at_once([lambda: actions.make_digest(ben, now) is not None] * 4)
        assert told.count(True) == (number > 1), told
        with system_scope("soak"):
            assert Letter.objects.filter(kind="outbox.digest").count() == (number > 1)
            assert not Letter.objects.filter(state=State.HELD, digest=None).exists()
    crowd.go_home()
