"""Worker and clock call their rooms again and again, and rest in between."""

from datetime import datetime

import pytest
from django.db import OperationalError

from goodword.operations.loops import DATABASE_AWAY, LOOPS, STANDBY, Loop, job
from goodword.operations.stopping import Stop


@pytest.fixture
def stop():
    return Stop()


class Rest(Stop):
    """Rests only on paper, and stops after so many rests."""

    def __init__(self, times=1):
        super().__init__()
        self.rests = []
        self.times = times

    def wait(self, seconds):
        self.rests.append(seconds)
        if len(self.rests) >= self.times:
            self.set()
        return True


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


def test_a_loop_rests_only_when_there_is_nothing_to_do(db, now):
    counts = iter([3, 1, 0])
    rest = Rest()
    Loop("worker", 7.5, [lambda at: next(counts)], rest).run(lambda: now)
    assert rest.rests == [7.5]
    assert list(counts) == []


@pytest.mark.parametrize("path", [path for _, paths in LOOPS.values() for path in paths])
def test_every_job_of_a_loop_exists(path):
    assert callable(job(path))


def test_a_clock_that_is_not_the_one_does_nothing_and_looks_again_soon(db, now):
    rest = Rest()
    Loop("clock", 20.0, [_counting([], 1)], rest, may_work=lambda: False).run(lambda: now)
    assert rest.rests == [STANDBY]


def test_a_clock_that_loses_its_lease_stops_between_two_jobs(db, now, stop):
    told: list[datetime] = []
    loop = Loop("clock", 0, [_counting(told, 1)] * 3, stop, may_work=lambda: len(told) < 2)
    assert loop.round(now) == 2


def test_a_loop_outlives_a_database_that_is_away(db, now):
    answers = iter([OperationalError("gone"), OperationalError("gone"), 0])

    def work(at):
        answer = next(answers)
        if isinstance(answer, Exception):
            raise answer
        return answer

    rest = Rest(times=3)
    Loop("worker", 7.5, [work], rest).run(lambda: now)
    assert rest.rests == [DATABASE_AWAY, DATABASE_AWAY, 7.5]
