"""Reading a mailbox: what is new is stored by us first, and only then marked at the server.

How far a folder has been read is a number of ours (``WayIn``), not a flag of the server's, so
that a colleague who opens a mail first hides nothing from us. The first time, what nobody has
read is taken; when the server numbers its mails anew, what nobody has read and all of the last
days, where repeats are recognised.

A round takes mails in batches and marks each batch after it is stored: what is written down for
a mail stays as small however many wait, and a mail that cannot be marked keeps nobody waiting.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta

import structlog

from goodword.channels import actions
from goodword.channels.coming_in.mailboxes import TROUBLE, CannotFetch, CannotMark, Folder
from goodword.channels.coming_in.waiting_room import Brought
from goodword.channels.models import WayIn
from goodword.house import faults
from goodword.house.mail_settings import Mailbox
from goodword.outbox.rules import one_line

log = structlog.get_logger(__name__)

#: New mails that are taken up in one batch.
BATCH = 200
#: So often a mail is tried that the server does not give out, or does not let us mark.
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
    if known.validity != folder.validity:
        _begin(known, folder)
    number = 0
    batch = sorted(int(key) for key, tries in known.pending.items() if tries < TRIES)
    tried = {int(key) for key in known.unmarked}
    while True:
        for uid in batch:
            if not may_work():
                return number
            number += _take(mailbox, folder, known, uid, at)
        _mark(known, folder, (int(key) for key in known.unmarked if int(key) not in tried))
        batch = _next(known, folder)
        if not batch:
            break
    _mark(known, folder, tried)
    actions.works(mailbox.name, at=at)
    return number


def _begin(known: WayIn, folder: Folder) -> None:
    """Write down once which of the mails that are there are to be fetched."""
    last = folder.next_uid - 1
    found = set(folder.unread())
    if known.validity is not None:
        log.warning("mailbox_numbered_anew")
        found.update(folder.since((known.alive_at - AGAIN).date()))
    actions.note_way(
        known,
        validity=folder.validity,
        last_uid=last,
        backlog=list(_ranges(sorted(uid for uid in found if uid <= last))),
        backlog_uid=0,
        pending={},
        unmarked={},
    )


def _ranges(uids: Iterable[int]) -> Iterator[list[int]]:
    """Answer numbers as first and last of those that follow each other."""
    first = last = None
    for uid in uids:
        if first is None or last is None:
            first = uid
        elif uid != last + 1:
            yield [first, last]
            first = uid
        last = uid
    if first is not None and last is not None:
        yield [first, last]


def _next(known: WayIn, folder: Folder) -> list[int]:
    """Write down which mails come next, before the first of them is fetched, and answer them."""
    old = _old(known)
    found = old or folder.uids_from(known.last_uid + 1)[:BATCH]
    if found:
        pending = known.pending | {str(uid): 0 for uid in found}
        how_far = {"backlog_uid": found[-1]} if old else {"last_uid": found[-1]}
        actions.note_way(known, pending=pending, **how_far)
    elif known.backlog:
        actions.note_way(known, backlog=[], backlog_uid=0)
    return found


def _old(known: WayIn) -> list[int]:
    found: list[int] = []
    for first, last in known.backlog:
        begin = max(first, known.backlog_uid + 1)
        found += range(begin, min(last + 1, begin + BATCH - len(found)))
        if len(found) >= BATCH:
            break
    return found


def _take(mailbox: Mailbox, folder: Folder, known: WayIn, uid: int, at: datetime) -> bool:
    try:
        content = folder.fetch(uid)
    except CannotFetch:
        log.warning("mail_not_fetched", uid=uid)
        _try_later(known, uid)
        return False
    faults.point("imap.fetched")
    pending = {key: tries for key, tries in known.pending.items() if key != str(uid)}
    if content is None:
        actions.note_way(known, pending=pending)
        return False
    actions.arrive(content, Brought(at, mailbox.name, _delivery(known, uid)))
    faults.point("imap.stored")
    unmarked = known.unmarked | {str(uid): 0}
    actions.note_way(known, pending=pending, unmarked=unmarked, mail_at=at)
    faults.point("imap.noted")
    return True


def _try_later(known: WayIn, uid: int) -> None:
    """Leave a mail for the next round; after some of them it stays at the server, unread."""
    tries = known.pending[str(uid)] + 1
    actions.note_way(known, pending=known.pending | {str(uid): tries})


def _mark(known: WayIn, folder: Folder, uids: Iterable[int]) -> None:
    """Tell the server what we have; what it does not take is noted, and tried again later.

    A mail is ours whether it is marked or not: after some tries it stays as it is. Raises one of
    ``TROUBLE`` where the conversation breaks off.
    """
    unmarked, trouble, waiting = dict(known.unmarked), "", sorted(uids)
    for uid in waiting:
        tries = unmarked.pop(str(uid), 0) + 1
        try:
            folder.mark(uid)
        except TROUBLE as problem:
            log.warning("mail_not_marked", uid=uid, error=type(problem).__name__)
            trouble = one_line(f"{type(problem).__name__}: {problem}", 300)
            if tries < TRIES:
                unmarked[str(uid)] = tries
            if not isinstance(problem, CannotMark):
                actions.note_way(known, unmarked=unmarked, mark_trouble=trouble)
                raise
        faults.point("imap.marked")
    if not waiting or (any(unmarked.values()) and not trouble):
        # Nothing was learnt of what stood in the way.
        trouble = known.mark_trouble
    if (unmarked, trouble) != (known.unmarked, known.mark_trouble):
        actions.note_way(known, unmarked=unmarked, mark_trouble=trouble)


def _delivery(known: WayIn, uid: int) -> str:
    mark = hashlib.sha256(known.name.encode()).hexdigest()[:32]
    return f"imap {mark} {known.validity} {uid}"
