"""Fields that several forms have."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from goodword.working_time.zones import zone_names


def zone_choices() -> list[tuple[str, str]]:
    """Return the zones people live in: "Europe/London"; names of machines are left out."""
    zones = [name for name in zone_names() if "/" in name and not name.startswith("Etc/")]
    return [(name, name.replace("_", " ")) for name in ["UTC", *sorted(zones)]]


def zone_field(label: Any) -> forms.ChoiceField:
    """Return a field to choose a time zone."""
    return forms.ChoiceField(label=label, choices=zone_choices)


def day_field(label: Any, *, required: bool = True, help_text: Any = "") -> forms.DateField:
    """Return a field for a day."""
    return forms.DateField(
        label=label,
        required=required,
        help_text=help_text,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Write the day as 2026-11-26.")},
    )


def clock_field(label: Any, *, help_text: Any = "") -> forms.TimeField:
    """Return a field for a time of the day that may be left empty."""
    return forms.TimeField(
        label=label,
        required=False,
        help_text=help_text,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"invalid": _("Write the time as 16:30.")},
    )


def words_field(
    label: Any, longest: int, *, required: bool = False, lines: int = 0, help_text: Any = ""
) -> forms.CharField:
    """Return a field for words; with ``lines`` it is an area of that many."""
    widget = forms.Textarea(attrs={"rows": lines}) if lines else forms.TextInput()
    return forms.CharField(
        label=label, required=required, max_length=longest, widget=widget, help_text=help_text
    )


def number_field(label: Any, *, at_most: int, help_text: Any = "") -> forms.IntegerField:
    """Return a field for a number from one on that may be left empty."""
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=1,
        max_value=at_most,
        help_text=help_text,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )


class LinesField(forms.CharField):
    """Sentences, one a line; cleans to the list of them without the empty ones."""

    widget = forms.Textarea

    def __init__(self, *, longest: int = 6_000, lines: int = 4, **kwargs: Any) -> None:
        super().__init__(
            required=kwargs.pop("required", False),
            max_length=longest,
            widget=forms.Textarea(attrs={"rows": lines}),
            **kwargs,
        )

    def clean(self, value: Any) -> Any:
        words = super().clean(value)
        return [line.strip() for line in words.splitlines() if line.strip()]

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value
