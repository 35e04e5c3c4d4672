"""Reading a mailbox: what is new is stored by us first, and only then marked at the server.

How far a folder has been read is a number of ours (``WayIn``), not a flag of the server's, so
that a colleague who opens a mail first hides nothing from us. The first time, what nobody has
read is taken; when the server numbers its mails anew, what nobody has read and all of the last
days, where repeats are recognised.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import datetime, timedelta

import structlog

from goodword.channels import actions
from goodword.channels.mailboxes import CannotFetch, Folder
from goodword.channels.models import WayIn
from goodword.channels.waiting_room import Brought
from goodword.house import faults
from goodword.house.mail_settings import Mailbox

log = structlog.get_logger(__name__)

#: New mails that are taken up in one round.
ROUND = 200
#: So often a mail is tried that the server does not give out.
TRIES = 5
#: How far back mails are looked at again after the server has numbered them anew.
AGAIN = timedelta(days=2)


def read(
    mailbox: Mailbox, folder: Folder, *, at: datetime, may_work: Callable[[], bool] = lambda: True
) -> int:
    """Fetch what is new, store it, mark it; answer how many mails.

    ``may_work`` is asked before each mail. Raises ``actions.NotKept`` where nothing can be kept:
    the mail stays at the server as it is.
    """
    known = actions.way(mailbox.name, at=at)
    _look(known, folder, at)
    number = 0
    for uid in sorted(int(key) for key, tries in known.pending.items() if tries < TRIES):
        if not may_work():
            break
        number += _take(mailbox, folder, known, uid, at)
    actions.works(mailbox.name, at=at)
    return number


def _look(known: WayIn, folder: Folder, at: datetime) -> None:
    """Write down which mails are to be fetched, before the first of them is."""
    last = folder.next_uid - 1
    if known.validity == folder.validity:
        found = folder.uids_from(known.last_uid + 1)[:ROUND]
        if found:
            pending = known.pending | {str(uid): 0 for uid in found}
            actions.note_way(known, pending=pending, last_uid=found[-1])
        return
    found = folder.unread()
    if known.validity is not None:
        log.warning("mailbox_numbered_anew")
        found = sorted({*found, *folder.since((known.alive_at - AGAIN).date())})
    pending = {str(uid): 0 for uid in found if uid <= last}
    actions.note_way(known, validity=folder.validity, last_uid=last, pending=pending)


def _take(mailbox: Mailbox, folder: Folder, known: WayIn, uid: int, at: datetime) -> bool:
    try:
        content = folder.fetch(uid)
    except CannotFetch:
        log.warning("mail_not_fetched", uid=uid)
        _try_later(known, uid)
        return False
    faults.point("imap.fetched")
    if content is not None:
        actions.arrive(content, Brought(at, mailbox.name, _delivery(known, uid)))
        faults.point("imap.stored")
        folder.mark(uid)
        faults.point("imap.marked")
    pending = {key: tries for key, tries in known.pending.items() if key != str(uid)}
    actions.note_way(known, pending=pending, mail_at=at)
    faults.point("imap.noted")
    return content is not None


def _try_later(known: WayIn, uid: int) -> None:
    """Leave a mail for the next round; after some of them it stays at the server, unread."""
    tries = known.pending[str(uid)] + 1
    actions.note_way(known, pending=known.pending | {str(uid): tries})


def _delivery(known: WayIn, uid: int) -> str:
    mark = hashlib.sha256(known.name.encode()).hexdigest()[:32]
    return f"imap {mark} {known.validity} {uid}"
