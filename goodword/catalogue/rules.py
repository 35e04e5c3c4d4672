"""What makes a charter whole. No rows are read or written here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext_lazy as _

from goodword.house.limits import LINE_LENGTH
from goodword.working_time import Calendar, NeverOpen

LINES = 20
WORDS_LENGTH = 3_000
MINUTES_OF_A_YEAR = 60 * 8 * 260

OFFICE_DAY = 8 * 60

Step = dict[str, str]


def day_minutes(calendar: Calendar) -> int:
    """Return the minutes of a team's usual working day; eight hours where it never opens."""
    try:
        return round(calendar.mean_day().total_seconds() / 60)
    except NeverOpen:
        return OFFICE_DAY


@dataclass(frozen=True, slots=True)
class CharterText:
    """A charter before it is published: what the form fills and the readiness check reads.

    Times are working minutes of the team; ``offer_days`` and ``update_days`` working days.
    """

    scope: tuple[str, ...] = ()
    not_in_scope: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()
    quality: tuple[str, ...] = ()
    bring: tuple[str, ...] = ()
    audiences: tuple[str, ...] = ()
    hours_words: str = ""
    changes: str = ""
    emergencies: str = ""
    first_word_minutes: int = 120
    usual_minutes: int = 0
    nearly_always_minutes: int = 0
    offer_days: int = 2
    update_days: int = 5
    effort_minutes: int | None = None
    review_on: date | None = None

    def tidy(self) -> CharterText:
        """Return the same without empty lines and stray spaces."""
        return CharterText(
            scope=_lines(self.scope),
            not_in_scope=_lines(self.not_in_scope),
            steps=tuple(_step(step) for step in self.steps if step.get("name", "").strip()),
            quality=_lines(self.quality),
            bring=_lines(self.bring),
            audiences=_lines(self.audiences),
            hours_words=self.hours_words.strip(),
            changes=self.changes.strip(),
            emergencies=self.emergencies.strip(),
            first_word_minutes=self.first_word_minutes,
            usual_minutes=self.usual_minutes,
            nearly_always_minutes=self.nearly_always_minutes,
            offer_days=self.offer_days,
            update_days=self.update_days,
            effort_minutes=self.effort_minutes,
            review_on=self.review_on,
        )

    def as_kept(self) -> dict[str, Any]:
        """Return the values of a row: lists instead of tuples."""
        values = {one.name: getattr(self, one.name) for one in fields(self)}
        return {
            name: list(value) if isinstance(value, tuple) else value
            for name, value in values.items()
        }

    @classmethod
    def from_kept(cls, row: Any) -> CharterText:
        """Return the text of a published charter, to go on from."""
        values: dict[str, Any] = {one.name: getattr(row, one.name) for one in fields(cls)}
        for name, value in values.items():
            values[name] = tuple(value) if isinstance(value, list) else value
        return cls(**values)


LISTS = ("scope", "not_in_scope", "quality", "bring", "audiences")


def _lines(lines: Sequence[str]) -> tuple[str, ...]:
    return tuple(" ".join(line.split()) for line in lines if line.strip())


def _step(step: Step) -> Step:
    return {key: " ".join(str(step.get(key, "")).split()) for key in ("name", "note", "usual")}


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing a charter lacks: the field, and what to do in words."""

    field: str
    words: Lazy | str


#: what colleagues must be able to read before they ask (S001-17, S001-22)
_NEEDED = {
    "scope": _("Say what one gets: at least one line."),
    "not_in_scope": _("Say one thing that is not included, so that nobody expects it."),
    "steps": _("Say how you go about it: at least one step."),
    "bring": _("Say what you need from the asker, or that you need nothing."),
    "changes": _("Say what happens when the asker changes their mind."),
    "emergencies": _("Say what one does when it cannot wait."),
    "audiences": _("Say for whom this is."),
}


def missing(charter: CharterText) -> list[Missing]:
    """Name everything that has to be there before a charter is published, all at once."""
    lacks = [Missing(name, words) for name, words in _NEEDED.items() if not getattr(charter, name)]
    return lacks + _wrong_times(charter) + _too_long(charter)


def _wrong_times(charter: CharterText) -> list[Missing]:
    wrong = []
    if charter.first_word_minutes < 1:
        wrong.append(Missing("first_word_minutes", _("Say how soon a person answers.")))
    if charter.usual_minutes < 1:
        wrong.append(Missing("usual_minutes", _("Say how long it usually takes.")))
    if charter.nearly_always_minutes < max(1, charter.usual_minutes):
        words = _("“Nearly always” cannot be sooner than “usually”.")
        wrong.append(Missing("nearly_always_minutes", words))
    longest = max(charter.first_word_minutes, charter.usual_minutes, charter.nearly_always_minutes)
    if longest > MINUTES_OF_A_YEAR:
        wrong.append(Missing("nearly_always_minutes", _("A year is the longest that can be said.")))
    if not 1 <= charter.offer_days <= 30:
        wrong.append(Missing("offer_days", _("Between 1 and 30 working days.")))
    if not 1 <= charter.update_days <= 30:
        wrong.append(Missing("update_days", _("Between 1 and 30 working days.")))
    return wrong


def _too_long(charter: CharterText) -> list[Missing]:
    lists = [(name, getattr(charter, name)) for name in LISTS]
    lists.append(("steps", [text for step in charter.steps for text in step.values()]))
    long = [
        Missing(name, _("Keep it to 20 lines of 300 characters at most."))
        for name, lines in lists
        if len(lines) > LINES * (3 if name == "steps" else 1)
        or any(len(line) > LINE_LENGTH for line in lines)
    ]
    return long + [
        Missing(name, _("Keep it to 3,000 characters at most."))
        for name in ("changes", "emergencies", "hours_words")
        if len(getattr(charter, name)) > (LINE_LENGTH if name == "hours_words" else WORDS_LENGTH)
    ]
