"""What pages say about people and teams: hours in words, who is at their desk, who is away."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from goodword.house.prepared import prepared
from goodword.house.words import gettext as _
from goodword.people.models import Absence, Expertise, Membership, Person, Team
from goodword.ui import when
from goodword.working_time import Calendar, Interval, NeverCloses, NeverOpen

CLOSED_AHEAD = timedelta(days=60)


def clock_words(minutes: int) -> str:
    """Say minutes after midnight for a column of hours: "8:30", "midnight"."""
    hour, minute = divmod(minutes % (24 * 60), 60)
    return (
        when.clock_of(time()) if not hour and not minute else when.wall_clock_of(time(hour, minute))
    )


def interval_words(interval: Interval) -> str:
    """Say an opening: "9:00 to 17:00"."""
    return _("%(from)s to %(until)s") % {
        "from": clock_words(interval.opens),
        "until": clock_words(interval.closes),
    }


def hours_lines(calendar: Calendar, on: date) -> list[tuple[str, str]]:
    """Say the week in force on a day, neighbouring days with the same hours in one line."""
    lines = []
    for line in calendar.week_lines(on):
        days = _short_day(line.first)
        if line.last != line.first:
            days = _("%(from)s to %(until)s") % {"from": days, "until": _short_day(line.last)}
        lines.append((days, ", ".join(interval_words(one) for one in line.hours)))
    return lines


def _short_day(number: int) -> str:
    return str(when.locale().days["stand-alone"]["abbreviated"][number])


def closed_days(calendar: Calendar, today: date, ahead: timedelta = CLOSED_AHEAD) -> list[str]:
    """Say the coming days on which the team is closed though the week would open."""
    day, closed = today, []
    while day <= today + ahead:
        if not calendar.is_working_day(day) and calendar.version_on(day).week[day.weekday()]:
            closed.append(day)
        day += timedelta(days=1)
    return [_span_words(first, last, today) for first, last in _runs(closed, calendar)]


def _runs(days: list[date], calendar: Calendar) -> list[tuple[date, date]]:
    """Put days together that have no working day between them."""
    runs: list[tuple[date, date]] = []
    for day in days:
        if runs and not any(_between(runs[-1][1], day, calendar)):
            runs[-1] = (runs[-1][0], day)
        else:
            runs.append((day, day))
    return runs


def _between(first: date, last: date, calendar: Calendar) -> Iterable[bool]:
    count = (last - first).days
    return (calendar.is_working_day(first + timedelta(days=n)) for n in range(1, count))


def _span_words(first: date, last: date, today: date) -> str:
    if first == last:
        return when.long_date(first, today)
    return _("%(from)s to %(until)s") % {
        "from": when.long_date(first, today),
        "until": when.long_date(last, today),
    }


def zone_today(zone: str, at: datetime) -> date:
    """Return the date that a clock in this zone shows."""
    return at.astimezone(ZoneInfo(zone)).date()


@dataclass(frozen=True, slots=True)
class Opening:
    """Whether a team is open now, and until or from when; ``at_the_desk`` says it of a person."""

    is_open: bool
    words: str
    at_the_desk: str = ""


def opening(calendar: Calendar, at: datetime) -> Opening:
    """Say "open until 5 pm", or when the team opens next."""
    try:
        if calendar.is_open(at):
            until = {"time": when.clock_time(calendar.next_close(at))}
            return Opening(
                True, _("open until %(time)s") % until, _("at the desk until %(time)s") % until
            )
        opens = calendar.next_open(at)
    except NeverOpen:
        return Opening(False, _("closed until further notice"))
    except NeverCloses:
        return Opening(True, _("open day and night"), _("at the desk"))
    return Opening(False, _("opens %(moment)s") % {"moment": when.near_moment(opens, at)})


@dataclass(frozen=True, slots=True)
class Desk:
    """One member of a team and where they are now."""

    person: Person
    words: str
    topics: tuple[str, ...]
    is_lead: bool
    is_away: bool
    is_there: bool

    @property
    def name(self) -> str:
        """The name in the list of people."""
        return self.person.name

    @property
    def href(self) -> str:
        """The page of the person."""
        return self.person.get_absolute_url()


def desks(team: Team, calendar: Calendar, at: datetime) -> list[Desk]:
    """Say who belongs to a team today, what they know, and who is at their desk now.

    The lead stands first, then those who are there, then by name. Three queries, however many
    they are; of each person only what a list shows.
    """
    today = at.date()
    topics: dict[int, list[str]] = {}
    for key, topic in _topics(team, today):
        topics.setdefault(key, []).append(topic)
    away = dict(_away(team, today))
    now = opening(calendar, at)
    found = [
        _desk(person, team, tuple(topics.get(person.pk, ())), away.get(person.pk), now, at)
        for person in _members(team, today)
    ]
    return sorted(found, key=lambda one: (not one.is_lead, not one.is_there, one.name.casefold()))


@prepared
def _members(team: Team, today: date) -> QuerySet[Person]:
    return Person.objects.members_of(team, today).only("name", "handle", "email")


@prepared
def _topics(team: Team, today: date) -> QuerySet[Expertise, tuple[int, str]]:
    """What the members of a team know: the person and the topic, in the order of topics."""
    known = Expertise.objects.filter(person__in=_keys(team, today))
    return known.values_list("person_id", "topic")


@prepared
def _away(team: Team, today: date) -> QuerySet[Absence, tuple[int, date]]:
    """Who of a team is away today, and until when."""
    away = Absence.objects.on(today).filter(person__in=_keys(team, today))
    return away.values_list("person_id", "until_on")


def _keys(team: Team, today: date) -> QuerySet[Membership, Any]:
    return Membership.objects.current(today).filter(team=team).values("person")


def absences_on(today: date, people: Iterable[Person]) -> dict[int, Absence]:
    """Return today's absences by the key of the person, with who covers."""
    rows = Absence.objects.on(today).filter(person__in=[person.pk for person in people])
    return {absence.person_id: absence for absence in rows.select_related("cover")}


def _desk(
    person: Person,
    team: Team,
    topics: tuple[str, ...],
    away_until: date | None,
    now: Opening,
    at: datetime,
) -> Desk:
    where = away_until_words(away_until, at) if away_until else now.at_the_desk
    is_lead = team.lead_id == person.pk
    pieces = [*topics[:3], _("leads the team") if is_lead else "", where]
    return Desk(
        person=person,
        words=", ".join(piece for piece in pieces if piece),
        topics=topics,
        is_lead=is_lead,
        is_away=away_until is not None,
        is_there=away_until is None and now.is_open,
    )


def away_words(absence: Absence, at: datetime) -> str:
    """Say until when somebody is away: "away until Thursday 26 November"."""
    return away_until_words(absence.until_on, at)


def away_until_words(until_on: date, at: datetime) -> str:
    """Say when somebody is back who is away to the end of this day."""
    back = until_on + timedelta(days=1)
    return _("away until %(day)s") % {"day": when.long_date(back, at.date())}


def teammates(person: Person, on: date) -> list[Person]:
    """Return the people who share a team with this person today, for choosing a cover."""
    shared = Membership.objects.current(on).filter(team__in=person.team_ids())
    mates = Person.objects.visible_to(person).filter(pk__in=shared.values("person_id"))
    return list(mates.exclude(pk=person.pk))


def other_clock(person: Person, me: Person, at: datetime) -> str:
    """Say what my time is for somebody in another zone; nothing when both are the same."""
    mine, theirs = (when.wall_clock(at, ZoneInfo(one.zone)) for one in (me, person))
    if mine == theirs:
        return ""
    return _("Your %(mine)s is %(theirs)s for %(name)s") % {
        "mine": mine,
        "theirs": theirs,
        "name": person.preferred_name,
    }
