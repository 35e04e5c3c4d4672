"""Controls that are written directly look as Django would draw them."""

from __future__ import annotations

from datetime import date

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates

from goodword.ui.controls import Controls

NASTY = '<b>"it\'s" & more</b>\nsecond'

CONTROLS = {
    "text": forms.TextInput(attrs={"class": "input", "maxlength": 100}),
    "with a nasty attribute": forms.TextInput(attrs={"placeholder": NASTY, "required": True}),
    "left out": forms.TextInput(attrs={"disabled": False, "data-n": 0}),
    "hidden": forms.HiddenInput(),
    "email": forms.EmailInput(),
    "number": forms.NumberInput(attrs={"min": 1}),
    "password": forms.PasswordInput(),
    "tick": forms.CheckboxInput(),
    "words": forms.Textarea(attrs={"rows": 3}),
    "choice": forms.Select(choices=[("a", "A")]),
    "choices in groups": forms.Select(choices=[("", "-"), (NASTY, [("0", NASTY), (NASTY, "B")])]),
    "date": forms.DateInput(),
    "moment": forms.DateTimeInput(attrs={"type": "datetime-local"}),
    "time": forms.TimeInput(),
    "file": forms.FileInput(attrs={"accept": NASTY}),
}


@pytest.mark.parametrize("value", [None, "", "0", 0, True, NASTY, date(2026, 11, 24)], ids=repr)
@pytest.mark.parametrize("control", CONTROLS.values(), ids=CONTROLS)
def test_a_control_is_the_same_tag(control: forms.Widget, value: object) -> None:
    ours = control.render("field", value, {"id": "the-field"}, renderer=Controls())
    theirs = control.render("field", value, {"id": "the-field"}, renderer=DjangoTemplates())
    assert ours.strip() == theirs.strip()
