"""How the second step at sign-in keeps its secrets."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator

from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.utils.encoding import force_bytes

#: What begins a secret that was kept by us; one without it was kept before this was done.
MARK = "kept:"


class SecondStepAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth has no types
    """Secrets of apps and recovery codes are of no use to who has the database alone.

    They are encrypted under the installation's secret key; one of ``SECRET_KEY_FALLBACKS`` still
    opens what was kept under it.
    """

    def encrypt(self, text: str) -> str:
        """Answer what is kept of a secret."""
        return MARK + _box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Answer the secret again. Raises ``InvalidToken`` when the key has been changed."""
        if not encrypted_text.startswith(MARK):
            return encrypted_text
        return _box().decrypt(encrypted_text.removeprefix(MARK).encode()).decode()


def _box() -> MultiFernet:
    return MultiFernet(list(_keys()))


def _keys() -> Iterator[Fernet]:
    for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        key = hashlib.sha256(b"goodword.people.second_step:" + force_bytes(secret)).digest()
        yield Fernet(base64.urlsafe_b64encode(key))
