"""How the house gets on, in a few numbers; each is read from an index or from the system."""

from __future__ import annotations

import shutil
import time
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import Error
from django.db.models import Max, Min
from django.db.models.functions import Now

from goodword.channels import health as coming_in
from goodword.channels.models import InboundMail
from goodword.channels.models import State as MailState
from goodword.history.jobs import jump_to_tell
from goodword.house import limits
from goodword.house.guard import system_scope
from goodword.operations.models import Heartbeat, Installation, Lease
from goodword.operations.running import database, schema
from goodword.operations.running.lease import steady
from goodword.operations.running.loops import CLOCK
from goodword.outbox.health import health as post_health

_began = steady()
_ours: set[tuple[str, str]] = set()


@dataclass(frozen=True)
class Facts:
    """How the house gets on at one moment.  Silences, ages and skew are in seconds.

    ``clock_silent`` is the time since any clock renewed its lease; where none ever did, the time
    since this process began.  ``skew_seconds`` is how far this host is ahead of the database.
    """

    can_write: bool = True
    outstanding: int = 0
    newer: int = 0
    disk_free_percent: float = 100.0
    clock_silent: float = 0.0
    worker_silent: float = 0.0
    mail_out_seconds: float = 0.0
    letters_waiting: int = 0
    letters_untried: int = 0
    letters_failed: int = 0
    mail_in_seconds: float = 0.0
    mails_quarantined: int = 0
    mail_way_silent: float = 0.0
    skew_seconds: float = 0.0
    jumped_seconds: float = 0.0
    wal_bytes: int = 0
    lock_waits: int = 0


def measure(at: datetime) -> Facts:
    """Look at everything once.  A database that does not answer is a fact, too."""
    try:
        return _measured(at)
    except Error:
        return Facts(can_write=False, disk_free_percent=disk_free_percent())


def _measured(at: datetime) -> Facts:
    _try_writing()
    if not _ours:
        _ours.update(schema.known())
    lacking = len(schema.outstanding(_ours))
    if lacking:
        return Facts(outstanding=lacking, disk_free_percent=disk_free_percent())
    post = post_health(at)
    unread, quarantined = _mails_in(at)
    return Facts(
        newer=len(schema.newer(_ours)),
        disk_free_percent=disk_free_percent(),
        clock_silent=clock_silent(up_for()),
        worker_silent=worker_silent(up_for()),
        mail_out_seconds=post.oldest_waiting_seconds,
        letters_waiting=post.waiting,
        letters_untried=post.untried,
        letters_failed=post.failed,
        mail_in_seconds=unread,
        mails_quarantined=quarantined,
        mail_way_silent=coming_in.silent_for(at, up_for()),
        skew_seconds=skew(),
        jumped_seconds=jumped(at),
        wal_bytes=database.wal_bytes(),
        lock_waits=database.lock_waits(),
    )


def up_for() -> float:
    """Answer for how many seconds this process has lived."""
    return steady() - _began


def _try_writing() -> None:
    """Write something, durably.  Raises ``django.db.Error`` where that is not possible."""
    if not Installation.objects.filter(pk=1).update(probed_at=Now()):
        Installation.objects.get_or_create(
            pk=1, defaults={"key_mark": settings.CONFIGURATION.key_mark}
        )


def clock_silent(otherwise: float) -> float:
    """Answer for how many seconds no clock has renewed its lease."""
    row = Lease.objects.filter(name=CLOCK).exclude(owner="").annotate(here=Now()).first()
    if row is None:
        return otherwise
    renewed = row.until - limits.LEASE_LASTS
    return max(0.0, (row.here - renewed).total_seconds())


def worker_silent(otherwise: float) -> float:
    """Answer for how many seconds no worker has given a sign of life."""
    signs = Heartbeat.objects.filter(part="worker")
    newest = signs.aggregate(newest=Max("beaten_at"), here=Max(Now()))
    if newest["newest"] is None:
        return otherwise
    return max(0.0, float((newest["here"] - newest["newest"]).total_seconds()))


def _mails_in(at: datetime) -> tuple[float, int]:
    """Answer how old the oldest unread mail is, and how many wait for a person."""
    with system_scope("goodword.operations.watching.measuring"):
        unread = InboundMail.objects.filter(state=MailState.RECEIVED)
        oldest = unread.aggregate(oldest=Min("received_at"))["oldest"]
        quarantined = InboundMail.objects.filter(state=MailState.QUARANTINED).count()
    return (at - oldest).total_seconds() if oldest else 0.0, quarantined


def skew() -> float:
    """Answer by how many seconds this host's clock is ahead of the database's."""
    before = time.time()
    theirs = database.seconds_since_1970()
    return (before + time.time()) / 2 - theirs if theirs else 0.0


def jumped(at: datetime) -> float:
    """Answer by how much the clock of a host was set within the last day."""
    found = jump_to_tell(at)
    return float(found.seconds) if found else 0.0


def disk_free_percent() -> float:
    """Answer how much of the fullest disk we write on is free."""
    configuration = settings.CONFIGURATION
    folders = {configuration.data, configuration.shared}
    if configuration.database.is_sqlite:
        folders.add(Path(settings.DATABASES["default"]["NAME"]).parent)
    shares = [100.0]
    for folder in folders:
        if folder.exists():
            usage = shutil.disk_usage(folder)
            shares.append(100.0 * usage.free / usage.total)
    return min(shares)
