"""What every way in does with a mail before it tells the other side that we have it."""

from __future__ import annotations

import structlog
from django.db import Error

from goodword.channels.actions.receiving import receive
from goodword.channels.coming_in import waiting_room
from goodword.channels.coming_in.waiting_room import Brought, Waiting
from goodword.house import faults

log = structlog.get_logger(__name__)


class NotKept(Exception):
    """Neither the database nor the disk takes a mail: whoever has it must keep it."""


def arrive(raw: bytes, how: Brought) -> None:
    """Keep a mail so that it survives, and leave it to a worker. Raises ``NotKept``.

    While the database is away it waits as a file. Only when this has come back may anybody be
    told that we have the mail.
    """
    try:
        _receive(raw, how)
    except Error as problem:
        log.warning("mail_waits_for_the_database", error=type(problem).__name__)
        _let_wait(raw, how)
    except OSError as problem:
        raise NotKept(str(problem.strerror)) from problem


def _receive(raw: bytes, how: Brought) -> None:
    receive(
        raw,
        at=how.at,
        source=how.source,
        delivery=how.delivery,
        recipients=how.recipients,
        from_outside=True,
        for_worker=True,
    )


def _let_wait(raw: bytes, how: Brought) -> None:
    try:
        waiting_room.keep(raw, how)
    except OSError as problem:
        raise NotKept(str(problem.strerror)) from problem


def bring_in(waiting: Waiting) -> None:
    """Bring in one mail that waited. Raises ``django.db.Error`` while the database is away.

    It may have been brought in before by a worker that died here: its delivery is stored once.
    """
    _receive(waiting.content, waiting.how)
    faults.point("waiting.brought_in")
    waiting.path.unlink(missing_ok=True)
