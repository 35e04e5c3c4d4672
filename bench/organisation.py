"""An organisation as large as its requests: people, teams, services, and who asks whom."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import sqrt
from random import Random
from typing import Any

from bench.stories import CHARTERS
from goodword.catalogue.models import Charter, Service
from goodword.people.models import Expertise, Membership, Organisation, Person, Team, TeamHours
from goodword.people.rules import OFFICE_WEEK, hours_as_text

FIRST = [
    "Amina",
    "Ben",
    "Chidi",
    "Dana",
    "Elif",
    "Farid",
    "Grace",
    "Hannah",
    "Ines",
    "Jonas",
    "Kofi",
    "Lena",
    "Marek",
    "Nadia",
    "Olga",
    "Pavel",
    "Quentin",
    "Rosa",
    "Samir",
    "Tara",
    "Ulrich",
    "Vera",
    "Wanda",
    "Xenia",
    "Yusuf",
    "Zofia",
    "Aoife",
    "Bilal",
    "Carmen",
    "Dafydd",
]
LAST = [
    "Yusuf",
    "Keller",
    "Okafor",
    "Reyes",
    "Brandt",
    "Nowak",
    "Carvalho",
    "Pryce",
    "Lindqvist",
    "Moreau",
    "Hassan",
    "Ito",
    "Kowalska",
    "Mensah",
    "Petrov",
    "Quinn",
    "Rossi",
    "Schmidt",
    "Tanaka",
    "Usman",
    "Varga",
    "Weber",
    "Ximenes",
    "Young",
    "Zeman",
    "Abara",
    "Blum",
]
FIELDS = [
    "Records",
    "Payroll",
    "Estates",
    "Library",
    "IT",
    "Print",
    "Travel",
    "Admissions",
    "Exams",
    "Safety",
    "Grants",
    "Archive",
    "Catering",
    "Fleet",
    "Media",
    "Purchasing",
    "Legal",
    "Timetable",
    "Housing",
    "Research",
]
THINGS = [
    "laptop",
    "certificate",
    "room",
    "key",
    "parking",
    "permit",
    "invoice",
    "contract",
    "mailing",
    "poster",
    "account",
    "timetable",
    "microscope",
    "projector",
    "badge",
    "locker",
    "licence",
    "report",
    "translation",
    "visa",
    "chair",
]
VERBS = [
    "Order",
    "Mend",
    "Replace",
    "Check",
    "Renew",
    "Print",
    "Book",
    "Move",
    "Explain",
    "Cancel",
    "Copy",
    "Collect",
]
#: The hands of a team that are there since the beginning.
HANDS = 3
BEGINNING = date(2020, 1, 1)


@dataclass(frozen=True)
class Size:
    """How large the organisation is that has so many requests."""

    requests: int

    @property
    def people(self) -> int:
        """20,000 for a million requests, and with the square root of their number."""
        return max(60, round(20 * sqrt(self.requests)))

    @property
    def teams(self) -> int:
        return max(4, self.people // 50)

    @property
    def services(self) -> int:
        return self.teams * 6


def name_of(number: int) -> str:
    """A name for the person of this number; the last part tells thousands apart."""
    first, last = FIRST[number % len(FIRST)], LAST[(number // len(FIRST)) % len(LAST)]
    round_number = number // (len(FIRST) * len(LAST))
    return f"{first} {last}" + (f" {_roman(round_number)}" if round_number else "")


def _roman(number: int) -> str:
    """A third name, unlike all others of this number."""
    return "".join(chr(65 + int(digit)) for digit in str(number)).capitalize() + "son"


def make_person(number: int, at: datetime) -> Person:
    """A colleague; nobody signs in with a password here.

    The three hands of a team stand in the order of their names, as lists of members do.
    """
    first = number - number % HANDS
    name = sorted(name_of(n) for n in range(first, first + HANDS))[number - first]
    return Person(
        email=f"{name.lower().replace(' ', '.')}@bench.example",
        password="!" + f"{number:040d}",
        name=name,
        preferred_name=name.split()[0],
        handle=name.lower().replace(" ", "-"),
        role=f"{FIELDS[number % len(FIELDS)]} officer",
        zone="UTC",
        joined_at=at,
        is_operator=number == 0,
    )


def make_team(number: int) -> Team:
    """A team that is open from nine to five, UTC, on weekdays."""
    name = f"{FIELDS[number % len(FIELDS)]} {number // len(FIELDS) + 1}"
    slug = name.lower().replace(" ", "-")
    words = f"We see to everything about {FIELDS[number % len(FIELDS)].lower()}."
    return Team(name=name, slug=slug, mail_name=slug, what_we_do=words, is_duty=number == 0)


def make_hours(team: Team, number: int, at: datetime) -> TeamHours:
    """Office hours; a closed day long ago makes each team's calendar one of its own."""
    closed = (date(2000, 1, 1) + timedelta(days=number)).isoformat()
    return TeamHours(
        team=team, version=1, valid_from=BEGINNING, zone="UTC", week=OFFICE_WEEK,
        overrides={closed: []}, made_at=at,
    )  # fmt: skip


def make_service(team: Team, number: int, at: datetime) -> Service:
    """Something a team offers."""
    thing, verb = THINGS[number % len(THINGS)], VERBS[(number // 3) % len(VERBS)]
    name = f"{verb} a {thing} ({number % 97 + 1})"
    return Service(
        team=team, name=name, slug=f"s{number}", made_at=at, keywords=thing,
        summary=f"We {verb.lower()} your {thing}, and say when it will be done.",
    )  # fmt: skip


def make_charter(service: Service, kind: int, at: datetime) -> Charter:
    """What is published about a service; ``kind`` is a place in ``CHARTERS``."""
    first, offer_days, update_days = CHARTERS[kind]
    return Charter(
        service=service, version=1, published_at=at, first_word_minutes=first,
        usual_minutes=960, nearly_always_minutes=2400, offer_days=offer_days,
        update_days=update_days, scope=["The thing itself", "A word when it is ready"],
        bring=["What it is for"], steps=[{"name": "Look", "note": "", "usual": "a day"}],
    )  # fmt: skip


def found(size: Size, today: date, at: datetime, using: str) -> None:
    """Write the whole organisation into an empty database.

    Each team has three old hands. Everybody else joined on the day of loading, so that what came
    to a desk in the two years was told to three people and not to fifty.
    """
    dice = Random(1)
    Organisation.objects.using(using).create(
        pk=1, name="Northmoor University", zone="UTC", set_up_at=at
    )
    people = _write(Person, (make_person(n, at) for n in range(size.people)), using)
    teams = _write(Team, (make_team(n) for n in range(size.teams)), using)
    hours = [make_hours(team, n, at) for n, team in enumerate(teams)]
    _write(TeamHours, hours, using)
    for number, (team, one) in enumerate(zip(teams, hours, strict=True)):
        team.hours_kept = hours_as_text([one])
        team.cover, team.lead = people[number * HANDS + 1], people[number * HANDS + 2]
    Team.objects.using(using).bulk_update(teams, ["hours_kept", "lead", "cover"], batch_size=500)
    _write(Membership, _memberships(people, teams, today, dice), using)
    _write(Expertise, _expertise(people), using)
    _write_services(size, teams, at, using)


def _write_services(size: Size, teams: list[Team], at: datetime, using: str) -> None:
    each = size.services // size.teams
    offered = [make_service(team, n, at) for team in teams for n in range(each)]
    services = _write(Service, offered, using)
    kinds = (n % len(CHARTERS) for n in range(len(services)))
    made = [make_charter(one, kind, at) for one, kind in zip(services, kinds, strict=True)]
    charters = _write(Charter, made, using)
    for service, charter in zip(services, charters, strict=True):
        service.charter = charter
    rows = Service._base_manager.using(using)
    rows.bulk_update(services, ["charter"], batch_size=500)


def _write(model: Any, rows: Any, using: str) -> list[Any]:
    made: list[Any] = model._base_manager.using(using).bulk_create(rows, batch_size=500)
    return made


def _memberships(
    people: list[Person], teams: list[Team], today: date, dice: Random
) -> Iterator[Membership]:
    for number, person in enumerate(people):
        if number < HANDS * len(teams):
            yield Membership(person=person, team=teams[number // HANDS], from_on=BEGINNING)
        else:
            team = teams[int(len(teams) * dice.random() ** 1.2)]
            yield Membership(person=person, team=team, from_on=today)


def _expertise(people: list[Person]) -> Iterator[Expertise]:
    for number, person in enumerate(people):
        if number % 3 == 0:
            yield Expertise(person=person, topic=f"the {THINGS[number % len(THINGS)]}")


def skewed(dice: Random, length: int) -> int:
    """One of so many, the first ones far more often: some teams and people are busy."""
    return int(length * dice.random() ** 1.7)
