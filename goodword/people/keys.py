"""The key that stands in an invitation."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from django.utils.crypto import salted_hmac

if TYPE_CHECKING:
    from goodword.people.models import Invitation


def key_of(invitation: Invitation) -> str:
    """Return the key that stands in the letter.

    It is worked out from the invitation and the installation's secret, so that neither the
    row nor the letter in the outbox holds anything that would let somebody in.
    """
    text = f"{invitation.person_id}:{invitation.invited_at.isoformat()}"
    return salted_hmac("goodword.people.invitation", text, algorithm="sha256").hexdigest()


def hash_of(key: str) -> str:
    """Return what is kept of a key."""
    return hashlib.sha256(key.encode()).hexdigest()
