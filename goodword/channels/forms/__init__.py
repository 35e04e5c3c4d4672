"""What a person types to decide about a mail."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goodword.channels.models import TreatAs
from goodword.house import limits
from goodword.people.forms.choosing import team_field
from goodword.people.models import Person, Team


def _for_the_team(**more: Any) -> Any:
    """A team that has to be chosen."""
    return team_field(
        Team.objects.all(),
        label=more.get("label", gettext_lazy("For")),
        empty_label=gettext_lazy("Choose a team"),
        error_messages={"required": gettext_lazy("Say which team.")},
    )


def _or_on_duty(**more: Any) -> Any:
    """A team that may be chosen; the one on duty where none is."""
    return team_field(
        Team.objects.all(),
        label=gettext_lazy("For"),
        required=False,
        empty_label=gettext_lazy("the team on duty"),
        **more,
    )


class _OneOfMany(forms.Form):
    """A form that stands beside others on a page, each with ids of its own."""

    use_required_attribute = False
    called = ""

    def __init__(self, *args: Any, **more: Any) -> None:
        if self.called:
            more.setdefault("auto_id", f"{self.called}-%s")
        super().__init__(*args, **more)
        self.prepare()

    def prepare(self) -> None:
        """Add the fields whose choices are rows."""


class TakeInForm(_OneOfMany):
    """Whose mail it is, and which team it is for."""

    person = forms.EmailField(
        label=gettext_lazy("Asked by"),
        help_text=gettext_lazy("The mail address of a colleague. They are told, and it is theirs."),
        error_messages={"required": gettext_lazy("Say whose mail this is.")},
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )

    def prepare(self) -> None:
        """Offer the teams."""
        only_new = gettext_lazy("Only used when it becomes a new request.")
        self.fields["team"] = _or_on_duty(help_text=only_new)

    def clean_person(self) -> Person:
        """Answer the colleague with this address."""
        address = self.cleaned_data["person"].strip().lower()
        person = Person.objects.filter(email=address, is_active=True, is_guest=False).first()
        if person is None:
            raise forms.ValidationError(_("Nobody here has this address."))
        return person


class GuestForm(_OneOfMany):
    """What the sender is called, and which team the mail is for."""

    called = "guest"
    name = forms.CharField(
        label=gettext_lazy("What they are called"),
        required=False,
        max_length=limits.NAME_LENGTH,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def prepare(self) -> None:
        """Offer the teams."""
        self.fields["team"] = _or_on_duty()


class AddressForm(_OneOfMany):
    """One more address for a team."""

    address = forms.CharField(
        label=gettext_lazy("Address"),
        max_length=320,
        help_text=gettext_lazy("A word at our own domain, or a whole address."),
        error_messages={"required": gettext_lazy("Say which address.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def prepare(self) -> None:
        """Offer the teams."""
        self.fields["team"] = _for_the_team()


class MoveForm(_OneOfMany):
    """Which team a mail is really for."""

    called = "move"
    reason = forms.CharField(
        label=gettext_lazy("Why"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("In one sentence, if you like. Who wrote the mail reads it."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def prepare(self) -> None:
        """Offer the teams."""
        self.fields["team"] = _for_the_team(label=gettext_lazy("To"))


class TreatForm(_OneOfMany):
    """What a mail really is."""

    called = "treat"
    kind = forms.ChoiceField(
        label=gettext_lazy("It is"),
        choices=TreatAs.choices,
    )


class SplitForm(_OneOfMany):
    """The second thing that a mail asks for, or what was joined to the wrong request."""

    called = "split"
    title = forms.CharField(
        label=gettext_lazy("What it is about"),
        required=False,
        max_length=limits.TITLE_LENGTH,
        help_text=gettext_lazy("Left empty: the mail's subject."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    words = forms.CharField(
        label=gettext_lazy("In words"),
        required=False,
        max_length=limits.MESSAGE_LENGTH,
        help_text=gettext_lazy("Left empty: what the mail says, with its files."),
        widget=forms.Textarea(attrs={"rows": "4"}),
    )
    follows = forms.BooleanField(
        label=gettext_lazy("Later answers to this mail belong to the new request"),
        required=False,
    )

    def prepare(self) -> None:
        """Offer the teams."""
        self.fields["team"] = _for_the_team()


class GlassForm(_OneOfMany):
    """Why an operator has to read a mail that is meant for others."""

    called = "glass"
    reason = forms.CharField(
        label=gettext_lazy("Why you have to read it"),
        max_length=300,
        help_text=gettext_lazy("It stays on the record, and the lead of the team is told."),
        error_messages={"required": gettext_lazy("Say why, in one sentence.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
