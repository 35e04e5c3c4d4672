"""Public holidays of the world's countries, to choose from when a team writes its hours."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import holidays

from goodword.ui import when
from goodword.working_time import Calendar

CODE_LENGTH = 2


@dataclass(frozen=True, slots=True)
class Holiday:
    """A public holiday, and whether it closes a day on which the team would be open."""

    day: date
    name: str
    closes: bool


def countries() -> list[tuple[str, str]]:
    """Return the countries whose holidays are known: code and name in the active language."""
    names = when.locale().territories
    known = {code for code in holidays.list_supported_countries() if len(code) == CODE_LENGTH}
    return sorted(((code, str(names.get(code, code))) for code in known), key=lambda one: one[1])


def parts_of(country: str) -> list[str]:
    """Return the codes of a country's parts that have holidays of their own."""
    return list(holidays.list_supported_countries().get(country, []))


def coming(country: str, part: str, today: date, calendar: Calendar) -> list[Holiday]:
    """Return the holidays from today to the end of next year, and what each would close.

    Raises ``LookupError`` for a country or part that is not known.
    """
    try:
        found = holidays.country_holidays(
            country, subdiv=part or None, years=[today.year, today.year + 1]
        )
    except NotImplementedError as problem:
        raise LookupError(str(problem)) from None
    return [
        Holiday(day, str(name), calendar.is_working_day(day))
        for day, name in sorted(found.items())
        if day >= today
    ]
