"""Who may look at a request: what is chosen and typed about it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from goodword.house import limits
from goodword.people.models import Person
from goodword.people.privacy import Privacy
from goodword.requests.forms.base import ActForm
from goodword.requests.forms.fields import Colleague, Line
from goodword.requests.forms.team import members_of
from goodword.requests.models import Exclusion, Reader, Share


class CloseForm(ActForm):
    """How closed it is to be, and who of the team reads on."""

    to = forms.ChoiceField(label=_("Who may see it?"))
    readers = forms.ModelMultipleChoiceField(Person.objects.get_queryset().none(), required=False)

    def prepare(self) -> None:
        now = Privacy(self.service_request.privacy)
        closer = [(it.value, it.label) for it in Privacy if it.strictness > now.strictness]
        self.fields["to"] = forms.ChoiceField(
            label=_("Who may see it?"),
            choices=closer,
            widget=forms.RadioSelect,
            initial=Privacy.CONFIDENTIAL,
            error_messages={"required": _("Choose who may see it.")},
        )
        self.fields["readers"] = forms.ModelMultipleChoiceField(
            members_of(self.service_request.team),
            label=_("Who of the team may read it?"),
            required=False,
            widget=forms.CheckboxSelectMultiple,
            help_text=_(
                "Whoever has it reads on. If you name nobody, the people whom the team has "
                "named for this read it."
            ),
        )

    def arguments(self) -> dict[str, Any]:
        return {**super().arguments(), "readers": list(self.cleaned_data["readers"])}


class OpenForm(ActForm):
    """How open it could be; the asker has the last word."""

    to = forms.ChoiceField()

    def prepare(self) -> None:
        now = Privacy(self.service_request.privacy)
        opener = [(it.value, it.label) for it in Privacy if it.strictness < now.strictness]
        self.fields["to"] = forms.ChoiceField(
            label=_("Who could see it?"),
            choices=opener,
            widget=forms.RadioSelect,
            error_messages={"required": _("Choose who could see it.")},
        )


class OpenAnswerForm(ActForm):
    """The asker's yes or no to opening it."""

    answer = forms.ChoiceField(
        choices=[("yes", _("Yes, open it")), ("no", _("No, leave it as it is"))],
        widget=forms.RadioSelect,
        label=_("Your answer"),
        error_messages={"required": _("Say yes or no.")},
    )


def _named_in(rows: Any, form: ActForm) -> Any:
    """Keys of the people whom these rows name on the request of a form."""
    running = rows.objects.visible_to(form.person).in_force()
    return running.filter(service_request=form.service_request).values("person")


class ReaderForm(ActForm):
    """One more person of the team."""

    to = forms.ModelChoiceField(Person.objects.get_queryset().none())

    def prepare(self) -> None:
        self.fields["to"] = forms.ModelChoiceField(
            members_of(self.service_request.team).exclude(pk__in=_named_in(Reader, self)),
            label=_("Who may read it too?"),
            error_messages={"required": _("Choose a colleague.")},
        )


class ShareForm(ActForm):
    """A colleague who reads along, and why."""

    to = forms.CharField()
    why = Line(label=_("Why?"), required=False, max_length=limits.LINE_LENGTH)

    def prepare(self) -> None:
        self.fields["to"] = Colleague(
            eyes=self.person,
            label=_("Who may read along?"),
            help_text=_("Their name or address. They read what both sides say, and no notes."),
            error_messages={"required": _("Say who.")},
        )


class ExclusionForm(ActForm):
    """Somebody who must not see it, and why."""

    to = forms.CharField()
    why = Line(
        label=_("Why?"),
        max_length=limits.LINE_LENGTH,
        help_text=_("“It is about their own department.” They do not read this."),
        error_messages={"required": _("Say why, in one sentence.")},
    )

    def prepare(self) -> None:
        self.fields["to"] = Colleague(
            eyes=self.person,
            label=_("Who must not see it?"),
            help_text=_("Their name or address. They are not told."),
            error_messages={"required": _("Say who.")},
        )


class _NamedForm(ActForm):
    """One of those named in some rows that run."""

    rows: Any = None
    label: Any = ""

    to = forms.ModelChoiceField(Person.objects.get_queryset().none())

    def prepare(self) -> None:
        self.fields["to"] = forms.ModelChoiceField(
            Person.objects.visible_to(self.person).filter(pk__in=_named_in(self.rows, self)),
            label=self.label,
            error_messages={"required": _("Choose a colleague.")},
        )


class ReaderEndForm(_NamedForm):
    rows, label = Reader, _("Who does not read it any more?")


class ShareEndForm(_NamedForm):
    rows, label = Share, _("Who does not read along any more?")


class ExclusionEndForm(_NamedForm):
    rows, label = Exclusion, _("Who is let in again?")


class SteppingBackForm(ActForm):
    """Nothing to type."""


class FilerReadsForm(ActForm):
    """Whether the one who typed it reads how it goes on."""

    reads = forms.TypedChoiceField(
        choices=[("yes", _("They may read how it goes on")), ("no", _("They may not"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        label=_("The one who typed it"),
        error_messages={"required": _("Choose one.")},
    )


class GlassForm(forms.Form):
    """An operator names a request and says why they must look."""

    use_required_attribute = False

    reference = Line(
        label=_("Reference"),
        max_length=12,
        help_text=_("As in GW-7K3M9Q, from the person who asked you to look."),
        error_messages={"required": _("Give the reference.")},
    )
    reason = Line(
        label=_("Why must you look?"),
        max_length=limits.LINE_LENGTH,
        help_text=_("Everybody on the request reads this sentence, for ever."),
        error_messages={"required": _("Say why you must look: everybody on it reads it.")},
    )
