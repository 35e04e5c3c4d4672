"""From a table to people: which column is what, and what is wrong with a line. No rows touched."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from goodword.house.limits import NAME_LENGTH
from goodword.house.refusals import Refusal
from goodword.people.importing.reading import LOST, Line
from goodword.ui import when
from goodword.working_time.zones import zone_names

#: what a column may be called; the first word is its name here
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "name": ("name", "full name", "fullname", "display name"),
    "first": ("first name", "given name", "firstname", "forename", "first"),
    "last": ("last name", "surname", "family name", "lastname", "last"),
    "email": ("email", "e-mail", "mail", "email address", "mail address", "e-mail address"),
    "preferred_name": ("preferred name", "known as", "called"),
    "say_it": ("say it", "how to say it", "pronunciation"),
    "role": ("role", "job title", "title", "position", "job"),
    "team": ("team", "teams", "department", "unit"),
    "lead": ("lead", "leads", "is lead", "team lead"),
    "zone": ("zone", "time zone", "timezone"),
    "from_on": ("from", "since", "start", "start date"),
    "until_on": ("until", "end", "end date", "last day", "left"),
}
LIMITS = {"preferred_name": 100, "say_it": 100, "role": 200, "email": 254, "team": 200}
FORMULA = ("=", "+", "-", "@")
YES = ("1", "yes", "y", "true", "x", "lead")
NEAR = 0.78
_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_LOCAL_DAY = re.compile(r"(\d{1,2})[./](\d{1,2})[./](\d{4})")


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong with a line: which cell, what, and what would help.

    ``instead`` is the value one press would put into the cell; empty where none is known.
    """

    column: int | None
    words: str
    help: str
    instead: str = ""


@dataclass(slots=True)
class Entry:
    """What one line says about a person, and what is wrong with it."""

    line: Line
    email: str = ""
    name: str = ""
    preferred_name: str = ""
    say_it: str = ""
    role: str = ""
    zone: str = ""
    teams: tuple[str, ...] = ()
    leads: bool = False
    from_on: date | None = None
    until_on: date | None = None
    faults: list[Fault] = field(default_factory=list)

    @property
    def is_good(self) -> bool:
        """Whether the line can be brought in."""
        return not self.faults


def columns_of(heading: Sequence[str]) -> dict[str, int]:
    """Say which column is what. Refuses a heading without an address or a name."""
    known = {word: name for name, words in COLUMNS.items() for word in words}
    found: dict[str, int] = {}
    for place, cell in enumerate(heading):
        name = known.get(" ".join(cell.strip().lower().replace("_", " ").split()))
        if name and name not in found:
            found[name] = place
    if "email" not in found:
        raise Refusal(_("No column is called email. Name the column with the addresses so."))
    if "name" not in found and not {"first", "last"} <= set(found):
        raise Refusal(_("No column is called name (or first name and last name)."))
    return found


def check(heading: Sequence[str], lines: Iterable[Line], teams: Iterable[str]) -> list[Entry]:
    """Read every line, and name all that is wrong. ``teams`` are those there are already."""
    columns = columns_of(heading)
    entries = [_entry(line, columns) for line in lines]
    _check_addresses(entries, columns["email"])
    _check_twice(entries, columns["email"])
    if "team" in columns:
        _check_teams(entries, columns["team"], list(teams))
    return entries


def _entry(line: Line, columns: Mapping[str, int]) -> Entry:
    entry = Entry(line)
    if line.problem:
        entry.faults.append(Fault(None, line.problem, _("Export it again")))
        return entry
    cells = {name: line.cells[place].strip() for name, place in columns.items()}
    _check_letters(entry, line)
    entry.email = cells["email"].lower()
    entry.name = cells.get("name") or _joined(cells)
    _check_name(entry, columns, cells)
    for name in ("preferred_name", "say_it", "role"):
        setattr(entry, name, cells.get(name, ""))
    _check_lengths(entry, columns, cells)
    entry.teams = tuple(one.strip() for one in cells.get("team", "").split("|") if one.strip())
    entry.leads = cells.get("lead", "").lower() in YES
    entry.zone = _zone(entry, columns, cells)
    entry.from_on = _day(entry, columns, cells, "from_on")
    entry.until_on = _day(entry, columns, cells, "until_on")
    if entry.from_on and entry.until_on and entry.until_on < entry.from_on:
        words = _("The last day comes before the first")
        entry.faults.append(Fault(columns["until_on"], words, _("Put the right day")))
    return entry


def _joined(cells: Mapping[str, str]) -> str:
    return f"{cells.get('first', '')} {cells.get('last', '')}".strip()


def _check_letters(entry: Entry, line: Line) -> None:
    for place, cell in enumerate(line.cells):
        if LOST in cell:
            words = _("One letter was lost: this line is not in the encoding of the rest")
            entry.faults.append(Fault(place, words, _("Write the letter, or read it another way")))


def _check_name(entry: Entry, columns: Mapping[str, int], cells: Mapping[str, str]) -> None:
    parts = [name for name in ("name", "first", "last") if name in columns]
    for part in parts:
        if cells[part].startswith(FORMULA):
            words = _("A name cannot begin with %(sign)s") % {"sign": cells[part][0]}
            entry.faults.append(Fault(columns[part], words, _("Left out")))
    if not entry.name:
        entry.faults.append(Fault(columns[parts[0]], _("The name is missing"), _("Write the name")))
    elif len(entry.name) > NAME_LENGTH:
        entry.faults.append(
            Fault(columns[parts[0]], _("The name is too long"), _("At most 200 characters"))
        )


def _check_lengths(entry: Entry, columns: Mapping[str, int], cells: Mapping[str, str]) -> None:
    for name, longest in LIMITS.items():
        if len(cells.get(name, "")) > longest:
            words = _("This has %(length)s characters") % {"length": len(cells[name])}
            help_ = _("At most %(longest)s") % {"longest": longest}
            entry.faults.append(Fault(columns[name], words, help_))


def _zone(entry: Entry, columns: Mapping[str, int], cells: Mapping[str, str]) -> str:
    zone = cells.get("zone", "")
    if zone and zone not in zone_names():
        near = get_close_matches(zone, zone_names(), 1)
        words = _("There is no time zone called “%(zone)s”") % {"zone": zone}
        help_ = _use(near[0]) if near else _("Write it like Europe/London")
        entry.faults.append(Fault(columns["zone"], words, help_, near[0] if near else ""))
    return zone


def _day(
    entry: Entry, columns: Mapping[str, int], cells: Mapping[str, str], name: str
) -> date | None:
    text = cells.get(name, "")
    if not text:
        return None
    found = _DAY.fullmatch(text)
    local = _LOCAL_DAY.fullmatch(text)
    if found:
        year, month, day = (int(part) for part in found.groups())
    elif local:
        day, month, year = (int(part) for part in local.groups())
    else:
        words = _("“%(text)s” is not a day") % {"text": text}
        entry.faults.append(Fault(columns[name], words, _("Write it as 2027-02-28")))
        return None
    try:
        return date(year, month, day)
    except ValueError:
        entry.faults.append(_no_such_day(columns[name], year, month, day))
        return None


def _no_such_day(column: int, year: int, month: int, day: int) -> Fault:
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return Fault(column, _("There is no such day"), _("Write it as 2027-02-28"))
    last = next(
        date(year, month, number) for number in range(day, 0, -1) if _exists(year, month, number)
    )
    words = _("There is no %(day)s %(month)s") % {
        "day": day,
        "month": str(when.locale().months["format"]["wide"][month]),
    }
    help_ = _("Write it as %(day)s") % {"day": last.isoformat()}
    return Fault(column, words, help_, last.isoformat())


def _exists(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _use(value: str) -> str:
    return _("Use %(value)s") % {"value": value}


def _check_addresses(entries: list[Entry], column: int) -> None:
    ends = Counter(entry.email.partition("@")[2] for entry in entries if _is_address(entry.email))
    for entry in entries:
        if entry.line.problem or _is_address(entry.email):
            continue
        entry.faults.append(_address_fault(entry.email, column, ends))


def _is_address(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True


def _address_fault(email: str, column: int, ends: Counter[str]) -> Fault:
    if not email:
        return Fault(column, _("The mail address is missing"), _("Write the address"))
    name, at, end = email.partition("@")
    usual = next((one for one, _count in ends.most_common() if one.startswith(f"{end}.")), "")
    if at and end and "." not in end:
        instead = f"{name}@{usual}" if usual else ""
        help_ = _use(instead) if instead else _("Write the whole address")
        return Fault(column, _("The address has no ending after the @"), help_, instead)
    return Fault(column, _("This is not a mail address"), _("Write the whole address"))


def _check_twice(entries: list[Entry], column: int) -> None:
    first: dict[str, int] = {}
    for entry in entries:
        if not entry.email:
            continue
        if entry.email in first:
            words = _("The same address as line %(number)s") % {"number": first[entry.email]}
            entry.faults.append(Fault(column, words, _("Take one of them out")))
        else:
            first[entry.email] = entry.line.number


def _check_teams(entries: list[Entry], column: int, teams: list[str]) -> None:
    """A team nobody knows is a slip of the pen where one is called nearly the same, else new."""
    named = Counter(team.casefold() for entry in entries for team in entry.teams)
    known = {team.casefold(): team for team in teams}
    often = {
        team.casefold(): team
        for entry in entries
        for team in entry.teams
        if named[team.casefold()] > 1
    }
    for entry in entries:
        for team in entry.teams:
            key = team.casefold()
            if key in known or named[key] > 1:
                continue
            near = get_close_matches(key, {**often, **known}, 1, NEAR)
            if near:
                right = {**often, **known}[near[0]]
                words = _("No team is called “%(team)s”") % {"team": team}
                entry.faults.append(Fault(column, words, _use(right), right))
