"""The brake: our own words do not flood anybody, whatever goes wrong (RELIABILITY 4).

Three letters to one person and five about one thing within an hour, and one receipt for mails in
ten minutes: what is more joins the person's next digest. A thousand from the whole house within
ten minutes: what is more is held back and leaves by itself as room comes. A person's own words,
ways to sign in, digests and what hurries are never held.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _

from goodword.house import limits
from goodword.house.action import action
from goodword.house.prepared import counted, prepared
from goodword.outbox.kinds import Kind
from goodword.outbox.models import ARRIVED, ON_ITS_WAY, Letter, LetterQuerySet, State

_HOUR = timedelta(hours=1)
_WINDOW = timedelta(minutes=10)


def may_hold(kind: Kind, urgent: bool | None) -> bool:
    """Say whether a letter is one the brake may hold back."""
    return kind.automatic and kind.may_wait and urgent is not True


def too_many(letter: Letter, at: datetime) -> str:
    """Say why a letter that may be held back is one too many just now; else nothing."""
    if not letter.is_braked:
        return ""
    since = at - _HOUR
    if _number(_to_them(letter.to_id, since)) >= limits.AUTOMATIC_MAILS_PER_ADDRESS_AND_HOUR:
        return _("The hour had brought this person enough automatic letters.")
    if letter.facts.get("by_mail"):
        lately = _lately(at - _WINDOW)
        receipts = lately.filter(to=letter.to, facts__by_mail=True)
        if receipts.exists():
            return _("A receipt had gone there within ten minutes; a robot may be answering it.")
    occasions = _number(_occasions(letter.thread, since, at))
    if occasions >= limits.AUTOMATIC_MAILS_PER_THREAD_AND_HOUR:
        return _("The hour had brought enough automatic letters about this.")
    return ""


def _lately(since: datetime) -> LetterQuerySet:
    own = Letter.objects.filter(is_braked=True, posted_at__gt=since)
    return own.filter(state__in=(*ON_ITS_WAY, *ARRIVED)).order_by()


@prepared
def _to_them(person: int, since: datetime) -> QuerySet[Letter, dict[str, int]]:
    return counted(_lately(since).filter(to=person), number=Count("pk"))


@prepared
def _occasions(thread: str, since: datetime, at: datetime) -> QuerySet[Letter, dict[str, int]]:
    """One act may tell many colleagues: that is one occasion, and no loop."""
    about_it = _lately(since).filter(thread=thread).exclude(posted_at=at)
    return counted(about_it, number=Count("posted_at", distinct=True))


def _number(rows: list[dict[str, int]]) -> int:
    return sum(row["number"] for row in rows)


def room(at: datetime) -> int:
    """Answer how many of our own words may still leave the house just now.

    Two workers that ask at one time may both hear the same: a brake, not a scale.
    """
    own = Letter.objects.filter(is_braked=True)
    left = own.filter(sent_at__gt=at - _WINDOW).count() + own.filter(state=State.LEASED).count()
    return max(0, limits.AUTOMATIC_MAILS_PER_TEN_MINUTES - left)


def let_pass(due: Iterable[tuple[int, bool]], at: datetime) -> list[int]:
    """Answer the keys of the letters that may leave now, of rows of key and ``is_braked``."""
    rows = list(due)
    own = [key for key, is_braked in rows if is_braked]
    if not own:
        return [key for key, _is_braked in rows]
    allowed = set(own[: room(at)])
    return [key for key, is_braked in rows if not is_braked or key in allowed]


@action
def brake(at: datetime) -> int:
    """Hold back, or let go again, what the whole house says by itself; answers how many changed.

    What is held does not stand in the way of a person's words, and says why it is held.
    """
    free = room(at)
    if not free:
        due = Letter.objects.filter(is_braked=True, state=State.WAITING, next_try_at__lte=at)
        words = _("The whole house had written more automatic letters than ten minutes allow.")
        return due.update(state=State.BRAKED, because=words)
    held = Letter.objects.filter(state=State.BRAKED).order_by("ready_at", "pk")
    keys = list(held.values_list("pk", flat=True)[:free])
    if keys:
        released = Letter.objects.filter(pk__in=keys, state=State.BRAKED)
        released.update(state=State.WAITING, because="", next_try_at=at)
    return len(keys)
