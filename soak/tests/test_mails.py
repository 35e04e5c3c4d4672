"""Some mutated mails, every day."""

import pytest

from soak import mails
from soak.harness import quiet, share_of_tests

pytestmark = pytest.mark.django_db(transaction=True)


def test_mutated_mails_are_read_or_refused_and_all_are_accounted_for():
    outcome = mails.run(share_of_tests(0.02), quiet)
    assert outcome.problems == []
    assert outcome.counts["mails taken in"] == 20 + 20 + 20
    assert outcome.counts["good mails answered among rubbish"] == 4
