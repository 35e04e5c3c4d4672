"""The same seed tells the same story, whoever builds it and when."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from django.db import transaction

from goodword.demo.tests.conftest import live_since
from goodword.history.models import Event
from goodword.house.guard import system_scope
from goodword.people.models import Person
from goodword.requests.models import ServiceRequest
from tests.rig.session import THE_MOMENT

pytestmark = [pytest.mark.one_engine, pytest.mark.django_db]
A_WEEK_AGO = THE_MOMENT.replace(day=16, hour=8, minute=0)


def _story() -> Sequence[tuple[object, ...]]:
    """Everything that happened, without what is drawn anew each time: references and keys."""
    with transaction.atomic(), system_scope("tests"):
        live_since(A_WEEK_AGO)
        titles = dict(ServiceRequest.objects.values_list("pk", "title"))
        people = dict(Person.objects.get_queryset().values_list("pk", "name"))
        rows = Event.objects.filter(about_kind="request").order_by("at", "about_id", "number")
        told = rows.values_list("about_id", "number", "name", "at", "by_id", "to_asker", "to_team")
        story = [(titles[row[0]], *row[1:4], people.get(row[4] or 0), *row[5:]) for row in told]
        transaction.set_rollback(True)
    return story


def test_the_same_seed_tells_the_same_story():
    first = _story()

    assert first == _story()
    assert len(first) > 100
