"""What a team says about itself, and who is in it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from goodword.house.limits import LINE_LENGTH, NAME_LENGTH
from goodword.people.forms.parts import LinesField, day_field, number_field, words_field
from goodword.people.models import Person, Team
from goodword.ui.versions import VersionedForm

TEAM_FACTS = (
    "name",
    "what_we_do",
    "primary_customers",
    "how_we_work",
    "phone",
    "from_us",
    "from_you",
    "mail_name",
    "words_each",
    "words_together",
)
WORDS_AT_MOST = 999


class TeamForm(VersionedForm):
    """What a team says about itself."""

    name = words_field(_("Name"), NAME_LENGTH, required=True)
    what_we_do = words_field(
        _("What we do"), 1_000, lines=2, help_text=_("One or two sentences, for somebody new")
    )
    primary_customers = words_field(
        _("For whom first of all"), LINE_LENGTH, help_text=_("For some teams colleagues are it")
    )
    how_we_work = words_field(_("How we work"), 5_000, lines=4)
    phone = words_field(_("Phone"), 60)
    from_us = LinesField(label=_("What others can expect of us"), help_text=_("One a line"))
    from_you = LinesField(label=_("What we ask of others"), help_text=_("One a line"))
    mail_name = words_field(
        _("Mail to the team goes to"), 64, required=True, help_text=_("The part before the @")
    )
    words_each = number_field(
        _("Words at once, each"),
        at_most=WORDS_AT_MOST,
        help_text=_("Who gives more is told kindly, and free to; empty: nobody counts"),
    )
    words_together = number_field(_("Words at once, all together"), at_most=WORDS_AT_MOST)

    def __init__(self, data: Any = None, *, team: Team) -> None:
        super().__init__(data, initial={name: getattr(team, name) for name in TEAM_FACTS})
        self.saw(team.version)


class NewTeamForm(forms.Form):
    """A team that begins."""

    name = words_field(_("Name of the team"), NAME_LENGTH, required=True)
    what_we_do = words_field(_("What it does"), 1_000, lines=2)
    department = forms.ChoiceField(
        label=_("Begin with the services of"),
        required=False,
    )


class HappeningForm(VersionedForm):
    """What is happening with a team now."""

    words = words_field(
        _("What is happening with us now"),
        2_000,
        lines=3,
        help_text=_("Signed by you. Leave it empty to take it away."),
    )

    def __init__(self, data: Any = None, *, team: Team) -> None:
        super().__init__(data, initial={"words": team.happening})
        self.saw(team.happening_version)


class _PersonField(forms.CharField):
    """A colleague by mail address; cleans to the person."""

    def clean(self, value: Any) -> Any:
        typed = super().clean(value).strip()
        found = Person.objects.get_queryset().filter(email=typed.lower(), is_active=True).first()
        if found is None:
            raise forms.ValidationError(_("Nobody here has this mail address."))
        return found


class JoinForm(forms.Form):
    """Somebody who joins a team."""

    person = _PersonField(
        label=_("Mail address of a colleague"), max_length=254, widget=forms.EmailInput
    )
    from_on = day_field(_("From"), required=False, help_text=_("Left empty: today"))
    until_on = day_field(_("Until"), required=False, help_text=_("Left empty: for good"))


class WordsAtOnceForm(forms.Form):
    """How many words one person means to have in hand at once."""

    words_at_once = number_field(_("Words at once"), at_most=WORDS_AT_MOST)


class LeadForm(VersionedForm):
    """Who leads, and who steps in when a word was missed."""

    lead = forms.ModelChoiceField(
        label=_("Lead"),
        queryset=Person.objects.none(),
        required=False,
        to_field_name="handle",
        empty_label=_("nobody"),
    )
    cover = forms.ModelChoiceField(
        label=_("Cover, when a next word was missed"),
        queryset=Person.objects.none(),
        required=False,
        to_field_name="handle",
        empty_label=_("nobody"),
    )

    def __init__(self, data: Any = None, *, team: Team, today: Any) -> None:
        initial = {
            "lead": team.lead.handle if team.lead else "",
            "cover": team.cover.handle if team.cover else "",
        }
        super().__init__(data, initial=initial)
        for name in ("lead", "cover"):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - declared above
            field.queryset = Person.objects.members_of(team, today)
        self.saw(team.version)
