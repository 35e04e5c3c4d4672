"""How often a process looks for rubbish: objects that hold each other and nothing else holds.

Python looks after every 700 new objects, which a page of ours makes forty times over; each look
goes over what the page is still made of, and every hundredth over the whole program. It finds
next to nothing: what a page leaves is given back at once when its last holder lets go.
"""

from __future__ import annotations

import gc

#: New objects between two looks: the pages of half a second. A few megabytes wait for them.
OBJECTS = 25_000


def look_seldom() -> None:
    """Look seldom from now on, and never again over what is there by now: the program itself."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(OBJECTS, 10, 10)
