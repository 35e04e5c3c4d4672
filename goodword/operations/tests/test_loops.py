"""Worker and clock call their rooms again and again, and rest in between."""

from datetime import datetime

import pytest
from django.db import connection

from goodword.operations.loops import CLOCK_LOCK, LOOPS, Loop, job, turn
from goodword.operations.stopping import Stop


@pytest.fixture
def stop():
    return Stop()


def test_a_loop_tells_every_job_the_time_and_counts_what_was_done(db, now, stop):
    told: list[datetime] = []
    loop = Loop("worker", 0, [_counting(told, 2)], stop)
    assert loop.round(now) == 2
    assert told == [now]


def _counting(told, count):
    def work(at):
        told.append(at)
        return count

    return work


def test_a_loop_rests_only_when_there_is_nothing_to_do(db, now, stop):
    counts = iter([3, 1, 0])
    rests = []

    class Rest(Stop):
        def wait(self, timeout=None):
            rests.append(timeout)
            self.set()
            return True

    loop = Loop("worker", 7.5, [lambda at: next(counts)], Rest())
    loop.run(lambda: now)
    assert rests == [7.5]
    assert list(counts) == []


@pytest.mark.parametrize("path", [path for _, paths in LOOPS.values() for path in paths])
def test_every_job_of_a_loop_exists(path):
    assert callable(job(path))


def test_it_is_the_workers_turn_always(db):
    with turn("worker") as is_ours:
        assert is_ours


def test_of_many_clocks_one_ticks(transactional_db, now, stop):
    if connection.vendor != "postgresql":
        with turn("clock") as is_ours:
            assert is_ours
        return
    import psycopg

    parameters = connection.get_connection_params()
    parameters = {
        name: parameters[name]
        for name in ("dbname", "user", "host", "port")
        if parameters.get(name)
    }
    with psycopg.connect(**parameters, autocommit=True) as elsewhere:
        elsewhere.execute("SELECT pg_advisory_lock(%s)", [CLOCK_LOCK])
        assert Loop("clock", 0, [lambda at: 1], stop).round(now) == 0
    with turn("clock") as is_ours:
        assert is_ours
