"""What is asked in the first minute."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goodword.catalogue import starter
from goodword.house.limits import NAME_LENGTH
from goodword.people.forms.hours import IntervalsField
from goodword.people.forms.parts import words_field, zone_field
from goodword.ui import when
from goodword.working_time.hours import WEEKDAYS

WORKDAYS = WEEKDAYS[:5]
INVITED_AT_MOST = 50


class SetUpForm(forms.Form):
    """The organisation, its first person, its first team, its hours."""

    organisation = words_field(
        gettext_lazy("Name of your organisation"), NAME_LENGTH, required=True
    )
    zone = zone_field(gettext_lazy("Time zone"))
    languages = forms.MultipleChoiceField(
        label=gettext_lazy("Languages"),
        choices=lambda: settings.LANGUAGES,
        widget=forms.CheckboxSelectMultiple,
    )
    lead_name = words_field(gettext_lazy("Your full name"), NAME_LENGTH, required=True)
    lead_email = forms.CharField(
        label=gettext_lazy("Your mail address at work"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    password = forms.CharField(
        label=gettext_lazy("A password"),
        strip=False,
        max_length=1_000,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=gettext_lazy("At least 12 characters. Three or four unusual words are good."),
    )
    team = words_field(gettext_lazy("Name of the first team"), NAME_LENGTH, required=True)
    department = forms.ChoiceField(
        label=gettext_lazy("What colleagues ask of it"),
        required=False,
        help_text=gettext_lazy("Whole services to begin with; all of it can be changed later"),
    )
    people = words_field(
        gettext_lazy("People, by mail address"),
        5_000,
        lines=3,
        help_text=gettext_lazy("They get one invitation. Nobody else hears from Goodword yet"),
    )
    days = forms.MultipleChoiceField(
        label=gettext_lazy("Open on"), widget=forms.CheckboxSelectMultiple
    )
    hours = IntervalsField(
        label=gettext_lazy("Usual hours"),
        max_length=200,
        help_text=gettext_lazy("As many as you need: 9:00-12:30, 13:15-17:00"),
    )
    first_word_minutes = forms.TypedChoiceField(
        label=gettext_lazy("How soon should a person answer?"),
        coerce=int,
        choices=(
            (120, gettext_lazy("Within 2 open hours")),
            (240, gettext_lazy("Within half a day")),
            (480, gettext_lazy("Within a day")),
        ),
        widget=forms.RadioSelect,
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(
            data,
            initial={
                "zone": settings.CONFIGURATION.time_zone,
                "languages": [settings.LANGUAGE_CODE],
                "days": list(WORKDAYS),
                "hours": "9:00-17:00",
                "first_word_minutes": 120,
                "department": "operations",
            },
        )
        days, department = self.fields["days"], self.fields["department"]
        assert isinstance(days, forms.MultipleChoiceField)  # noqa: S101 - declared above
        assert isinstance(department, forms.ChoiceField)  # noqa: S101 - declared above
        days.choices = [(day, when.weekday_words(n)) for n, day in enumerate(WEEKDAYS)]
        department.choices = [
            ("", _("nothing yet")),
            *((one.key, one.name) for one in starter.departments()),
        ]

    def clean_people(self) -> list[str]:
        """Read addresses parted by anything that is not in one."""
        addresses = [one for one in re.split(r"[\s,;<>]+", self.cleaned_data["people"]) if one]
        if len(addresses) > INVITED_AT_MOST:
            raise forms.ValidationError(
                _("Begin with %(number)s at most; more come in by a list.")
                % {"number": INVITED_AT_MOST}
            )
        return list(dict.fromkeys(one.lower() for one in addresses))

    def week(self) -> dict[str, Any]:
        """The usual week, in the shape of ``hours explain``."""
        hours = self.cleaned_data["hours"]
        return {day: hours for day in WEEKDAYS if day in self.cleaned_data["days"]}
