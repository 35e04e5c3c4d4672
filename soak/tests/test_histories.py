"""A few random lives of sight, every day."""

import pytest

from soak import histories
from soak.harness import quiet, share_of_tests

pytestmark = pytest.mark.django_db


def test_who_sees_a_request_follows_from_what_was_done_and_nothing_else():
    outcome = histories.run(share_of_tests(0.004), quiet)
    assert outcome.problems == []
    assert outcome.counts["histories"] == 4
