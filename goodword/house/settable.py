"""Limits that the operator may set: what each means, its default and its bounds."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, cast

from goodword.house import reading

PREFIX = "GOODWORD_LIMIT_"

Value = int | timedelta


@dataclass(frozen=True)
class Limit:
    """One limit that can be set: its default, its bounds, and what it means in words."""

    name: str
    default: Value
    least: Value
    most: Value
    means: str
    parse: Callable[[str], Value]

    def of(self, text: str) -> Value:
        """Read a value.  Raises ``ValueError`` when it is none, or out of bounds."""
        value = self.parse(text)
        if not cast(Any, self.least) <= value <= cast(Any, self.most):
            least, most = self.written(self.least), self.written(self.most)
            raise ValueError(f"{text} is not between {least} and {most}")
        return value

    def written(self, value: Value) -> str:
        """Write a value as the operator would."""
        if isinstance(value, timedelta):
            return _in_units(int(value.total_seconds()), {"d": 86400, "h": 3600, "min": 60}, " s")
        if self.parse is reading.size:
            return _in_units(value, {"GB": 1024**3, "MB": 1024**2, "KB": 1024}, " B")
        return str(value)


def _in_units(value: int, units: Mapping[str, int], rest: str) -> str:
    for unit, factor in units.items():
        if value and value % factor == 0:
            return f"{value // factor} {unit}"
    return f"{value}{rest}"


#: Every limit that can be set, by its name.
SETTABLE: dict[str, Limit] = {}


def problems(
    known: Mapping[str, Limit], environment: Mapping[str, str], file: Mapping[str, Any]
) -> list[str]:
    """Say what is wrong with the limits that were set, one sentence each."""
    asked, found = _asked(environment, file)
    for name in sorted(asked.keys() & known):
        try:
            known[name].of(asked[name])
        except ValueError as problem:
            found.append(f"{PREFIX}{name}: {problem}")
    unknown = sorted(set(asked) - set(known))
    return found + [f"{PREFIX}{name}: there is no limit called {name.lower()}" for name in unknown]


def _asked(
    environment: Mapping[str, str], file: Mapping[str, Any]
) -> tuple[dict[str, str], list[str]]:
    """Answer the texts that were set, by the limit's name; the environment wins."""
    table = file.get("limits", {})
    if not isinstance(table, Mapping):
        return {}, ["limits: this is a table, [limits], with one limit a line"]
    texts = {str(name).upper(): str(value).strip() for name, value in table.items()}
    texts |= {
        name.removeprefix(PREFIX): value.strip()
        for name, value in environment.items()
        if name.startswith(PREFIX) and value.strip()
    }
    return texts, []


_set_here = _asked(os.environ, reading.file_settings(os.environ)[0])[0]


def _value(limit: Limit) -> Value:
    """Answer what was set; what is wrong is said by ``configuration.load``, all at once."""
    SETTABLE[limit.name] = limit
    try:
        return limit.of(_set_here[limit.name]) if limit.name in _set_here else limit.default
    except ValueError:
        return limit.default


def count(name: str, default: int, least: int, most: int, means: str) -> int:
    """Make a limit that is a number known, and answer it."""
    limit = Limit(name, default, least, most, means, reading.number(0, 10**9))
    return cast(int, _value(limit))


def size(name: str, default: int, least: int, most: int, means: str) -> int:
    """Make a limit of bytes known, and answer it."""
    return cast(int, _value(Limit(name, default, least, most, means, reading.size)))


def time(name: str, default: timedelta, least: timedelta, most: timedelta, means: str) -> timedelta:
    """Make a limit of time known, and answer it."""
    return cast(timedelta, _value(Limit(name, default, least, most, means, reading.duration)))
