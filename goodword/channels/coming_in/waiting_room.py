"""Mails that came while the database was away: files in order, brought in when it is back.

Each is one file in ``mail-in/waiting`` of the shared folder, named by when it came: a line of
JSON that says how it came, then its bytes. A name appears only when its bytes are on the disk.
"""

from __future__ import annotations

import json
import os
import secrets
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from goodword.channels.coming_in import raw as keeping
from goodword.house import faults

_ENDING = ".mail"


@dataclass(frozen=True)
class Brought:
    """How a mail came: when, by which way, as which one delivery, and for whom.

    The same ``delivery`` is stored once however often it is tried.
    """

    at: datetime
    source: str
    delivery: str | None = None
    recipients: tuple[str, ...] = ()


@dataclass(frozen=True)
class Waiting:
    """A mail that waits for the database, and the file it waits in."""

    path: Path
    content: bytes
    how: Brought


def folder() -> Path:
    """Answer where mails wait."""
    return keeping.folder() / "waiting"


def keep(raw: bytes, how: Brought) -> None:
    """Write a mail durably, for when the database is back. Raises ``OSError``."""
    # By its moment; of those of one moment, by when they were written down.
    name = f"{how.at:%Y%m%dT%H%M%S.%f}-{time.monotonic_ns():020d}-{secrets.token_hex(4)}"
    facts = {
        "at": how.at.isoformat(),
        "source": how.source,
        "delivery": how.delivery or f"waited {name}",
        "recipients": how.recipients,
    }
    place = folder()
    place.mkdir(parents=True, exist_ok=True, mode=0o700)
    half = place / f"{name}.half"
    try:
        with half.open("wb") as file:
            file.write(json.dumps(facts).encode("ascii") + b"\n" + raw)
            faults.point("waiting.before_sync")
            file.flush()
            os.fsync(file.fileno())
        faults.point("waiting.synced")
        half.replace(place / f"{name}{_ENDING}")
    except OSError:
        half.unlink(missing_ok=True)
        raise
    faults.point("waiting.renamed")
    keeping.sync_folder(place)


def names() -> list[Path]:
    """Answer the files that wait, in the order in which they came."""
    place = folder()
    return sorted(place.glob(f"*{_ENDING}")) if place.is_dir() else []


def in_order() -> Iterator[Waiting]:
    """Answer each mail that waits; what another worker has brought in meanwhile is left out."""
    for path in names():
        try:
            head, _line, raw = path.read_bytes().partition(b"\n")
        except FileNotFoundError:
            continue
        facts = json.loads(head)
        how = Brought(
            datetime.fromisoformat(facts["at"]),
            facts["source"],
            facts["delivery"],
            tuple(facts["recipients"]),
        )
        yield Waiting(path, raw, how)


def put_aside(waiting: Waiting) -> None:
    """Keep a mail that the database does not take where nothing waits for it."""
    waiting.path.replace(waiting.path.with_suffix(".refused"))
