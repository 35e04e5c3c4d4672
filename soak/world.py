"""A small organisation for long runs: many who ask, a few who answer, two teams."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.test import Client

from goodword.catalogue.models import Service
from goodword.house import clock
from goodword.house.guard import system_scope
from goodword.people.models import Person, Team
from tests.rig import cast


@dataclass(frozen=True)
class World:
    """Who there is. ``helpers`` belong to IT help, ``others`` to Estates."""

    askers: list[Person]
    helpers: list[Person]
    others: list[Person]
    it_help: Team
    estates: Team
    laptops: Service


def build(*, askers: int = 6, helpers: int = 3, others: int = 1) -> World:
    """Set the organisation up in an empty database."""
    at = clock.now()
    with system_scope("soak"):
        cast.begin_organisation(at)
        it_help = cast.make_team("IT help", at=at, is_duty=True)
        estates = cast.make_team("Estates", at=at)
        records = cast.make_team("Student records", at=at)
        found = World(
            askers=_people("Amina", askers, records, at),
            helpers=_people("Ben", helpers, it_help, at),
            others=_people("Chidi", others, estates, at),
            it_help=it_help,
            estates=estates,
            laptops=cast.make_service(it_help, at=at),
        )
        it_help.lead = found.helpers[0]
        it_help.save(update_fields=["lead"])
    return found


def _people(name: str, number: int, team: Team, at: datetime) -> list[Person]:
    return [
        cast.make_person(
            f"{name} {place}",
            team,
            at=at,
            email=f"{name.lower()}{place}@northmoor.example",
            handle=f"{name.lower()}-{place}",
        )
        for place in range(1, number + 1)
    ]


def window(person: Person) -> Client:
    """A browser window in which this person is signed in, without the sign-in page."""
    client = Client()
    client.force_login(person)
    return client


def cookie(person: Person) -> str:
    """The session of a person as a browser sends it, for a server in another process."""
    found = window(person).cookies[settings.SESSION_COOKIE_NAME]
    return f"{found.key}={found.value}"
