"""A charter as people type it: sentences one a line, times as a number and a unit."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from goodword.catalogue.rules import CharterText, Step
from goodword.house.limits import LINE_LENGTH
from goodword.people.forms.parts import LinesField, day_field, words_field
from goodword.ui.versions import VersionedForm

HOUR = 60
UNITS = (("min", _("minutes")), ("h", _("hours")), ("d", _("working days")))
MOST = 10_000
LISTS = ("scope", "not_in_scope", "quality", "bring", "audiences")
TIMES = ("first_word", "usual", "nearly_always", "effort")


def _number(label: Any, *, required: bool = True, help_text: Any = "") -> forms.DecimalField:
    return forms.DecimalField(
        label=label,
        required=required,
        help_text=help_text,
        min_value=0,
        max_value=MOST,
        max_digits=7,
        decimal_places=2,
        widget=forms.NumberInput(attrs={"step": "any"}),
    )


def _unit(label: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=UNITS)


def in_units(minutes: int | None, day: int) -> tuple[Decimal | None, str]:
    """Return minutes as the largest unit in which they are whole: 960 are 2 days of 480."""
    if minutes is None:
        return None, "h"
    for unit, length in (("d", day), ("h", HOUR)):
        if minutes and minutes % length == 0:
            return Decimal(minutes // length), unit
    return Decimal(minutes), "min"


def in_minutes(number: Decimal | None, unit: str, day: int) -> int | None:
    """Return a number of minutes, hours or working days of ``day`` minutes as minutes."""
    if number is None:
        return None
    return round(number * {"min": 1, "h": HOUR, "d": day}[unit])


class CharterForm(VersionedForm):
    """All of a charter."""

    scope = LinesField(label=_("What one gets"), help_text=_("One a line"))
    not_in_scope = LinesField(label=_("What is not included"), help_text=_("One a line"))
    bring = LinesField(label=_("What you need from the asker"), help_text=_("One a line"))
    steps = LinesField(
        label=_("How you go about it"),
        lines=6,
        help_text=_("One step a line: what | a note | how long. Only the first is needed."),
    )
    quality = LinesField(label=_("What good looks like"), help_text=_("One a line"))
    audiences = LinesField(label=_("For whom this is"), help_text=_("One a line"), lines=2)
    first_word = _number(_("A person answers within"))
    first_word_unit = _unit(_("Unit of the first word"))
    usual = _number(_("Usually done within"), help_text=_("Half of all are done by then"))
    usual_unit = _unit(_("Unit of usually"))
    nearly_always = _number(_("Nearly always within"), help_text=_("85 in 100 are done by then"))
    nearly_always_unit = _unit(_("Unit of nearly always"))
    effort = _number(
        _("How long you work on one"), required=False, help_text=_("Only your team sees it")
    )
    effort_unit = _unit(_("Unit of the work"))
    offer_days = forms.IntegerField(
        label=_("You offer a date within, working days"), min_value=1, max_value=30
    )
    update_days = forms.IntegerField(
        label=_("You say a word at least every, working days"), min_value=1, max_value=30
    )
    hours_words = words_field(_("Hours of this service, if they differ"), LINE_LENGTH)
    changes = words_field(_("If the asker changes their mind"), 3_000, lines=3)
    emergencies = words_field(_("If it cannot wait"), 3_000, lines=3)
    review_on = day_field(_("Look at it again on"), required=False)

    def __init__(
        self, data: Any = None, *, text: CharterText, version: int, day_minutes: int
    ) -> None:
        super().__init__(data, initial=_as_it_is(text, day_minutes))
        self.day_minutes = day_minutes
        self.saw(version)

    def text(self) -> CharterText:
        """What was typed, as a charter."""
        cleaned = self.cleaned_data
        minutes = {
            name: in_minutes(cleaned[name], cleaned[f"{name}_unit"], self.day_minutes)
            for name in TIMES
        }
        return CharterText(
            steps=tuple(read_step(line) for line in cleaned["steps"]),
            first_word_minutes=minutes["first_word"] or 0,
            usual_minutes=minutes["usual"] or 0,
            nearly_always_minutes=minutes["nearly_always"] or 0,
            effort_minutes=minutes["effort"],
            offer_days=cleaned["offer_days"],
            update_days=cleaned["update_days"],
            hours_words=cleaned["hours_words"],
            changes=cleaned["changes"],
            emergencies=cleaned["emergencies"],
            review_on=cleaned["review_on"],
            **{name: tuple(cleaned[name]) for name in LISTS},
        )

    def show(self, problems: list[tuple[str, str]]) -> None:
        """Put what a charter lacks beside the fields it is about."""
        for name, words in problems:
            field = name.removesuffix("_minutes")
            self.add_error(field if field in self.fields else None, words)


def read_step(line: str) -> Step:
    """Read "Printed | One run a day | next morning"."""
    name, _bar, rest = line.partition("|")
    note, _bar, usual = rest.partition("|")
    return {"name": name.strip(), "note": note.strip(), "usual": usual.strip()}


def write_step(step: Step) -> str:
    """Write a step the way it is typed."""
    pieces = [step.get("name", ""), step.get("note", ""), step.get("usual", "")]
    while pieces and not pieces[-1]:
        pieces.pop()
    return " | ".join(pieces)


def _as_it_is(text: CharterText, day: int) -> dict[str, Any]:
    initial: dict[str, Any] = {name: "\n".join(getattr(text, name)) for name in LISTS}
    for name in TIMES:
        number, unit = in_units(getattr(text, f"{name}_minutes"), day)
        initial |= {name: number, f"{name}_unit": unit}
    return initial | {
        "steps": "\n".join(write_step(step) for step in text.steps),
        "offer_days": text.offer_days,
        "update_days": text.update_days,
        "hours_words": text.hours_words,
        "changes": text.changes,
        "emergencies": text.emergencies,
        "review_on": text.review_on,
    }
