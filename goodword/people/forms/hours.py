"""A team's hours as people type them: "9:00-12:30, 13:15-17:00"."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goodword.house.limits import LINE_LENGTH
from goodword.people import holidays_of
from goodword.people.forms.parts import day_field, words_field, zone_field
from goodword.people.models import TeamHours
from goodword.ui import when
from goodword.ui.versions import VersionedForm
from goodword.working_time.hours import WEEKDAYS

Intervals = list[list[str]]

_OPENING = re.compile(r"(\d{1,2})(?:[:.h](\d{2}))?\s*(?:-|–|to)\s*(\d{1,2})(?:[:.h](\d{2}))?")
_CLOSED = gettext_lazy("closed")


class NotHours(ValueError):
    """A piece of text that are no opening hours."""


def read_intervals(text: str) -> Intervals:
    """Read "9-12:30, 13:15-17:00"; nothing means closed. Raises ``NotHours`` with the piece."""
    intervals = []
    for piece in re.split(r"[,;]", text):
        if piece.strip().lower() in {"", "closed", str(_CLOSED).lower()}:
            continue
        found = _OPENING.fullmatch(piece.strip())
        if found is None:
            raise NotHours(piece.strip())
        opens, closes = _clock(found[1], found[2]), _clock(found[3], found[4])
        intervals.append([opens, closes])
    return intervals


def _clock(hour: str, minute: str | None) -> str:
    words = f"{int(hour):02}:{minute or '00'}"
    if not ("00:00" <= words <= "24:00" and words[3:] < "60"):
        raise NotHours(words)
    return words


def intervals_words(intervals: Intervals) -> str:
    """Write intervals the way they are typed."""
    return ", ".join(f"{opens}-{closes}" for opens, closes in intervals)


class IntervalsField(forms.CharField):
    """Opening hours of a day."""

    def clean(self, value: Any) -> Any:
        words = super().clean(value)
        try:
            return read_intervals(words)
        except NotHours as piece:
            raise forms.ValidationError(
                _("“%(piece)s” are no hours: write 9:00-12:30, 13:15-17:00.")
                % {"piece": str(piece)}
            ) from None


class _DayLinesField(forms.CharField):
    """One day a line, each with what follows it; cleans to a mapping or a list of days."""

    def __init__(self, *, read: Callable[[str], Any], **kwargs: Any) -> None:
        super().__init__(
            required=False,
            max_length=20_000,
            widget=forms.Textarea(attrs={"rows": 4}),
            **kwargs,
        )
        self.read = read

    def clean(self, value: Any) -> Any:
        days: dict[str, Any] = {}
        for line in super().clean(value).splitlines():
            day, rest = line.strip()[:10], line.strip()[10:].lstrip(" :")
            if not day:
                continue
            try:
                days[date.fromisoformat(day).isoformat()] = self.read(rest)
            except ValueError:
                raise forms.ValidationError(
                    _("This line cannot be read: “%(line)s”.") % {"line": line.strip()[:80]}
                ) from None
        return days


class HoursForm(VersionedForm):
    """A new version of a team's hours."""

    valid_from = day_field(gettext_lazy("In force from"))
    zone = zone_field(gettext_lazy("Time zone of these hours"))
    holidays = _DayLinesField(
        label=gettext_lazy("Closed on"),
        read=str,
        help_text=gettext_lazy("One day a line, as 2026-12-25; a name may follow"),
    )
    overrides = _DayLinesField(
        label=gettext_lazy("Other hours on"),
        read=read_intervals,
        help_text=gettext_lazy("One day a line: 2026-12-24 9:00-12:00"),
    )
    breaks = _DayLinesField(
        label=gettext_lazy("Breaks on one day"),
        read=read_intervals,
        help_text=gettext_lazy("Cut out of the hours: 2026-12-01 12:00-14:00"),
    )
    why = words_field(gettext_lazy("Why they change"), LINE_LENGTH)
    country = forms.ChoiceField(
        label=gettext_lazy("Public holidays of"),
        required=False,
        choices=lambda: [("", "-"), *holidays_of.countries()],
    )
    part = words_field(
        gettext_lazy("Part of the country"), 10, help_text=gettext_lazy("ENG, BY, CA, or nothing")
    )

    def __init__(self, data: Any = None, *, newest: TeamHours | None, today: date) -> None:
        super().__init__(data, initial=_as_they_are(newest, today))
        for number, day in enumerate(WEEKDAYS):
            self.fields[day] = IntervalsField(
                label=when.weekday_words(number),
                required=False,
                max_length=200,
                widget=forms.TextInput(attrs={"placeholder": _CLOSED}),
            )
            if newest:
                self.initial[day] = intervals_words(newest.week.get(day, []))
        self.saw(newest.version if newest else 0)

    def days(self) -> list[forms.BoundField]:
        """The seven fields of the week."""
        return [self[day] for day in WEEKDAYS]

    def facts(self) -> dict[str, Any]:
        """What was typed, as ``set_hours`` takes it."""
        cleaned = self.cleaned_data
        return {
            "valid_from": cleaned["valid_from"],
            "zone": cleaned["zone"],
            "week": {day: cleaned[day] for day in WEEKDAYS if cleaned[day]},
            "holidays": sorted(cleaned["holidays"]),
            "overrides": cleaned["overrides"],
            "breaks": cleaned["breaks"],
            "why": cleaned["why"],
            "seen_version": self.seen_version,
        }


def _as_they_are(newest: TeamHours | None, today: date) -> dict[str, Any]:
    if newest is None:
        return {"valid_from": today}
    coming = [day for day in newest.holidays if day >= today.isoformat()]
    return {
        "valid_from": today,
        "zone": newest.zone,
        "holidays": "\n".join(coming),
        "overrides": _day_lines(newest.overrides),
        "breaks": _day_lines(newest.breaks),
    }


def _day_lines(days: Mapping[str, Intervals]) -> str:
    return "\n".join(
        f"{day} {intervals_words(hours) or _CLOSED}" for day, hours in sorted(days.items())
    )
