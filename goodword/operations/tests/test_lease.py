"""Of many clocks one ticks: the lease is taken, kept, lost, given back and taken over."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import OperationalError, connection
from django.db.models.functions import Now

from goodword.operations.models import Heartbeat, Lease
from goodword.operations.running import lease, pulse
from goodword.operations.running.lease import Holding
from goodword.operations.running.pulse import HUNG, Pulse, sweep


@pytest.fixture
def steady(monkeypatch):
    """Seconds that grow only when a test says so."""
    seconds = [1000.0]
    for module in (lease, pulse):
        monkeypatch.setattr(module, "steady", lambda: seconds[0])
    return seconds


@pytest.fixture
def ours(db):
    Holding("clock", "somebody").keep()  # the first question makes the row
    return Holding("clock", "here")


@pytest.fixture
def theirs():
    return Holding("clock", "there")


def _let_it_run_out():
    Lease.objects.update(until=Now() - timedelta(seconds=1))


def test_the_first_who_asks_has_it_and_the_second_does_not(ours, theirs):
    assert ours.keep()
    assert not theirs.keep()
    assert ours.is_ours()
    assert not theirs.is_ours()


def test_a_lease_is_kept_without_a_new_number(ours):
    ours.keep()
    before = ours.number
    assert ours.keep()
    assert ours.number == before


def test_when_the_holder_is_silent_another_takes_over_with_a_higher_number(ours, theirs):
    ours.keep()
    _let_it_run_out()
    assert theirs.keep()
    assert theirs.number == ours.number + 1
    assert not ours.keep()
    assert not ours.is_ours()


def test_a_holder_that_was_only_late_keeps_it(ours):
    ours.keep()
    _let_it_run_out()
    before = ours.number
    assert ours.keep()
    assert ours.number == before


def test_what_is_given_back_can_be_taken_at_once(ours, theirs):
    ours.keep()
    ours.give_back()
    assert theirs.keep()


def test_who_lost_it_cannot_give_it_back_for_the_new_holder(ours, theirs):
    ours.keep()
    _let_it_run_out()
    theirs.keep()
    ours.give_back()
    assert not Holding("clock", "a third").keep()


def test_the_holder_stops_believing_before_the_database_does(steady, ours):
    ours.keep()
    steady[0] += 16.9
    assert ours.is_ours()
    steady[0] += 0.2
    assert not ours.is_ours()


def test_two_who_ask_at_the_same_moment_are_never_both_the_one(transactional_db):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite lets one write at a time anyway")
    from threading import Thread

    holdings = [Holding("clock", str(number)) for number in range(6)]
    holdings[0].keep()

    def ask(holding):
        try:
            holding.keep()
        finally:
            connection.close()

    threads = [Thread(target=ask, args=[holding]) for holding in holdings]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(holding.is_ours() for holding in holdings) == 1


# Signs of life.


def test_a_process_says_that_it_lives_and_takes_the_sign_away_at_its_end(db):
    beating = Pulse("worker", "worker@here:1")
    beating.beat()
    beating.beat()
    (sign,) = Heartbeat.objects.all()
    assert (sign.part, sign.started_at <= sign.beaten_at) == ("worker", True)
    beating.end()
    assert not Heartbeat.objects.exists()


def test_a_pulse_keeps_the_lease_and_gives_it_back(ours, theirs):
    beating = Pulse("clock", "clock@here:1", ours)
    beating.beat()
    assert ours.is_ours()
    beating.end()
    assert theirs.keep()


def test_a_job_that_takes_too_long_loses_the_lease_and_then_its_process(steady, ours, theirs, now):
    ended: list[int] = []
    beating = Pulse("clock", "clock@here:1", ours, give_up=ended.append)
    beating.beat()

    def work(at):
        steady[0] += 301
        beating.beat()
        _let_it_run_out()
        assert theirs.keep()
        assert ended == []
        steady[0] += 1000
        beating.beat()
        return 1

    assert beating.watching(work)(now) == 1
    assert ended == [HUNG]


def test_a_pulse_outlives_a_database_that_is_away(transactional_db, monkeypatch):
    beating = Pulse("web", "web@here:1", every=0.01)

    def away():
        tries.append(1)
        if len(tries) < 3:
            raise OperationalError("gone")
        beating._stop.set()

    tries: list[int] = []
    monkeypatch.setattr(beating, "beat", away)
    beating.begin()
    beating._thread.join(timeout=30)
    assert len(tries) == 3


def test_signs_of_life_that_are_an_hour_old_are_forgotten(db):
    for key in ("old", "new"):
        Pulse("worker", key).beat()
    Heartbeat.objects.filter(pk="old").update(beaten_at=Now() - timedelta(hours=2))
    assert sweep() == 1
    assert Heartbeat.objects.get().pk == "new"
