"""Letting somebody in: a letter, once, for seven days."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from goodword.house.action import action
from goodword.house.limits import INVITATION_AGE, NAME_LENGTH
from goodword.house.refusals import Refusal
from goodword.people import letters
from goodword.people.actions.checks import (
    good_password,
    must_be_colleague,
    must_run,
    real_zone,
    some_words,
)
from goodword.people.keys import hash_of, key_of
from goodword.people.models import Invitation, Person


@action
def invite(person: Person, *, by: Person | None, at: datetime) -> Invitation:
    """Write to a person who was entered: here is your way in, for seven days, once.

    An earlier letter that was not used ends at once. Refuses somebody who is in already.
    """
    must_run(by)
    if not person.is_active:
        raise Refusal(_("%(name)s does not work here any more.") % {"name": person.name})
    must_be_colleague(person)
    if person.has_usable_password():
        raise Refusal(_("%(name)s is in already.") % {"name": person.name})
    if same := person.invitations.filter(invited_at=at).first():
        return same  # the button was pressed twice
    person.invitations.filter(accepted_at=None, ends_at__gt=at).update(ends_at=at)
    invitation = Invitation(
        person=person, invited_by=by, invited_at=at, ends_at=at + INVITATION_AGE
    )
    invitation.key_hash = hash_of(key_of(invitation))
    invitation.save()
    letters.post(
        letters.INVITATION,
        to=person,
        about=("invitation", invitation.pk),
        at=at,
        key=f"invitation:{invitation.pk}",
    )
    return invitation


@action
def invitation_for(key: str, *, at: datetime) -> Invitation | None:
    """Return the invitation of a key while it is open."""
    found = Invitation.objects.filter(key_hash=hash_of(key)).select_related("person", "invited_by")
    invitation = found.first()
    is_open = invitation and invitation.is_open(at) and invitation.person.is_active
    return invitation if is_open else None


@action
def accept_invitation(
    key: str,
    *,
    password: str,
    name: str,
    preferred_name: str,
    zone: str,
    at: datetime,
    say_it: str = "",
) -> Person:
    """Come in: choose a password, say what you are called and where your clock stands.

    Single use: of two at the same instant one gets in, the other is refused.
    """
    invitation = invitation_for(key, at=at)
    if invitation is None:
        raise Refusal(_("This invitation was used or has ended. Ask for a new one."))
    person = invitation.person
    person.name = some_words(name, "name", _("Say what you are called."), NAME_LENGTH)
    person.preferred_name = preferred_name.strip()[:100] or person.name.split()[0][:100]
    person.say_it = say_it.strip()[:100]
    person.zone = real_zone(zone)
    person.set_password(good_password(password, person))
    person.joined_at = at
    open_ones = Invitation.objects.filter(pk=invitation.pk, accepted_at=None)
    if not open_ones.update(accepted_at=at):
        raise Refusal(_("This invitation was used or has ended. Ask for a new one."))
    person.save()
    return person
