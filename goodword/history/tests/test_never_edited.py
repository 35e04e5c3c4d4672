"""History is written once: by rule, and by the database itself."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction

from goodword.history.models import Event


@pytest.fixture
def event(amina, now) -> Event:
    return Event.objects.create(
        about_kind="test", about_id=1, number=1, name="asked", at=now, by=amina
    )


def test_an_event_is_not_saved_twice_and_not_deleted(event):
    with pytest.raises(TypeError, match="never edited"):
        event.save()
    with pytest.raises(TypeError, match="never deleted"):
        event.delete()
    with pytest.raises(TypeError, match="never edited"):
        Event.objects.update(name="other")
    with pytest.raises(TypeError, match="never deleted"):
        Event.objects.all().delete()


def test_the_database_refuses_whoever_goes_round_the_rule(event):
    with (
        pytest.raises(DatabaseError, match="History is never edited"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("UPDATE history_event SET name = 'other'")
