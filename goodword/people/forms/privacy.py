"""How closed work is, and who reads what is confidential."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from goodword.people.models import Person, Team
from goodword.people.privacy import Privacy


class PrivacyForm(forms.Form):
    """How closed new requests begin. ``inherited`` offers "as the team" to a service."""

    use_required_attribute = False
    privacy = forms.ChoiceField(required=False)
    readers = forms.ModelMultipleChoiceField(Person.objects.none(), required=False)

    def __init__(
        self,
        data: Any = None,
        *,
        team: Team,
        today: date,
        privacy: str,
        readers: Any,
        inherited: bool = False,
    ) -> None:
        super().__init__(
            data, initial={"privacy": privacy, "readers": [one.handle for one in readers]}
        )
        wanted = [(it.value, it.label) for it in Privacy]
        if inherited:
            wanted = [("", _("As the whole team")), *wanted]
        self.fields["privacy"] = forms.ChoiceField(
            label=_("Who may see what is asked here?"),
            choices=wanted,
            widget=forms.RadioSelect,
            required=not inherited,
            help_text=_("It holds for what is asked from now on."),
            error_messages={"required": _("Choose who may see it.")},
        )
        self.fields["readers"] = forms.ModelMultipleChoiceField(
            Person.objects.members_of(team, today),
            label=_("Who may read what is confidential?"),
            required=False,
            to_field_name="handle",
            widget=forms.CheckboxSelectMultiple,
            help_text=_("At least two, so that one absence leaves nobody alone."),
        )
