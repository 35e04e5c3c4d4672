"""Coming in by a link that only the mailbox had."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.utils.translation import gettext as _

from goodword.guests.keys import key_of
from goodword.guests.models import MagicLink
from goodword.house import limits
from goodword.house.action import action
from goodword.house.refusals import Refusal
from goodword.outbox import addresses
from goodword.outbox.actions import post
from goodword.people.actions import prove_mailbox
from goodword.people.keys import hash_of
from goodword.people.models import Person
from goodword.requests.models import ServiceRequest

LETTER: Final = "guests.way-in"
#: How many threads one letter of "I lost my link" opens at most, the latest first.
THREADS: Final = 5


@action
def send_link(reference: str, door_key: str, *, at: datetime) -> None:
    """Write to the mailbox a guest's link was made for: here is your way in.

    Says to nobody whether there is such a request or guest: without one it does nothing.
    """
    request = ServiceRequest.objects.filter(reference=reference).first()
    if request is None:
        return
    for guest in _guests_of(request):
        if addresses.is_door_of(reference, door_key, guest.pk):
            _send(guest, request, at)


def _guests_of(request: ServiceRequest) -> list[Person]:
    people = [request.asker, request.beneficiary]
    return [person for person in people if person and person.is_guest and person.is_active]


@action
def send_links(address: str, *, at: datetime) -> None:
    """Write a way in to each of a guest's latest threads, to who gave this address.

    Says to nobody whether anybody has it.
    """
    guests = Person.objects.get_queryset().filter(is_guest=True, is_active=True)
    guest = guests.filter(email=address.strip().lower()).first()
    if guest is not None:
        mine = ServiceRequest.objects.asked_by(guest).order_by("-asked_at", "-pk")
        for request in mine[:THREADS]:
            _send(guest, request, at)


def _send(guest: Person, request: ServiceRequest, at: datetime) -> None:
    """Keep a fresh link and post its letter; an earlier one for the same thread ends at once."""
    earlier = MagicLink.objects.open(at).filter(guest=guest, service_request=request)
    if earlier.filter(asked_at=at).exists():
        return  # the button was pressed twice
    earlier.update(used_at=at)
    link = MagicLink(
        guest=guest,
        service_request=request,
        salt=addresses.new_token(),
        asked_at=at,
        ends_at=at + limits.MAGIC_LINK_AGE,
    )
    link.key_hash = hash_of(key_of(link))
    link.save()
    post(
        LETTER, to=guest, about=("magic-link", link.pk), facts={}, at=at, key=f"{LETTER}:{link.pk}"
    )


@action
def link_for(key: str, *, at: datetime) -> MagicLink | None:
    """Return the link of a key while it is open and its guest still here."""
    links = MagicLink.objects.open(at).filter(key_hash=hash_of(key), guest__is_active=True)
    return links.filter(guest__is_guest=True).select_related("guest", "service_request").first()


@action
def come_in(key: str, *, at: datetime) -> MagicLink:
    """Use a link up: the mailbox is proven, and its guest may be let in to this one thread.

    Single use: of two at the same instant one gets in, the other is refused.
    """
    link = link_for(key, at=at)
    if link is None or not MagicLink.objects.open(at).filter(pk=link.pk).update(used_at=at):
        raise Refusal(_("This link was used or has ended. Ask for a new one."))
    prove_mailbox(link.guest, at=at)
    return link
