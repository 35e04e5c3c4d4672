"""Addresses and ids that prove they are ours.

A reply address is bound to one request and one person by 128 bits of HMAC, so that neither
guessing a reference nor knowing somebody else's address lets a mail in. No key or count of a
row is shown in it. Old secrets stay valid as long as Django's ``SECRET_KEY_FALLBACKS`` names them.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
import secrets

from django.conf import settings
from django.utils.encoding import force_bytes

_BITS = 128
_REPLY = re.compile(r"reply\+([0-9a-z]{4,12})\.([a-z2-7]{26})\Z")
_BOUNCE = re.compile(r"bounce\+([a-z2-7]{26})\Z")
#: What proves whose hand it is: the second half of a button's key, and that of a reply address.
_PROOF = re.compile(r"([a-z2-7]{26}\.|reply\+[0-9a-z]{4,12}\.)[a-z2-7]{26}", re.IGNORECASE)

#: What any letter of ours carries, whole or in part: its id and its thread's, its way back, its
#: buttons, the address made for its reader.
_OF_A_LETTER = re.compile(
    r"(?:letter|thread)\.[a-z2-7]{26}@|bounce\+[a-z2-7]{26}@|/from-mail/[a-z2-7]{20}"
    r"|reply\+[0-9a-z]{4,12}\.[a-z2-7]{20}",
    re.IGNORECASE,
)


def _short(raw: bytes) -> str:
    return base64.b32encode(raw[: _BITS // 8]).decode("ascii").rstrip("=").lower()


def _mac(purpose: str, *parts: object, secret: str | bytes | None = None) -> str:
    key = hashlib.sha256(
        f"goodword.outbox.{purpose}:".encode() + force_bytes(secret or settings.SECRET_KEY)
    )
    said = "\0".join(str(part) for part in parts)
    return _short(hmac.digest(key.digest(), said.encode(), "sha256"))


def new_token() -> str:
    """Answer 128 random bits as 26 letters and digits that survive any mail system."""
    return _short(secrets.token_bytes(_BITS // 8))


def domain() -> str:
    """Answer the domain all our mail addresses end in."""
    return str(settings.CONFIGURATION.mail_domain)


def message_id(token: str) -> str:
    """Answer the Message-ID of the letter with this token."""
    return f"<letter.{token}@{domain()}>"


def thread_id(about: tuple[str, int]) -> str:
    """Answer the id all letters about one thing hang on, in every mailbox the same."""
    return f"<thread.{_mac('thread', *about)}@{domain()}>"


def _bare(reference: str) -> str:
    return reference.lower().removeprefix("gw-")


def reply_address(reference: str, person_id: int) -> str:
    """Answer the address by which this person, and nobody else, answers about a request."""
    bare = _bare(reference)
    return f"reply+{bare}.{_mac('reply', bare, person_id)}@{domain()}"


def door_key(reference: str, person_id: int) -> str:
    """Answer what stands in a guest's links: whose mailbox to write to. It lets nobody in."""
    return _mac("door", _bare(reference), person_id)


def is_door_of(reference: str, key: str, person_id: int) -> bool:
    """Say whether a guest's link was made for this person and this request, in constant time."""
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    ours = [_mac("door", _bare(reference), person_id, secret=one) for one in keys]
    return any(hmac.compare_digest(mac, key) for mac in ours)


def bounce_address(token: str) -> str:
    """Answer the envelope sender of one letter, so that its coming back names it."""
    return f"bounce+{token}@{domain()}"


def act_key(token: str) -> str:
    """Answer what stands in the buttons of the letter with this token: it lets nobody in.

    The token itself is no secret, it stands in the letter's headers; the second half is.
    """
    return f"{token}.{_mac('act', token)}"


def read_act_key(key: str) -> str | None:
    """Answer the token of the letter whose button this key stood in, else None."""
    token, _dot, mac = key.partition(".")
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    ours = [_mac("act", token, secret=one) for one in keys]
    return token if any(hmac.compare_digest(one, mac) for one in ours) else None


def without_proofs(text: str, left: str = "…") -> str:
    """Answer a text in which nothing is left that lets somebody act or write as somebody else.

    ``left`` stands where something was.
    """
    return _PROOF.sub(rf"\1{left}", text)


def is_of_a_letter(text: str) -> bool:
    """Say whether a text shows that it is, or answers, a letter of ours."""
    return bool(_OF_A_LETTER.search(text))


def off_key(token: str) -> str:
    """Answer what stands in the List-Unsubscribe of the letter with this token (RFC 8058)."""
    return f"{token}.{_mac('off', token)}"


def read_off_key(key: str) -> str | None:
    """Answer the token of the letter whose List-Unsubscribe this key stood in, else None."""
    token, _dot, mac = key.partition(".")
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    ours = [_mac("off", token, secret=one) for one in keys]
    return token if any(hmac.compare_digest(one, mac) for one in ours) else None


def is_ours(address: str) -> bool:
    """Say whether an address ends in our domain."""
    return address.rpartition("@")[2].lower() == domain().lower()


def read_reply(address: str) -> tuple[str, str] | None:
    """Answer the reference and the signature in a reply address of ours, else None."""
    found = _REPLY.match(address.rpartition("@")[0].lower()) if is_ours(address) else None
    return (f"GW-{found[1].upper()}", found[2]) if found else None


def read_bounce(address: str) -> str | None:
    """Answer the token of the letter whose envelope sender this is, else None."""
    found = _BOUNCE.match(address.rpartition("@")[0].lower()) if is_ours(address) else None
    return found[1] if found else None


def is_signed_for(reference: str, signature: str, person_id: int) -> bool:
    """Say whether a signature binds this request to this person, in constant time."""
    bare = _bare(reference)
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    ours = [_mac("reply", bare, person_id, secret=key) for key in keys]
    return any(hmac.compare_digest(mac, signature) for mac in ours)
