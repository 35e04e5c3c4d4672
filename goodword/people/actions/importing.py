"""Bringing people and teams in from a list, batch by batch, and taking it back as a whole."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from goodword.house import faults
from goodword.house.action import action
from goodword.house.limits import FILE_NAME_LENGTH
from goodword.house.refusals import Conflict, Refusal
from goodword.people.actions.checks import must_run
from goodword.people.actions.persons import add_person
from goodword.people.actions.teams import add_team
from goodword.people.importing.checking import Entry, check, columns_of
from goodword.people.importing.planning import Change, changes_of, lines_of
from goodword.people.importing.reading import Line, read_table
from goodword.people.models import ImportedChange, Membership, PeopleImport, Person, Team

BATCH = 100
UNDONE_WITHIN = timedelta(days=1)
Kind = ImportedChange.Kind


@action
def read_list(
    data: bytes, *, file_name: str, by: Person | None, at: datetime, encoding: str = ""
) -> PeopleImport:
    """Keep a list to look at. Nothing of it is in force. Refuses what is no list of people."""
    must_run(by)
    table = read_table(data, encoding)
    columns_of(table.heading)
    return PeopleImport.objects.create(
        by=by,
        file_name=file_name.strip()[-FILE_NAME_LENGTH:] or "people.csv",
        encoding=table.encoding,
        fingerprint=hashlib.sha256(data + at.isoformat().encode()).hexdigest(),
        heading=table.heading,
        lines=[_kept(line) for line in table.lines],
        read_at=at,
    )


def _kept(line: Line) -> dict[str, Any]:
    return {"number": line.number, "cells": line.cells, "problem": line.problem}


@action
def put_right(
    people_import: PeopleImport, *, number: int, column: int, value: str, by: Person | None
) -> None:
    """Put another value into one cell of a list that is not brought in yet."""
    must_run(by)
    line = _line(people_import, number)
    if not 0 <= column < len(line["cells"]):
        raise Refusal(_("There is no such cell."))
    line["cells"][column] = value.strip()
    people_import.save(update_fields=["lines"])


@action
def take_out(people_import: PeopleImport, *, number: int, by: Person | None) -> None:
    """Take a line out of a list that is not brought in yet."""
    must_run(by)
    people_import.lines.remove(_line(people_import, number))
    people_import.save(update_fields=["lines"])


def _line(people_import: PeopleImport, number: int) -> dict[str, Any]:
    if people_import.begun_at:
        raise Conflict(_("This list is brought in already."))
    for line in people_import.lines:
        if line["number"] == number:
            found: dict[str, Any] = line
            return found
    raise Refusal(_("There is no such line."))


def bring_in(people_import: PeopleImport, *, by: Person | None, at: datetime) -> Iterator[int]:
    """Bring the good lines in; yields how many lines are done after each batch.

    Each batch is a short transaction of its own. Stopped anywhere it goes on from there, and
    a line that was done once changes nothing the second time. Bad lines are left out.
    """
    begin(people_import, by=by, at=at)
    faults.point("import.begun")
    # Teams are compared as they were before the first line, so that the answer does not
    # depend on where a batch ended.
    teams = _teams_before(people_import)
    entries = check(people_import.heading, lines_of(people_import), teams)
    while people_import.lines_done < len(entries):
        done = people_import.lines_done
        bring_in_batch(people_import, entries[done : done + BATCH], at=at)
        faults.point("import.batch_kept")
        yield people_import.lines_done
    finish(people_import, at=at)


@action
def _teams_before(people_import: PeopleImport) -> list[str]:
    added = people_import.changes.filter(kind=Kind.TEAM_ADDED).values("row")
    return list(Team.objects.exclude(pk__in=added).values_list("name", flat=True))


@action
def begin(people_import: PeopleImport, *, by: Person | None, at: datetime) -> None:
    """Mark that a list is being brought in; a second beginning only goes on."""
    must_run(by)
    if people_import.taken_back_at:
        raise Conflict(_("This list was taken back. Read it once more."))
    if people_import.begun_at is None:
        people_import.begun_at = at
        people_import.can_be_undone_until = at + UNDONE_WITHIN
        people_import.save(update_fields=["begun_at", "can_be_undone_until"])


@action
def bring_in_batch(people_import: PeopleImport, entries: list[Entry], *, at: datetime) -> None:
    """Bring some lines in, all or none of them."""
    good = [entry for entry in entries if entry.is_good]
    for change in changes_of(good, at.date()):
        _bring_in(people_import, change, at)
        faults.point("import.line_done")
    people_import.lines_done += len(entries)
    people_import.save(update_fields=["lines_done"])
    faults.point("import.batch_done")


@action
def finish(people_import: PeopleImport, *, at: datetime) -> None:
    """Mark that all lines are done."""
    if people_import.finished_at is None:
        people_import.finished_at = at
        people_import.save(update_fields=["finished_at"])


def _bring_in(people_import: PeopleImport, change: Change, at: datetime) -> None:
    if change.is_same:
        return
    entry = change.entry
    person = change.person or _enter(people_import, entry, at)
    if change.person and change.facts:
        _change_facts(people_import, person, change.facts)
    for name in change.joins:
        team = _team(people_import, name, at)
        _join(people_import, person, team, entry, at.date())
        if entry.leads and team.lead_id is None:
            _lead(people_import, team, person)
    if change.ends:
        _end(people_import, person, entry, change.ends)


def _note(people_import: PeopleImport, kind: str, row: int, **what: dict[str, Any]) -> None:
    people_import.changes.create(kind=kind, row=row, **what)


def _enter(people_import: PeopleImport, entry: Entry, at: datetime) -> Person:
    person = add_person(
        name=entry.name,
        email=entry.email,
        preferred_name=entry.preferred_name,
        say_it=entry.say_it,
        role=entry.role,
        zone=entry.zone,
        by=None,
        at=at,
    )
    _note(people_import, Kind.PERSON_ADDED, person.pk)
    return person


def _change_facts(people_import: PeopleImport, person: Person, facts: dict[str, str]) -> None:
    before = {name: getattr(person, name) for name in facts}
    for name, value in facts.items():
        setattr(person, name, value)
    person.save(update_fields=list(facts))
    _note(people_import, Kind.PERSON_CHANGED, person.pk, before=before, after=facts)


def _team(people_import: PeopleImport, name: str, at: datetime) -> Team:
    team = Team.objects.filter(name__iexact=name).first()
    if team is None:
        team = add_team(name=name, by=None, at=at)
        _note(people_import, Kind.TEAM_ADDED, team.pk)
    return team


def _join(
    people_import: PeopleImport, person: Person, team: Team, entry: Entry, today: date
) -> None:
    begins = entry.from_on or today
    if entry.until_on and entry.until_on < begins:
        begins = entry.until_on
    membership, is_new = team.memberships.get_or_create(
        person=person, from_on=begins, defaults={"until_on": entry.until_on}
    )
    if is_new:
        _note(people_import, Kind.MEMBERSHIP_ADDED, membership.pk)


def _lead(people_import: PeopleImport, team: Team, person: Person) -> None:
    team.lead = person
    team.save(update_fields=["lead"])
    _note(people_import, Kind.LEAD_NAMED, team.pk, after={"lead": person.pk})


def _end(people_import: PeopleImport, person: Person, entry: Entry, last: date) -> None:
    for membership in person.memberships.filter(until_on=None, from_on__lte=last):
        if membership.team.name.casefold() in {team.casefold() for team in entry.teams}:
            membership.until_on = last
            membership.save(update_fields=["until_on"])
            _note(people_import, Kind.MEMBERSHIP_ENDED, membership.pk, after={"until": str(last)})


def take_back(people_import: PeopleImport, *, by: Person | None, at: datetime) -> Iterator[int]:
    """Take the whole of a list back, newest change first; yields how many changes are left.

    What somebody changed since stays as they made it; whoever has used Goodword since stays.
    """
    close(people_import, by=by, at=at)
    while rows := _newest_changes(people_import):
        take_back_batch(rows)
        yield _changes_left(people_import)


@action
def _newest_changes(people_import: PeopleImport) -> list[ImportedChange]:
    return list(people_import.changes.order_by("-pk")[:BATCH])


@action
def _changes_left(people_import: PeopleImport) -> int:
    return people_import.changes.count()


@action
def close(people_import: PeopleImport, *, by: Person | None, at: datetime) -> None:
    """Mark a list as taken back; a second time only goes on."""
    must_run(by)
    if people_import.taken_back_at:
        return
    if not people_import.can_be_taken_back(at):
        raise Refusal(_("This list can no longer be taken back as a whole."))
    people_import.taken_back_at = at
    people_import.save(update_fields=["taken_back_at"])


@action
def take_back_batch(rows: list[ImportedChange]) -> None:
    """Undo some changes, newest first."""
    for row in rows:
        _UNDO[row.kind](row)
        row.delete()


def _person_away(row: ImportedChange) -> None:
    person = Person.objects.get_queryset().filter(pk=row.row, joined_at=None).first()
    if person is None:
        return
    try:
        person.delete()
    except ProtectedError:
        # Something was asked or written in their name meanwhile: they stay, signed out.
        person.is_active = False
        person.save(update_fields=["is_active"])


def _facts_back(row: ImportedChange) -> None:
    person = Person.objects.get_queryset().filter(pk=row.row).first()
    if person is None:
        return
    same = [name for name, value in row.after.items() if getattr(person, name) == value]
    for name in same:
        setattr(person, name, row.before[name])
    person.save(update_fields=same)


def _team_away(row: ImportedChange) -> None:
    team = Team.objects.filter(pk=row.row).first()
    if team is None or team.memberships.exists():
        return
    try:
        team.delete()
    except ProtectedError:
        return


def _lead_away(row: ImportedChange) -> None:
    Team.objects.filter(pk=row.row, lead=row.after["lead"]).update(lead=None)


def _membership_away(row: ImportedChange) -> None:
    Membership.objects.filter(pk=row.row).delete()


def _membership_on(row: ImportedChange) -> None:
    Membership.objects.filter(pk=row.row, until_on=row.after["until"]).update(until_on=None)


_UNDO: dict[str, Callable[[ImportedChange], None]] = {
    Kind.PERSON_ADDED: _person_away,
    Kind.PERSON_CHANGED: _facts_back,
    Kind.TEAM_ADDED: _team_away,
    Kind.LEAD_NAMED: _lead_away,
    Kind.MEMBERSHIP_ADDED: _membership_away,
    Kind.MEMBERSHIP_ENDED: _membership_on,
}
