"""Asking for something."""

from __future__ import annotations

import hashlib
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from goodword.catalogue.models import Service
from goodword.house import limits
from goodword.house.refusals import Refusal
from goodword.people.models import Person, Team
from goodword.requests.forms.base import refuse, status_of
from goodword.requests.forms.fields import (
    Colleague,
    Files,
    Line,
    Moment,
    Words,
    how_many_wait,
    since_when,
    too_late_after,
    what_happens_then,
)
from goodword.requests.models import Emergency


class AskForm(forms.Form):
    """One box is enough; everything else helps the people who will do it.

    ``nonce`` makes a second press of the button the same request. ``service`` is
    ``team/service``; empty goes to the team on duty, or to ``team`` when somebody notes at
    their own desk what they were asked there.
    """

    use_required_attribute = False

    nonce = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)
    service = forms.CharField(max_length=241, required=False, widget=forms.HiddenInput)
    team = forms.CharField(max_length=120, required=False, widget=forms.HiddenInput)
    title = Line(
        label=_("What do you need, in one line?"),
        max_length=limits.TITLE_LENGTH,
        error_messages={"required": _("Say in one line what you need.")},
    )
    words = Words(label=_("Tell us about it, in your own words"), required=False, rows=5)
    purpose = Line(
        label=_("What does this let you do?"),
        required=False,
        max_length=limits.LINE_LENGTH,
        help_text=_("One line about what depends on it helps us to choose the right way."),
    )
    needed_by = Moment(
        label=_("When would help you?"),
        required=False,
        help_text=_("A wish, not a promise. Leave it empty if our usual time is fine."),
    )
    needed_why = Line(
        label=_("Why then?"),
        required=False,
        max_length=limits.LINE_LENGTH,
        help_text=_("What you would do with it by then."),
    )
    fixed_at = too_late_after(
        _("A date outside that nobody here can move. Leave it empty if there is none.")
    )
    fixed_why = what_happens_then()
    good_result = Words(label=_("What would a good result look like?"), required=False, rows=2)
    on_behalf_of = forms.CharField()
    beneficiary_name = Line(
        label=_("For somebody outside"),
        required=False,
        max_length=limits.NAME_LENGTH,
        help_text=_("The name of a student, applicant or visitor. They need no account."),
    )
    guest_email = forms.CharField(
        label=_("Their mail address"),
        required=False,
        max_length=254,
        help_text=_(
            "With it the request is theirs: we write to them, and they see it and answer by a "
            "link. Without it, it stays yours."
        ),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    waiting_outside = Line(
        label=_("Is somebody outside waiting for this?"),
        required=False,
        max_length=limits.LINE_LENGTH,
        help_text=_("Who, and for what: “A student, visa appointment Friday 9:30”."),
    )
    waiting_many = how_many_wait()
    waiting_since = since_when()
    emergency = Line(
        label=_("If it cannot wait at all: what breaks?"),
        required=False,
        max_length=limits.LINE_LENGTH,
        help_text=_("An emergency moves other people's promises, so it needs a reason."),
    )
    emergency_kind = forms.ChoiceField(
        label=_("What sort of emergency?"),
        choices=Emergency.Kind.choices,
        required=False,
        help_text=_("Safety, law and people's data are never held up by a budget."),
    )

    confidential = forms.BooleanField(
        label=_("Only named people of the team may read this"),
        required=False,
        help_text=_("For what is private. Nothing of it is written in any mail."),
    )

    def __init__(self, *args: Any, person: Person, **more: Any) -> None:
        super().__init__(*args, **more)
        self.person = person
        self.fields["files"] = Files(label=_("Files"))
        self.fields["on_behalf_of"] = Colleague(
            eyes=person,
            label=_("For a colleague"),
            required=False,
            help_text=_(
                "Their name or address. It is then theirs; they are told that you typed it."
            ),
        )

    def clean_service(self) -> Service | None:
        """The service this person may ask for."""
        typed = self.cleaned_data["service"]
        if not typed:
            return None
        team, _slash, slug = typed.partition("/")
        offered = Service.objects.visible_to(self.person).offered()
        found = offered.select_related("team", "charter").at_address(team, slug)
        if found is None:
            raise forms.ValidationError(
                _("This service is not offered any more. Choose another, or just ask.")
            )
        return found

    def clean_team(self) -> Team | None:
        """The desk at which it is noted: one of the person's own teams."""
        typed = self.cleaned_data["team"]
        if not typed:
            return None
        found = self.person.teams().filter(slug=typed).first()
        if found is None:
            raise forms.ValidationError(_("You can note it only at a desk of your own team."))
        return found

    def clean(self) -> dict[str, Any] | None:
        """Somebody outside who shall follow it needs a name, and is not a colleague as well."""
        cleaned = super().clean()
        if self.cleaned_data.get("guest_email"):
            if not self.cleaned_data.get("beneficiary_name"):
                self.add_error("beneficiary_name", _("Give their name too."))
            if self.cleaned_data.get("on_behalf_of"):
                self.add_error("guest_email", _("Choose one: a colleague, or somebody outside."))
        return cleaned

    @property
    def is_for_guest(self) -> bool:
        """Whether it is asked in the name of somebody outside who follows it themselves."""
        return bool(self.cleaned_data.get("guest_email"))

    def arguments(self) -> dict[str, Any]:
        """What ``ask`` is called with, or ``ask_for_guest``."""
        typed = {**self.cleaned_data, "nonce": self._press()}
        if not self.is_for_guest:
            typed.pop("guest_email")
            return typed
        typed.pop("on_behalf_of")
        return typed | {"guest_name": typed.pop("beneficiary_name")}

    def _press(self) -> str | None:
        """What makes a second press the same request: for somebody else it is another one."""
        nonce, asker = self.cleaned_data["nonce"], self.cleaned_data["on_behalf_of"]
        if not nonce:
            return None
        whole = f"{self.person.pk}:{(asker or self.person).pk}:{nonce}"
        whole += self.cleaned_data["guest_email"].strip().lower()
        return hashlib.sha256(whole.encode()).hexdigest()

    def refuse(self, refusal: Refusal) -> None:
        refuse(self, refusal)

    @property
    def status(self) -> int:
        return status_of(self)
