"""Guests: somebody from outside who is let in to one thing at a time."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from goodword.house.action import action
from goodword.house.limits import NAME_LENGTH
from goodword.house.refusals import Refusal
from goodword.people.actions.checks import must_run, real_address, real_zone, some_words
from goodword.people.actions.persons import free_handle
from goodword.people.models import Person, of_the_house


@action
def know_guest(*, name: str, email: str, at: datetime) -> Person:
    """Return the guest with this address, known from now on; nobody is told.

    A guest who left comes back, and keeps the name they gave themselves. An address proves
    nothing yet: that waits until somebody opens a link that only the mailbox had. Raises
    ``Refusal`` for an address that a colleague has: guests and colleagues are never merged.
    """
    address = real_address(email, "guest_email")
    known = Person.objects.get_queryset().select_for_update().filter(email=address).first()
    if known is None:
        return _new_guest(some_words(name, "guest_name", _("Give the guest's name.")), address)
    if not known.is_guest:
        raise Refusal(
            _("A colleague has the address %(address)s.") % {"address": address},
            field="guest_email",
        )
    if not known.is_active:
        known.is_active, known.proven_at = True, None
        known.save(update_fields=["is_active", "proven_at"])
    return known


def _new_guest(name: str, address: str) -> Person:
    guest = Person(
        name=name[:NAME_LENGTH],
        preferred_name=name[:100],
        email=address,
        is_guest=True,
        zone=of_the_house("zone", "Europe/London"),
        language=of_the_house("language", "en"),
        handle=free_handle("guest"),
    )
    guest.set_unusable_password()
    guest.save()
    return guest


@action
def prove_mailbox(guest: Person, *, at: datetime) -> Person:
    """Note that whoever comes in reads this guest's mail: from now on letters say what is new."""
    guest.proven_at = guest.proven_at or at
    guest.save(update_fields=["proven_at"])
    return guest


@action
def say_who_i_am(guest: Person, *, name: str, language: str, zone: str, at: datetime) -> Person:
    """Let a guest say what they are called, and how they read words and times."""
    guest.name = some_words(name, "name", _("Nobody can be without a name."), NAME_LENGTH)
    guest.preferred_name = guest.name[:100]
    guest.language, guest.zone = language, real_zone(zone)
    guest.save(update_fields=["name", "preferred_name", "language", "zone"])
    return guest


@action
def go_away(guest: Person, *, at: datetime) -> None:
    """Let a guest leave: no letter and no way in any more; what was said stays, with their name."""
    if not guest.is_guest:
        raise Refusal(_("Only a guest can leave like this."))
    guest.is_active = False
    guest.save(update_fields=["is_active"])


@action
def make_colleague(guest: Person, *, by: Person | None, at: datetime) -> Person:
    """Turn a guest into a colleague, who sees what colleagues see; ``invite`` writes to them."""
    must_run(by)
    if not guest.is_guest:
        raise Refusal(_("%(name)s is a colleague already.") % {"name": guest.name})
    guest.is_guest, guest.is_active = False, True
    guest.handle = free_handle(guest.name)
    guest.save(update_fields=["is_guest", "is_active", "handle"])
    return guest


@action
def make_guest(person: Person, *, by: Person | None, at: datetime) -> Person:
    """Turn a colleague who has left the house into a guest: what they asked stays theirs.

    Their memberships end yesterday, they lead and cover nothing, and their password is gone;
    the mailbox has to prove itself anew. Refuses who runs Goodword.
    """
    must_run(by)
    if person.is_guest:
        raise Refusal(_("%(name)s is a guest already.") % {"name": person.name})
    if person.is_operator:
        raise Refusal(_("%(name)s runs Goodword: name another person first.") % {"name": person})
    _leave_every_team(person, at)
    person.is_guest, person.proven_at, person.role = True, None, ""
    person.handle = free_handle("guest")
    person.set_unusable_password()
    person.save()
    return person


def _leave_every_team(person: Person, at: datetime) -> None:
    today = at.date()
    person.memberships.filter(from_on__gte=today).delete()
    person.memberships.exclude(until_on__lt=today).update(until_on=today - timedelta(days=1))
    person.teams_led.update(lead=None)
    person.teams_covered.update(cover=None)
