"""What working time refuses, in words that can be shown to a person.

Sentences are kept with their template and values, so that a page can translate
them (``_(problem.template) % problem.values``) while a command prints them as
they are. This room knows nothing of Django, so it cannot translate by itself.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Self


def N_(template: str) -> str:
    """Mark a sentence for translation without translating it here."""
    return template


class Problem(str):
    """One sentence saying what is wrong, and how it was put together."""

    __slots__ = ("template", "values")
    template: str
    values: dict[str, str]

    def __new__(cls, template: str, **values: str) -> Self:
        """Fill the template; both stay readable for a translator."""
        problem = super().__new__(cls, template % values if values else template)
        problem.template = template
        problem.values = values
        return problem


class WorkingTimeError(Exception):
    """Anything working time cannot answer. ``str()`` is one clear sentence."""

    def __init__(self, template: str, **values: str) -> None:
        """Keep the sentence as a `Problem`, so that a page may translate it."""
        self.problem = Problem(template, **values)
        super().__init__(str(self.problem))


class CalendarError(WorkingTimeError, ValueError):
    """A calendar that cannot be used; ``problems`` names every fault found."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        """Join the problems for ``str()``; forms show them one by one."""
        self.problems = tuple(problems)
        super().__init__("%(problems)s", problems=" ".join(self.problems))


class NeverOpen(WorkingTimeError):
    """No working time within ten years: the sum can have no answer."""


class NeverCloses(WorkingTimeError):
    """Open without a break for ten years: there is no next closing."""


class TooFar(WorkingTimeError, OverflowError):
    """The question leaves the years or the span this room counts in."""
