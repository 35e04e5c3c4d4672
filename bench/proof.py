"""Loaded lives are what the actions would have made: proved by playing a sample of them again.

The script of a loaded life is played in the scratch database, at the loaded life's own times and
by people with its people's names. Then every row and every column must be equal, once the keys
and the random signs (reference, tokens) of the one are put in the place of the other's. Besides,
the events are folded by ``rules.replay`` and must give the kept columns.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import models
from django.db.models import Value
from django.db.models.functions import Concat

from bench.cloning import WHO
from bench.keys import KEY, STEP, Model
from bench.lives import Crowd, Loaded, cast_of
from bench.playing import Cast, play, undone
from bench.stories import ROLES, TEAMS
from bench.templates import Template, fields_of, last_keys, rows_since
from goodword.history.models import Event
from goodword.outbox.models import Letter
from goodword.people.models import Team
from goodword.requests.actions.keeping import KEPT, fill, happenings_of
from goodword.requests.models import ServiceRequest
from goodword.requests.rules.replay import replay

#: Signs that are thrown, not derived: the loaded one takes the place of the played one.
THROWN: dict[Model, tuple[str, ...]] = {
    ServiceRequest: ("reference",),
    Letter: ("token", "thread"),
}
Show = Callable[[int, int], None]


@dataclass(frozen=True)
class Stage:
    """Where sampled lives are played again beside what was loaded."""

    templates: Sequence[Template]
    cast: Cast
    crowd: Crowd
    using: str
    now: datetime

    def prove(self, lives: Sequence[Loaded], show: Show) -> dict[str, Any]:
        """Answer how many are equal of how many, and the first differences in words."""
        different: list[str] = []
        unequal = 0
        for done, life in enumerate(lives, start=1):
            said = [*self.differences(life), *self.unlike_replay(life)]
            unequal += bool(said)
            different += said[:3]
            show(done, len(lives))
        return {"equal": len(lives) - unequal, "of": len(lives), "differences": different[:10]}

    def differences(self, loaded: Loaded) -> Iterator[str]:
        """What a loaded life has otherwise than the same life played through the actions."""
        template = self.templates[loaded.life.template]
        key = loaded.after[ServiceRequest] + 1
        values = cast_of(loaded.life, template.script, self.crowd, key)
        back = timedelta(weeks=loaded.life.weeks)
        with undone():
            self._give_names(values)
            before = last_keys()
            play(
                template.script,
                self.cast,
                title=values[WHO["title"]],
                start=template.start - back,
                until=self.now - back,
            )
            played = list(rows_since(before))
        there = self._loaded_rows(loaded, played)
        yield from _compared(played, there, self._keys(values))

    def _give_names(self, values: Sequence[Any]) -> None:
        for role in ROLES:
            person = self.cast.people[role]
            person.preferred_name = values[WHO[f"{role}.short"]]
            person.name = values[WHO[f"{role}.name"]]
            person.save(update_fields=["preferred_name", "name"])
        others = Team.objects.filter(pk__lt=STEP)  # none, unless both stand in one database
        others.update(name=Concat(Value("not "), "name"))
        for name in TEAMS:
            team = self.cast.teams[name]
            team.name = values[WHO[f"{name}.name"]]
            team.save(update_fields=["name"])

    def _keys(self, values: Sequence[Any]) -> dict[int, int]:
        """The loaded key for each key of the scratch cast."""
        known = {self.cast.people[role].pk: values[WHO[f"{role}.id"]] for role in ROLES}
        known |= {self.cast.teams[name].pk: values[WHO[f"{name}.id"]] for name in TEAMS}
        for service in self.cast.services:
            known[service.pk] = values[WHO["service.id"]]
            known[service.charter_id or 0] = values[WHO["charter.id"]]
        return known

    def _loaded_rows(self, loaded: Loaded, played: list[models.Model]) -> list[models.Model | None]:
        """The rows that stand where each played one should, by table and place."""
        wanted: dict[Model, list[int]] = {}
        for row in played:
            keys = wanted.setdefault(type(row), [])
            keys.append(loaded.after.get(type(row), 0) + len(keys) + 1)
        found = {
            table: table._base_manager.using(self.using).in_bulk(keys)
            for table, keys in wanted.items()
        }
        rest = {table: iter(keys) for table, keys in wanted.items()}
        return [found[type(row)].get(next(rest[type(row)])) for row in played]

    def unlike_replay(self, loaded: Loaded) -> Iterator[str]:
        """Kept columns of a loaded request that do not follow from its events."""
        rows = ServiceRequest._base_manager.using(self.using).select_related("team")
        there = rows.get(pk=loaded.after[ServiceRequest] + 1)
        # Every kept column is a column: none of them is a relation from elsewhere.
        names = [ServiceRequest._meta.get_field(name).attname for name in KEPT]  # type: ignore[union-attr]
        before = {name: getattr(there, name) for name in names}
        events = Event._base_manager.using(self.using)
        own = events.filter(about_kind="request", about_id=there.pk).order_by("number")
        fill(there, replay(happenings_of(own)), there.team.calendar())
        for name, value in before.items():
            if value != getattr(there, name):
                yield f"{there.reference}: {name} is {value!r}, events say {getattr(there, name)!r}"


def _compared(
    played: Sequence[models.Model], there: Sequence[models.Model | None], keys: dict[int, int]
) -> Iterator[str]:
    signs: dict[str, str] = {}
    for one, other in zip(played, there, strict=True):
        if other is None:
            yield f"{one._meta.label} has a row less"
            return
        keys[one.pk] = other.pk
        for name in THROWN.get(type(one), ()):
            signs[getattr(one, name)] = getattr(other, name)
    literals = [re.escape(sign) for sign in sorted(signs, key=len, reverse=True)]
    pattern = re.compile("|".join([*literals, KEY.pattern]))

    def put(found: re.Match[str]) -> str:
        sign = found.group()
        return signs[sign] if sign in signs else str(keys[int(sign)])

    for one, other in zip(played, there, strict=True):
        for field in fields_of(type(one)):
            ours, theirs = getattr(one, field.attname), getattr(other, field.attname)
            if _as_loaded(ours, keys, pattern, put) != theirs:
                label = f"{one._meta.label}.{field.name}"
                yield f"{label}: loaded {theirs!r}, played {ours!r}"


def _as_loaded(
    value: Any, keys: dict[int, int], pattern: re.Pattern[str], put: Callable[[re.Match[str]], str]
) -> Any:
    """A played value with loaded keys and signs in the place of its own."""
    if isinstance(value, str):
        return pattern.sub(put, value)
    if isinstance(value, int) and not isinstance(value, bool):
        return keys[value] if value > STEP else value
    if isinstance(value, dict | list):
        return json.loads(pattern.sub(put, json.dumps(value)))
    return value
