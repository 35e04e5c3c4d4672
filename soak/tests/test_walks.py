"""A few random lives through all acts, every day."""

import pytest

from soak import walks
from soak.harness import quiet, share_of_tests

pytestmark = pytest.mark.django_db


def test_no_open_request_is_without_an_owner_and_a_next_word():
    outcome = walks.run(share_of_tests(0.001), quiet)
    assert outcome.problems == []
    assert outcome.counts["lives"] == 5
