"""Putting a letter into the outbox, in the transaction of what it tells about."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db import IntegrityError
from django.utils.translation import gettext as _

from goodword.house import faults
from goodword.house.action import action
from goodword.outbox import addresses, rules
from goodword.outbox.actions import braking
from goodword.outbox.kinds import DIGEST, NEVER, Kind, kind_of
from goodword.outbox.models import UNSENT, Letter, State
from goodword.people.models import Person


@action
def post(
    kind: str,
    *,
    to: Person,
    about: tuple[str, int],
    facts: dict[str, Any],
    at: datetime,
    key: str,
    urgent: bool | None = None,
) -> Letter:
    """Write a letter to one person; the same key again answers the first one.

    ``urgent`` overrides the kind's default; the person's own choice overrides both. Quiet hours
    and digests decide when it may go, in the person's zone. Raises ``LookupError`` for a kind
    that nobody registered.
    """
    if earlier := Letter.objects.filter(key=key).first():
        return earlier
    letter = _worded_later(kind, to, about, facts, at, key, urgent)
    letter.save(force_insert=True)
    return letter


def post_to_all(
    kind: str,
    *,
    to: Iterable[Person],
    about: tuple[str, int],
    facts: dict[str, Any],
    at: datetime,
    key: str,
    urgent: bool | None = None,
) -> int:
    """Write the same letter to several people in one go; answers how many were new.

    Each person's letter has ``key`` and the person in its own key, so a second time adds none.
    """
    wanted = {f"{key}:{person.pk}": person for person in to}
    try:
        return _write(kind, wanted, about, facts, at, urgent)
    except IntegrityError:  # some of them were written before: the others alone, then
        return _write(kind, wanted, about, facts, at, urgent, again=True)


@action
def _write(
    kind: str,
    wanted: dict[str, Person],
    about: tuple[str, int],
    facts: dict[str, Any],
    at: datetime,
    urgent: bool | None,
    *,
    again: bool = False,
) -> int:
    known: set[str] = set()
    if again:
        known = set(Letter.objects.filter(key__in=wanted).values_list("key", flat=True))
    letters = [
        _worded_later(kind, person, about, facts, at, key, urgent)
        for key, person in wanted.items()
        if key not in known
    ]
    written = len(Letter.objects.bulk_create(letters))
    faults.point("letters.posted")
    return written


def _worded_later(
    kind: str,
    to: Person,
    about: tuple[str, int],
    facts: dict[str, Any],
    at: datetime,
    key: str,
    urgent: bool | None,
) -> Letter:
    token = addresses.new_token()
    letter = Letter(
        key=key,
        kind=kind,
        to=to,
        about_kind=about[0],
        about_id=about[1],
        facts=facts,
        token=token,
        message_id=addresses.message_id(token),
        thread=addresses.thread_id(about),
        posted_at=at,
        next_try_at=at,
        is_braked=braking.may_hold(kind_of(kind), urgent),
    )
    _as_chosen(letter, kind_of(kind), urgent, at)
    return letter


def _as_chosen(letter: Letter, kind: Kind, urgent: bool | None, at: datetime) -> None:
    """Set when the letter may go, or that it never does."""
    person, zone = letter.to, ZoneInfo(letter.to.zone)
    choice = kind.choice_of(person, urgent)
    if choice == NEVER:
        letter.state = State.CANCELLED
        letter.because = _("This person chose not to have letters of this kind.")
    elif choice == DIGEST or (reason := braking.too_many(letter, at)):
        letter.state = State.HELD
        letter.because = "" if choice == DIGEST else reason
        letter.next_try_at = rules.next_digest(at, zone, rules.digest_times(person.digest_times))
    if not kind.at_any_hour:
        letter.next_try_at = rules.out_of_quiet(
            letter.next_try_at, zone, person.quiet_from, person.quiet_until
        )
    letter.ready_at = letter.next_try_at


@action
def leave_unsent(*, before: datetime, because: str) -> int:
    """Cancel every letter posted before a moment that has not gone, and say why.

    For an organisation that was lived in advance (the demo), and for a restored copy: old news
    must not flood mailboxes. Answers how many.
    """
    waiting = Letter.objects.filter(state__in=UNSENT, posted_at__lt=before)
    return waiting.update(state=State.CANCELLED, because=because)


@action
def came_back(letter: Letter, *, words: str, at: datetime) -> None:
    """Note that a letter came back undelivered: what it said did not arrive.

    Those it concerns are told at the next look over the post.
    """
    letter.came_back_at = at
    letter.came_back_words = rules.one_line(words, 500)
    letter.is_lost = True
    letter.save(update_fields=["came_back_at", "came_back_words", "is_lost"])
