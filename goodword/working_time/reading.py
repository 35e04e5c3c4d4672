"""Reading a calendar from the JSON of ``hours explain`` and writing it back.

Every fault is found and named at once, each in one sentence that says where.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from goodword.working_time.errors import N_, CalendarError, Problem
from goodword.working_time.hours import (
    MINUTES,
    WEEKDAYS,
    Dated,
    Hours,
    Interval,
    Version,
    clock_words,
    dated,
)
from goodword.working_time.ticks import FIRST_YEAR, LAST_YEAR
from goodword.working_time.zones import zone_problem

if TYPE_CHECKING:
    from goodword.working_time.calendar import Calendar

KEYS = ("tz", "week", "holidays", "overrides", "breaks")
_CLOCK = re.compile(r"([0-9]{1,2}):([0-9]{2})")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")

Make = Callable[[str, tuple[Version, ...]], "Calendar"]


def shown(value: object) -> str:
    """Return what somebody wrote, short enough to quote in a sentence."""
    try:
        words = json.dumps(value, default=repr)
    except (TypeError, ValueError, RecursionError):  # no JSON, digits or nest without end
        return "…"
    return words if len(words) <= 60 else f"{words[:57]}..."


def calendar(make: Make, data: object) -> Calendar:
    """Make the calendar of one object; with "versions" in it, of all of them."""
    if not isinstance(data, Mapping):
        raise CalendarError([Problem(N_("A calendar is an object with tz and week."))])
    if "versions" in data:
        return _calendar_with_versions(make, data)
    problems: list[Problem] = []
    version = _version(data, problems)
    if problems:
        raise CalendarError(problems)
    return make(str(version.zone), (replace(version, zone=None),))


def calendar_of_versions(make: Make, pairs: Iterable[Sequence[object]]) -> Calendar:
    """Make a calendar of decided versions: (valid from, object), later ones win."""
    problems: list[Problem] = []
    read = [
        _numbered(valid_from, data, number, problems)
        for number, (valid_from, data) in enumerate(pairs, start=1)
    ]
    if not read:
        problems.append(Problem(N_("A calendar needs at least one version of its hours.")))
    if problems:
        raise CalendarError(problems)
    return _decided(make, read)


def _decided(make: Make, read: Sequence[Version]) -> Calendar:
    standing: list[Version] = []
    for version in read:
        begins = version.valid_from or date.min
        standing = [v for v in standing if (v.valid_from or date.min) < begins]
        standing.append(version)
    zone = str(read[-1].zone)
    return make(zone, tuple(replace(v, zone=None if v.zone == zone else v.zone) for v in standing))


def _calendar_with_versions(make: Make, data: Mapping[Any, object]) -> Calendar:
    versions = data["versions"]
    problems = [_unknown(key) for key in data if key not in ("tz", "versions")]
    if not (isinstance(versions, list) and all(isinstance(v, Mapping) for v in versions)):
        problems.append(Problem(N_("versions is a list of objects, each with a week.")))
        raise CalendarError(problems)
    read = []
    for place, each in enumerate(versions, start=1):
        own = {"tz": data.get("tz"), **each}
        number = own.pop("number", place)
        if type(number) is not int:
            problems.append(Problem(N_("The number of a version is a whole number.")))
            number = place
        read.append(_numbered(own.pop("valid_from", None), own, number, problems))
    if not versions:
        problems.append(Problem(N_("A calendar needs at least one version of its hours.")))
    if problems:
        raise CalendarError(problems)
    return _decided(make, read)


def _numbered(valid_from: object, data: object, number: int, problems: list[Problem]) -> Version:
    begins = None
    if valid_from is not None:
        begins = read_date(valid_from)
        if begins is None:
            problems.append(_not_a_date("valid_from", valid_from))
    if not isinstance(data, Mapping):
        problems.append(Problem(N_("A calendar is an object with tz and week.")))
        return Version()
    return replace(_version(data, problems), valid_from=begins, number=number)


def _version(data: Mapping[Any, object], problems: list[Problem]) -> Version:
    problems.extend(_unknown(key) for key in data if key not in KEYS)
    zone = data.get("tz")
    problem = zone_problem(zone)
    if zone is None:
        problems.append(Problem(N_("tz is missing: the time zone, like Europe/London.")))
    elif problem:
        problems.append(problem)
    return Version(
        week=_week(data.get("week"), problems),
        overrides=_dated("overrides", data.get("overrides"), problems),
        holidays=frozenset(_holidays(data.get("holidays"), problems)),
        breaks=_dated("breaks", data.get("breaks"), problems),
        zone=None if problem else str(zone),
    )


def _week(value: object, problems: list[Problem]) -> tuple[Hours, ...]:
    if value is None:
        problems.append(Problem(N_("week is missing: the opening hours by weekday.")))
    elif not isinstance(value, Mapping):
        problems.append(Problem(N_('week is an object like {"mon": [["09:00", "17:00"]]}.')))
    else:
        problems.extend(
            Problem(N_("%(day)s is not a weekday; write mon to sun."), day=shown(day))
            for day in value
            if day not in WEEKDAYS
        )
        return tuple(_hours(day, value.get(day, []), problems) for day in WEEKDAYS)
    return ((),) * len(WEEKDAYS)


def _holidays(value: object, problems: list[Problem]) -> Iterator[date]:
    if value is None:
        return
    if not isinstance(value, list):
        problems.append(Problem(N_("holidays is a list of dates.")))
        return
    for each in value:
        day = read_date(each)
        if day:
            yield day
        else:
            problems.append(_not_a_date("holidays", each))


def _dated(name: str, value: object, problems: list[Problem]) -> Dated:
    if value is None:
        return ()
    if not isinstance(value, Mapping):
        problems.append(
            Problem(N_("%(name)s is an object of dates, each with intervals."), name=name)
        )
        return ()
    found = {}
    for key, intervals in value.items():
        day = read_date(key)
        if day:
            found[day] = _hours(f"{name} {key}", intervals, problems)
        else:
            problems.append(_not_a_date(name, key))
    return dated(found)


def _hours(where: str, value: object, problems: list[Problem]) -> Hours:
    if not isinstance(value, list | tuple):
        problems.append(
            Problem(
                N_('%(where)s: write a list of intervals like [["09:00", "17:00"]].'), where=where
            )
        )
        return ()
    return tuple(filter(None, (_interval(where, each, problems) for each in value)))


def _interval(where: str, value: object, problems: list[Problem]) -> Interval | None:
    if not (isinstance(value, list | tuple) and len(value) == 2):
        problems.append(
            Problem(
                N_('%(where)s: %(value)s is not an interval like ["09:00", "17:00"].'),
                where=where,
                value=shown(value),
            )
        )
        return None
    opens, closes = (read_clock(each) for each in value)
    bad = [each for each, read in zip(value, (opens, closes), strict=True) if read is None]
    if opens is None or closes is None:
        problems.extend(
            Problem(
                N_("%(where)s: %(value)s is not a time from 00:00 to 24:00."),
                where=where,
                value=shown(each),
            )
            for each in bad
        )
        return None
    if opens == MINUTES:
        problems.append(
            Problem(N_("%(where)s: open at 00:00 of the day, not at 24:00."), where=where)
        )
        return None
    return Interval(opens, closes)


def read_clock(value: object) -> int | None:
    """Return HH:MM as minutes after midnight, 24:00 included, or None."""
    match = _CLOCK.fullmatch(value) if isinstance(value, str) else None
    if not match:
        return None
    hour, minute = int(match[1]), int(match[2])
    minutes = hour * 60 + minute
    return minutes if minute < 60 and minutes <= MINUTES else None


def read_date(value: object) -> date | None:
    """Return YYYY-MM-DD as a date in the years that are counted, or None."""
    if not (isinstance(value, str) and _DATE.fullmatch(value)):
        return None
    try:
        day = date.fromisoformat(value)
    except ValueError:
        return None
    return day if FIRST_YEAR <= day.year <= LAST_YEAR else None


def _not_a_date(where: str, value: object) -> Problem:
    return Problem(
        N_("%(where)s: %(value)s is not a date like 2026-11-24."),
        where=where,
        value=shown(value),
    )


def _unknown(key: object) -> Problem:
    return Problem(
        N_("%(key)s is not part of a calendar; it has %(known)s."),
        key=shown(key),
        known=", ".join(KEYS),
    )


def as_json(zone: str, versions: Sequence[Version]) -> dict[str, object]:
    """Return a calendar as the JSON that `calendar` reads."""
    only = versions[0]
    if len(versions) == 1 and only == replace(only, valid_from=None, number=1, zone=None):
        return {"tz": zone, **_version_json(only)}
    return {"tz": zone, "versions": [_numbered_json(version) for version in versions]}


def _numbered_json(version: Version) -> dict[str, object]:
    data: dict[str, object] = {"number": version.number, **_version_json(version)}
    if version.valid_from:
        data["valid_from"] = version.valid_from.isoformat()
    if version.zone:
        data["tz"] = version.zone
    return data


def _version_json(version: Version) -> dict[str, object]:
    week = zip(WEEKDAYS, version.week, strict=True)
    return {
        "week": {day: _hours_json(hours) for day, hours in week if hours},
        "holidays": sorted(day.isoformat() for day in version.holidays),
        "overrides": {day.isoformat(): _hours_json(hours) for day, hours in version.overrides},
        "breaks": {day.isoformat(): _hours_json(hours) for day, hours in version.breaks},
    }


def _hours_json(hours: Hours) -> list[list[str]]:
    return [[clock_words(each.opens), clock_words(each.closes)] for each in hours]
