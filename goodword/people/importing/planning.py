"""What would happen if a list were brought in. Reads rows, changes none."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from itertools import islice

from django.utils.translation import gettext as _

from goodword.people.importing.checking import Entry, Fault, check, columns_of
from goodword.people.importing.reading import Line
from goodword.people.models import Membership, PeopleImport, Person, Team, of_the_house

CHUNK = 400
FACTS = ("name", "preferred_name", "say_it", "role", "zone")


@dataclass(slots=True)
class Change:
    """What a line would do: nothing, enter a person, or change what differs."""

    entry: Entry
    person: Person | None
    facts: dict[str, str] = field(default_factory=dict)
    joins: tuple[str, ...] = ()
    ends: date | None = None

    @property
    def is_new(self) -> bool:
        """Whether the person is not here yet."""
        return self.person is None

    @property
    def is_same(self) -> bool:
        """Whether all is as it is already."""
        return self.person is not None and not (self.facts or self.joins or self.ends)


@dataclass(slots=True)
class Plan:
    """All that would happen."""

    changes: list[Change]
    bad: list[Entry]
    new_teams: list[str]
    gone: int
    gone_names: list[str]

    @property
    def new(self) -> list[Change]:
        """People who would be entered."""
        return [change for change in self.changes if change.is_new]

    @property
    def changed(self) -> list[Change]:
        """People of whom something would change."""
        return [change for change in self.changes if not (change.is_new or change.is_same)]

    @property
    def same(self) -> list[Change]:
        """People who are as the list says."""
        return [change for change in self.changes if change.is_same]

    @property
    def team_changes(self) -> int:
        """How many of the changed would change a team."""
        return sum(1 for change in self.changed if change.joins or change.ends)


def lines_of(people_import: PeopleImport) -> list[Line]:
    """Return the lines of a list that was kept."""
    return [Line(one["number"], one["cells"], one["problem"]) for one in people_import.lines]


def plan_of(people_import: PeopleImport, today: date) -> Plan:
    """Say what bringing a list in would do, as things stand now."""
    teams = dict(Team.objects.values_list("name", "pk"))
    entries = check(people_import.heading, lines_of(people_import), teams)
    _refuse_guests(entries, columns_of(people_import.heading)["email"])
    good = [entry for entry in entries if entry.is_good]
    changes = changes_of(good, today)
    known = {name.casefold() for name in teams}
    new_teams = {
        team.casefold(): team
        for entry in good
        for team in entry.teams
        if team.casefold() not in known
    }
    in_list = {entry.email for entry in entries}
    everybody = Person.objects.get_queryset().filter(is_active=True, is_guest=False)
    here = everybody.values_list("email", "name")
    gone = sorted(name for email, name in here.iterator() if email not in in_list)
    return Plan(
        changes=changes,
        bad=[entry for entry in entries if not entry.is_good],
        new_teams=sorted(new_teams.values(), key=str.casefold),
        gone=len(gone),
        gone_names=gone[:20],
    )


def _refuse_guests(entries: Iterable[Entry], column: int) -> None:
    """Name each line with a guest's address: a person makes a guest a colleague, no list does."""
    rows = iter(entries)
    while chunk := list(islice(rows, CHUNK)):
        people = Person.objects.get_queryset().filter(email__in=[one.email for one in chunk])
        guests = set(people.filter(is_guest=True).values_list("email", flat=True))
        for entry in chunk:
            if entry.email in guests:
                words, help_ = _("A guest has this address"), _("Make the guest a colleague first")
                entry.faults.append(Fault(column, words, help_))


def changes_of(entries: Iterable[Entry], today: date) -> list[Change]:
    """Compare good lines with the people there are; a few queries for each 400 lines."""
    usual = of_the_house("zone", "Europe/London")
    rows = iter(entries)
    changes: list[Change] = []
    while chunk := list(islice(rows, CHUNK)):
        people = Person.objects.get_queryset().filter(email__in=[one.email for one in chunk])
        by_address = {person.email: person for person in people}
        # A guest is made a colleague by a person, never by a line of a list.
        chunk = [one for one in chunk if not _is_guest(by_address.get(one.email))]
        members = _members(by_address.values(), today)
        changes += [_change(one, by_address.get(one.email), members, usual) for one in chunk]
    return changes


def _is_guest(person: Person | None) -> bool:
    return person is not None and person.is_guest


def _members(people: Iterable[Person], today: date) -> dict[int, dict[str, date | None]]:
    current = Membership.objects.filter(person__in=list(people)).exclude(until_on__lt=today)
    found: dict[int, dict[str, date | None]] = {}
    for person, team, until in current.values_list("person_id", "team__name", "until_on"):
        found.setdefault(person, {})[team.casefold()] = until
    return found


def _change(
    entry: Entry,
    person: Person | None,
    members: dict[int, dict[str, date | None]],
    usual: str,
) -> Change:
    if person is None:
        return Change(entry, None, joins=entry.teams)
    mine = members.get(person.pk, {})
    facts = {
        name: value
        for name in FACTS
        if (value := getattr(entry, name)) and value != getattr(person, name)
    }
    joins = tuple(team for team in entry.teams if team.casefold() not in mine)
    ends = entry.until_on
    if ends and all(mine.get(team.casefold()) == ends for team in entry.teams):
        ends = None
    return Change(entry, person, facts, joins, ends if not joins else None)
