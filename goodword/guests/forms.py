"""What guests type, and what is typed about them."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from goodword.house.limits import NAME_LENGTH
from goodword.people.forms.parts import words_field, zone_field
from goodword.people.models import Person


class AddressForm(forms.Form):
    """Where the way in shall be sent."""

    use_required_attribute = False
    email = forms.CharField(
        label=_("Your mail address"),
        max_length=254,
        error_messages={"required": _("Give the address we write to.")},
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


class GuestForm(forms.Form):
    """The little that a guest says about themselves."""

    use_required_attribute = False
    name = words_field(_("Your name"), NAME_LENGTH, required=True)
    zone = zone_field(_("Where your clock stands"))
    language = forms.ChoiceField(
        label=_("Language"),
        choices=lambda: settings.LANGUAGES,
    )

    @classmethod
    def of(cls, guest: Person) -> GuestForm:
        """The form as things stand."""
        known = {"name": guest.name, "zone": guest.zone, "language": guest.language}
        return cls(initial=known)


class ColleagueForm(forms.Form):
    """Which colleague has left the house and goes on as a guest."""

    use_required_attribute = False
    email = forms.CharField(
        label=_("Mail address of the colleague"),
        max_length=254,
        error_messages={"required": _("Give the colleague's mail address.")},
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
