"""The cast of every test: Amina asks, Ben answers, Chidi has nothing to do with it.

Amina Yusuf works in student records, Ben Keller answers at the IT help desk
and leads it, Chidi Okafor keeps the books.  Their teams are open from nine to
five on weekdays in London, and the IT help desk offers one service.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from functools import partial

import pytest
from django.test import Client

from goodword.catalogue.models import Charter, Service
from goodword.house.guard import system_scope
from goodword.people.actions.hours import keep_hours
from goodword.people.models import Membership, Organisation, Person, Team, TeamHours

PASSWORD = "a good word is kept"
FROM_THE_BEGINNING = date(2025, 1, 1)
WEEKDAYS = {day: [["09:00", "17:00"]] for day in ("mon", "tue", "wed", "thu", "fri")}

PersonMaker = Callable[..., Person]
TeamMaker = Callable[..., Team]


def begin_organisation(at: datetime) -> Organisation:
    """Let Northmoor University be set up, once."""
    found, _ = Organisation.objects.get_or_create(
        pk=1, defaults={"name": "Northmoor University", "set_up_at": at}
    )
    return found


def make_person(name: str, *teams: Team, at: datetime, **more: object) -> Person:
    """Make somebody who is in; anything may be said otherwise."""
    first = name.split(maxsplit=1)[0]
    fields: dict[str, object] = {
        "email": f"{first.lower()}@northmoor.example",
        "name": name,
        "preferred_name": first,
        "handle": name.lower().replace(" ", "-"),
        "joined_at": at,
    }
    somebody = Person(**(fields | more))
    somebody.set_password(PASSWORD)
    somebody.save()
    for team in teams:
        join(somebody, team)
    return somebody


def join(person: Person, team: Team) -> Membership:
    """Let a person belong to a team from the beginning of all tests."""
    return Membership.objects.create(person=person, team=team, from_on=FROM_THE_BEGINNING)


def make_team(name: str, *, at: datetime, **more: object) -> Team:
    """Make a team that is open in office hours."""
    slug = name.lower().replace(" ", "-")
    fields: dict[str, object] = {"name": name, "slug": slug, "mail_name": slug}
    made = Team.objects.create(**(fields | more))
    TeamHours.objects.create(
        team=made,
        version=1,
        valid_from=FROM_THE_BEGINNING,
        zone="Europe/London",
        week=WEEKDAYS,
        made_at=at,
    )
    keep_hours(made)
    return made


def make_service(
    team: Team,
    *,
    at: datetime,
    name: str = "A laptop for a new colleague",
    slug: str = "laptop",
) -> Service:
    """Let a team offer laptops, or something else, under a published charter."""
    with system_scope("tests"):
        service = Service.objects.create(
            team=team,
            name=name,
            slug=slug,
            summary="Ready on the first day, with everything they need.",
            made_at=at,
        )
        service.charter = Charter.objects.create(
            service=service,
            version=1,
            published_at=at,
            scope=["A laptop", "An account"],
            steps=[{"name": "Order", "note": "", "usual": ""}],
            usual_minutes=960,
            nearly_always_minutes=2400,
        )
        service.save(update_fields=["charter"])
    return service


@pytest.fixture
def organisation(db: None, now: datetime) -> Organisation:
    """Northmoor University, set up long ago."""
    return begin_organisation(now)


@pytest.fixture
def person(organisation: Organisation, now: datetime) -> PersonMaker:
    """Make somebody: ``person("Dana Reyes", records, role="Clerk")``."""
    return partial(make_person, at=now)


@pytest.fixture
def team(organisation: Organisation, now: datetime) -> TeamMaker:
    """Make a team with office hours: ``team("Estates")``."""
    return partial(make_team, at=now)


@pytest.fixture
def records(team: TeamMaker) -> Team:
    """The registry's team for student records."""
    return team("Student records")


@pytest.fixture
def it_help(team: TeamMaker) -> Team:
    """The IT help desk, which also takes what nobody knows where to bring."""
    return team("IT help", is_duty=True)


@pytest.fixture
def finance(team: TeamMaker) -> Team:
    """The team that keeps the books."""
    return team("Finance")


@pytest.fixture
def amina(person: PersonMaker, records: Team) -> Person:
    """Amina of the registry asks."""
    return person("Amina Yusuf", records, role="Registry officer")


@pytest.fixture
def ben(person: PersonMaker, it_help: Team) -> Person:
    """Ben of IT answers, and leads his team."""
    ben = person("Ben Keller", it_help, role="IT support")
    it_help.lead = ben
    it_help.save(update_fields=["lead"])
    return ben


@pytest.fixture
def chidi(person: PersonMaker, finance: Team) -> Person:
    """Chidi of finance has nothing to do with it."""
    return person("Chidi Okafor", finance, role="Accountant")


@pytest.fixture
def operator(person: PersonMaker) -> Person:
    """The person who runs the installation, and is in no team."""
    return person("Olga Brandt", role="Systems", is_operator=True)


@pytest.fixture
def laptops(it_help: Team, now: datetime) -> Service:
    """What the IT help desk offers: a laptop for a new colleague."""
    return make_service(it_help, at=now)


@pytest.fixture
def signed_in(client: Client) -> Callable[[Person], Client]:
    """A browser window in which this person is signed in, without the sign-in page."""

    def open_window(person: Person) -> Client:
        window = Client()
        window.force_login(person)
        return window

    return open_window
