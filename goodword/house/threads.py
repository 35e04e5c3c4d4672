"""What Django keeps for each thread, where no loop runs: the language, the zone, the addresses.

Django asks asgiref, which also serves pages that are coroutines; each look takes a lock and some
six calls, several hundred times a page. Our pages are plain functions in threads (WSGI), for
which Python's own ``threading.local`` says the same.
"""

from __future__ import annotations

import threading

from django.urls import base
from django.utils import timezone
from django.utils.translation import trans_real


def keep_plainly() -> None:
    """Keep them in ``threading.local``; called once, before the first page."""
    for room, name in KEPT:
        if not isinstance(getattr(room, name), threading.local):
            setattr(room, name, threading.local())


#: Django has no public way to say it, and puts another in its place itself (``reloader``).
KEPT = ((trans_real, "_active"), (timezone, "_active"), (base, "_prefixes"), (base, "_urlconfs"))
