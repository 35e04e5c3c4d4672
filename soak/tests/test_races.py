"""Each race once, every day."""

import pytest

from soak import races
from soak.harness import quiet, share_of_tests

pytestmark = pytest.mark.django_db(transaction=True)


def test_at_one_instant_it_is_as_if_one_had_been_first():
    outcome = races.run(share_of_tests(0.005), quiet)
    assert outcome.problems == []
    assert len(outcome.counts) == 5
