"""The sweep of the clock over all requests."""

from __future__ import annotations

from datetime import timedelta

import pytest

from goodword.history.models import Event
from goodword.house.guard import system_scope
from goodword.requests import jobs
from goodword.requests.jobs import sweep
from goodword.requests.models import ServiceRequest

pytestmark = pytest.mark.django_db


def test_what_is_due_is_done_once(laptop, monday):
    later = monday + timedelta(hours=3)
    assert sweep(later) == 1
    assert sweep(later) == 0


def test_what_is_not_due_is_left_alone(laptop, monday):
    assert sweep(monday + timedelta(hours=1)) == 0


def test_a_sweep_goes_page_by_page_and_misses_none(ask, monday, monkeypatch):
    """Three were asked in one instant; a page ends between them."""
    monkeypatch.setattr(jobs, "A_PAGE", 2)
    monkeypatch.setattr(jobs, "A_SWEEP", 60)
    several = [ask(title=f"Number {number}") for number in range(5)]
    assert sweep(monday + timedelta(hours=3)) == len(several)


def test_a_sweep_stops_when_its_time_is_up_and_the_next_goes_on(ask, monday, monkeypatch):
    monkeypatch.setattr(jobs, "A_SWEEP", 0.0)
    for number in range(3):
        ask(title=f"Number {number}")
    later = monday + timedelta(hours=3)
    assert [sweep(later) for _time in range(4)] == [1, 1, 1, 0]


def test_looking_where_nothing_is_due_is_one_query(ask, monday, django_assert_num_queries):
    for number in range(3):
        ask(title=f"Number {number}")
    with django_assert_num_queries(1):
        assert sweep(monday) == 0


def test_one_request_that_cannot_be_handled_does_not_stop_the_others(ask, laptop, monday):
    broken = ask(title="Its history was lost")
    with system_scope("tests"):
        Event.objects.about("request", broken.pk)._raw_delete(using="default")
    with pytest.raises(ExceptionGroup, match="1 requests could not"):
        sweep(monday + timedelta(hours=3))
    with system_scope("tests"):
        assert ServiceRequest.objects.get(pk=laptop.pk).number_of_events == 2
