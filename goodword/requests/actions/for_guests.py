"""Asking in the name of somebody outside, who follows it as a guest."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from goodword.house import limits
from goodword.house.action import action
from goodword.house.refusals import Refusal
from goodword.people.actions import know_guest
from goodword.people.models import Person
from goodword.requests.actions.asking import ask
from goodword.requests.models import ServiceRequest


@action
def ask_for_guest(
    *, by: Person, at: datetime, guest_name: str, guest_email: str, **asked: Any
) -> ServiceRequest:
    """Ask on behalf of somebody outside: it is theirs, and a way in is sent to their mailbox.

    The address is somebody's word: until its mailbox is proven, letters to it say nothing of
    the request. Raises ``Refusal`` for a colleague's address, and when one unproven address
    would get more letters than its owner could want.
    """
    guest = known_guest(name=guest_name, email=guest_email, at=at)
    return ask(by=by, at=at, on_behalf_of=guest, **asked)


@action
def known_guest(*, name: str, email: str, at: datetime) -> Person:
    """Return the guest with this address, if it may be written to once more (RELIABILITY 4)."""
    guest = know_guest(name=name, email=email, at=at)
    lately = ServiceRequest.objects.filter(asker=guest, asked_at__gt=at - timedelta(hours=1))
    most = limits.REQUESTS_PER_UNVERIFIED_ADDRESS_AND_HOUR
    if guest.proven_at is None and lately.count() >= most:
        raise Refusal(
            _("%(limit)s requests were noted for this address within an hour. Wait a little.")
            % {"limit": most},
            field="guest_email",
        )
    return guest
