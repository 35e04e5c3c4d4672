"""What the team types."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from goodword.house import clock, limits
from goodword.people.forms.choosing import team_field
from goodword.people.models import Person, Team
from goodword.requests.forms.base import ActForm, FilesForm
from goodword.requests.forms.fields import (
    Colleague,
    Line,
    Moment,
    Words,
)
from goodword.requests.models import Aim, PlanStep, Referral

STEPS_AT_MOST = 10
#: How many are asked for at once; whoever needs more opens them.
STEPS_AT_HAND = 3


def members_of(team: Team) -> Any:
    """The people of a team today."""
    return Person.objects.members_of(team, clock.now().date())


class MessageForm(FilesForm):
    """Something written on a request, to both sides or to one's own team only."""

    to = forms.ChoiceField(
        choices=[("all", _("both sides")), ("team", _("only my team"))],
        required=False,
        initial="all",
    )
    words = Words(
        label=_("Message"), error_messages={"required": _("Write something first.")}, rows=4
    )
    next_word_at = Moment(
        label=_("Next word from you"),
        required=False,
        help_text=_("Leave it empty to keep the usual time."),
    )

    def arguments(self) -> dict[str, Any]:
        cleaned = super().arguments()
        cleaned["team_only"] = cleaned.pop("to") == "team"
        return cleaned


class AcknowledgeForm(ActForm):
    """A person's first word."""

    words = Words(
        label=_("A first word"),
        required=False,
        rows=3,
        help_text=_("They see your name at once; a line more makes it human."),
    )
    next_word_at = Moment(
        label=_("When do they hear from you next?"),
        required=False,
        help_text=_("Leave it empty for the service's own rhythm."),
    )


class AnswerForm(FilesForm):
    """The answer itself, at once."""

    words = Words(label=_("Your answer"), error_messages={"required": _("Write the answer first.")})


class OwnerForm(ActForm):
    """Whose it is within the team."""

    to = forms.ModelChoiceField(Person.objects.get_queryset().none(), required=False)

    def prepare(self) -> None:
        self.fields["to"] = forms.ModelChoiceField(
            members_of(self.service_request.team),
            label=_("Who owes the next word?"),
            required=False,
            empty_label=_("Nobody yet, the team together"),
            initial=self.service_request.owner_id or self.person.pk,
        )


class PlaybackForm(ActForm):
    """What was understood, said back."""

    words = Words(
        label=_("Here is what I understood"),
        said=True,
        error_messages={"required": _("Say what you understood, in your own words.")},
    )
    done_means = Words(label=_("Done means"), required=False, rows=2)
    not_included = Words(label=_("Not included"), required=False, rows=2)


class QuestionForm(ActForm):
    """Something only the asker can answer; the promise is paused while one waits."""

    question = Words(
        label=_("What do you need to know?"),
        rows=3,
        error_messages={"required": _("Ask a question they can answer.")},
        help_text=_("One clear question. The date moves on by as long as you wait."),
    )
    effect = Line(
        label=_("What does it change?"),
        required=False,
        max_length=limits.LINE_LENGTH,
        help_text=_("“Without the draft I cannot order the paper.”"),
    )


class PlanForm(ActForm):
    """Steps of the plan, each with words for when."""

    def prepare(self) -> None:
        steps = list(
            PlanStep.objects.visible_to(self.person).filter(service_request=self.service_request)
        )
        for number in range(1, STEPS_AT_MOST + 1):
            step = steps[number - 1] if number <= len(steps) else None
            self.fields[f"words_{number}"] = Line(
                label=_("Step %(number)s") % {"number": number},
                required=False,
                max_length=limits.TITLE_LENGTH,
                initial=step.words if step else "",
            )
            self.fields[f"when_{number}"] = Line(
                label=_("When"),
                required=False,
                max_length=100,
                initial=step.when if step else "",
            )

    def rows_at_hand(self) -> list[tuple[Any, Any]]:
        """The two boxes of each step there is, and of the next; of three at least."""
        return self._rows()[: self._at_hand()]

    def further_rows(self) -> list[tuple[Any, Any]]:
        """The two boxes of the steps that few plans have."""
        return self._rows()[self._at_hand() :]

    def _rows(self) -> list[tuple[Any, Any]]:
        numbers = range(1, STEPS_AT_MOST + 1)
        return [(self[f"words_{number}"], self[f"when_{number}"]) for number in numbers]

    def _at_hand(self) -> int:
        used = [place for place, row in enumerate(self._rows(), 1) if any(b.value() for b in row)]
        return max([STEPS_AT_HAND, *(place + 1 for place in used)])

    def arguments(self) -> dict[str, Any]:
        pairs = (
            (self.cleaned_data[f"words_{number}"], self.cleaned_data[f"when_{number}"])
            for number in range(1, STEPS_AT_MOST + 1)
        )
        return {"steps": [(words, when) for words, when in pairs if words]}


class PlanStepForm(ActForm):
    """One step of the plan is done."""

    step = forms.ModelChoiceField(
        PlanStep.objects.none(),
        label=_("The step that is done"),
        error_messages={"invalid_choice": _("This step is not there.")},
    )

    def prepare(self) -> None:
        field = self.fields["step"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - declared above
        field.queryset = PlanStep.objects.visible_to(self.person).filter(
            service_request=self.service_request
        )


class WaitForm(ActForm):
    """Waiting for somebody else; the promise goes on."""

    on_whom = Line(
        label=_("For whom do you wait?"),
        max_length=200,
        error_messages={"required": _("Say for whom you wait.")},
    )
    until = Moment(
        label=_("Until when?"),
        error_messages={"required": _("Say until when you wait.")},
        help_text=_("Your word goes on counting while you wait."),
    )


class AimForm(ActForm):
    """An inner date, for oneself alone."""

    aim_at = Moment(
        label=_("By when do you mean to be done?"),
        required=False,
        help_text=_("Promised Tuesday, aim for Monday. Empty: no aim of your own."),
    )

    def prepare(self) -> None:
        own = Aim.objects.visible_to(self.person).filter(service_request=self.service_request)
        known = own.first()
        self.fields["aim_at"].initial = known.aim_at if known else None


class WarningForm(ActForm):
    """Bad news before the date: the reason, and a new date if there is one."""

    aliases = {"reason": "words"}

    words = Words(
        label=_("In your own words"),
        said=True,
        error_messages={"required": _("Say what happened, in your own words.")},
    )
    due_at = Moment(
        label=_("Which new date can you offer?"),
        required=False,
        help_text=_("They may agree or keep you to the first date."),
    )

    def arguments(self) -> dict[str, Any]:
        cleaned = super().arguments()
        return {"reason": cleaned["words"], "due_at": cleaned["due_at"]}


class DeliverForm(FilesForm):
    """It is done: what was done, and the files."""

    words = Words(
        label=_("What did you do?"),
        rows=3,
        error_messages={"required": _("Say in a line what you did.")},
        help_text=_("One line is enough. They are asked whether it did the job."),
    )


class CloseForm(ActForm):
    """No answer came, after two reminders."""

    words = Words(label=_("A line"), required=False, rows=3)


class HandoverForm(ActForm):
    """Another team is asked to take it; until they say yes it stays here."""

    to_team = forms.ModelChoiceField(Team.objects.none())
    reason = Words(
        label=_("Why them, and what should they know?"),
        error_messages={"required": _("Say why it is better with them.")},
    )

    def prepare(self) -> None:
        self.fields["to_team"] = team_choice(self)
        self.fields["to_person"] = Colleague(
            eyes=self.person,
            label=_("To somebody in particular"),
            required=False,
            help_text=_("Their name or address."),
        )
        self.order_fields(["to_team", "to_person", "reason"])


def team_choice(form: ActForm, *, required: bool = True) -> forms.Field:
    """Any other team."""
    return team_field(
        Team.objects.visible_to(form.person).exclude(pk=form.service_request.team_id),
        label=_("Which team?"),
        required=required,
        empty_label=_("Choose a team"),
        error_messages={"required": _("Choose a team.")},
    )


class HandoverAnswerForm(ActForm):
    """The other team says yes or no."""

    answer = forms.ChoiceField(
        choices=[("yes", _("Yes, we take it")), ("no", _("No, and here is why"))],
        widget=forms.RadioSelect,
        label=_("Your answer"),
        error_messages={"required": _("Say yes or no.")},
    )
    words = Words(label=_("A line to them"), required=False, rows=3)

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if self.cleaned_data.get("answer") == "no" and not self.cleaned_data.get("words"):
            self.add_error("words", _("Say why not, so that they can find another way."))
        return cleaned


class DeclineForm(ActForm):
    """We are not the right ones, why, and a way on."""

    why = forms.ChoiceField(
        label=_("Why?"),
        choices=Referral.Why.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the reason that is true.")},
    )
    words = Words(
        label=_("In your own words"),
        said=True,
        error_messages={"required": _("Say it in your own words; a reason alone is cold.")},
    )
    way = forms.ChoiceField(
        label=_("The way on"),
        choices=Referral.Way.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("A decline always comes with a way on.")},
    )

    def prepare(self) -> None:
        self.fields["to_team"] = team_choice(self, required=False)
        self.fields["to_person"] = Colleague(
            eyes=self.person,
            label=_("Which person?"),
            required=False,
            help_text=_("Their name or address."),
        )
        self.fields["answer_words"] = Words(
            label=_("The answer that helps"), required=False, rows=3
        )

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        needed = {
            "team": ("to_team", _("Say which team can help.")),
            "person": ("to_person", _("Say who can help.")),
            "answer": ("answer_words", _("Write the answer that helps.")),
        }
        field, words = needed.get(self.cleaned_data.get("way", ""), ("", ""))
        if field and field not in self.errors and not self.cleaned_data.get(field):
            self.add_error(field, words)
        return cleaned

    def arguments(self) -> dict[str, Any]:
        """Only the way that was chosen goes along."""
        cleaned = super().arguments()
        keep = {"team": "to_team", "person": "to_person", "answer": "answer_words"}[cleaned["way"]]
        for field in {"to_team", "to_person"} - {keep}:
            cleaned[field] = None
        if keep != "answer_words":
            cleaned["answer_words"] = ""
        return cleaned
