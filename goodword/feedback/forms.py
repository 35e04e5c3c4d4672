"""What is said when a loop is closed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from goodword.feedback.models import Grade, Quality
from goodword.requests.forms.base import ActForm
from goodword.requests.forms.fields import Words

#: The words of the page count from 1; kept are 0 to 3.
GRADES = [(str(grade + 1), grade.label) for grade in Grade]


class CloseForm(ActForm):
    """Did this do it? Yes with thanks and grades, or what is missing."""

    aliases = {"words": "thanks"}

    outcome = forms.ChoiceField(
        label=_("Did this do it?"),
        choices=[("yes", _("Yes, it did")), ("partly", _("Partly")), ("no", _("No"))],
        error_messages={"required": _("Choose yes, partly or no.")},
    )
    missing = Words(
        label=_("What is missing?"),
        required=False,
        said=True,
        rows=3,
        help_text=_("Only for partly or no. It goes back to work with this."),
    )
    thanks = Words(label=_("Say thank you in your own words"), required=False, said=True, rows=3)
    strengths = forms.MultipleChoiceField(
        label=_("What was it that helped?"),
        required=False,
        choices=Quality.choices,
        widget=forms.CheckboxSelectMultiple,
    )
    reliability = forms.ChoiceField(
        label=Quality.RELIABILITY.label, required=False, choices=[("", ""), *GRADES]
    )
    accuracy = forms.ChoiceField(
        label=Quality.ACCURACY.label, required=False, choices=[("", ""), *GRADES]
    )
    cooperation = forms.ChoiceField(
        label=Quality.COOPERATION.label, required=False, choices=[("", ""), *GRADES]
    )
    respect = forms.ChoiceField(
        label=Quality.RESPECT.label, required=False, choices=[("", ""), *GRADES]
    )

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        outcome = self.cleaned_data.get("outcome")
        if outcome in {"partly", "no"} and not self.cleaned_data.get("missing"):
            self.add_error("missing", _("Say what is missing, so that they can put it right."))
        return cleaned

    def grades(self) -> dict[str, int]:
        """The grades that were given, as they are kept."""
        given = {str(quality): self.cleaned_data.get(str(quality)) for quality in Quality}
        return {name: int(value) - 1 for name, value in given.items() if value}

    def graded(self) -> dict[str, str]:
        """The grades as typed, for the page that comes back."""
        return {str(quality): str(self[str(quality)].value() or "") for quality in Quality}


class ThanksForm(ActForm):
    """A good word to the other side."""

    aliases = {"words": "thanks"}

    thanks = Words(
        label=_("A good word, in your own words"),
        said=True,
        rows=3,
        error_messages={"required": _("Write the thanks in your own words.")},
    )


class ShowingForm(forms.Form):
    """Show a good word on the team's page, or only keep it."""

    show = forms.BooleanField(required=False)
