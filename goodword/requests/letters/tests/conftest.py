"""What tests of letters about requests share: post everything, and read what arrived."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from goodword.house.guard import system_scope
from goodword.outbox import jobs
from goodword.outbox.models import Letter
from goodword.outbox.transports import Spool
from goodword.people.models import Person
from goodword.requests import actions
from goodword.requests.models import ServiceRequest

Postman = Callable[..., list[Letter]]


@pytest.fixture(autouse=True)
def _as_the_system() -> Iterator[None]:
    """These tests look at rows as the system does."""
    with system_scope("tests"):
        yield


@pytest.fixture
def arrived(tmp_path, now) -> Postman:
    """Send what is due and answer what a person has got that they had not before."""
    seen: set[int] = set()

    def look(person: Person, at=now) -> list[Letter]:
        jobs.drain(at, transport=Spool(tmp_path))
        letters = Letter.objects.filter(to=person, state="sent").exclude(pk__in=seen)
        found = list(letters.order_by("pk"))
        seen.update(letter.pk for letter in found)
        return found

    return look


@pytest.fixture
def laptop(amina, ben, laptops, now) -> ServiceRequest:
    """Amina asked IT help for a laptop."""
    return actions.ask(
        by=amina, at=now, title="A laptop", words="For Dana, on Monday.", service=laptops
    )
