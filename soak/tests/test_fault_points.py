"""Death at a few of the named places, every day."""

import pytest

from soak import fault_points
from soak.harness import quiet, share_of_tests

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.copies_itself]


def test_death_loses_halves_and_doubles_nothing():
    outcome = fault_points.run(share_of_tests(0.006), quiet)
    assert outcome.problems == []
    assert outcome.counts["deaths"] == 4
