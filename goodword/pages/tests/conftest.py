"""What the tests of home and the desks share: Amina asks IT, Ben answers, Chidi looks on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pytest
from django.test import Client

from goodword.catalogue.models import Service
from goodword.house import clock
from goodword.house.guard import system_scope
from goodword.people.models import Person
from goodword.requests import actions
from goodword.requests.models import Life, ServiceRequest

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)

Ask = Callable[..., ServiceRequest]


@pytest.fixture
def window(
    now: datetime, signed_in: Callable[[Person], Client]
) -> Iterator[Callable[[Person], Client]]:
    """A window in which this person is signed in, while the clock stands still."""
    with clock.frozen(now):
        yield signed_in


@pytest.fixture
def ask(amina: Person, ben: Person, laptops: Service, now: datetime) -> Ask:
    """Let Amina ask IT for a laptop an hour ago; anything may be said otherwise."""

    def asked(title: str = "A laptop for Dana", **more: object) -> ServiceRequest:
        wanted: dict[str, object] = {
            "by": amina,
            "at": now - HOUR,
            "title": title,
            "service": laptops,
        }
        return actions.ask(**(wanted | more))

    return asked


@pytest.fixture
def past(laptops: Service, now: datetime) -> None:
    """Forty laptops, asked before today and brought after one to eight working days."""
    with system_scope("tests"):
        Life.objects.bulk_create(
            Life(
                team=laptops.team,
                service=laptops,
                asked_at=now - (60 - number) * DAY,
                ended_at=now - HOUR,
                is_done=True,
                length=1.0 + number % 8,
                needed=0.5 + number % 8,
            )
            for number in range(40)
        )
    actions.learn(at=now)


@pytest.fixture
def promise(ask: Ask, ben: Person, now: datetime) -> Ask:
    """Let Ben give his word on a new request of Amina's: by five today unless said otherwise."""

    def promised(
        title: str = "A docking station", due_at: datetime | None = None, **more: object
    ) -> ServiceRequest:
        asked = ask(title, **more)
        due = due_at or now + 7 * HOUR
        actions.offer(asked, by=ben, at=now - HOUR / 2, due_at=due, words="It will be there")
        return asked

    return promised
