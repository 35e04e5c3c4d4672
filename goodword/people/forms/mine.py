"""What people say about themselves."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from goodword.house.limits import NAME_LENGTH
from goodword.people.forms.parts import clock_field, day_field, words_field, zone_field
from goodword.people.letters import Choosable
from goodword.people.models import Person
from goodword.ui.versions import VersionedForm

DIGESTS = ("digest_1", "digest_2", "digest_3")
LETTER = "letter_"
CHOICES = {
    "now": _("at once"),
    "digest": _("together with the rest"),
    "never": _("not by letter"),
}
_PLAIN = (
    "name",
    "preferred_name",
    "say_it",
    "role",
    "zone",
    "language",
    "theme",
    "reach_words",
    "how_to_ask",
    "quiet_from",
    "quiet_until",
)


class ProfileForm(VersionedForm):
    """One form for all of it, saved at once."""

    name = words_field(_("Full name"), NAME_LENGTH, required=True)
    preferred_name = words_field(_("What colleagues call you"), 100, required=True)
    say_it = words_field(_("How to say it"), 100, help_text=_("As it sounds: YOH-nass VAY-ber"))
    role = words_field(_("What you do here"), 200)
    zone = zone_field(_("Time zone"))
    language = forms.ChoiceField(
        label=_("Language"),
        choices=lambda: settings.LANGUAGES,
    )
    theme = forms.ChoiceField(
        label=_("Light or dark"),
        choices=Person.Theme.choices,
        required=False,
        widget=forms.RadioSelect,
    )
    keys_off = forms.BooleanField(
        label=_("Switch single keys off"),
        required=False,
        help_text=_("For speech input, or when letters press by mistake. Ctrl Enter still sends."),
    )
    reach_words = words_field(
        _("How to reach you"), 200, help_text=_("Extension 4413; I read mail at 9 and at 2")
    )
    how_to_ask = words_field(
        _("How to ask you well"),
        5_000,
        lines=4,
        help_text=_("What helps you to help. Everybody here reads it, signed by you."),
    )
    quiet_from = clock_field(_("Quiet from"))
    quiet_until = clock_field(
        _("Quiet until"), help_text=_("In between no letter comes; it waits for the end.")
    )
    digest_1 = clock_field(_("Together at"))
    digest_2 = clock_field(_("and at"))
    digest_3 = clock_field(_("and at"))

    def __init__(self, data: Any = None, *, person: Person, kinds: Iterable[Choosable]) -> None:
        super().__init__(data, initial=_as_it_is(person))
        self.kinds = list(kinds)
        for kind in self.kinds:
            self.fields[LETTER + kind.name] = forms.ChoiceField(
                label=kind.label,
                choices=[(choice, CHOICES[choice]) for choice in kind.choices],
                initial=kind.choice_of(person),
                required=False,
            )
        self.saw(person.version)

    def letters(self) -> list[forms.BoundField]:
        """The fields in which the letters are chosen."""
        return [self[LETTER + kind.name] for kind in self.kinds]

    def facts(self, person: Person) -> dict[str, Any]:
        """What was typed, as ``change_profile`` takes it."""
        cleaned = self.cleaned_data
        chosen = {kind.name: cleaned[LETTER + kind.name] for kind in self.kinds}
        return {
            **{name: cleaned[name] for name in _PLAIN},
            "keys_on": not cleaned["keys_off"],
            "digest_times": [cleaned[name] for name in DIGESTS if cleaned[name]],
            "letter_choices": person.letter_choices
            | {name: choice for name, choice in chosen.items() if choice},
        }


def _as_it_is(person: Person) -> dict[str, Any]:
    times = dict(zip(DIGESTS, person.digest_times, strict=False))
    return (
        {name: getattr(person, name) for name in _PLAIN} | times | {"keys_off": not person.keys_on}
    )


class AbsenceForm(forms.Form):
    """When somebody is away, and who covers."""

    from_on = day_field(_("First day away"))
    until_on = day_field(_("Last day away"))
    cover = forms.ModelChoiceField(
        label=_("Who covers"),
        queryset=Person.objects.none(),
        required=False,
        to_field_name="handle",
        empty_label=_("nobody in particular"),
    )
    note = words_field(_("A word about it"), 200, help_text=_("Seen by colleagues"))

    def __init__(self, data: Any = None, *, mates: Iterable[Person]) -> None:
        super().__init__(data)
        field = self.fields["cover"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - declared above
        field.queryset = Person.objects.get_queryset().filter(pk__in=[one.pk for one in mates])


class ExpertiseForm(forms.Form):
    """Something one can be asked about."""

    topic = words_field(_("You can be asked about"), 100, required=True)
    proof = words_field(
        _("Why one may believe it"), 200, help_text=_("Has taught it, has done it since 2019")
    )
