"""Who is there at a moment, on whose clock, and what they have on their desks."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from goodword.catalogue.models import Charter, Service
from goodword.demo.case import Case
from goodword.demo.dice import die
from goodword.house.guard import system_scope
from goodword.people.models import Absence, Membership, Person, Team
from goodword.working_time import Calendar

#: Hours at which people like to promise things.
ROUND_HOURS: Final = (10, 12, 13, 15, 16, 17)
#: How many days in a hundred somebody is pulled away by something that is not here.
PULLED_AWAY: Final = 0.07
#: What is asked here is a part of people's work: each piece keeps them this much longer.
OTHER_WORK: Final = 3.0
MINUTE: Final = timedelta(minutes=1)


class World:
    """The people of the demonstration: read once, then kept up while it is lived."""

    def __init__(self, on: date) -> None:
        self.people = {one.pk: one for one in Person.objects.get_queryset().filter(is_active=True)}
        self.teams = {one.pk: one for one in Team.objects.all()}
        self.by_name = {one.name: one for one in self.people.values()}
        self.calendars = {pk: team.calendar() for pk, team in self.teams.items()}
        self.members: dict[int, list[Person]] = {pk: [] for pk in self.teams}
        self.home: dict[int, int] = {}
        for row in Membership.objects.current(on).order_by("pk"):
            if row.person_id in self.people:
                self.members[row.team_id].append(self.people[row.person_id])
                self.home.setdefault(row.person_id, row.team_id)
        for members in self.members.values():
            members.sort(key=lambda one: one.email)  # keys differ from database to database
        self.away: dict[int, list[tuple[date, date]]] = {pk: [] for pk in self.people}
        for absence in Absence.objects.all():
            self.away.setdefault(absence.person_id, []).append((absence.from_on, absence.until_on))
        self.services, self.charters = _services()
        self.free_at: dict[int, datetime] = {}
        self.load: dict[int, int] = dict.fromkeys(self.people, 0)

    def is_away(self, person: Person, day: date) -> date | None:
        """The last day of the absence this day falls into, or None."""
        for first, last in self.away[person.pk]:
            if first <= day <= last:
                return last
        return None

    def calendar_of(self, person: Person) -> Calendar:
        """The hours somebody works: those of their first team."""
        return self.calendars[self.home[person.pk]]

    def at_desk(self, person: Person, moment: datetime, calendar: Calendar) -> datetime:
        """The first moment from this one at which somebody is at work."""
        opens = calendar.next_open(moment)
        for _turn in range(20):
            last = self.is_away(person, calendar.day_of(opens))
            if last is None:
                return opens
            zone = ZoneInfo(calendar.zone)
            morning = datetime.combine(last + timedelta(days=1), time(), zone)
            opens = calendar.next_open(morning.astimezone(UTC))
        return opens

    def pick(self, team: int, moment: datetime, key: str) -> Person | None:
        """Who of a team takes something new: who is there and has least on the desk."""
        day = self.calendars[team].day_of(moment)
        there = [one for one in self.members[team] if not self.is_away(one, day)]
        chance = die(key, "who", self.teams[team].slug)
        weighed = [(self.load[one.pk] + chance.uniform(0, 3), one.pk) for one in there]
        return self.people[min(weighed)[1]] if weighed else None

    def work_done(self, case: Case, owner: Person, since: datetime) -> datetime:
        """When the thing will really be done: waiting, the queue on the desk, and days lost."""
        calendar = self.calendars[case.request.team_id]
        temper = case.temper
        can_begin = calendar.add(since, timedelta(minutes=temper.waits_for))
        begins = max(can_begin, self.free_at.get(owner.pk, since))
        done = calendar.add(self.at_desk(owner, begins, calendar), temper.work * MINUTE)
        lost = self._days_lost(owner, calendar.day_of(since), calendar.day_of(done))
        done = self.at_desk(owner, calendar.add(done, lost * calendar.mean_day()), calendar)
        self.free_at[owner.pk] = calendar.add(begins, OTHER_WORK * temper.work * MINUTE)
        return whole(done)

    def _days_lost(self, person: Person, first: date, last: date) -> float:
        lost = 0.0
        for number in range(min((last - first).days + 1, 40)):
            day = first + timedelta(days=number)
            if day.weekday() < 5 and die(person.email, day).random() < PULLED_AWAY:
                lost += 0.8
        return lost


def _services() -> tuple[dict[str, Service], dict[int, Charter]]:
    with system_scope("goodword.demo.world"):
        rows = list(Service.objects.offered().select_related("team", "charter").order_by("pk"))
    charters = {row.pk: row.charter for row in rows if row.charter}
    return {row.name: row for row in rows}, charters


def whole(moment: datetime) -> datetime:
    """The same moment on the minute, as people note it; visitors' clocks are finer."""
    return moment.replace(second=0, microsecond=0)


def round_hour(calendar: Calendar, moment: datetime) -> datetime:
    """The next moment of the kind people promise: noon, three o'clock, the end of the day."""
    opens = calendar.next_open(moment)
    wall = calendar.wall_clock(opens)
    for hour in ROUND_HOURS:
        wanted = wall.replace(hour=hour, minute=0, second=0, microsecond=0)
        if wanted >= wall and wanted > wall and calendar.is_open(wanted.astimezone(UTC) - MINUTE):
            return wanted.astimezone(UTC)
    return whole(calendar.next_close(opens))
