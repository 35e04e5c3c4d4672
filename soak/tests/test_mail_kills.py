"""Mail that comes in while whoever takes it is killed, a little of it every day."""

import pytest

from soak import mail_kills
from soak.harness import quiet, share_of_tests

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.copies_itself]


def test_mail_that_comes_while_we_are_killed_is_neither_lost_nor_doubled(settings):
    outcome = mail_kills.run(share_of_tests(0.03), quiet)
    assert outcome.problems == []
    assert outcome.counts["deaths"] == 2
    assert outcome.counts["mails"] == 12
