"""The sweep of the clock over all requests."""

from __future__ import annotations

from datetime import timedelta

import pytest

from goodword.history.models import Event
from goodword.house.guard import system_scope
from goodword.requests.jobs import sweep
from goodword.requests.models import ServiceRequest

pytestmark = pytest.mark.django_db


def test_what_is_due_is_done_once(laptop, monday):
    later = monday + timedelta(hours=3)
    assert sweep(later) == 1
    assert sweep(later) == 0


def test_what_is_not_due_is_left_alone(laptop, monday):
    assert sweep(monday + timedelta(hours=1)) == 0


def test_one_request_that_cannot_be_handled_does_not_stop_the_others(ask, laptop, monday):
    broken = ask(title="Its history was lost")
    with system_scope("tests"):
        Event.objects.about("request", broken.pk)._raw_delete(using="default")
    with pytest.raises(ExceptionGroup, match="1 requests could not"):
        sweep(monday + timedelta(hours=3))
    with system_scope("tests"):
        assert ServiceRequest.objects.get(pk=laptop.pk).number_of_events == 2
