"""How the post gets on, in numbers for those who watch over it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from goodword.outbox import actions, jobs
from goodword.outbox.health import Health, health
from goodword.outbox.models import Letter, State
from goodword.outbox.tests.conftest import NEWS, address_of, free_port, refuse
from goodword.outbox.transports import SmtpServer

pytestmark = pytest.mark.django_db(transaction=True)


def test_nothing_written_is_nothing_to_tell(now):
    assert health(now) == Health()


def test_a_letter_nobody_tries_is_late_after_ten_minutes(post, now):
    post()
    assert health(now + timedelta(minutes=10)).untried == 0
    late = health(now + timedelta(minutes=11))
    assert (late.waiting, late.untried, late.oldest_waiting_seconds) == (1, 1, 660)


def test_a_letter_that_is_refused_again_and_again_grows_old(post, now):
    post("first"), post("second")
    nowhere = SmtpServer(address_of(free_port()))
    for minutes in (0, 1, 6, 21):
        jobs.send_due(now + timedelta(minutes=minutes), transport=nowhere)
    seen = health(now + timedelta(minutes=50))
    # The second waits behind the first: it was not forgotten.
    assert (seen.waiting, seen.untried, seen.oldest_waiting_seconds) == (2, 0, 3_000)


def test_what_waits_for_its_time_is_not_late(post, amina, now):
    amina.quiet_from, amina.quiet_until = now.time(), (now + timedelta(hours=9)).time()
    post()
    post(kind=NEWS)
    assert health(now + timedelta(hours=1)) == Health(held=1)


def test_what_ended_badly_is_told_for_a_week(post, now):
    post()
    refuse(actions.claim("w", now), now)
    post(about=2)
    Letter.objects.filter(state=State.WAITING).update(state=State.PERHAPS_TWICE, sent_at=now)
    assert health(now) == Health(failed=1, perhaps_twice=1)
    assert health(now + timedelta(days=8)) == Health()
    assert health(now).failed == 1
