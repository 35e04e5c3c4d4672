"""Forms on things that two people may change, and the page that shows both texts.

A form carries unseen which version its writer saw, and a short hash of each field as it stood
then. When somebody was faster, what only they changed is taken over, what only the writer
changed stays, and what both changed is shown side by side: the writer decides by sending again.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import Any, Final

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _

VERSION: Final = "version"
SEEN: Final = "seen"
_HASH: Final = 10


class VersionedForm(forms.Form):
    """A form that knows what its writer saw: the number of the version, and how it stood."""

    # Without ids: a page may have several such forms.
    version = forms.IntegerField(
        widget=forms.HiddenInput(attrs={"id": False}), required=False, min_value=0
    )
    seen = forms.CharField(
        widget=forms.HiddenInput(attrs={"id": False}), required=False, max_length=4_000
    )

    def saw(self, version: int) -> None:
        """Remember in the form what is shown now. Call it when all fields are there."""
        self.initial[VERSION] = version
        marks = [f"{one.name}:{_mark(text_of(one))}" for one in _shown(self)]
        self.initial[SEEN] = " ".join(marks)

    @property
    def seen_version(self) -> int | None:
        """The version that the writer saw; None from a form that says nothing of it."""
        found: int | None = self.cleaned_data.get(VERSION)
        return found

    def facts_typed(self) -> dict[str, Any]:
        """What was typed, without what went along unseen."""
        typed = self.cleaned_data.items()
        return {name: value for name, value in typed if name not in {VERSION, SEEN}}


@dataclass(frozen=True, slots=True)
class Difference:
    """One field that both changed: what stands there now, and what the writer typed."""

    label: Any
    theirs: str
    yours: str


@dataclass(frozen=True, slots=True)
class Meanwhile:
    """What somebody else did while one was writing."""

    heading: str
    words: str = ""
    icon: str = "info"
    differences: list[Difference] = field(default_factory=list)
    can_be_sent: bool = True


def meanwhile(
    form: VersionedForm, fresh: VersionedForm, who: str = "", *, is_own: bool = False
) -> Meanwhile:
    """Bring a form up to what stands now, and say what both changed.

    ``form`` is the one that was sent, ``fresh`` one of the row as it is now; ``who`` was faster,
    or with ``is_own`` the writer, in another window.
    The form that comes back carries the new version: sending it again is then a decision.
    """
    data = QueryDict(mutable=True)
    data.update(form.data)
    seen = dict(part.partition(":")[::2] for part in str(form.data.get(SEEN, "")).split())
    differences = []
    for now in _shown(fresh):
        mine, theirs = text_of(form[now.name]), text_of(now)
        if mine == theirs or seen.get(now.name) == _mark(theirs):
            continue
        if seen.get(now.name) == _mark(mine):
            _take_over(data, now, theirs)
        else:
            differences.append(Difference(now.label, _said(now, theirs), _said(now, mine)))
    data[VERSION], data[SEEN] = fresh.initial[VERSION], fresh.initial[SEEN]
    form.data = data
    return Meanwhile(_heading(who, is_own), _words(differences), differences=differences)


def _heading(who: str, is_own: bool) -> str:
    if is_own:
        return _("You have changed this in another window.")
    if who:
        return _("%(name)s was faster.") % {"name": who}
    return _("This has changed while you were writing.")


def _words(differences: list[Difference]) -> str:
    if differences:
        return _("Nothing of yours is stored yet. What both of you changed stands here.")
    return _(
        "Nothing of yours is stored yet. You did not change the same: what is new stands in the "
        "form already, beside what you wrote."
    )


def _shown(form: forms.Form) -> list[forms.BoundField]:
    # Made anew: a form keeps the ones it has handed out, with what stood in them then.
    fields = [one.get_bound_field(form, name) for name, one in form.fields.items()]
    return [one for one in fields if not one.is_hidden]


def text_of(bound: forms.BoundField) -> str:
    """What stands in a field, as text that can be compared; several choices one a line."""
    value = bound.value()
    if value is None or isinstance(value, bool):
        return "on" if value else ""
    written = bound.field.widget.format_value(value)
    if isinstance(written, list | tuple):
        return "\n".join(sorted(str(one) for one in written if one not in (None, "")))
    return str(written or "").replace("\r\n", "\n").strip()


def _mark(text: str) -> str:
    return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()[:_HASH]


def _take_over(data: Any, bound: forms.BoundField, theirs: str) -> None:
    if isinstance(bound.field.widget, forms.CheckboxInput) and not theirs:
        data.pop(bound.html_name, None)
    elif isinstance(bound.field, forms.MultipleChoiceField | forms.ModelMultipleChoiceField):
        data.setlist(bound.html_name, theirs.split("\n") if theirs else [])
    else:
        data[bound.html_name] = theirs


def _said(bound: forms.BoundField, text: str) -> str:
    """A choice by its words; everything else as it was typed."""
    choices = getattr(bound.field, "choices", None)
    if choices is None:
        return text
    words = {str(value): str(label) for value, label in choices}
    return "\n".join(words.get(one, one) for one in text.split("\n"))
