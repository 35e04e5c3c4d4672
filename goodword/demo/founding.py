"""The first day of Northmoor: its people, teams, hours, services and charters."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from holidays import country_holidays

from goodword.catalogue import actions as catalogue
from goodword.catalogue.models import Service
from goodword.catalogue.starter import department
from goodword.demo import cast
from goodword.demo.cast import PEOPLE, TEAMS, PersonFacts, TeamFacts
from goodword.demo.offers import OFFERS
from goodword.house.guard import system_scope
from goodword.people import actions as people
from goodword.people.models import Person, Team
from goodword.people.privacy import Privacy

FIRST_WORD = 120
HALF_A_YEAR = timedelta(days=182)
#: For how many years from the founding on the days are known on which it is closed.
YEARS = 3
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def found(at: datetime) -> None:
    """Begin the organisation at a moment: nothing has been asked yet."""
    by_name = _people(at)
    ada = by_name["Ada Brandt"]
    teams = {facts.key: _team(facts, by_name, ada, at) for facts in TEAMS}
    for facts in PEOPLE:
        _belongs(facts, by_name[facts.name], teams, ada, at)
    for team_facts in TEAMS:
        _offers(team_facts, teams[team_facts.key], ada, at)
    _keep_in_confidence(teams["hr"], by_name, at)


def _people(at: datetime) -> dict[str, Person]:
    _organisation, ada = people.set_up(
        organisation=cast.ORGANISATION,
        lead_name="Ada Brandt",
        lead_email=cast.email_of("Ada Brandt"),
        at=at,
        password=cast.OPEN_SESAME,
        zone=cast.ZONE,
        week=cast.week("09:00", "17:00"),
        first_word_minutes=FIRST_WORD,
    )
    made = {"Ada Brandt": ada}
    for facts in PEOPLE:
        if facts.name not in made:
            made[facts.name] = people.add_person(
                name=facts.name,
                email=cast.email_of(facts.name),
                by=ada,
                at=at,
                say_it=facts.say_it,
                role=facts.role,
                zone=_zone_of(facts),
                password=cast.OPEN_SESAME if facts.signs_in else None,
            )
    people.change_profile(ada, by=ada, at=at, role="leads IT Help, runs Goodword")
    return made


def _zone_of(facts: PersonFacts) -> str:
    return next(team.zone for team in TEAMS if team.key == facts.team)


def _team(facts: TeamFacts, by_name: dict[str, Person], ada: Person, at: datetime) -> Team:
    lead = by_name[facts.lead]
    team = people.add_team(
        name=facts.name,
        by=ada,
        at=at,
        what_we_do=facts.does,
        primary_customers=facts.customers,
        how_we_work=facts.works,
        lead=lead,
        cover=by_name[facts.cover],
        is_duty=facts.is_duty,
        zone=facts.zone,
        week=facts.week,
    )
    people.change_team(
        team,
        by=lead,
        at=at,
        phone=facts.phone,
        from_us=list(facts.from_us),
        from_you=list(facts.from_you),
    )
    _second_hours(team, facts, lead, at)
    return team


def _second_hours(team: Team, facts: TeamFacts, lead: Person, at: datetime) -> None:
    """The days on which the university is closed; and for some other hours half a year on."""
    closed = _closed_days(at.date(), facts)
    versions = [(at.date(), facts.week, "The university is closed between the years.")]
    if facts.later_week:
        versions.append(((at + HALF_A_YEAR).date(), facts.later_week, facts.later_why))
    for valid_from, week, why in versions:
        people.set_hours(
            team,
            by=lead,
            at=at,
            valid_from=valid_from,
            zone=facts.zone,
            week=week,
            holidays=_holidays(facts, at.date()),
            overrides=closed,
            why=why,
        )


def _holidays(facts: TeamFacts, today: date) -> list[str]:
    years = range(today.year, today.year + YEARS)
    days = country_holidays(facts.land[0], subdiv=facts.land[1], years=years)
    return sorted(day.isoformat() for day in days)


def _closed_days(today: date, facts: TeamFacts) -> dict[str, Any]:
    """Closed from Christmas Eve to the third of January, and a short day before it."""
    closed: dict[str, Any] = {}
    for year in range(today.year, today.year + YEARS):
        eve = date(year, 12, 23)
        if facts.week.get(DAYS[eve.weekday()]):
            closed[eve.isoformat()] = [["09:00", "13:00"]]
        for number in range(1, 12):
            closed[(eve + timedelta(days=number)).isoformat()] = []
    return closed


def _belongs(
    facts: PersonFacts, person: Person, teams: dict[str, Team], ada: Person, at: datetime
) -> None:
    for key in filter(None, (facts.team, facts.also)):
        team = teams[key]
        if not team.memberships.filter(person=person).exists():
            people.join(person, team, by=ada, at=at)
    for topic in facts.topics:
        people.know(person, topic, by=person, at=at, proof="In their own words")
    if facts.how:
        people.change_profile(person, by=person, at=at, how_to_ask=facts.how)


def _offers(facts: TeamFacts, team: Team, ada: Person, at: datetime) -> None:
    lead = team.lead
    for key in facts.starters:
        catalogue.start_catalogue(team, department(key), by=lead, at=at)
    for starter in OFFERS.get(facts.key, ()):
        service = catalogue.add_service(
            team,
            by=lead,
            at=at,
            name=str(starter.name),
            summary=str(starter.summary),
            keywords=str(starter.keywords),
            audience=Service.Audience.EVERYONE,
        )
        text = starter.charter(FIRST_WORD, at)
        catalogue.publish_charter(service, by=lead, at=at, text=text)


def _keep_in_confidence(team: Team, by_name: dict[str, Person], at: datetime) -> None:
    """One service of Human Resources is read by two named people alone."""
    with system_scope("goodword.demo.founding"):
        service = team.services.get(name=cast.IN_CONFIDENCE)
    catalogue.keep_service_closed(
        service,
        by=team.lead,
        at=at,
        privacy=Privacy.CONFIDENTIAL,
        readers=[by_name[name] for name in cast.READ_IN_CONFIDENCE],
    )


def first_day(today: datetime) -> datetime:
    """The moment a year before: eight in the morning of the same date."""
    morning = datetime(today.year, today.month, today.day, 8, tzinfo=UTC)
    return morning - timedelta(days=365)
