"""What is known of each way by which mail comes in."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import F

from goodword.channels.models import WayIn
from goodword.house.action import action
from goodword.outbox.rules import one_line


@action
def way(name: str, *, at: datetime) -> WayIn:
    """Answer what is known of a way in, from its first moment on."""
    known, _new = WayIn.objects.get_or_create(name=name[:200], defaults={"alive_at": at})
    return known


@action
def works(name: str, *, at: datetime) -> None:
    """Note that a way in was seen to work; whatever troubled it is over."""
    ways = WayIn.objects.filter(name=name[:200])
    if not ways.update(alive_at=at, trouble="", trouble_at=None):
        WayIn.objects.get_or_create(name=name[:200], defaults={"alive_at": at})


@action
def is_troubled(name: str, words: str, *, at: datetime) -> None:
    """Note what stands in the way; since when stays as it was."""
    known = way(name, at=at)
    known.trouble, known.trouble_at = one_line(words, 300), known.trouble_at or at
    known.save(update_fields=["trouble", "trouble_at"])


@action
def note_refusal(name: str, sender: str, *, at: datetime) -> None:
    """Note that a mail was refused as too large, in words that reach its sender by their server."""
    known = way(name, at=at)
    known.refusals, known.refused_at = F("refusals") + 1, at
    known.refused_from = one_line(sender, 320)
    known.save(update_fields=["refusals", "refused_at", "refused_from"])


@action
def note_way(known: WayIn, **facts: Any) -> None:
    """Write down how far a mailbox has been read."""
    for name, value in facts.items():
        setattr(known, name, value)
    known.save(update_fields=list(facts))
