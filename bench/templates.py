"""Template lives: played once through the actions, kept as rows with places to fill in.

While a template is played its people, teams and title carry marks instead of names, and times in
sentences are written as marks. So every cell of its rows is a list of ``Part``: fixed words, keys,
names, times. ``cloning`` fills them in for another life.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any, NamedTuple
from unittest import mock
from zoneinfo import ZoneInfo

from django.db import models

from bench.keys import KEY, STEP, Model, table_of, tables
from bench.playing import Cast, play, undone
from bench.stories import Script
from goodword.outbox.models import Letter
from goodword.requests import sentences
from goodword.requests.models import Outlook, ServiceRecord, ServiceRequest

OPEN_MARK, CLOSE_MARK = "\ue000", "\ue001"
TITLE = f"{OPEN_MARK}title{CLOSE_MARK}"
#: Kept of many lives together; worked out after loading.
DERIVED = (ServiceRecord, Outlook)

MOMENT = r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?\+00:00"


class Part(NamedTuple):
    """A piece of a cell: ``kind`` says what ``value`` is, and how it is filled in.

    text: as it is. key: (table, place among the life's rows). who: a mark's name ("A1.short",
    "title"). column, json, words: a moment as a column, as a fact, as said in a sentence.
    reference: the request's own. token: of the letter at this place. thread: (kind, key part).
    """

    kind: str
    value: Any


Cell = tuple[Part, ...] | None


@dataclass(frozen=True)
class Row:
    """One row of a template life, a cell for each column."""

    table: Model
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Template:
    """A life to clone: its script, from when until when it was lived, and its rows.

    ``wakes_at`` is when its clock strikes next, if ever.
    """

    script: Script
    start: datetime
    rows: tuple[Row, ...]
    is_open: bool
    until: datetime
    wakes_at: datetime | None


def mark(name: str) -> str:
    """A place where a name belongs."""
    return f"{OPEN_MARK}{name}{CLOSE_MARK}"


def fields_of(model: Model) -> list[models.Field[Any, Any]]:
    """The columns of a table."""
    return list(model._meta.concrete_fields)


def lived() -> tuple[Model, ...]:
    """The tables whose rows belong to single lives."""
    return tuple(model for model in tables() if model not in DERIVED)


def rows_since(marks: Mapping[Model, int]) -> Iterator[models.Model]:
    """Every row that a life has left, table by table, in the order in which they were written."""
    for model, last in marks.items():
        yield from model._base_manager.filter(pk__gt=last).order_by("pk")


def last_keys() -> dict[Model, int]:
    """The newest key of each table that a life may write to."""
    return {
        model: model._base_manager.aggregate(last=models.Max("pk"))["last"] or 0
        for model in lived()
    }


def record(script: Script, cast: Cast, *, start: datetime, until: datetime) -> Template:
    """Play a script through the actions and keep what it left; nothing of it stays."""
    rows: tuple[Row, ...] = ()
    request = ServiceRequest()
    with undone(), _marked_times():
        before = last_keys()
        key = play(script, cast, title=TITLE, start=start, until=until)
        kept = list(rows_since(before))
        rows = _Reading(kept, cast).rows()
        request = ServiceRequest._base_manager.get(pk=key)
    return Template(script, start, rows, request.is_open, until, request.wake_at)


@contextmanager
def _marked_times() -> Iterator[None]:
    """Let sentences hold the moments themselves, to be worded for each clone."""

    def marked(moment: datetime, zone: ZoneInfo) -> str:
        return mark("at " + moment.astimezone(UTC).isoformat())

    with mock.patch.object(sentences, "written", marked):
        yield


class _Reading:
    """Takes the rows of one life apart."""

    def __init__(self, rows: Iterable[models.Model], cast: Cast) -> None:
        self.kept = list(rows)
        self.people = {it.pk: role for role, it in cast.people.items()}
        self.teams = {it.pk: name for name, it in cast.teams.items()}
        self.services = {it.pk for it in cast.services}
        self.charters = {it.charter_id for it in cast.services}
        self.places: dict[int, Part] = {}
        counts: dict[Model, int] = {}
        for row in self.kept:
            table = type(row)
            self.places[row.pk] = Part("key", (table, counts.get(table, 0)))
            counts[table] = counts.get(table, 0) + 1
        self.known = dict(self._known())
        literals = [re.escape(text) for text in sorted(self.known, key=len, reverse=True)]
        marks = f"{OPEN_MARK}[^{CLOSE_MARK}]*{CLOSE_MARK}"
        self.pattern = re.compile("|".join([*literals, marks, MOMENT, KEY.pattern]))

    def _known(self) -> Iterator[tuple[str, Part]]:
        """What stands for this life alone: its reference, its letters' tokens and threads."""
        for row in self.kept:
            if isinstance(row, ServiceRequest):
                yield row.reference, Part("reference", None)
            if isinstance(row, Letter):
                yield row.token, Part("token", self.places[row.pk].value[1])
                yield row.thread, Part("thread", (row.about_kind, self._key(row.about_id)))

    def _key(self, key: int) -> Part:
        if key in self.places:
            return self.places[key]
        for keys, kind in ((self.people, "id"), (self.teams, "id")):
            if key in keys:
                return Part("who", f"{keys[key]}.{kind}")
        if key in self.services or key in self.charters:
            return Part("who", "service.id" if key in self.services else "charter.id")
        raise LookupError(f"{table_of(key)} {key} is no part of this life")

    def rows(self) -> tuple[Row, ...]:
        return tuple(
            Row(type(row), tuple(self._cell(row, field) for field in fields_of(type(row))))
            for row in self.kept
        )

    def _cell(self, row: models.Model, field: models.Field[Any, Any]) -> Cell:
        value = getattr(row, field.attname)
        if isinstance(value, datetime):
            return (Part("column", value),)
        if isinstance(field, models.JSONField):
            value = json.dumps(value, ensure_ascii=False)
        if value is None or isinstance(value, bool | float | date | time):
            return None if value is None else (Part("plain", value),)
        if isinstance(value, int):
            return (self._key(value) if value > STEP else Part("plain", value),)
        return tuple(self._parts(str(value)))

    def _parts(self, text: str) -> Iterator[Part]:
        at = 0
        for found in self.pattern.finditer(text):
            if found.start() > at:
                yield Part("text", text[at : found.start()])
            yield self._part(found.group())
            at = found.end()
        if at < len(text) or not text:
            yield Part("text", text[at:])

    def _part(self, found: str) -> Part:
        if found in self.known:
            return self.known[found]
        if found.startswith(OPEN_MARK):
            name = found[1:-1]
            if name.startswith("at "):
                return Part("words", datetime.fromisoformat(name[3:]))
            return Part("who", name)
        if found.isdigit():
            return self._key(int(found))
        return Part("json", datetime.fromisoformat(found))
