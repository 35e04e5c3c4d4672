"""What a person types to decide about a mail."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goodword.house import limits
from goodword.people.forms.choosing import team_field
from goodword.people.models import Person, Team


class TakeInForm(forms.Form):
    """Whose mail it is, and which team it is for."""

    use_required_attribute = False
    person = forms.EmailField(
        label=gettext_lazy("Asked by"),
        help_text=gettext_lazy("The mail address of a colleague. They are told, and it is theirs."),
        error_messages={"required": gettext_lazy("Say whose mail this is.")},
        widget=forms.EmailInput(attrs={"class": "input", "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["team"] = team_field(
            Team.objects.all(),
            label=gettext_lazy("For"),
            required=False,
            empty_label=gettext_lazy("the team on duty"),
            help_text=gettext_lazy("Only used when it becomes a new request."),
        )

    def clean_person(self) -> Person:
        """Answer the colleague with this address."""
        address = self.cleaned_data["person"].strip().lower()
        person = Person.objects.filter(email=address, is_active=True, is_guest=False).first()
        if person is None:
            raise forms.ValidationError(_("Nobody here has this address."))
        return person


class GuestForm(forms.Form):
    """What the sender is called, and which team the mail is for."""

    use_required_attribute = False
    name = forms.CharField(
        label=gettext_lazy("What they are called"),
        required=False,
        max_length=limits.NAME_LENGTH,
        widget=forms.TextInput(attrs={"class": "input", "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        more.setdefault("auto_id", "guest-%s")
        super().__init__(*args, **more)
        self.fields["team"] = team_field(
            Team.objects.all(),
            label=gettext_lazy("For"),
            required=False,
            empty_label=gettext_lazy("the team on duty"),
        )


class AddressForm(forms.Form):
    """One more address for a team."""

    use_required_attribute = False
    address = forms.CharField(
        label=gettext_lazy("Address"),
        max_length=320,
        help_text=gettext_lazy("A word at our own domain, or a whole address."),
        error_messages={"required": gettext_lazy("Say which address.")},
        widget=forms.TextInput(attrs={"class": "input", "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["team"] = team_field(
            Team.objects.all(),
            label=gettext_lazy("For"),
            empty_label=None,
            error_messages={"required": gettext_lazy("Say which team.")},
        )
