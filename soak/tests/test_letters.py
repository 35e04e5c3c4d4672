"""A few letters through a failing mail server and one that is away, every day."""

import pytest

from soak import letters
from soak.harness import quiet, share_of_tests

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_mail_server_that_fails_loses_and_doubles_nothing():
    outcome = letters.run(share_of_tests(0.002), quiet)
    assert outcome.problems == []
    assert outcome.counts["workers killed"] == 1
    assert outcome.counts["written while away"] >= 32
