"""Coming in by an invitation."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from goodword.house.limits import NAME_LENGTH
from goodword.people.forms.choosing import team_field
from goodword.people.forms.parts import words_field, zone_field
from goodword.people.models import Team


class InvitationForm(forms.Form):
    """Password, name and zone of somebody who comes in."""

    name = words_field(_("Your full name"), NAME_LENGTH, required=True)
    preferred_name = words_field(
        _("What colleagues call you"), 100, help_text=_("Left empty: your first name")
    )
    say_it = words_field(
        _("How to say your name"), 100, help_text=_("As it sounds, if people get it wrong")
    )
    zone = zone_field(_("Where your clock stands"))
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        max_length=1_000,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("At least 12 characters. Three or four unusual words are good."),
    )


class InviteForm(forms.Form):
    """Somebody new, who gets a letter."""

    name = words_field(_("Full name"), NAME_LENGTH, required=True)
    email = forms.CharField(label=_("Mail address"), max_length=254, widget=forms.EmailInput)
    role = words_field(_("What they do here"), 200)

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["team"] = team_field(
            Team.objects.all(),
            label=_("Team"),
            required=False,
            to_field_name="slug",
            empty_label=_("none yet"),
        )
