"""What the asker's side types."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from goodword.house import clock, limits
from goodword.people.models import Person
from goodword.requests.actions import budget_of, cost_of
from goodword.requests.forms.base import ActForm, FilesForm
from goodword.requests.forms.fields import (
    Moment,
    RequestChoice,
    Words,
    how_many_wait,
    since_when,
    too_late_after,
    what_happens_then,
)
from goodword.requests.models import Emergency, ServiceRequest

LINE_ROWS = 3


class PlainForm(ActForm):
    """Nothing to type: a yes is a yes."""


class LineForm(ActForm):
    """A line in one's own words, if one likes."""

    words = Words(label=_("A line"), required=False, said=True, rows=LINE_ROWS)


class PlaybackAnswerForm(ActForm):
    """Was it understood? Yes, or not quite and what is different."""

    answer = forms.ChoiceField(
        choices=[("yes", _("yes")), ("not_quite", _("not quite"))],
        widget=forms.HiddenInput,
        initial="not_quite",
    )
    correction = Words(label=_("What is different?"), required=False, said=True)

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if self.cleaned_data.get("answer") == "not_quite" and not self.cleaned_data["correction"]:
            self.add_error("correction", _("Say what is different, then they can put it right."))
        return cleaned


class QuestionAnswerForm(FilesForm):
    """What the team waits for."""

    answer = Words(
        label=_("Your answer"), error_messages={"required": _("Write your answer first.")}
    )


#: Answers that name a day.
DATED = frozenset({"later", "sooner", "part_first", "another_way", "swap"})


class CounterForm(ActForm):
    """Answer an offer: agree, wait longer, need it sooner, or talk (mockup counter-offer)."""

    aliases = {"reason": "words"}

    answer = forms.ChoiceField(
        choices=[
            ("agree", _("Yes, agreed")),
            ("later", _("I can wait longer, if that helps")),
            ("sooner", _("I need it sooner, and here is why")),
            ("part_first", _("A part of it first would help")),
            ("another_way", _("Another way would do as well")),
            ("swap", _("Another request of mine can wait instead")),
            ("talk", _("Let us talk")),
        ],
        label=_("Your answer"),
        error_messages={"required": _("Choose one of the answers.")},
    )
    due_at = Moment(label=_("Which day and time?"), required=False)
    part_words = Words(label=_("Which part comes first?"), required=False, rows=2)
    words = Words(label=_("A line"), required=False, said=True, rows=LINE_ROWS)

    def prepare(self) -> None:
        here = self.service_request
        self.fields["swap_with"] = RequestChoice(
            ServiceRequest.objects.asked_by(self.person).that_may_wait(here),
            label=_("Which request of yours can wait?"),
            required=False,
            empty_label=_("None"),
        )

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        answer = self.cleaned_data.get("answer")
        undated = not self.cleaned_data.get("due_at") and "due_at" not in self.errors
        if answer == "part_first" and not self.cleaned_data.get("part_words"):
            self.add_error("part_words", _("Say which part would help first."))
        if answer == "another_way" and not self.cleaned_data.get("words"):
            self.add_error("words", _("Say which other way would do."))
        if answer == "swap" and not self.cleaned_data.get("swap_with"):
            self.add_error("swap_with", _("Choose which request can wait."))
        if answer in DATED and undated:
            self.add_error("due_at", _("Say which day and time would do."))
        if answer == "sooner" and not self.cleaned_data.get("words"):
            self.add_error("words", _("Say why it must be sooner. The reason is read first."))
        if answer == "talk" and not self.cleaned_data.get("words"):
            self.add_error("words", _("Say when and how to reach you."))
        return cleaned


class OfferAnswerForm(ActForm):
    """Yes to the open offer of the other side, or take one's own back."""

    answer = forms.ChoiceField(
        choices=[("yes", _("Yes, agreed")), ("withdraw", _("Take it back"))],
        widget=forms.HiddenInput,
        initial="yes",
    )
    words = Words(label=_("A line"), required=False, said=True, rows=LINE_ROWS)


class MoveAnswerForm(ActForm):
    """The date is at risk: the new one is fine, or the first one must stand."""

    answer = forms.ChoiceField(
        choices=[("yes", _("The new date is fine")), ("no", _("The first date must stand"))],
        widget=forms.RadioSelect,
        initial="yes",
        label=_("Your answer"),
    )
    words = Words(label=_("A line"), required=False, said=True, rows=LINE_ROWS)


class ReasonForm(ActForm):
    """Why, in one's own words."""

    reason = Words(label=_("Why?"), required=False, said=True, rows=LINE_ROWS)


class ReopenForm(ActForm):
    """Ended, and yet not done."""

    reason = Words(
        label=_("What is missing?"),
        said=True,
        rows=LINE_ROWS,
        error_messages={"required": _("Say what is missing, so that they can put it right.")},
    )


class DisputeForm(ActForm):
    """No agreement with how it ended; the team's lead reads this."""

    words = Words(
        label=_("Why do you see it differently?"),
        said=True,
        error_messages={"required": _("Say why, in your own words.")},
    )


class DelegateForm(ActForm):
    """Who may answer and confirm in one's place: somebody of one's own team, or nobody."""

    to = forms.ModelChoiceField(Person.objects.get_queryset().none(), required=False)

    def prepare(self) -> None:
        mates = self.person.teams()
        self.fields["to"] = forms.ModelChoiceField(
            Person.objects.visible_to(self.person)
            .filter(memberships__team__in=mates)
            .exclude(pk=self.service_request.asker_id)
            .distinct(),
            label=_("Who may answer and confirm for you?"),
            required=False,
            empty_label=_("Nobody"),
            initial=self.service_request.delegate_id,
        )


class OutsideForm(ActForm):
    """Somebody outside cannot go on until this is done."""

    words = Words(
        label=_("Who is waiting, and for what?"),
        rows=2,
        max_length=limits.LINE_LENGTH,
        error_messages={"required": _("Say who is waiting, and for what.")},
    )
    many = how_many_wait()
    since = since_when()


class FixedDateForm(ActForm):
    """After when it is too late, and what happens then; emptied, it is taken away."""

    fixed_at = too_late_after(
        _("A date outside that nobody here can move. Empty both lines to take it away.")
    )
    fixed_why = what_happens_then()

    def prepare(self) -> None:
        for name in ("fixed_at", "fixed_why"):
            self.fields[name].initial = getattr(self.service_request, name)


class EmergencyForm(ActForm):
    """What breaks if it waits; above the budget, what waits instead or who stands for it."""

    why = Words(
        label=_("What breaks if it waits?"),
        rows=2,
        max_length=limits.LINE_LENGTH,
        error_messages={"required": _("Say what breaks if it waits.")},
    )
    kind = forms.ChoiceField(
        label=_("What sort of emergency?"),
        choices=Emergency.Kind.choices,
        required=False,
        help_text=_("Safety, law and people's data are never held up; they are looked at later."),
    )

    def prepare(self) -> None:
        here, at = self.service_request, clock.now()
        self.budget = budget_of(here, at)
        self.cost = cost_of(here, at, here.team.calendar())
        found = {"instead_of": _what_waits(self), "sponsor": _who_stands(self)}
        self.fields |= {name: field for name, field in found.items() if _choices(field).exists()}

    def clean_kind(self) -> str:
        """An emergency is a usual one unless somebody says otherwise."""
        return self.cleaned_data["kind"] or Emergency.Kind.USUAL


class BackingForm(ActForm):
    """After a sponsor's no: another lead, or what of the asker's own waits instead."""

    def prepare(self) -> None:
        waits, stands = _what_waits(self), _who_stands(self)
        made = getattr(self.service_request, "emergency_record", None)
        stands.queryset = _choices(stands).exclude(pk=made.sponsor_id if made else None)
        found = {"instead_of": waits, "sponsor": stands}
        self.fields |= {name: field for name, field in found.items() if _choices(field).exists()}
        self.is_possible = len(self.fields) > 1


def _choices(field: forms.ModelChoiceField[Any]) -> QuerySet[Any]:
    return cast("QuerySet[Any]", field.queryset)


def _what_waits(form: ActForm) -> RequestChoice:
    mine = ServiceRequest.objects.visible_to(form.person)
    return RequestChoice(
        mine.that_may_wait(form.service_request),
        label=_("Which other request of the same person waits instead?"),
        required=False,
        empty_label=_("None"),
    )


def _who_stands(form: ActForm) -> forms.ModelChoiceField[Any]:
    asker = form.service_request.asker_id
    leads = Person.objects.visible_to(form.person).filter(teams_led__memberships__person=asker)
    return forms.ModelChoiceField(
        leads.exclude(pk=asker).distinct(),
        label=_("Which lead stands for it?"),
        required=False,
        empty_label=_("Nobody"),
    )
