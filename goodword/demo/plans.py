"""What somebody is about to do next about a request, and when."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from goodword.demo.case import Case
from goodword.demo.world import World, whole
from goodword.people.models import Person

Deed = Callable[[datetime], object]


@dataclass(frozen=True, slots=True)
class Plan:
    """Somebody's intention: it is dropped when anything else happens first."""

    at: datetime
    name: str
    do: Deed


Plans = Iterator[Plan]
#: What people say in a story, by the occasion.
Said = dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Mind:
    """One request, seen by one side, in the world as it is."""

    world: World
    case: Case

    def person(self, pk: int | None) -> Person | None:
        return self.world.people.get(pk) if pk else None

    @property
    def asker(self) -> Person:
        return self.world.people[self.case.request.asker_id]

    def after(self, person: Person, since: datetime, minutes: float) -> datetime:
        """When somebody gets to it: so many minutes of their working time later."""
        calendar = self.world.calendar_of(person)
        moment = calendar.add(since, timedelta(minutes=minutes))
        return whole(self.world.at_desk(person, moment, calendar))

    def in_team(self, person: Person, since: datetime, minutes: float) -> datetime:
        """The same, on the clock of the team that has the request."""
        calendar = self.world.calendars[self.case.request.team_id]
        moment = calendar.add(since, timedelta(minutes=minutes))
        return whole(self.world.at_desk(person, moment, calendar))
