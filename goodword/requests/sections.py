"""Places on the page of a request that rooms above may fill.

Places: "request" (below the conversation) and "request-side". See ``people.sections`` for how a
piece is made; it is called with the page's request, the service request, and the moment.
"""

from __future__ import annotations

from goodword.people.sections import Places

PLACES = Places(frozenset({"request", "request-side"}))
register = PLACES.register
render = PLACES.render
