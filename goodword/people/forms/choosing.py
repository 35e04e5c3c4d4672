"""Choosing teams: from a list where there are few, by their names where there are many.

No page carries the names of four hundred teams.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goodword.house.limits import NAME_LENGTH
from goodword.people.forms.parts import LinesField
from goodword.people.models import Team

#: A longer list is searched by nobody: the name is typed then.
IN_A_LIST = 60


def are_many(teams: QuerySet[Team]) -> bool:
    """Say whether these are more than a list shows; counts no further than that."""
    return teams.order_by()[: IN_A_LIST + 1].count() > IN_A_LIST


def team_field(
    teams: QuerySet[Team], *, empty_label: Any, to_field_name: str | None = None, **more: Any
) -> forms.Field:
    """Return a field for one of these teams, or none of them."""
    if are_many(teams):
        more.setdefault("help_text", gettext_lazy("The name of the team."))
        return TeamNamed(teams, **more)
    return forms.ModelChoiceField(
        teams, empty_label=empty_label, to_field_name=to_field_name, **more
    )


def teams_field(teams: QuerySet[Team], **more: Any) -> forms.Field:
    """Return a field for several of these teams."""
    if are_many(teams):
        return TeamsNamed(teams, help_text=gettext_lazy("One name a line."), **more)
    more["widget"] = forms.SelectMultiple(attrs={"size": "6"})
    return forms.ModelMultipleChoiceField(teams, to_field_name="slug", **more)


def named(teams: QuerySet[Team], typed: str) -> Team:
    """The team of this name or short name. Raises ``ValidationError`` where there is none."""
    found = teams.filter(Q(name__iexact=typed) | Q(slug=typed)).first()
    if found is None:
        words = _("There is no team called “%(typed)s” here.") % {"typed": typed}
        raise ValidationError(words, code="invalid_choice")
    return found


class TeamNamed(forms.CharField):
    """A team by its name."""

    def __init__(self, teams: QuerySet[Team], **more: Any) -> None:
        line = forms.TextInput(attrs={"autocomplete": "off"})
        super().__init__(widget=line, max_length=NAME_LENGTH, **more)
        self.teams = teams

    def clean(self, value: Any) -> Any:
        typed = super().clean(value)
        return named(self.teams, typed) if typed else None

    def prepare_value(self, value: Any) -> Any:
        return value.name if isinstance(value, Team) else value


class TeamsNamed(LinesField):
    """Several teams, one name a line."""

    def __init__(self, teams: QuerySet[Team], **more: Any) -> None:
        super().__init__(**more)
        self.teams = teams

    def clean(self, value: Any) -> Any:
        return [named(self.teams, typed) for typed in super().clean(value)]
