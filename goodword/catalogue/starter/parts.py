"""The shape of a starter department and of its services."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext_lazy as _

from goodword.catalogue.rules import CharterText

HOUR = 60
DAY = 8 * HOUR
REVIEW_AFTER = timedelta(days=365)

Text = Lazy | str

EVERYBODY = (_("Everybody who works here"),)


@dataclass(frozen=True, slots=True, kw_only=True)
class StarterService:
    """A service as it is offered to begin with. Times are working minutes of the team."""

    name: Text
    summary: Text
    keywords: Text
    scope: tuple[Text, ...]
    not_in_scope: tuple[Text, ...]
    steps: tuple[tuple[Text, Text, Text], ...]
    quality: tuple[Text, ...]
    bring: tuple[Text, ...]
    changes: Text
    emergencies: Text
    usual: int
    nearly_always: int
    audiences: tuple[Text, ...] = EVERYBODY
    first_word: int | None = None
    offer_days: int = 2
    update_days: int = 5
    effort: int | None = None

    def charter(
        self, first_word_minutes: int | None, at: datetime, day_minutes: int = DAY
    ) -> CharterText:
        """Return the charter in the active language, to be looked at again in a year.

        ``first_word_minutes`` is the organisation's own; a service that says its own keeps it.
        ``day_minutes`` is the team's working day, so that "2 days" stay two days.
        """
        return CharterText(
            scope=_in_words(self.scope),
            not_in_scope=_in_words(self.not_in_scope),
            steps=tuple(
                {"name": str(name), "note": str(note), "usual": str(usual)}
                for name, note, usual in self.steps
            ),
            quality=_in_words(self.quality),
            bring=_in_words(self.bring),
            audiences=_in_words(self.audiences),
            changes=str(self.changes),
            emergencies=str(self.emergencies),
            first_word_minutes=self.first_word or first_word_minutes or 2 * HOUR,
            usual_minutes=_in_days_of(day_minutes, self.usual),
            nearly_always_minutes=_in_days_of(day_minutes, self.nearly_always),
            offer_days=self.offer_days,
            update_days=self.update_days,
            effort_minutes=self.effort,
            review_on=(at + REVIEW_AFTER).date(),
        )


def _in_days_of(day_minutes: int, minutes: int) -> int:
    """Return whole days as days of another length; less than a day stays as it is."""
    return minutes // DAY * day_minutes if minutes % DAY == 0 else minutes


def _in_words(lines: tuple[Text, ...]) -> tuple[str, ...]:
    return tuple(str(line) for line in lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class Department:
    """A kind of team, with what it says about itself and what it offers to begin with."""

    key: str
    name: Text
    what_we_do: Text
    primary_customers: Text
    services: tuple[StarterService, ...]
