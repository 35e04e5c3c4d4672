"""How the ways in get on, for the page, the commands and whoever watches over the house."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.conf import settings

from goodword.channels.coming_in import waiting_room
from goodword.channels.models import WayIn
from goodword.house.guard import system_scope


@dataclass(frozen=True)
class Way:
    """One way in at one moment. ``silent`` seconds ago it was last seen to work, None is never.

    ``left`` mails are at its server and not yet with us; ``refusals`` were sent away as too large,
    the latest of them at ``refused_at`` from ``refused_from``. ``mark_trouble`` is what its server
    says where it does not let us mark what we have.
    """

    name: str
    silent: float | None
    alive_at: datetime | None
    mail_at: datetime | None
    trouble: str
    left: int
    refusals: int = 0
    refused_at: datetime | None = None
    refused_from: str = ""
    mark_trouble: str = ""

    def as_facts(self) -> dict[str, Any]:
        """Answer it as JSON can say it."""
        moments = {
            "alive_at": self.alive_at,
            "mail_at": self.mail_at,
            "refused_at": self.refused_at,
        }
        said = {name: moment.isoformat() if moment else None for name, moment in moments.items()}
        return asdict(self) | said


def names() -> list[str]:
    """Answer the ways that are set, by what the operator calls them."""
    ours = settings.CONFIGURATION
    listening = [ours.mail_listen.name] if ours.mail_listen else []
    return [name[:200] for name in (*listening, *(mailbox.name for mailbox in ours.imap))]


def ways(at: datetime) -> list[Way]:
    """Answer how each way that is set gets on."""
    named = names()
    if not named:
        return []
    with system_scope("goodword.channels.health"):
        known = {row.name: row for row in WayIn.objects.filter(name__in=named)}
    return [_way(name, known.get(name), at) for name in named]


def _way(name: str, row: WayIn | None, at: datetime) -> Way:
    if row is None:
        return Way(name, None, None, None, "", 0)
    silent = max(0.0, (at - row.alive_at).total_seconds())
    return Way(
        name,
        silent,
        row.alive_at,
        row.mail_at,
        row.trouble,
        len(row.pending) + _old_ones_left(row),
        row.refusals,
        row.refused_at,
        row.refused_from,
        row.mark_trouble,
    )


def _old_ones_left(row: WayIn) -> int:
    """Answer how many of those that were there when we began are not in hand yet."""
    return sum(max(0, last - max(first, row.backlog_uid + 1) + 1) for first, last in row.backlog)


def silent_for(at: datetime, otherwise: float) -> float:
    """Answer for how many seconds the most silent way has been so; ``otherwise`` if it never was.

    Without any way that is set, nothing is silent.
    """
    return max((otherwise if way.silent is None else way.silent for way in ways(at)), default=0.0)


def waiting() -> int:
    """Answer how many mails wait as files for the database."""
    return len(waiting_room.names())
