"""Taking a letter in hand, and writing down how it went.

Only the holder of the newest lease may write a result: each of these compares ``lease_no``.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import F
from django.utils.translation import gettext as _

from goodword.house import faults, limits
from goodword.house.action import action
from goodword.outbox import rules
from goodword.outbox.kinds import Rendered
from goodword.outbox.models import Letter, LetterQuerySet, State

LEASE = timedelta(seconds=limits.JOB_SECONDS)
#: A letter in doubt is tried once more; a second doubt ends it (RELIABILITY 4).
DOUBTS = 2


@action
def claim(owner: str, at: datetime) -> Letter | None:
    """Take the next letter in hand for a while, or answer None when nothing is due.

    PostgreSQL passes over rows another worker looks at; everywhere the conditional update
    decides who has it.
    """
    # No more than one at a time: a letter that stops its worker keeps nobody else waiting.
    letter = Letter.objects.due(at).select_for_update(skip_locked=True, of=("self",)).first()
    if letter is None:
        return None
    taken = Letter.objects.filter(
        pk=letter.pk, state=State.WAITING, lease_no=letter.lease_no
    ).update(
        state=State.LEASED,
        lease_owner=owner,
        lease_no=F("lease_no") + 1,
        leased_until=at + LEASE,
        first_try_at=letter.first_try_at or at,
        attempts=F("attempts") + 1,
        is_handed=False,
    )
    faults.point("letters.claimed")
    return Letter.objects.select_related("to").get(pk=letter.pk) if taken else None


def _mine(letter: Letter) -> LetterQuerySet:
    return Letter.objects.filter(pk=letter.pk, state=State.LEASED, lease_no=letter.lease_no)


@action
def hand_over(letter: Letter, *, in_doubt: bool) -> bool:
    """Note that the letter is about to leave the house; False when the lease was lost.

    ``in_doubt`` says that a worker which stops after this leaves open whether it arrived.
    """
    return bool(_mine(letter).update(is_handed=in_doubt))


@action
def finish(letter: Letter, rendered: Rendered, at: datetime) -> bool:
    """The other side has taken it. Answers False when somebody else had it in hand by then."""
    state = State.PERHAPS_TWICE if letter.doubts else State.SENT
    done = _mine(letter).update(
        state=state,
        sent_at=at,
        last_error="",
        subject=rules.one_line(rendered.subject, 250),
        text="" if rendered.lets_in else rendered.text,
        html="" if rendered.lets_in else rendered.html,
    )
    if done and letter.carried:
        carried = Letter.objects.filter(digest=letter, state=State.HELD)
        carried.filter(pk__in=rendered.carried).update(state=state, sent_at=at)
        carried.exclude(pk__in=rendered.carried).update(
            state=State.CANCELLED, because=no_longer_theirs()
        )
    faults.point("letters.noted")
    return bool(done)


def no_longer_theirs() -> str:
    """Say why a letter's resolver had nothing to say."""
    return _("By then it was no longer true, or no longer theirs to see.")


@action
def cancel(letter: Letter, because: str) -> bool:
    """Do not send it after all, and say why; what a digest carried ends with it."""
    Letter.objects.filter(digest=letter, state=State.HELD).update(
        state=State.CANCELLED, because=because
    )
    return bool(_mine(letter).update(state=State.CANCELLED, because=because))


@action
def put_off(letter: Letter, error: str, at: datetime, *, in_doubt: bool = False) -> bool:
    """It did not work now: try again by the plan, or give up after 48 hours.

    ``in_doubt`` means that the other side may have taken it without our hearing so.
    """
    return _put_off(letter, error, at, in_doubt)


def _put_off(letter: Letter, error: str, at: datetime, in_doubt: bool) -> bool:
    doubts = letter.doubts + in_doubt
    again = rules.next_try(letter.attempts, letter.first_try_at or at, at)
    state = State.WAITING if again else State.FAILED
    sent_at = None
    if in_doubt and doubts >= DOUBTS:
        state, sent_at = State.PERHAPS_TWICE, at
    return bool(
        _mine(letter).update(
            state=state,
            sent_at=sent_at,
            doubts=doubts,
            next_try_at=again or letter.next_try_at,
            last_error=rules.one_line(error, 500),
        )
    )


@action
def fail(letter: Letter, error: str) -> bool:
    """The other side will never take it; it stays visible to the operator."""
    return bool(_mine(letter).update(state=State.FAILED, last_error=rules.one_line(error, 500)))


@action
def let_lapse(at: datetime) -> int:
    """Take back the letters of workers that stopped, and answer how many there were."""
    lapsed = list(Letter.objects.lapsed(at))
    for letter in lapsed:
        _put_off(letter, _("The worker stopped while it had this letter."), at, letter.is_handed)
    faults.point("letters.taken_back")
    return len(lapsed)


@action
def try_again_now(letter: Letter, at: datetime) -> bool:
    """Let the operator put a letter that was given up back on its way."""
    return bool(
        Letter.objects.filter(pk=letter.pk, state=State.FAILED).update(
            state=State.WAITING, next_try_at=at, first_try_at=None, attempts=0, last_error=""
        )
    )
