"""Worker and clock call their rooms again and again, and rest in between."""

from datetime import datetime, timedelta

import pytest
from django.db import OperationalError

from goodword.history.jobs import TOLD, jump_to_tell
from goodword.house.jumps import Watch
from goodword.operations.running.loops import DATABASE_AWAY, LOOPS, STANDBY, Loop, job
from goodword.operations.running.stopping import Stop


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


def _broken(at):
    raise ValueError("a bug")


def _away(at):
    raise OperationalError("the connection was closed")


def test_one_broken_job_does_not_stop_the_others(db, now, stop):
    told: list[datetime] = []
    assert Loop("clock", 0, [_broken, _counting(told, 1)], stop).round(now) == 1
    assert told == [now]


def test_a_database_that_fails_one_job_is_asked_by_the_others_too(db, now, stop):
    told: list[datetime] = []
    with pytest.raises(OperationalError):
        Loop("clock", 0, [_away, _counting(told, 1)], stop).round(now)
    assert told == [now]


@pytest.mark.parametrize(
    ("moved", "works"),
    [
        (timedelta(seconds=20), True),
        (timedelta(minutes=5), True),
        (timedelta(minutes=5, seconds=21), False),
        (timedelta(hours=-1), False),
        (timedelta(days=1), False),
    ],
)
@pytest.mark.django_db(transaction=True)
def test_a_clock_that_was_set_leaves_one_round_out_and_says_so(moved, works, now, stop):
    told: list[datetime] = []
    steady = iter([100.0, 120.0, 140.0])
    loop = Loop("clock", 0, [_counting(told, 1)], stop, watch=Watch(lambda: next(steady)))
    rounds = [loop.round(now + lapse) for lapse in (timedelta(), moved, moved + timedelta(0, 20))]

    assert rounds == [1, int(works), 1]
    assert (jump_to_tell(now) is None) is works
    assert jump_to_tell(now + moved + 2 * TOLD) is None
