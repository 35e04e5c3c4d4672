"""Fields that several forms share: moments on the person's own clock, files, colleagues."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goodword.house import limits
from goodword.people.models import Person
from goodword.requests.actions.files import Upload

if TYPE_CHECKING:
    _Choice = forms.ModelChoiceField[Any]
else:
    _Choice = forms.ModelChoiceField

TOO_LARGE = "too_large"
TYPED = "%Y-%m-%dT%H:%M"


class Line(forms.CharField):
    """One line of words."""

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Leave the length to us: a browser that cuts a paste loses words without a sound."""
        attrs = super().widget_attrs(widget)
        attrs.pop("maxlength", None)
        return attrs


class Words(Line):
    """Words over several lines, as long as a message may be; ``said`` are a person's own."""

    def __init__(self, *, said: bool = False, rows: int = 4, **more: Any) -> None:
        more.setdefault("max_length", limits.MESSAGE_LENGTH)
        super().__init__(widget=forms.Textarea(attrs={"rows": rows}), **more)
        self.said = said


class MomentInput(forms.DateTimeInput):
    """The browser's own picker of a day and a time."""

    input_type = "datetime-local"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format=TYPED)


class Moment(forms.DateTimeField):
    """A moment typed on the person's own clock; answered in UTC terms by its zone.

    A time that the clock skips or shows twice that night is refused in words.
    """

    widget = MomentInput
    default_error_messages = {
        "invalid": gettext_lazy("Give a day and a time, as in 2026-11-26 16:00."),
        "ambiguous_timezone": gettext_lazy(
            "The clock is changed at that hour. Choose an hour before or after."
        ),
    }

    def to_python(self, value: Any) -> datetime | None:
        try:
            moment = super().to_python(value)
        except ValidationError as problem:
            code = problem.code or "invalid"
            raise ValidationError(self.error_messages[code], code=code) from problem
        if moment is not None and not 1000 < moment.year < 9000:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return moment


class FilesInput(forms.FileInput):
    """Several files at once."""

    allow_multiple_selected = True

    def __init__(self) -> None:
        super().__init__(attrs={"multiple": True})


class Files(forms.FileField):
    """Any number of files. Answers a list of ``Upload``, ready for an action."""

    widget = FilesInput

    def __init__(self, **more: Any) -> None:
        more.setdefault("required", False)
        super().__init__(**more)

    def clean(self, data: Any, initial: Any = None) -> list[Upload]:
        sent: Sequence[UploadedFile[Any]] = data if isinstance(data, list | tuple) else [data]
        files = [file for file in sent if file]
        if len(files) > limits.FILES_PER_MESSAGE:
            raise ValidationError(
                _("%(most)s files at once are the most we can take.")
                % {"most": limits.FILES_PER_MESSAGE},
                code=TOO_LARGE,
            )
        return [_upload(file) for file in files]


def _upload(file: UploadedFile[Any]) -> Upload:
    if (file.size or 0) > limits.FILE_SIZE:
        raise ValidationError(
            _("%(name)s is larger than %(most)s MB, the most one file may have.")
            % {"name": file.name, "most": limits.FILE_SIZE // limits.MIB},
            code=TOO_LARGE,
        )
    return Upload(name=file.name or "", content_type=file.content_type or "", chunks=file.chunks())


class Colleague(forms.CharField):
    """A colleague, typed as an address, a handle or the full name."""

    def __init__(self, *, eyes: Person, **more: Any) -> None:
        line = forms.TextInput(attrs={"autocomplete": "off"})
        super().__init__(max_length=limits.NAME_LENGTH, widget=line, **more)
        self.eyes = eyes

    def clean(self, value: Any) -> Any:
        typed = super().clean(value)
        return self._found(typed) if typed else None

    def _found(self, typed: str) -> Person:
        known = Person.objects.visible_to(self.eyes)
        exact = list(
            known.filter(email__iexact=typed)[:1] or known.filter(handle__iexact=typed)[:1]
        )
        found = exact or list(known.filter(name__iexact=typed)[:2])
        if not found:
            raise ValidationError(
                _("We know nobody called “%(typed)s”. Try their mail address.") % {"typed": typed}
            )
        if len(found) > 1:
            raise ValidationError(
                _("There are two people called “%(typed)s”. Give the mail address.")
                % {"typed": typed}
            )
        return found[0]


class RequestChoice(_Choice):
    """One of a few requests, by reference and title."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.reference} {obj.shown_title}"


def how_many_wait() -> forms.IntegerField:
    """How many people outside cannot go on."""
    return forms.IntegerField(
        label=gettext_lazy("How many are waiting?"), required=False, min_value=1, max_value=100_000
    )


def since_when() -> Moment:
    """From when on somebody outside waits."""
    return Moment(
        label=gettext_lazy("Since when?"),
        required=False,
        help_text=gettext_lazy("Without it: from now on."),
    )


def too_late_after(without: Any) -> Moment:
    """A date outside that nobody here can move; ``without`` says what an empty line means."""
    return Moment(
        label=gettext_lazy("After when is it too late?"), required=False, help_text=without
    )


def what_happens_then() -> Line:
    """What happens on the date outside."""
    return Line(
        label=gettext_lazy("What happens then?"),
        required=False,
        max_length=limits.LINE_LENGTH,
        help_text=gettext_lazy(
            "“The conference begins”, “her visa appointment”. Both of us see it."
        ),
    )


def zone_words(own: str, other: str) -> str:
    """Say in whose time moments are typed, when that is not the team's time."""
    if own == other:
        return ""
    return _("Times are yours, %(zone)s. The team works in %(other)s.") % {
        "zone": place_of(own),
        "other": place_of(other),
    }


def place_of(zone: str) -> str:
    """Say the place of a zone: "London" for Europe/London."""
    return zone.rsplit("/", 1)[-1].replace("_", " ")


def typed(moment: datetime) -> str:
    """Write a moment as a ``datetime-local`` box wants it, on the active clock."""
    return timezone.localtime(moment).strftime(TYPED)
