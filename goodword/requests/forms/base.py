"""What all forms of a request have in common."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from goodword.house.refusals import Refusal
from goodword.people.models import Person
from goodword.requests.forms.fields import TOO_LARGE, Files
from goodword.requests.models import ServiceRequest


class ActForm(forms.Form):
    """What a person types to do one thing with a request.

    ``version`` is the number of events the person had seen; the door hands it to
    ``seen`` so that two people who act on the same state do not undo each other.
    """

    version = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
    use_required_attribute = False
    #: An action's argument that has another name in this form.
    aliases: Mapping[str, str] = {}

    def __init__(
        self, *args: Any, person: Person, service_request: ServiceRequest, **more: Any
    ) -> None:
        super().__init__(*args, **more)
        self.person = person
        self.service_request = service_request
        self.fields["version"].initial = service_request.number_of_events
        self.prepare()

    def prepare(self) -> None:
        """Narrow choices to this request and this person."""

    def arguments(self) -> dict[str, Any]:
        """What the action is called with."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}

    def refuse(self, refusal: Refusal) -> None:
        """Put a refusal beside what it is about."""
        field = self.aliases.get(refusal.field or "", refusal.field)
        refuse(self, Refusal(refusal.message, field=field))

    @property
    def status(self) -> int:
        """413 for what is too large, 422 for everything else that is wrong."""
        return status_of(self)


class FilesForm(ActForm):
    """Files may come along. (``files`` cannot be declared: forms keep what was sent there.)"""

    def prepare(self) -> None:
        self.fields["files"] = Files(label=_("Files"))


def refuse(form: forms.Form, refusal: Refusal) -> None:
    """Put a refusal beside the field it names, or over the whole form."""
    field = refusal.field if refusal.field in form.fields else None
    code = TOO_LARGE if field == "files" else "refused"
    form.add_error(field, ValidationError(refusal.message, code=code))


def status_of(form: forms.Form) -> int:
    """413 when something was too large, else 422."""
    errors = form.errors.as_data().values()
    large = any(error.code == TOO_LARGE for found in errors for error in found)
    return 413 if large else 422
