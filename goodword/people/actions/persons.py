"""Persons: who they are, and how they like things here."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, time
from typing import Any

from django.utils.translation import gettext as _

from goodword.house.action import action
from goodword.house.limits import NAME_LENGTH
from goodword.house.refusals import Refusal
from goodword.house.versions import take_next
from goodword.people.actions.checks import (
    ADDRESS_LENGTH,
    free_address,
    must_be_theirs,
    must_run,
    real_address,
    real_zone,
    some_words,
)
from goodword.people.models import Person, of_the_house

DIGESTS_A_DAY = 3
_CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d")

#: what a person may say about themselves, and how long each may be
PROFILE_WORDS = {
    "say_it": 100,
    "role": 200,
    "reach_words": 200,
    "how_to_ask": 5_000,
}


def free_handle(name: str) -> str:
    """Return the last part of a person's address: "amina-yusuf", "amina-yusuf-2"."""
    return free_address(Person.objects, "handle", name, ADDRESS_LENGTH)


@action
def add_person(
    *,
    name: str,
    email: str,
    by: Person | None,
    at: datetime,
    preferred_name: str = "",
    say_it: str = "",
    role: str = "",
    zone: str = "",
    language: str = "",
    password: str | None = None,
    is_operator: bool = False,
) -> Person:
    """Enter a colleague. Nobody is told; ``invite`` does that.

    ``by`` is nobody on the command line. Without a zone and a language the organisation's are
    taken. Refuses an address somebody has already.
    """
    must_run(by)
    person = Person(
        name=some_words(name, "name", _("Give the person's name."), NAME_LENGTH),
        email=_own_address(email),
        say_it=say_it.strip(),
        role=role.strip(),
        zone=zone or of_the_house("zone", "Europe/London"),
        language=language or of_the_house("language", "en"),
        is_operator=is_operator,
    )
    real_zone(person.zone)
    person.preferred_name = preferred_name.strip() or person.name.split()[0][:100]
    person.handle = free_handle(person.name)
    if password is None:
        person.set_unusable_password()
    else:
        person.set_password(password)
        person.joined_at = at
    person.save()
    return person


def _own_address(email: str) -> str:
    address = real_address(email)
    if Person.objects.get_queryset().filter(email=address).exists():
        raise Refusal(
            _("Somebody has the address %(address)s already.") % {"address": address},
            field="email",
        )
    return address


@action
def change_profile(
    person: Person,
    *,
    by: Person | None,
    at: datetime,
    seen_version: int | None = None,
    **facts: Any,
) -> Person:
    """Change what a person says about themselves and how they like things.

    ``facts`` are fields of ``Person``: name, preferred_name, say_it, role, zone, language,
    keys_on, theme, quiet_from, quiet_until, digest_times, letter_choices, how_to_ask,
    reach_words. Raises ``Conflict`` when it was changed, in another window, since version
    ``seen_version``. Refuses half a quiet time, more than three digests a day, unknown zones.
    """
    must_be_theirs(by, person)
    cleaned = {name: _CHECKS.get(name, _as_it_is)(name, value) for name, value in facts.items()}
    quiet = [cleaned.get(name, getattr(person, name)) for name in ("quiet_from", "quiet_until")]
    if (quiet[0] is None) != (quiet[1] is None):
        raise Refusal(
            _("Quiet hours need a beginning and an end, or neither."), field="quiet_until"
        )
    if set(facts) != {"theme"}:  # switching the light on is no other version of a profile
        take_next(person, seen_version)
    for name, value in cleaned.items():
        setattr(person, name, value)
    person.save(update_fields=list(cleaned))
    return person


def _as_it_is(name: str, value: Any) -> Any:
    return value


def _name(name: str, value: Any) -> str:
    return some_words(str(value), name, _("Nobody can be without a name."), 100)


def _full_name(name: str, value: Any) -> str:
    return some_words(str(value), name, _("Nobody can be without a name."), NAME_LENGTH)


def _zone(name: str, value: Any) -> str:
    return real_zone(str(value), name)


def _words(name: str, value: Any) -> str:
    words, longest = str(value).strip(), PROFILE_WORDS[name]
    if len(words) > longest:
        raise Refusal(
            _("This has %(length)s characters; %(longest)s is the most.")
            % {"length": len(words), "longest": longest},
            field=name,
        )
    return words


def _digests(name: str, value: Any) -> list[str]:
    times = sorted({_clock(name, one) for one in value})
    if len(times) > DIGESTS_A_DAY:
        raise Refusal(
            _("Choose %(number)s times a day at most.") % {"number": DIGESTS_A_DAY}, field=name
        )
    return times


def _clock(name: str, value: time | str) -> str:
    words = value.strftime("%H:%M") if isinstance(value, time) else value
    if not _CLOCK.fullmatch(words):
        raise Refusal(_("“%(time)s” is not a time of the day.") % {"time": words}, field=name)
    return words


_CHECKS: dict[str, Callable[[str, Any], Any]] = {
    "name": _full_name,
    "preferred_name": _name,
    "zone": _zone,
    "digest_times": _digests,
    **dict.fromkeys(PROFILE_WORDS, _words),
}


@action
def deactivate(person: Person, *, by: Person | None, at: datetime) -> None:
    """Let a person in no more. What they wrote and promised stays, signed with their name.

    Their memberships end today. Refuses the last one who runs Goodword.
    """
    must_run(by)
    others = Person.objects.get_queryset().filter(is_operator=True, is_active=True)
    if person.is_operator and not others.exclude(pk=person.pk).exists():
        raise Refusal(_("Somebody has to run Goodword: name another person first."))
    today = at.date()
    person.memberships.filter(until_on=None, from_on__lte=today).update(until_on=today)
    person.memberships.filter(until_on=None).delete()
    person.is_active = False
    person.save(update_fields=["is_active"])
