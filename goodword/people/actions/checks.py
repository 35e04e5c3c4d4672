"""Small questions that several verbs ask before they do something."""

from __future__ import annotations

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import models
from django.utils.text import slugify
from django.utils.translation import gettext as _

from goodword.house.refusals import Refusal
from goodword.people.models import Person, Team
from goodword.working_time.zones import zone_names

ADDRESS_LENGTH = 110
WORD_LENGTH = 60


def some_words(text: str, field: str, problem: str, longest: int = 200) -> str:
    """Return the text without its edges; refuse an empty or an overlong one."""
    words = " ".join(text.split())
    if not words:
        raise Refusal(problem, field=field)
    if len(words) > longest:
        raise Refusal(
            _("This has %(length)s characters; %(longest)s is the most.")
            % {"length": len(words), "longest": longest},
            field=field,
        )
    return words


def some_number(number: int | None, field: str, longest: int = 999) -> int | None:
    """Return a number from one on, or None for none; refuse any other."""
    if number is not None and not 1 <= number <= longest:
        raise Refusal(
            _("Give a number from 1 to %(most)s, or none.") % {"most": longest}, field=field
        )
    return number


def real_address(email: str, field: str = "email") -> str:
    """Return a mail address as we keep it: without edges, in small letters."""
    address = email.strip().lower()
    try:
        validate_email(address)
    except ValidationError:
        raise Refusal(
            _("“%(address)s” is not a mail address.") % {"address": email.strip()}, field=field
        ) from None
    return address


def real_zone(zone: str, field: str = "zone") -> str:
    """Return the name of a time zone that exists."""
    if zone not in zone_names():
        raise Refusal(_("There is no time zone called “%(zone)s”.") % {"zone": zone}, field=field)
    return zone


def good_password(password: str, person: Person, field: str = "password") -> str:
    """Return a password that is hard enough to guess, or say what it lacks."""
    try:
        validate_password(password, person)
    except ValidationError as problem:
        raise Refusal(" ".join(problem.messages), field=field) from None
    return password


def free_address(
    rows: models.Manager[Person] | models.Manager[Team], field: str, name: str, longest: int
) -> str:
    """Return a short name for addresses that nobody has yet."""
    begin = slugify(name)[:longest].strip("-") or "x"
    taken = set(rows.filter(**{f"{field}__startswith": begin}).values_list(field, flat=True))
    number, address = 1, begin
    while address in taken:
        number += 1
        address = f"{begin}-{number}"
    return address


def must_run(by: Person | None) -> None:
    """Refuse what only the person who runs Goodword may do; nobody is the command line."""
    if by is not None and not by.is_operator:
        raise Refusal(_("Only the people who run Goodword can do this."))


def must_lead(by: Person | None, team: Team) -> None:
    """Refuse what only a team's lead, or who runs Goodword, may do."""
    if by is None or by.is_operator or team.lead_id == by.pk:
        return
    raise Refusal(_("Only the lead of %(team)s can do this.") % {"team": team.name})


def must_not_let_themselves_in(by: Person | None, person: Person | None, team: Team) -> None:
    """Refuse an operator who makes themselves one of a team that somebody else leads.

    They would read what is asked of it; for a look with a reason there is the glass.
    """
    if by is None or person is None or by.pk != person.pk or team.lead_id in {None, by.pk}:
        return
    raise Refusal(
        _("Somebody else has to let you into %(team)s: its lead does.") % {"team": team.name}
    )


def must_be_colleague(person: Person, field: str | None = None) -> None:
    """Refuse for a guest what only somebody of the house can be or do."""
    if person.is_guest:
        raise Refusal(
            _("%(name)s is a guest. Make them a colleague first.") % {"name": person.name},
            field=field,
        )


def must_be_theirs(by: Person | None, person: Person) -> None:
    """Refuse to speak for somebody else: only they, and who runs Goodword."""
    if by is None or by.is_operator or by.pk == person.pk:
        return
    raise Refusal(_("Only %(name)s can change this.") % {"name": person.preferred_name})
