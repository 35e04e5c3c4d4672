"""Gathering what may wait into one letter at a fixed time."""

from __future__ import annotations

from datetime import datetime

from goodword.house import faults
from goodword.house.action import action
from goodword.outbox.actions.posting import post
from goodword.outbox.models import Letter, State
from goodword.people.models import Person

KIND = "outbox.digest"


@action
def make_digest(to: Person, at: datetime) -> Letter | None:
    """Gather everything held for a person into one letter, or let a single one go as itself.

    Answers the digest, or None when there was nothing to gather.
    """
    mine = Letter.objects.filter(to=to, state=State.HELD, digest=None)
    # Another worker may be at it: wait, then look at what it left.
    held = list(mine.select_for_update(of=("self",)).order_by("pk"))
    if not held:
        return None
    if len(held) == 1:
        Letter.objects.filter(pk=held[0].pk).update(state=State.WAITING, next_try_at=at)
        return None
    keys = [letter.pk for letter in held]
    digest = post(
        KIND,
        to=to,
        about=("person", to.pk),
        facts={"letters": keys},
        at=at,
        key=f"digest:{to.pk}:{keys[-1]}",
    )
    faults.point("digest.posted")
    Letter.objects.filter(pk__in=keys).update(digest=digest)
    faults.point("digest.gathered")
    return digest
