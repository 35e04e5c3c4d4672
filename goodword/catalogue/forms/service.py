"""A service's own facts, and a new team with its first services."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from goodword.catalogue import starter
from goodword.catalogue.models import Service
from goodword.house.limits import LINE_LENGTH, NAME_LENGTH
from goodword.people.forms.choosing import teams_field
from goodword.people.forms.parts import words_field
from goodword.people.models import Team
from goodword.ui.versions import VersionedForm


class ServiceForm(VersionedForm):
    """Name, summary and who may ask for it."""

    name = words_field(_("What one can ask for"), NAME_LENGTH, required=True)
    summary = words_field(_("In one sentence"), LINE_LENGTH, required=True)
    keywords = words_field(
        _("Other words people use for it"), LINE_LENGTH, help_text=_("They help to find it")
    )
    audience = forms.ChoiceField(
        label=_("Who may ask"), choices=Service.Audience.choices, widget=forms.RadioSelect
    )

    def __init__(self, data: Any = None, *, service: Service | None = None) -> None:
        super().__init__(data, initial=_as_it_is(service))
        self.fields["audience_teams"] = teams_field(
            Team.objects.all(), label=_("Which teams, if only some"), required=False
        )
        self.saw(service.version if service else 0)

    def clean(self) -> dict[str, Any]:
        """Ask for the teams where only some may ask."""
        cleaned = super().clean() or {}
        some = cleaned.get("audience") == Service.Audience.TEAMS
        if some and not cleaned.get("audience_teams"):
            self.add_error("audience_teams", _("Choose the teams that may ask."))
        return cleaned


def _as_it_is(service: Service | None) -> dict[str, Any]:
    if service is None:
        return {"audience": Service.Audience.EVERYONE}
    return {
        "name": service.name,
        "summary": service.summary,
        "keywords": service.keywords,
        "audience": service.audience,
        "audience_teams": [team.slug for team in service.audience_teams.all()],
    }


class NewTeamForm(forms.Form):
    """A team that begins, perhaps with the services of a department."""

    name = words_field(_("Name of the team"), NAME_LENGTH, required=True)
    what_we_do = words_field(_("What it does"), 1_000, lines=2)
    lead = forms.CharField(
        label=_("Mail address of its lead"),
        max_length=254,
        required=False,
        widget=forms.EmailInput,
    )
    department = forms.ChoiceField(
        label=_("Begin with the services of"),
        required=False,
        choices=lambda: [
            ("", _("nothing yet")),
            *((one.key, one.name) for one in starter.departments()),
        ],
    )
