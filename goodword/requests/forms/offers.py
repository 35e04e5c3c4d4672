"""Giving one's word: an offer, and making good a broken one."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from goodword.house import clock
from goodword.requests.actions import forecast
from goodword.requests.forms.base import ActForm
from goodword.requests.forms.dates import DateChoice, date_choices, next_words
from goodword.requests.forms.fields import Moment, RequestChoice, Words
from goodword.requests.models import Offer, ServiceRequest
from goodword.requests.rules.states import PromiseState, State

OTHER = "other"


class MomentChoice(forms.CharField):
    """A moment chosen from a list that moves with the clock: any moment is taken as it was seen."""

    def clean(self, value: Any) -> datetime | None:
        typed = super().clean(value)
        if typed in {"", OTHER}:
            return None
        moment = parse_datetime(typed)
        if moment is None or moment.tzinfo is None:
            raise ValidationError(_now("Choose one of the dates."))
        return moment


class DatedForm(ActForm):
    """Choose one of a few dates, or another."""

    pick = MomentChoice(required=False)
    due_at = Moment(label=_("Or another"), required=False)

    def prepare(self) -> None:
        self.at = clock.now()
        calendar = self.service_request.team.calendar()
        self.known = forecast(self.service_request, self.at, calendar)
        self.dates = date_choices(self.service_request, self.at, self.known, calendar)

    def picked(self) -> str:
        """The value of the card that is chosen when the page is drawn."""
        if self.is_bound or "pick" in self.initial or "due_at" in self.initial:
            chosen = str(self["pick"].value() or "")
            return chosen if chosen in {date.value for date in self.dates} else OTHER
        fair = [date.value for date in self.dates if date.is_fair]
        return fair[0] if fair else OTHER

    def shown_due(self) -> datetime | None:
        """The date that is chosen as the page is drawn, for the preview."""
        chosen = self.picked()
        if chosen != OTHER:
            return datetime.fromisoformat(chosen)
        try:
            due: datetime | None = Moment(required=False).clean(self["due_at"].value())
        except ValidationError:
            return None
        return due

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        due_at = self.cleaned_data.get("pick") or self.cleaned_data.get("due_at")
        if due_at is None and self.needs_date() and not {"pick", "due_at"} & set(self.errors):
            self.add_error("due_at", _("Choose a date you can stand behind."))
        self.cleaned_data["due_at"] = due_at
        return cleaned

    def needs_date(self) -> bool:
        """Whether a date has to be given."""
        return True

    def arguments(self) -> dict[str, Any]:
        cleaned = super().arguments()
        cleaned.pop("pick")
        return cleaned

    @property
    def choices(self) -> list[DateChoice]:
        """The dates to choose from."""
        return self.dates


class OfferForm(DatedForm):
    """What the asker will read: by when, why, and when they hear next."""

    kind = forms.ChoiceField(choices=Offer.Kind.choices, required=False, initial=Offer.Kind.DATE)
    words = Words(
        label=_("A line of your own"),
        required=False,
        said=True,
        rows=2,
        help_text=_("Without it they read: “I can do it by then. Would that help?”"),
    )
    reason = Words(label=_("Why, in one sentence"), required=False, said=True, rows=3)
    part_words = Words(label=_("Which part comes first?"), required=False, rows=2)
    aim_at = Moment(
        label=_("Your own aim"),
        required=False,
        help_text=_("Promised Tuesday, aim for Monday. Only your team sees it."),
    )
    next_word_at = MomentChoice(
        label=_("Next word from you"),
        required=False,
        widget=forms.Select,
    )

    def prepare(self) -> None:
        super().prepare()
        select = self.fields["next_word_at"].widget
        assert isinstance(select, forms.Select)  # noqa: S101 - declared above
        select.choices = next_words(self.service_request, self.at)
        self.fields["swap_with"] = RequestChoice(
            ServiceRequest.objects.answerable_by(self.person).that_may_wait(self.service_request),
            label=_("Instead of which other request of theirs?"),
            required=False,
            empty_label=_("None"),
        )

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        kind = self.cleaned_data.get("kind") or Offer.Kind.DATE
        self.cleaned_data["kind"] = kind
        if kind == Offer.Kind.PART_FIRST and not self.cleaned_data.get("part_words"):
            self.add_error("part_words", _("Say which part they get by then."))
        if kind == Offer.Kind.SWAP and not self.cleaned_data.get("swap_with"):
            self.add_error("swap_with", _("Say which request would wait instead."))
        return cleaned


class RecoveryForm(DatedForm):
    """An apology in one's own words, a new date, and what the team changes."""

    words = Words(
        label=_("What happened, and our part in it"),
        said=True,
        help_text=_(
            "Goodword never writes this for you. Two sentences are enough; the reason comes "
            "after the apology"
        ),
        error_messages={"required": _("Say sorry in your own words first.")},
    )
    what_changes = Words(label=_("So it does not happen again"), required=False, rows=2)
    offer_words = Words(label=_("A line to the new date"), required=False, said=True, rows=2)

    def needs_date(self) -> bool:
        """What is done, promised anew or offered needs an apology, but no other date."""
        here = self.service_request
        is_offered = here.offer is not None and here.offer.side == Offer.Side.PROVIDER
        is_promised = here.promise_state in {PromiseState.ACCEPTED, PromiseState.AT_RISK}
        return not (is_offered or is_promised or here.state == State.DELIVERED)
