"""Places on this room's pages that rooms above may fill.

A room above registers a piece of a page from its ``AppConfig.ready``; this room asks for all
pieces of a place when it renders the page, and knows nothing about what is in them:

    sections.register("team", services_of_the_team, order=10)

Places of this room: "team", "team-side", "person", "person-side", "profile". A piece is called
with the page's request, the team or person it is about, and the moment; it answers its HTML, or
an empty text for nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils.safestring import SafeString
from markupsafe import Markup

Piece = Callable[[HttpRequest, Any, datetime], Markup | SafeString]


@dataclass
class Places:
    """The pieces of some places, each in its order."""

    names: frozenset[str]
    _pieces: dict[str, list[tuple[int, Piece]]] = field(default_factory=dict)

    def register(self, place: str, piece: Piece, order: int = 100) -> None:
        """Add a piece to a place; smaller orders come first. Raises ``KeyError``."""
        if place not in self.names:
            raise KeyError(f"There is no place called {place}: {sorted(self.names)}")
        pieces = self._pieces.setdefault(place, [])
        if all(known is not piece for _order, known in pieces):
            pieces.append((order, piece))
            pieces.sort(key=lambda pair: pair[0])

    def render(self, place: str, request: HttpRequest, about: Any, at: datetime) -> Markup:
        """Return all pieces of a place, one after the other."""
        pieces = self._pieces.get(place, [])
        return Markup("\n").join(piece(request, about, at) for _order, piece in pieces)


PLACES = Places(frozenset({"team", "team-side", "person", "person-side", "profile"}))
register = PLACES.register
render = PLACES.render
