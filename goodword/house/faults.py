"""Named places where the process may be told to die, to prove that nothing is lost there.

``point`` does nothing unless the environment names one: ``GOODWORD_FAULT=files.renamed`` ends the
process by SIGKILL when it passes there, ``files.renamed:3`` the third time. Only ``make soak``
sets it; nothing that comes from outside reaches it.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from typing import Final

from django.db import transaction

#: What an act does around its commit: these acts have a point on either side of it.
COMMITS: Final = ("ask", "write", "offer", "accept", "deliver", "confirm", "hand_over")
BEFORE, AFTER = "before_commit", "after_commit"

#: Every named place, in the order in which a piece of work passes them.
POINTS: Final = (
    "request.held",
    "request.row_written",
    "request.event_written",
    "request.letters_posted",
    "request.columns_kept",
    "request.settled",
    *(f"{act}.{side}" for act in COMMITS for side in (BEFORE, AFTER)),
    "files.before_sync",
    "files.synced",
    "files.row_written",
    "files.renamed",
    "letters.posted",
    "letters.claimed",
    "letters.leased",
    "letters.worded",
    "letters.handing_over",
    "letters.handed_over",
    "letters.noted",
    "letters.done",
    "letters.taken_back",
    "spool.before_sync",
    "spool.synced",
    "spool.renamed",
    "digest.posted",
    "digest.gathered",
    "mail.before_sync",
    "mail.synced",
    "mail.renamed",
    "mail.kept",
    "mail.row_written",
    "mail.received",
    "mail.counted",
    "mail.parsed",
    "mail.described",
    "mail.taken_in",
    "mail.marked",
    "mail.applied",
    "waiting.before_sync",
    "waiting.synced",
    "waiting.renamed",
    "waiting.brought_in",
    "listen.taken",
    "listen.stored",
    "imap.fetched",
    "imap.stored",
    "imap.marked",
    "imap.noted",
    "sweep.chosen",
    "sweep.struck",
    "sweep.settled",
    "sweep.one_done",
    "charter.written",
    "charter.in_force",
    "import.begun",
    "import.line_done",
    "import.batch_done",
    "import.batch_kept",
)

_listening: list[Callable[[str], None]] = []


def point(name: str) -> None:
    """Pass a named place."""
    for listener in _listening:
        listener(name)


def around_commit(act: str) -> None:
    """Pass the two places of an act: its work is written now, and after it is committed."""
    if _listening:
        point(f"{act}.{BEFORE}")
        transaction.on_commit(lambda: point(f"{act}.{AFTER}"))


def listen(listener: Callable[[str], None]) -> None:
    """Have somebody told of every place that is passed from now on."""
    _listening.append(listener)


def be_deaf() -> None:
    """Tell nobody any more."""
    _listening.clear()


def arm(text: str) -> None:
    """Die at a place: its name, and after a colon at which passing. Raises ``ValueError``."""
    name, _colon, number = text.partition(":")
    if name not in POINTS:
        raise ValueError(f"there is no place called {name}")
    left = [int(number or 1)]

    def die(passed: str) -> None:
        if passed == name:
            left[0] -= 1
            if left[0] == 0:
                os.kill(os.getpid(), signal.SIGKILL)

    listen(die)


if os.environ.get("GOODWORD_FAULT"):
    arm(os.environ["GOODWORD_FAULT"])
