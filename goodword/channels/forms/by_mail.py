"""What a person types on the page that a letter's button opens (decision 17).

It tells nothing that the letter did not: what else somebody asked for, and which teams there are,
stays on the pages behind the sign-in, so a team is typed and not chosen.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goodword.people.forms.choosing import TeamNamed
from goodword.people.models import Team
from goodword.requests.forms.asker import CounterForm
from goodword.requests.forms.base import ActForm
from goodword.requests.forms.fields import Words
from goodword.requests.forms.offers import OTHER, DatedForm, RecoveryForm
from goodword.requests.forms.team import DeclineForm, HandoverForm
from goodword.requests.models import Referral


class WhetherForm(ActForm):
    """Did this do it? Yes with thanks, or what is missing; grades stay on the request's page."""

    aliases = {"words": "thanks"}

    outcome = forms.ChoiceField(
        label=gettext_lazy("Did this do it?"),
        choices=[
            ("yes", gettext_lazy("Yes, it did")),
            ("partly", gettext_lazy("Partly")),
            ("no", gettext_lazy("No")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose yes, partly or no.")},
    )
    missing = Words(
        label=gettext_lazy("What is missing?"),
        required=False,
        said=True,
        rows=3,
        help_text=gettext_lazy("Only for partly or no. It goes back to work with this."),
    )
    thanks = Words(
        label=gettext_lazy("Say thank you in your own words"), required=False, said=True, rows=3
    )

    def clean(self) -> dict[str, Any] | None:
        """Ask for what is missing where it did not do."""
        cleaned = super().clean()
        if self.cleaned_data.get("outcome") in {"partly", "no"} and not self.cleaned_data.get(
            "missing"
        ):
            self.add_error("missing", _("Say what is missing, so that they can put it right."))
        return cleaned


class WordForm(DatedForm):
    """Give one's word from a letter: one of a few dates or another, and a line."""

    words = Words(label=gettext_lazy("A line of your own"), required=False, said=True, rows=2)
    reason = Words(label=gettext_lazy("Why, in one sentence"), required=False, said=True, rows=2)

    def prepare(self) -> None:
        """Offer the dates of this team; a reason only where a word stands already."""
        super().prepare()
        _offer_dates(self)
        if not self.service_request.promise_id:
            del self.fields["reason"]


class AnotherDateForm(CounterForm):
    """Answer an offer from a letter: later, sooner, a part first, another way, or a talk.

    A swap names what else the person asked for, which is no matter of this letter.
    """

    answer = forms.ChoiceField(
        choices=[
            ("later", gettext_lazy("I can wait longer, if that helps")),
            ("sooner", gettext_lazy("I need it sooner, and here is why")),
            ("part_first", gettext_lazy("A part of it first would help")),
            ("another_way", gettext_lazy("Another way would do as well")),
            ("talk", gettext_lazy("Let us talk")),
        ],
        label=gettext_lazy("Your answer"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose one of the answers.")},
    )

    def prepare(self) -> None:
        """Offer nothing beside this request."""

    def arguments(self) -> dict[str, Any]:
        """Answer what the action is called with."""
        return super().arguments() | {"swap_with": None}


class AmendsForm(RecoveryForm):
    """Say sorry in one's own words, with one of a few dates or another where one is owed."""

    def prepare(self) -> None:
        """Ask for a date only where one is owed."""
        super().prepare()
        if self.needs_date():
            _offer_dates(self)
        else:
            for name in ("pick", "due_at", "offer_words"):
                del self.fields[name]

    def clean(self) -> dict[str, Any] | None:
        """Answer the same names with or without a date."""
        cleaned = super().clean()
        self.cleaned_data.setdefault("pick", None)
        return cleaned


class NoForm(DeclineForm):
    """Decline from a letter: why, in one's own words, and a team that is named or an answer.

    Who in particular can help is chosen on the page.
    """

    def prepare(self) -> None:
        """Let the team be typed, and offer the two ways on that need no list."""
        super().prepare()
        self.fields["to_team"] = _another_team(self, required=False)
        del self.fields["to_person"]
        ways = [it for it in Referral.Way.choices if it[0] != Referral.Way.PERSON]
        self.fields["way"] = forms.ChoiceField(
            label=self.fields["way"].label,
            choices=ways,
            widget=forms.RadioSelect(choices=ways),
            error_messages=self.fields["way"].error_messages,
        )
        self.fields["why"].widget = forms.RadioSelect(choices=Referral.Why.choices)


class AnotherTeamForm(HandoverForm):
    """Ask another team, by its name, to take it."""

    def prepare(self) -> None:
        """Let the team be typed; who of it is its own matter."""
        super().prepare()
        self.fields["to_team"] = _another_team(self, required=True)
        del self.fields["to_person"]
        self.order_fields(["to_team", "reason"])


def _another_team(form: ActForm, *, required: bool) -> TeamNamed:
    others = Team.objects.visible_to(form.person).exclude(pk=form.service_request.team_id)
    return TeamNamed(
        others,
        label=_("Which team?"),
        help_text=_("Its name, as its page has it."),
        required=required,
        error_messages={"required": _("Say which team.")},
    )


def _offer_dates(form: DatedForm) -> None:
    dates = [(date.value, date.words(form.at)) for date in form.choices]
    pick = form.fields["pick"]
    pick.label = _("When can they count on it?")
    pick.widget = forms.RadioSelect(choices=[*dates, (OTHER, _("Another"))])
    pick.initial = form.picked()
