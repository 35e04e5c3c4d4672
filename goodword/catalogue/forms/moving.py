"""Giving a service to another team, and answering that."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from goodword.catalogue.models import Service
from goodword.people.forms.choosing import team_field
from goodword.people.forms.parts import words_field
from goodword.people.models import Team


class MoveForm(forms.Form):
    """Which team, and why them."""

    def __init__(self, data: Any = None, *, service: Service) -> None:
        super().__init__(data)
        self.fields["to_team"] = team_field(
            Team.objects.exclude(pk=service.team_id),
            label=_("Which team?"),
            empty_label=_("Choose a team"),
            error_messages={"required": _("Choose a team.")},
        )
        self.fields["reason"] = words_field(
            _("Why them, and what should they know?"), 1_000, required=True, lines=3
        )


class MoveAnswerForm(forms.Form):
    """The other team says yes or no; who offered it may take it back."""

    answer = forms.ChoiceField(
        choices=[
            ("yes", _("Yes, we take it")),
            ("no", _("No, and here is why")),
            ("back", _("Take it back")),
        ]
    )
    words = words_field(_("Why not? A line helps them to find another way"), 1_000, lines=2)
