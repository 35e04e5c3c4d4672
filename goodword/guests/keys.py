"""The key that stands in a magic link."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.crypto import salted_hmac

if TYPE_CHECKING:
    from goodword.guests.models import MagicLink


def key_of(link: MagicLink) -> str:
    """Return the key that stands in the letter.

    It is worked out from the row and the installation's secret, so that neither the database
    nor the outbox holds anything that would let somebody in.
    """
    text = f"{link.guest_id}:{link.service_request_id}:{link.salt}"
    return salted_hmac("goodword.guests.link", text, algorithm="sha256").hexdigest()
