"""Template lives filled in for other people, at other times: rows by the thousand.

Each template becomes one small function, written here as Python text and compiled once. It knows
the fixed parts; keys, names and times are handed in. Times are shifted by whole weeks, worked out
once for each template and week.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from bench.keys import Model
from bench.stories import ROLES, TEAMS
from bench.templates import Cell, Part, Template
from goodword.outbox import addresses
from goodword.requests import sentences

#: Where each value of a clone's cast stands.
WHO = {
    name: place
    for place, name in enumerate(
        (
            *(f"{role}.{what}" for role in ROLES for what in ("id", "short", "name")),
            *(f"{team}.{what}" for team in TEAMS for what in ("id", "name")),
            "service.id", "service.name", "charter.id", "title", "reference", "thread",
        )
    )
}  # fmt: skip
LETTERS = str.maketrans("0123456789", "abcdefghij")
Values = Sequence[Any]
Build = Callable[[Sequence[int], Values, Sequence[str], Sequence[Callable[[Any], None]]], None]


def token_of(number: int) -> str:
    """A letter's token; in the order of the letters, so that writing millions is quick."""
    return f"{number:026d}".translate(LETTERS)


def thread_of(kind: str, key: int) -> str:
    """The thread of what a letter is about, as the outbox makes it."""
    return addresses.thread_id((kind, key))


class Clone:
    """A template ready to be written many times, as tuples or as lines of PostgreSQL's COPY."""

    def __init__(self, template: Template, tables: Sequence[Model], *, as_lines: bool) -> None:
        self.template = template
        self.as_lines = as_lines
        self.times: list[tuple[str, datetime]] = []
        self.counts = [sum(row.table is table for row in template.rows) for table in tables]
        self._places = {table: place for place, table in enumerate(tables)}
        names: dict[str, Any] = {"token": token_of, "thread": thread_of}
        exec(compile(self._source(), "<template>", "exec"), names)
        self.build: Build = names["build"]

    def _source(self) -> str:
        lines = ["def build(K, V, T, O):"]
        for row in self.template.rows:
            cells = [self._cell(cell) for cell in row.cells]
            if self.as_lines:
                joined = '"\\t".join((' + ", ".join(cells) + "))"
                lines.append(f" O[{self._places[row.table]}]({joined})")
            else:
                lines.append(f" O[{self._places[row.table]}](({', '.join(cells)}))")
        return "\n".join(lines)

    def _cell(self, cell: Cell) -> str:
        if cell is None:
            return repr("\\N") if self.as_lines else "None"
        if len(cell) == 1 and not self.as_lines:
            return self._bare(cell[0])
        return "+".join(self._text(part) for part in cell)

    def _bare(self, part: Part) -> str:
        """A cell that is one thing alone, with its own type."""
        if part.kind == "plain":
            value = part.value
            return repr(value) if isinstance(value, bool | int) else repr(str(value))
        if part.kind == "key":
            return self._key(part)
        return f"V[{WHO[part.value]}]" if part.kind == "who" else self._text(part)

    def _key(self, part: Part) -> str:
        table, place = part.value
        return f"K[{self._places[table]}]+{place}"

    def _text(self, part: Part) -> str:
        kind, value = part
        if kind in ("column", "json", "words"):
            return self._time(kind, value)
        if kind == "text":
            return repr(escaped(value) if self.as_lines else value)
        if kind == "plain":
            return repr(
                {True: "t", False: "f"}.get(value, str(value))
                if type(value) is bool
                else str(value)
            )
        if kind == "key":
            return f"str({self._key(part)})"
        if kind == "token":
            return f"token(K[{self._letters()}]+{value})"
        if kind == "reference":
            return f"V[{WHO['reference']}]"
        if kind == "thread":
            return self._thread(*value)
        return f"str(V[{WHO[value]}])"

    def _letters(self) -> int:
        found = [place for table, place in self._places.items() if table.__name__ == "Letter"]
        return found[0]

    def _thread(self, kind: str, about: Part) -> str:
        if kind == "request":
            return f"V[{WHO['thread']}]"
        return f"thread({kind!r}, {self._bare(about)})"

    def _time(self, kind: str, moment: datetime) -> str:
        wanted = (kind, moment)
        if wanted not in self.times:
            self.times.append(wanted)
        return f"T[{self.times.index(wanted)}]"

    def times_in(self, weeks: int) -> list[str]:
        """Every time of this life, so many weeks later, as it is written in each place."""
        return [self._written(kind, moment, weeks) for kind, moment in self.times]

    def _written(self, kind: str, moment: datetime, weeks: int) -> str:
        moved = moment + timedelta(weeks=weeks)
        if kind == "words":
            return said(moved)
        if kind == "json":
            return moved.isoformat()
        return moved.isoformat(" ") if self.as_lines else moved.replace(tzinfo=None).isoformat(" ")


@lru_cache(maxsize=100_000)
def said(moment: datetime) -> str:
    """A moment as sentences say it to somebody in UTC."""
    return sentences.written(moment, ZoneInfo("UTC"))


def escaped(text: str) -> str:
    """The text as COPY wants it."""
    slashed = text.replace("\\", "\\\\")
    return slashed.replace("\n", "\\n").replace("\t", "\\t").replace("\r", "\\r")
