"""Building the demonstration, and letting it live on: where, in which order, and how safely."""

from __future__ import annotations

import gc
import io
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from pathlib import Path

from django.core.management import call_command
from django.db import connection, transaction
from django.utils import translation

from goodword.demo import cast, memory, telling
from goodword.demo.founding import first_day, found
from goodword.demo.living import Life, Progress
from goodword.demo.world import World, whole
from goodword.house.refusals import Refusal
from goodword.outbox import actions as outbox
from goodword.people.models import Organisation

#: After a longer pause fewer people ask each day, so that catching up has an end.
FULL_DAYS = 45
RECENT = timedelta(days=1)
Counting = Callable[[int, int], None]


def build_or_live_on(now: datetime, tell: Counting, *, anew: bool = False) -> bool:
    """See that the demonstration is there and has lived until now; answers whether it is new.

    Raises ``Refusal`` on a database that holds another organisation.
    """
    file = _file()
    if file is not None and (anew or not file.exists()):
        if file.exists():
            _refuse_others()
        with _aside(file):
            _build(now, tell)
        return True
    _migrate()
    ours = _refuse_others()
    if ours and anew:
        raise Refusal("Empty this database first: only a file can be replaced as a whole.")
    if ours:
        live_until(now, tell)
        return False
    if file is None:
        _build(now, tell)
    else:
        connection.close()
        with _aside(file):
            _build(now, tell)
    return True


def _refuse_others() -> bool:
    """Answer whether the demonstration is here. Raises ``Refusal`` where somebody else lives."""
    _migrate()
    ours = memory.is_ours(cast.ORGANISATION)
    if ours is False:
        raise Refusal(
            "This database holds an organisation that is not the demonstration. "
            "Give the demonstration a data folder of its own (GOODWORD_DATA)."
        )
    return bool(ours)


def _file() -> Path | None:
    """The file the database is, or None where it is a server."""
    return Path(connection.settings_dict["NAME"]) if connection.vendor == "sqlite" else None


def _migrate() -> None:
    file = _file()
    if file is not None:
        file.parent.mkdir(parents=True, exist_ok=True)
    quiet = io.StringIO()
    call_command("migrate", interactive=False, verbosity=0, stdout=quiet)
    call_command("createcachetable", verbosity=0, stdout=quiet)


@contextmanager
def _aside(file: Path) -> Iterator[None]:
    """Work in a file beside the real one, which takes its name when everything is done.

    Nobody waits for the disk meanwhile; before the name changes the whole of it is on the disk.
    """
    beside = file.with_name(f"{file.name}.half")
    file.parent.mkdir(parents=True, exist_ok=True)
    _remove(beside)
    connection.close()
    connection.settings_dict["NAME"] = str(beside)
    try:
        _migrate()
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous=OFF")
        yield
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.close()
        _put_on_disk(beside)
        _remove(file)
        beside.replace(file)
        _put_on_disk(file.parent)
    finally:
        connection.close()
        connection.settings_dict["NAME"] = str(file)
        _remove(beside)


def _remove(file: Path) -> None:
    for ending in ("", "-wal", "-shm"):
        file.with_name(file.name + ending).unlink(missing_ok=True)


def _put_on_disk(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _build(now: datetime, tell: Counting) -> None:
    begins = first_day(now)
    with _undisturbed():
        with transaction.atomic():
            found(begins)
        live_until(now, tell)
    outbox.leave_unsent(
        before=now - RECENT, because="It belongs to the past of the demonstration: nobody waits."
    )


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Half a minute of making rows: looking for garbage now and then would cost a tenth of it."""
    gc.collect()
    gc.freeze()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
        gc.unfreeze()


def live_until(now: datetime, tell: Counting | None = None) -> Life:
    """Live from wherever the demonstration stands until now, then tell the day's stories."""
    house = Organisation.objects.get(pk=1)
    until = whole(now)
    since = memory.lived_until() or house.set_up_at
    days = max(1, (until.date() - since.date()).days)
    with translation.override("en"):
        life = memory.recall(World(until.date()), since)
        if memory.is_complete():
            life.share = min(1.0, FULL_DAYS / days)
        life.live(since, until, _progress(since.date(), days, tell))
        telling.tell_stories(life.world, until)
    return life


def _progress(first: date, days: int, tell: Counting | None) -> Progress:
    def lived(day: date) -> None:
        if tell:
            tell(min((day - first).days, days), days)

    return lived
