"""Where a story is told: moments before and after now, on the clock of a team."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from goodword.demo.case import MARK
from goodword.demo.memory import STORY
from goodword.demo.world import World, round_hour, whole
from goodword.people.models import Person, Team
from goodword.requests import actions
from goodword.requests.actions.files import Upload
from goodword.requests.models import ServiceRequest

MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Stage:
    """Now, and the people who are there."""

    world: World
    now: datetime

    def person(self, name: str) -> Person:
        return self.world.by_name[name]

    def team(self, name: str) -> Team:
        return next(team for team in self.world.teams.values() if team.name == name)

    def ago(self, team: str, minutes: float) -> datetime:
        """A moment so many working minutes of a team before now."""
        calendar = self.world.calendars[self.team(team).pk]
        return whole(calendar.subtract(self.now, minutes * MINUTE))

    def ahead(self, team: str, minutes: float) -> datetime:
        """The next moment people would promise, so many working minutes from now."""
        calendar = self.world.calendars[self.team(team).pk]
        return round_hour(calendar, calendar.add(self.now + MINUTE, minutes * MINUTE))

    def on(self, team: str, days: int, hour: int) -> datetime:
        """An hour of the day, so many working days of a team from its present or next one."""
        calendar = self.world.calendars[self.team(team).pk]
        day = calendar.add_days(calendar.day_of(calendar.next_open(self.now)), days)
        opens, closes = calendar.day_spans(day)[0][0], calendar.day_spans(day)[-1][1]
        wall = calendar.wall_clock(opens).replace(hour=hour, minute=0, second=0, microsecond=0)
        moment = wall.astimezone(UTC)
        return moment if opens < moment <= closes else closes

    def ask(
        self, story: str, asker: str, service: str, title: str, at: datetime, **more: Any
    ) -> ServiceRequest:
        """Somebody asks; the key says which story it belongs to and of which day it is."""
        return actions.ask(
            by=self.person(asker),
            at=at,
            title=title,
            service=self.world.services[service],
            nonce=f"{MARK}{self.now.date().isoformat()}{STORY}{story}",
            **more,
        )


Telling = Callable[[Stage], object]


def a_file(name: str, *lines: str) -> Upload:
    """A small file somebody brings along."""
    return Upload(name, "text/plain", ["\n".join(lines).encode()])
