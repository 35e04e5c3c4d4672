"""Living: day after day, everybody does what they are about to do, in the order of time.

The clock effects of the product strike at their own moments in between. Nothing is decided
ahead: a promise is kept when the work is done before its date, and broken when it is not.
"""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import partial
from itertools import count

from django.db import transaction

from goodword.demo import asker, asking, provider
from goodword.demo.case import Case, Said
from goodword.demo.dice import die
from goodword.demo.moving import move_service
from goodword.demo.plans import Mind, Plan
from goodword.demo.words.phrases import phrases
from goodword.demo.world import World, whole
from goodword.feedback import actions as feedback
from goodword.feedback.models import Thanks
from goodword.history.models import Event
from goodword.house.guard import system_scope
from goodword.house.refusals import Refusal
from goodword.people import actions as people
from goodword.requests import actions

MINUTE = timedelta(minutes=1)
#: How many months in a hundred bring somebody some days off.
DAYS_OFF = 0.16
#: Monday: on which day of the week the house learns how long its work takes.
LEARNS_ON = 0

Progress = Callable[[date], None]
Entry = tuple[datetime, int, Callable[[datetime], None], Case | None, int]


@dataclass
class Life:
    """The demonstration from a moment on."""

    world: World
    share: float = 1.0
    cases: dict[str, Case] = field(default_factory=dict)
    known: set[str] = field(default_factory=set)
    refusals: Counter[str] = field(default_factory=Counter)
    _queue: list[Entry] = field(default_factory=list)
    _turn: Iterator[int] = field(default_factory=count)

    def live(self, since: datetime, until: datetime, tell: Progress | None = None) -> None:
        """Live from one moment to another, a day at a time and a transaction a day."""
        day = since.date()
        while day <= until.date():
            ends = min(asking.morning_of(day + timedelta(days=1)), until)
            with transaction.atomic(), system_scope("goodword.demo.living"):
                move_service(self.world, day, until)
                self._morning(day, since)
                self._go_on(ends)
            if tell:
                tell(day)
            day += timedelta(days=1)

    def _morning(self, day: date, since: datetime) -> None:
        if day.weekday() == LEARNS_ON:
            self._learn(asking.morning_of(day))
        if day.day == 1 or day == since.date():
            self._days_off(day, since)
        for one in asking.of_the_day(self.world, day, self.share):
            if one.key not in self.known:
                self.known.add(one.key)
                self._at(max(one.at, since), partial(self._ask, one))

    def _learn(self, at: datetime) -> None:
        """Once a week, where a real house learns once an hour: a year has to pass quickly."""
        actions.learn(at=at, every=timedelta(0))

    def _at(
        self,
        moment: datetime,
        do: Callable[[datetime], None],
        case: Case | None = None,
        number: int = 0,
    ) -> None:
        heapq.heappush(self._queue, (moment, next(self._turn), do, case, number))

    def _go_on(self, until: datetime) -> None:
        while self._queue and self._queue[0][0] <= until:
            moment, _turn, do, case, number = heapq.heappop(self._queue)
            if case is None or case.number == number:
                do(moment)

    def _ask(self, one: asking.Asking, at: datetime) -> None:
        case = asking.ask(self.world, one, at)
        case.log.append(Said("asked", at, one.asker.pk))
        self.cases[one.key] = case
        self.think(case)

    def think(self, case: Case) -> None:
        """Put what comes next into the queue: somebody's act, or a clock."""
        plan = self._next(case)
        wake = case.request.wake_at
        if wake is not None and (plan is None or wake < plan.at):
            moment = max(whole(wake) + MINUTE, case.last_at)
            self._at(moment, lambda at: self._strike(case, at), case, case.number)
        elif plan is not None:
            self._at(plan.at, lambda at: self._do(case, plan, at), case, case.number)

    def _next(self, case: Case) -> Plan | None:
        """The soonest of all that the two sides are about to do."""
        mind, said = Mind(self.world, case), phrases()
        found = [
            plan
            for side in (provider.plans, asker.plans)
            for plan in side(mind, said)
            if (plan.name, case.number) not in case.refused
        ]
        if not found:
            return None
        first = min(found, key=lambda plan: plan.at)
        earliest = max(whole(case.last_at) + MINUTE, case.rests_until or case.last_at)
        return first if first.at >= earliest else Plan(earliest, first.name, first.do)

    def _do(self, case: Case, plan: Plan, at: datetime) -> None:
        before, owner = case.number, case.request.owner_id
        try:
            given = plan.do(at)
        except Refusal:
            self.refusals[plan.name] += 1
            case.refused.add((plan.name, before))
            self.think(case)
            return
        self._carry(owner, case.request.owner_id)
        self._remember(case, before, plan.name, at)
        if isinstance(given, Thanks):
            case.log.append(Said(plan.name, at))
        self._after(case, plan.name, at)
        if plan.name == "confirmed" and case.temper.thanks:
            self._thanked(case, at)
        self.think(case)

    def _strike(self, case: Case, at: datetime) -> None:
        before = case.number
        actions.strike(case.request, at=at)
        self._remember(case, before, "", at)
        self.think(case)

    def _remember(self, case: Case, before: int, name: str, at: datetime) -> None:
        """Note what happened; one event by its plan's name, several as history has them."""
        if name and case.number == before + 1:
            case.log.append(Said(name, at, self._doer(case, name)))
            return
        rows = Event.objects.about("request", case.request.pk).filter(number__gt=before)
        case.log.extend(Said(*row) for row in rows.values_list("name", "at", "by_id"))

    def _doer(self, case: Case, name: str) -> int | None:
        if name in {"delivered", "answered", "declined"}:
            return case.request.owner_id
        return case.request.asker_id if name == "wrote" and not case.request.owner_id else None

    def _carry(self, before: int | None, after: int | None) -> None:
        """Who has something more on the desk, and who less."""
        if before == after:
            return
        if after is not None:
            self.world.load[after] = self.world.load.get(after, 0) + 1

    def _after(self, case: Case, name: str, at: datetime) -> None:
        """The work itself changes with some acts."""
        calendar = self.world.calendars[case.request.team_id]
        if name in {"not_yet", "reopened"}:
            case.ready_at = calendar.add(at, timedelta(minutes=0.3 * case.charter.usual_minutes))
        elif name == "question_answered" and case.ready_at:
            asked = case.last("question_asked")
            if asked:
                case.ready_at = calendar.add(case.ready_at, calendar.between(asked.at, at))
        elif name in {"handover_accepted", "disputed"}:
            case.ready_at = None
        elif name in {"delivered", "answered"} and case.request.owner_id:
            self.world.load[case.request.owner_id] -= 1

    def _thanked(self, case: Case, at: datetime) -> None:
        """A good word is read within a day or two; some show it on their team's page."""
        thanks = case.request.thanks.filter(seen_at=None).select_related("to", "by").last()
        if thanks is not None:
            self.look_forward(thanks, at)

    def look_forward(self, thanks: Thanks, at: datetime) -> None:
        """Let the receiver read a good word when they next look."""
        to = self.world.people.get(thanks.to_id)
        if to is None or to.pk not in self.world.home:
            return
        one = die("thanks", thanks.by.email, at)
        reads = self.world.calendar_of(to).add(at, timedelta(minutes=one.uniform(30, 700)))
        self._at(whole(reads) + MINUTE, lambda now: self._reads(thanks, one.random() < 0.45, now))

    def _reads(self, thanks: Thanks, shows: bool, at: datetime) -> None:
        feedback.see_thanks(thanks, by=thanks.to, at=at)
        if shows:
            feedback.show_thanks(thanks, by=thanks.to, at=at)

    def _days_off(self, day: date, since: datetime) -> None:
        """Who is away in this month; they say so at its beginning."""
        first = day.replace(day=1)
        for person in self.world.people.values():
            one = die(person.email, "off", first)
            if one.random() > DAYS_OFF or person.pk not in self.world.home:
                continue
            begins = first + timedelta(days=one.randint(2, 24))
            ends = begins + timedelta(days=one.choice((1, 2, 4, 4, 9)))
            if begins > day:
                self._be_away(person.pk, begins, ends, since)

    def _be_away(self, pk: int, begins: date, ends: date, since: datetime) -> None:
        world, person = self.world, self.world.people[pk]
        others = [it for it in world.members[world.home[pk]] if it.pk != pk]
        cover = next((it for it in others if not world.is_away(it, begins)), None)
        at = max(asking.morning_of(begins.replace(day=1)) + timedelta(hours=9), since)
        try:
            people.be_away(person, by=person, at=at, from_on=begins, until_on=ends, cover=cover)
        except Refusal:
            self.refusals["be_away"] += 1
            return
        world.away[pk].append((begins, ends))
