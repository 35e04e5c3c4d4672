"""When the next word is due, and what a clock will do by itself (DOMAIN 3 and 4, C1 to C12).

All lengths are working time of the team that has the request, unless a name says calendar
days. A length in days ends with the close of the n-th working day (PEERS 3b, 13).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from goodword.requests.rules.reminders import Reminder, day_before, reminders
from goodword.requests.rules.standing import Standing, StandingPromise
from goodword.requests.rules.states import State
from goodword.working_time import Calendar

QUESTION_REMINDERS: Final = (2, 5)  # C6, working days
CLOSING_DAYS: Final = 1  # working days after the last of them, for the owner's next step
CONFIRM_REMINDER: Final = 2  # C7, working days
TAKEN_AS_DONE: Final = 5  # C7, working days
FEEDBACK_WINDOW: Final = timedelta(days=14)  # C8, calendar days
RECOVERY_DAYS: Final = 1  # C9, working days
REOPEN_WINDOW: Final = timedelta(days=30)  # C10, calendar days
HANDOVER_DAYS: Final = 1  # C11, working days
OFFER_STANDS_DAYS: Final = 2  # working days an offer waits for its answer
REMINDED_DAYS: Final = 1  # T27, working days
SPONSOR_DAYS: Final = 1  # working days until who was named to stand for it is asked once more
COVER_DAYS: Final = 1  # working days after a missed word
EMERGENCY_FIRST_WORD: Final = timedelta(hours=1)
EMERGENCY_UPDATE: Final = timedelta(hours=4)
OUTSIDE_FIRST_WORD: Final = timedelta(hours=4)
OUTSIDE_UPDATE_DAYS: Final = 1
LEAD_SHARE: Final = 0.15
LEAD_AT_MOST: Final = 0.5


@dataclass(frozen=True, order=True)
class Due:
    """A moment by which something is due, and what: a clock's name."""

    at: datetime
    kind: str


def next_word(standing: Standing, calendar: Calendar) -> Due | None:
    """By when the provider's side owes the asker the next word, or None when it has ended."""
    if not standing.is_open:
        return None
    return min(_words_due(standing, calendar))


def _words_due(standing: Standing, calendar: Calendar) -> Iterator[Due]:
    if standing.recovery_from:
        yield Due(_days(calendar, standing.recovery_from, RECOVERY_DAYS), "recovery")
    if standing.handover:
        yield Due(standing.handover.due_at, "handover")
    if standing.reminded_from:
        yield Due(_days(calendar, standing.reminded_from, REMINDED_DAYS), "reminded")
    if standing.state == State.DELIVERED:
        yield _confirm_due(standing, calendar)
    elif standing.state == State.WAITING_ASKER:
        yield _question_due(standing, calendar)
    else:
        yield from _work_words_due(standing, calendar)


def _work_words_due(standing: Standing, calendar: Calendar) -> Iterator[Due]:
    if standing.word_owed_from:
        yield Due(first_word_due(standing, calendar), "first_word")
    elif due := offer_due(standing, calendar):
        yield Due(due, "offer")
    if standing.promise:
        yield Due(_still_fine(standing, standing.promise, calendar), "promise")
    if not standing.word_owed_from:
        yield Due(update_due(standing, calendar), "update")


def first_word_due(standing: Standing, calendar: Calendar) -> datetime:
    """C2: until a person has answered, counted in working minutes."""
    since = standing.word_owed_from or standing.asked_at
    return calendar.add(since, first_word_length(standing))


def first_word_length(standing: Standing) -> timedelta:
    """How long a first word may take: what is published, shorter when it is urgent."""
    length = timedelta(minutes=standing.policy.first_word_minutes)
    if standing.policy.is_emergency:
        length = min(length, EMERGENCY_FIRST_WORD)
    if standing.policy.waits_outside:
        length = min(length, OUTSIDE_FIRST_WORD)
    return length


def offer_due(standing: Standing, calendar: Calendar) -> datetime | None:
    """C3: by when a date is to be offered, if one is owed; it stops while waiting_asker."""
    if standing.date_owed_from is None:
        return None
    since = _without_pauses(standing, calendar, standing.date_owed_from)
    return _days(calendar, since, standing.policy.offer_days)


def _without_pauses(standing: Standing, calendar: Calendar, since: datetime) -> datetime:
    """A start, later by the working time that was spent waiting for the asker after it."""
    waited = [(max(start, since), end) for start, end in standing.pauses if end > since]
    paused = sum((calendar.between(start, end) for start, end in waited), timedelta())
    return calendar.add(since, paused) if paused else since


def _still_fine(standing: Standing, promise: StandingPromise, calendar: Calendar) -> datetime:
    """A word some time before the date; once said, the date itself is next.

    It may be said from the moment on at which the owner is reminded of the date.
    """
    early = calendar.subtract(promise.stands_at, promise_lead(promise, calendar))
    reminded = day_before(calendar, promise.stands_at)
    since = min(early, reminded) if reminded > promise.made_at else early
    heard = standing.last_word_at and standing.last_word_at >= since
    return promise.stands_at if heard else early


def promise_lead(promise: StandingPromise, calendar: Calendar) -> timedelta:
    """max(1 working day, 15 % of the promise), never more than half of it; working time."""
    length = calendar.between(promise.made_at, promise.stands_at)
    lead = max(calendar.mean_day(), LEAD_SHARE * length)
    return min(lead, LEAD_AT_MOST * length)


def update_due(standing: Standing, calendar: Calendar) -> datetime:
    """C5: the last word and the update interval, or the moment that the owner named."""
    since = _without_pauses(standing, calendar, standing.last_word_at or standing.asked_at)
    if standing.next_word_named is None:
        return _update_after(standing, calendar, since, 1)
    return min(standing.next_word_named, _update_after(standing, calendar, since, 2))


def _update_after(standing: Standing, calendar: Calendar, since: datetime, times: int) -> datetime:
    if standing.policy.is_emergency:
        return calendar.add(since, EMERGENCY_UPDATE * times)
    days = OUTSIDE_UPDATE_DAYS if standing.policy.waits_outside else standing.policy.update_days
    return _days(calendar, since, days * times)


def _question_due(standing: Standing, calendar: Calendar) -> Due:
    """The reminders, then a working day in which the owner writes or offers to close."""
    question, update = standing.question, update_due(standing, calendar)
    if question is None:
        return Due(update, "update")
    if question.reminders >= len(QUESTION_REMINDERS):
        days = QUESTION_REMINDERS[-1] + CLOSING_DAYS
        return Due(max(update, _days(calendar, question.asked_at, days)), "update")
    days = QUESTION_REMINDERS[question.reminders]
    return Due(_days(calendar, question.asked_at, days), "question")


def _confirm_due(standing: Standing, calendar: Calendar) -> Due:
    delivery = standing.delivery
    if delivery is None:
        return Due(update_due(standing, calendar), "update")
    days = TAKEN_AS_DONE if delivery.is_reminded else CONFIRM_REMINDER
    return Due(_days(calendar, delivery.at, days), "confirm")


def deadlines(standing: Standing, calendar: Calendar) -> list[Due]:
    """What a clock does by itself, soonest first. ``kind`` is the event it will write."""
    return sorted(_deadlines(standing, calendar))


def _deadlines(standing: Standing, calendar: Calendar) -> Iterator[Due]:
    if standing.confirmed_at and standing.state == State.CONFIRMED:
        yield Due(standing.confirmed_at + FEEDBACK_WINDOW, "closed")
    if not standing.is_open:
        return
    if standing.promise and standing.state != State.WAITING_ASKER:
        yield Due(standing.promise.stands_at, "broken")
    for reminder in reminders_of(standing, calendar):
        yield Due(reminder.at, "promise_reminded")
    yield from _answers_awaited(standing, calendar)
    yield from _missed_words(standing, calendar)


def reminders_of(standing: Standing, calendar: Calendar) -> tuple[Reminder, ...]:
    """When the owner is reminded of the date; not while the asker has the next step.

    That is: while they have a question to answer, or another date that they were asked for.
    """
    promise, offer = standing.promise, standing.offer
    is_moving = offer is not None and offer.side == "provider"
    if promise is None or is_moving or standing.state == State.WAITING_ASKER:
        return ()
    begun = _without_pauses(standing, calendar, promise.made_at)
    return reminders(promise, begun, calendar)


def _answers_awaited(standing: Standing, calendar: Calendar) -> Iterator[Due]:
    """Reminders of somebody else's answer, and what happens without one."""
    if standing.offer:
        if standing.offer.remind_at and not standing.offer.is_reminded:
            yield Due(standing.offer.remind_at, "offer_reminded")
        yield Due(standing.offer.stands_until, "offer_lapsed")
    if standing.handover:
        yield Due(standing.handover.due_at, "handover_bounced")
    if standing.sponsor and not standing.sponsor.is_reminded:
        yield Due(_days(calendar, standing.sponsor.named_at, SPONSOR_DAYS), "sponsor_reminded")
    if standing.question and standing.question.reminders < len(QUESTION_REMINDERS):
        yield Due(_question_due(standing, calendar).at, "question_reminded")
    if standing.delivery:
        kind = "taken_as_done" if standing.delivery.is_reminded else "delivery_reminded"
        yield Due(_confirm_due(standing, calendar).at, kind)


def _missed_words(standing: Standing, calendar: Calendar) -> Iterator[Due]:
    """The provider's own duty, missed: said honestly, then the cover person is asked.

    Each is said once for one due moment, also when somebody wrote meanwhile and still owes it.
    """
    due = next_word(standing, calendar)
    if due is None or due.kind in {"question", "confirm"}:
        return
    if standing.missed_said is None or due.at > standing.missed_said:
        yield Due(due.at, "word_missed")
    elif standing.cover_asked_for is None or due.at > standing.cover_asked_for:
        yield Due(_days(calendar, due.at, COVER_DAYS), "cover_asked")


def offer_stands_until(calendar: Calendar, at: datetime, due_at: datetime) -> datetime:
    """How long an offer waits: two working days, and never past the date it offers."""
    return min(_days(calendar, at, OFFER_STANDS_DAYS), due_at)


def halfway(calendar: Calendar, start: datetime, end: datetime) -> datetime:
    """The middle of a stretch of working time: when to ask once more."""
    return calendar.add(start, calendar.between(start, end) / 2)


def handover_due(calendar: Calendar, at: datetime) -> datetime:
    """C11: by when the other team is to answer."""
    return _days(calendar, at, HANDOVER_DAYS)


def _days(calendar: Calendar, since: datetime, days: int) -> datetime:
    return calendar.end_of_nth_working_day(since, days)
