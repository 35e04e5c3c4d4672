"""Whose word about a visitor is believed: only a proxy's that the operator has named.

``X-Forwarded-For`` and ``X-Forwarded-Proto`` are words anybody can send.  From a named proxy
(``GOODWORD_PROXIES``) they tell the visitor's address and whether they came by https; from
anybody else they are taken away before anyone reads them, and so is every other header of the
kind (ASVS 4.1.3, 15.3.4).
"""

from __future__ import annotations

import ipaddress
from collections.abc import Callable, Sequence

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from goodword.house.reading import Network

FOR, PROTO = "HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_PROTO"
#: Nobody is believed about these.
NEVER = ("HTTP_X_FORWARDED_HOST", "HTTP_X_FORWARDED_PORT", "HTTP_X_REAL_IP", "HTTP_FORWARDED")
#: Says to the rest of the house that the request came through a proxy.
THROUGH = "goodword.through_proxy"

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


class Forwarded:
    """Puts the visitor's own address where everybody looks for it."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self._answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        put_right(request, settings.CONFIGURATION.proxies)
        return self._answer(request)


def put_right(request: HttpRequest, proxies: Sequence[Network]) -> None:
    """Believe what a named proxy says, and take away what anybody else says."""
    meta = request.META
    chain = meta.pop(FOR, "")
    if any(name in meta for name in (*NEVER, PROTO)) or chain:
        meta[THROUGH] = True
    for name in NEVER:
        meta.pop(name, None)
    peer = _address(meta.get("REMOTE_ADDR", ""))
    if peer is None or not _is_in(peer, proxies):
        meta.pop(PROTO, None)
        return
    meta["REMOTE_ADDR"] = str(_visitor(chain, peer, proxies))


def _visitor(chain: str, peer: Address, proxies: Sequence[Network]) -> Address:
    """Answer the address nearest to us that is not a proxy of ours; what is further is hearsay."""
    nearest = peer
    for word in reversed(chain.split(",")):
        address = _address(word.strip())
        if address is None:
            break
        nearest = address
        if not _is_in(address, proxies):
            break
    return nearest


def _address(text: str) -> Address | None:
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return None
    # What comes by IPv4 to a socket of IPv6 is still IPv4.
    return getattr(address, "ipv4_mapped", None) or address


def _is_in(address: Address, networks: Sequence[Network]) -> bool:
    return any(address.version == network.version and address in network for network in networks)
