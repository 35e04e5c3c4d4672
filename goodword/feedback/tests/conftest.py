"""A request that Ben has delivered, and windows to answer in."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from goodword.house import clock
from goodword.requests import actions
from goodword.requests.models import ServiceRequest

MONDAY = datetime(2026, 11, 2, 10, 0, tzinfo=UTC)
TUESDAY = MONDAY + timedelta(days=1)


@pytest.fixture
def delivered(amina, ben, laptops):
    """Amina's laptop, delivered before its day."""
    wanted = actions.ask(by=amina, at=MONDAY, title="A laptop for Dana", service=laptops)
    due_at = MONDAY + timedelta(days=2)
    actions.offer(wanted, by=ben, at=MONDAY + timedelta(hours=1), due_at=due_at)
    actions.deliver(wanted, by=ben, at=TUESDAY, words="It is on your desk.")
    return wanted


@pytest.fixture
def confirmed(delivered: ServiceRequest, amina) -> ServiceRequest:
    """The same, and Amina said that it did the job."""
    actions.confirm(delivered, by=amina, at=TUESDAY)
    return delivered


@pytest.fixture
def look(signed_in):
    """Let somebody open a page on Tuesday."""

    def opened(person, path):
        with clock.frozen(TUESDAY):
            return signed_in(person).get(path)

    return opened


@pytest.fixture
def send(signed_in):
    """Let somebody send a form on Tuesday."""

    def sent(person, path, **typed):
        with clock.frozen(TUESDAY):
            return signed_in(person).post(path, typed)

    return sent
