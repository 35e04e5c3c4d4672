"""Taking letters in hand, and writing down how it went.

Only the holder of the newest lease may write a result: each of these compares ``lease_no``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum, auto

from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from goodword.house import faults, limits
from goodword.house.action import action
from goodword.outbox import rules
from goodword.outbox.actions import braking
from goodword.outbox.kinds import Rendered
from goodword.outbox.models import Letter, LetterQuerySet, State

LEASE = timedelta(seconds=limits.JOB_SECONDS)
#: So many times what is wanted is looked at in one go: some wait behind others.
PAGE = 2
#: A letter in doubt is tried once more; a second doubt ends it (RELIABILITY 4).
DOUBTS = 2


class How(Enum):
    """How it went with one letter."""

    SENT = auto()
    NOT_NOW = auto()
    IN_DOUBT = auto()
    NEVER = auto()
    NOT_SENT = auto()


@dataclass(frozen=True)
class Result:
    """How it went with one letter that was in hand, and the words about it.

    ``rendered`` is what was said, of a letter that was taken.
    """

    letter: Letter
    how: How
    words: str = ""
    rendered: Rendered | None = None


@action
def claim(owner: str, at: datetime, limit: int = 1) -> list[Letter]:
    """Take the next letters in hand for a while, in the order in which they are due.

    Of one thread to one person there is never more than the earliest, so that order holds
    whatever becomes of it. PostgreSQL passes over rows another worker looks at; SQLite lets one
    writer at a time; everywhere the conditional update decides who has them.
    """
    keys = braking.let_pass(_next(at, limit), at)
    if not keys:
        return []
    until = at + LEASE
    Letter.objects.filter(pk__in=keys, state=State.WAITING).update(
        state=State.LEASED,
        lease_owner=owner,
        lease_no=F("lease_no") + 1,
        leased_until=until,
        is_handed=False,
    )
    faults.point("letters.claimed")
    mine = Letter.objects.filter(pk__in=keys, state=State.LEASED, lease_owner=owner)
    return list(mine.select_related("to").order_by("next_try_at", "pk"))


def _next(at: datetime, limit: int) -> list[tuple[int, bool]]:
    """The first letters that are due and have none of their thread before them.

    Page by page by their place in the queue, so that it costs the same however many wait.
    """
    found: list[tuple[int, bool]] = []
    page = Letter.objects.due(at).select_for_update(skip_locked=True)
    rows = list(page.values_list("pk", "is_braked", "next_try_at")[: limit * PAGE])
    while rows:
        free = set(Letter.objects.in_front(row[0] for row in rows).values_list("pk", flat=True))
        found += [(key, is_braked) for key, is_braked, _due in rows if key in free]
        if len(found) >= limit or len(rows) < limit * PAGE:
            break
        last, _is_braked, due = rows[-1]
        later = page.filter(Q(next_try_at__gt=due) | Q(next_try_at=due, pk__gt=last))
        rows = list(later.values_list("pk", "is_braked", "next_try_at")[: limit * PAGE])
    return found[:limit]


def _mine(letter: Letter) -> LetterQuerySet:
    return Letter.objects.filter(pk=letter.pk, state=State.LEASED, lease_no=letter.lease_no)


@action
def settle(results: Sequence[Result], at: datetime, *, leaving: Letter | None = None) -> bool:
    """Write down how it went with some letters, and that the next one is about to leave.

    Both in one go, so that a letter costs one commit. A worker that stops after this leaves open
    whether ``leaving`` arrived. Answers False when the lease of that letter was lost: it must
    not be handed over then.
    """
    for result in results:
        _WRITERS[result.how](result, at)
    noted = leaving is None or bool(_mine(leaving).update(is_handed=True))
    faults.point("letters.noted")
    return noted


def _tried(at: datetime) -> dict[str, object]:
    return {"attempts": F("attempts") + 1, "first_try_at": Coalesce("first_try_at", at)}


def _sent(result: Result, at: datetime) -> None:
    """The other side has taken it."""
    letter, rendered = result.letter, result.rendered or Rendered("", "", "")
    state = State.PERHAPS_TWICE if letter.doubts else State.SENT
    done = _mine(letter).update(
        state=state,
        sent_at=at,
        last_error="",
        subject=rules.one_line(rendered.subject, 250),
        text="" if rendered.lets_in else rendered.text,
        html="" if rendered.lets_in else rendered.html,
        **_tried(at),
    )
    if done and letter.carried:
        carried = Letter.objects.filter(digest=letter, state=State.HELD)
        carried.filter(pk__in=rendered.carried).update(state=state, sent_at=at, because="")
        carried.exclude(pk__in=rendered.carried).update(
            state=State.CANCELLED, because=no_longer_theirs()
        )


def no_longer_theirs() -> str:
    """Say why a letter's resolver had nothing to say."""
    return _("By then it was no longer true, or no longer theirs to see.")


def _not_sent(result: Result, at: datetime) -> None:
    """Do not send it after all, and say why; what a digest carried ends with it."""
    if _mine(result.letter).update(state=State.CANCELLED, because=result.words):
        carried = Letter.objects.filter(digest=result.letter, state=State.HELD)
        carried.update(state=State.CANCELLED, because=result.words)


def _never(result: Result, at: datetime) -> None:
    """The other side will never take it; those it concerns are told (``actions.losing``)."""
    error = rules.one_line(result.words, 500)
    _mine(result.letter).update(
        state=State.FAILED, is_lost=True, next_try_at=at, last_error=error, **_tried(at)
    )


def _not_now(result: Result, at: datetime) -> None:
    put_off([result.letter], result.words, at)


def _in_doubt(result: Result, at: datetime) -> None:
    """The other side may have taken it without our hearing so: once more, and no third time.

    After the second time nobody knows whether it arrived, and those it concerns are told so.
    """
    letter = result.letter
    if letter.doubts + 1 < DOUBTS:
        put_off([letter], result.words, at, in_doubt=True)
        return
    _mine(letter).update(
        state=State.PERHAPS_TWICE,
        sent_at=at,
        doubts=F("doubts") + 1,
        is_lost=True,
        last_error=rules.one_line(result.words, 500),
        **_tried(at),
    )


_WRITERS: Mapping[How, Callable[[Result, datetime], None]] = {
    How.SENT: _sent,
    How.NOT_NOW: _not_now,
    How.IN_DOUBT: _in_doubt,
    How.NEVER: _never,
    How.NOT_SENT: _not_sent,
}


@action
def put_off(letters: Iterable[Letter], error: str, at: datetime, *, in_doubt: bool = False) -> None:
    """It did not work now: try again by the plan, or give up after 48 hours (RELIABILITY 4).

    ``in_doubt`` means that the other side may have taken them without our hearing so.
    """
    alike: dict[tuple[datetime | None, int], list[Letter]] = defaultdict(list)
    for letter in letters:
        again = rules.next_try(letter.attempts + 1, letter.first_try_at or at, at)
        alike[again, letter.lease_no].append(letter)
    for (again, lease_no), group in alike.items():
        keys = [letter.pk for letter in group]
        leased = Letter.objects.filter(pk__in=keys, state=State.LEASED, lease_no=lease_no)
        leased.update(
            state=State.WAITING if again else State.FAILED,
            is_lost=again is None,
            doubts=F("doubts") + int(in_doubt),
            next_try_at=again or at,
            last_error=rules.one_line(error, 500),
            **_tried(at),
        )
        if again:
            _keep_behind(keys, again)


def _keep_behind(keys: Sequence[int], again: datetime) -> None:
    """Let what follows in the same threads wait as long: nobody looks at it in vain meanwhile."""
    ahead = Letter.objects.filter(pk__in=keys, to=OuterRef("to"), thread=OuterRef("thread"))
    threads = Letter.objects.filter(pk__in=keys).order_by().values("thread")
    behind = Letter.objects.filter(
        Exists(ahead), thread__in=threads, state=State.WAITING, next_try_at__lt=again
    )
    # The rows first: a statement that changes what it chooses from is read differently by engines.
    waiting = list(behind.order_by().values_list("pk", flat=True))
    if waiting:
        Letter.objects.filter(pk__in=waiting, state=State.WAITING).update(next_try_at=again)


@action
def give_back(letters: Iterable[Letter]) -> None:
    """Let letters that were taken in hand and not even looked at wait as before."""
    for letter in letters:
        _mine(letter).update(state=State.WAITING, leased_until=None)


@action
def let_lapse(at: datetime) -> int:
    """Take back the letters of workers that stopped, and answer how many there were."""
    lapsed = list(Letter.objects.lapsed(at))
    words = _("The worker stopped while it had this letter.")
    for letter in lapsed:
        how = How.IN_DOUBT if letter.is_handed else How.NOT_NOW
        _WRITERS[how](Result(letter, how, words), at)
    faults.point("letters.taken_back")
    return len(lapsed)


@action
def try_again_now(letter: Letter, at: datetime) -> bool:
    """Let the operator put a letter that was given up back on its way."""
    return bool(
        Letter.objects.filter(pk=letter.pk, state=State.FAILED).update(
            state=State.WAITING,
            ready_at=at,
            next_try_at=at,
            first_try_at=None,
            attempts=0,
            is_lost=False,
            told_at=None,
            last_error="",
        )
    )
