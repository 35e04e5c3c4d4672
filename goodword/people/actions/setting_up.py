"""The first minute of an installation."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from goodword.house.action import action
from goodword.house.limits import NAME_LENGTH
from goodword.house.refusals import Conflict, Refusal
from goodword.people.actions.checks import good_password, real_address, real_zone, some_words
from goodword.people.actions.hours import must_be_readable
from goodword.people.actions.persons import add_person
from goodword.people.models import Organisation, Person
from goodword.people.rules import OFFICE_WEEK

FIRST_WORD_MINUTES = 120


@action
def set_up(
    *,
    organisation: str,
    lead_name: str,
    lead_email: str,
    at: datetime,
    password: str | None = None,
    zone: str = "Europe/London",
    languages: tuple[str, ...] = ("en",),
    week: dict[str, Any] | None = None,
    first_word_minutes: int = FIRST_WORD_MINUTES,
) -> tuple[Organisation, Person]:
    """Begin: the organisation's name, zone, languages and usual hours, and its first person.

    The first person leads and runs Goodword. Refuses a second time: somebody else was faster.
    """
    if Organisation.objects.exists():
        raise Conflict(_("Goodword is set up already. Sign in, please."))
    hours = week or OFFICE_WEEK
    must_be_readable({"tz": real_zone(zone), "week": hours, "holidays": [], "overrides": {}})
    if first_word_minutes < 1:
        raise Refusal(_("Choose how soon a person answers."), field="first_word_minutes")
    name = some_words(lead_name, "lead_name", _("Say what you are called."), NAME_LENGTH)
    address = real_address(lead_email, "lead_email")
    if password is not None:
        good_password(password, Person(name=name, email=address))
    house = _only_one(
        Organisation(
            pk=1,
            name=some_words(
                organisation, "organisation", _("Give the organisation's name."), NAME_LENGTH
            ),
            zone=zone,
            language=languages[0],
            languages=list(languages),
            week=hours,
            first_word_minutes=first_word_minutes,
            set_up_at=at,
        )
    )
    lead = add_person(name=name, email=address, by=None, at=at, password=password, is_operator=True)
    return house, lead


def _only_one(house: Organisation) -> Organisation:
    """Keep the first of two that were set up at the same instant."""
    try:
        with transaction.atomic():
            house.save(force_insert=True)
    except IntegrityError:
        raise Conflict(_("Goodword is set up already. Sign in, please.")) from None
    return house
