"""What the tests of a request share: Amina's request to IT, and moments around it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from goodword.catalogue.models import Service
from goodword.house.guard import system_scope
from goodword.people.models import Person
from goodword.requests import actions
from goodword.requests.models import Life, ServiceRequest

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
WEEK = timedelta(days=7)

Ask = Callable[..., ServiceRequest]


@pytest.fixture
def monday() -> datetime:
    """Monday 2 November 2026, ten in the morning in London."""
    return datetime(2026, 11, 2, 10, 0, tzinfo=UTC)


@pytest.fixture
def ask(amina: Person, ben: Person, laptops: Service, monday: datetime) -> Ask:
    """Let Amina ask IT for a laptop; anything may be said otherwise."""

    def asked(**more: object) -> ServiceRequest:
        wanted: dict[str, object] = {
            "by": amina,
            "at": monday,
            "title": "A laptop for Dana",
            "words": "Dana starts on the 16th.",
            "service": laptops,
        }
        return actions.ask(**(wanted | more))

    return asked


@pytest.fixture
def laptop(ask: Ask) -> ServiceRequest:
    """Amina's request to IT, just asked, with nothing said about when it is needed."""
    return ask()


@pytest.fixture
def past(laptops: Service, monday: datetime) -> None:
    """Forty laptops, asked on working days before Monday and brought after one to twelve days."""
    asked = [monday - (12 - week) * WEEK + day * DAY for week in range(8) for day in range(5)]
    lives = [
        Life(
            team=laptops.team,
            service=laptops,
            asked_at=at,
            ended_at=at + 2 * WEEK,
            is_done=True,
            length=1.0 + number % 8 + 4 * (number % 13 == 0),
            needed=0.5 + number % 8 + 4 * (number % 13 == 0),
        )
        for number, at in enumerate(asked)
    ]
    with system_scope("tests"):
        Life.objects.bulk_create(lives)
    actions.learn(at=monday)


@pytest.fixture
def promised(laptop: ServiceRequest, ben: Person, monday: datetime) -> ServiceRequest:
    """The same with Ben's word: Wednesday, four in the afternoon."""
    due_at = monday + 2 * DAY + 6 * HOUR
    actions.offer(laptop, by=ben, at=monday + HOUR, due_at=due_at, words="A laptop, set up")
    return laptop


@pytest.fixture
def delivered(promised: ServiceRequest, ben: Person, monday: datetime) -> ServiceRequest:
    """The same, delivered on Tuesday at ten."""
    actions.deliver(promised, by=ben, at=monday + DAY, words="It is on your desk.")
    return promised
