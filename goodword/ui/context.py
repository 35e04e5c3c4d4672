"""What every page knows: who is reading, where they are, how they like it.

This room stands below people and requests and must not know them. Rooms further up give what
only they know with ``provide``, from their ``AppConfig.ready``:

    provide("organisation", lambda request: name_of_the_organisation())
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.urls import NoReverseMatch
from django.utils.functional import SimpleLazyObject
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, get_language_bidi
from django.utils.translation import gettext_lazy as _

from goodword.house.addresses import address_of
from goodword.ui.kept import KEY, new_key

Provider = Callable[[HttpRequest], Any]

_providers: dict[str, Provider] = {}


@dataclass(frozen=True, slots=True)
class Place:
    """One place of the main navigation: its address by name, words, icon, letter after G.

    ``also`` names further addresses that lie in it.
    """

    key: str
    address: str
    words: Any
    short: Any
    icon: str
    letter: str = ""
    also: tuple[str, ...] = ()


PLACES = (
    Place("home", "pages:home", _("Home"), _("Home"), "house", "h"),
    Place("desk", "pages:my-desk", _("Our desk"), _("Desk"), "tray", "d", ("pages:desk",)),
    Place("services", "catalogue:services", _("Services"), _("Services"), "list-checks", "s"),
    Place("teams", "people:teams", _("Teams"), _("Teams"), "users-three", "t"),
)

#: pages of a room that lie in no place: one's own, and the way in
_NOWHERE = frozenset({"people:profile", "people:invitation", "people:invitations"})

#: addresses of upper rooms that the frame of every page links to
ADDRESSES: Mapping[str, str] = {
    "home": "pages:home",
    "counts": "pages:counts",
    "profile": "people:profile",
    "reach": "people:profile",
    "theme": "people:theme",
    "sign_out": "account_logout",
    "accessibility": "ui:accessibility",
    "keys": "ui:keys",
}


#: pages of upper rooms for who runs Goodword, in their own menu
RUNNING = (
    Place("mail-in", "channels:mail-in", _("Mail, in and out"), _("Mail"), "envelope-simple"),
    Place("post", "outbox:post-office", _("The post"), _("The post"), "paper-plane-tilt"),
    Place("people-import", "operations:import", _("Bring people in"), _("People"), "users-three"),
    Place("invitations", "people:invitations", _("Invitations"), _("Invitations"), "user-plus"),
    Place("guests", "guests:guests", _("Guests"), _("Guests"), "user-circle"),
    Place("glass", "requests:glass", _("Break the glass"), _("Glass"), "eye"),
)

#: what is left of them for a guest, who sees one thread and nothing else of the house
GUEST_ADDRESSES: Mapping[str, str] = {
    "home": "guests:own",
    "profile": "guests:profile",
    "theme": "people:theme",
    "sign_out": "account_logout",
    "accessibility": "ui:accessibility",
    "keys": "ui:keys",
}


def provide(name: str, provider: Provider) -> None:
    """Let every page know ``name``; asked only when a page uses it, once per page."""
    _providers[name] = provider


def address(name: str) -> str:
    """Return the address of a page, or "" while the room that has it is not there."""
    try:
        return address_of(name)
    except NoReverseMatch:
        return ""


def places() -> list[tuple[Place, str]]:
    """Return the places of the main navigation that exist, each with its address."""
    return _reachable(PLACES)


def _reachable(wanted: Iterable[Place]) -> list[tuple[Place, str]]:
    return [(place, found) for place in wanted if (found := address(place.address))]


def _person(request: HttpRequest) -> Any:
    user = getattr(request, "user", None)
    return user if user is not None and user.is_authenticated else None


_UNSEEN = '<input type="hidden" name="{}" value="{}">'


class Proof:
    """What every form carries unseen: where it comes from, and a key of its own.

    Written anew each time it is drawn: two forms on one page have two keys, so that each is done
    once (``history.once``). Visitors have none: nobody knows whose form it is.
    """

    def __init__(self, request: HttpRequest, me: Any) -> None:
        self._request = request
        self._me = me
        self._origin = SafeString("")

    def __html__(self) -> str:
        """Draw the unseen fields."""
        if not self._origin:  # the same for all forms of an answer, and another in the next
            token = get_token(self._request)
            self._origin = format_html(_UNSEEN, "csrfmiddlewaretoken", token)
        own = format_html(_UNSEEN, KEY, new_key()) if self._me else ""
        return self._origin + own

    def __str__(self) -> str:
        return self.__html__()


def frame(request: HttpRequest) -> dict[str, Any]:
    """Return what the frame around every page needs (a context processor)."""
    me = _person(request)
    is_guest = bool(getattr(me, "is_guest", False))
    names = GUEST_ADDRESSES if is_guest else ADDRESSES
    known: dict[str, Any] = {
        "me": me,
        "is_guest": is_guest,
        "nav": _nav(request),
        "places": [] if is_guest else places(),
        "running": _reachable(RUNNING) if getattr(me, "is_operator", False) else [],
        "addresses": {key: address(name) for key, name in names.items()},
        "organisation": "",
        "keys_on": bool(getattr(me, "keys_on", True)),
        "theme": getattr(me, "theme", "") or "",
        "language": get_language() or "en",
        "direction": "rtl" if get_language_bidi() else "ltr",
        "notices_for_all": [],
        "is_partial": is_partial(request),
        "csrf_input": Proof(request, me),
    }
    for name, provider in _providers.items():
        known[name] = SimpleLazyObject(_asked_once(provider, request))
    return known


def _asked_once(provider: Provider, request: HttpRequest) -> Callable[[], Any]:
    return lambda: provider(request)


def _nav(request: HttpRequest) -> str:
    """The place of the navigation a page belongs to, by the room of its address."""
    match = getattr(request, "resolver_match", None)
    name = match.view_name if match else ""
    for place in PLACES:
        if name in {place.address, *place.also}:
            return place.key
    room, _colon, page = name.partition(":")
    if room == "pages":
        return "home" if page == "asked" else "desk"
    if name in _NOWHERE:
        return ""
    return {"people": "teams", "catalogue": "services"}.get(room, "")


def is_partial(request: HttpRequest) -> bool:
    """Say whether htmx asks for a piece of a page rather than the whole."""
    headers = request.headers
    restoring = headers.get("HX-History-Restore-Request") == "true"
    return headers.get("HX-Request") == "true" and not restoring
