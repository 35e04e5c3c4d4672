"""Reading an answer to its end, and whether a browser that obeys it leaves the house."""

from __future__ import annotations

import re
from typing import Any

_WAYS = ("location", "refresh", "hx-redirect", "hx-location", "content-location")


def read(answer: Any) -> bytes:
    """Answer all that was sent, so that no file stays open behind it.

    ``close`` would close the test's own database as well.
    """
    return b"".join(answer) if answer.streaming else bytes(answer.content)


def leads_away(answer: Any) -> bool:
    """Say whether a browser that obeys this answer leaves the house."""
    ways = [value for name, value in answer.items() if name.lower() in _WAYS]
    return any(not is_ours(way) for way in ways) or "Set-Cookie: a" in str(answer.headers)


def is_ours(address: str) -> bool:
    """Say whether an address leads to a page of ours, as browsers read it."""
    flat = re.sub(r"[\t\r\n]", "", address.strip()).replace("\\", "/")
    own = flat.startswith("/") and not flat.startswith("//")
    # A word without a colon or slash is a page beside this one.
    beside = re.match(r"[\w?%][^/:]*$", flat)
    return own or bool(re.match(r"http://testserver(/|$)", flat) or beside)
