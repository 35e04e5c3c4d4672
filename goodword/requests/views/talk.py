"""The conversation: what was written and what happened, in one order of time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from goodword.history.models import Event
from goodword.house.words import gettext as _
from goodword.people.models import Person
from goodword.requests.models import Attachment, Message
from goodword.requests.views.rows import Rows

ICONS = {
    "asked": "check-circle",
    "acknowledged": "hand-waving",
    "assigned": "user-switch",
    "played_back": "ear",
    "understood": "check-circle",
    "corrected": "ear",
    "question_asked": "user-focus",
    "question_answered": "check-circle",
    "offered": "chat-teardrop-dots",
    "countered": "arrows-left-right",
    "promised": "handshake",
    "warned": "warning",
    "assured": "handshake",
    "broken": "heart-break",
    "apologised": "hand-heart",
    "delivered": "seal-check",
    "answered": "seal-check",
    "confirmed": "seal-check",
    "declined": "signpost",
    "passed_on": "signpost",
    "handover_offered": "user-switch",
    "handover_accepted": "user-switch",
    "word_missed": "hourglass-medium",
    "cover_asked": "hourglass-medium",
    "letter_lost": "envelope-open",
    "date_outside_hours": "calendar-dots",
    "copied": "user-plus",
    "waiting_on_other": "hourglass-medium",
    "outside_waits": "user-sound",
    "date_fixed": "calendar-dots",
    "made_emergency": "lightning",
    "sponsor_named": "lightning",
    "sponsor_reminded": "lightning",
    "sponsor_confirmed": "lightning",
    "sponsor_denied": "lightning",
    "gave_way": "hourglass",
    "set_back": "hourglass",
    "privacy_raised": "lock-simple",
    "opening_asked": "eye",
    "reader_named": "user-plus",
    "shared": "user-plus",
    "excluded": "prohibit",
    "glass_broken": "eye",
}
#: What somebody who was named to stand for an emergency says, perhaps with a line.
SPONSORS_SAY = frozenset({"sponsor_confirmed", "sponsor_denied"})
#: Without a sentence of their own.
SILENT = frozenset({"wrote", "noted", "closed"})
#: Shown in a section of their own; in the conversation they would only be noise.
ELSEWHERE = frozenset({"planned", "step_done", "played_back", "assigned", "delegate_named"})
#: The row that belongs to an event, by its name among the facts of the event.
ROWS_OF_EVENTS = ("message", "offer", "question", "delivery", "apology")


@dataclass(frozen=True)
class File:
    """A file as lists show it."""

    href: str
    name: str
    size: int
    kind: str


@dataclass(frozen=True)
class Entry:
    """One row of the conversation: a person's words, or one line about what happened.

    ``only`` says whose team note it is. ``key`` makes the row addressable.
    """

    at: datetime
    key: str
    words: str
    icon: str = ""
    person: Person | None = None
    is_mine: bool = False
    to: str = ""
    only: str = ""
    files: tuple[File, ...] = ()
    order: int = 0
    name: str = ""


def file_of(attachment: Attachment, reference: str) -> File:
    """A file with its address; nothing is read from the disk."""
    return File(
        href=reverse("requests:file", args=[reference, attachment.key]),
        name=attachment.name,
        size=attachment.file.size,
        kind=attachment.content_type,
    )


def talk_of(rows: Rows) -> list[Entry]:
    """Everything that was said and that happened, oldest first."""
    events = [entry for entry in _events(rows) if entry.name not in ELSEWHERE]
    numbers = _numbers(rows)
    entries = [*_without_echo(events), *_messages(rows), *_own_words(rows)]
    return sorted(entries, key=lambda entry: (entry.at, numbers.get(entry.key, entry.order)))


def _numbers(rows: Rows) -> dict[str, float]:
    """Where a row stands among what happened at the same moment: just before its event."""
    found: dict[str, float] = {}
    for event in rows.events:
        for name in ROWS_OF_EVENTS:
            if name in event.facts:
                found.setdefault(f"{name}-{event.facts[name]}", event.number - 0.5)
    return found


def _without_echo(events: list[Entry]) -> Iterator[Entry]:
    """An offer that became a word in the same breath is told once."""
    for entry, following in zip(events, [*events[1:], None], strict=True):
        echoed = following and following.at == entry.at and following.name == "promised"
        if not (entry.name == "offered" and echoed):
            yield entry


def history_of(rows: Rows) -> list[Entry]:
    """What happened, without the conversation."""
    return list(_events(rows))


def _events(rows: Rows) -> Iterator[Entry]:
    for event in rows.events:
        words = _words_of(event, rows)
        if words and event.name not in SILENT:
            yield Entry(
                at=event.at,
                key=f"event-{event.number}",
                words=words,
                icon=ICONS.get(event.name, "check-circle"),
                order=event.number,
                name=event.name,
            )


def _words_of(event: Event, rows: Rows) -> str:
    return event.to_asker if rows.side == "asker" else event.to_team


def _messages(rows: Rows) -> Iterator[Entry]:
    reference = rows.service_request.reference
    attached: dict[int, list[File]] = {}
    for attachment in rows.attachments:
        if attachment.message_id:
            file = file_of(attachment, reference)
            attached.setdefault(attachment.message_id, []).append(file)
    for message in rows.messages:
        yield Entry(
            at=message.at,
            key=f"message-{message.pk}",
            words=message.words,
            person=message.by,
            is_mine=message.by_id == rows.me.pk,
            to=_by_mail(message),
            only=_only(message),
            files=tuple(attached.get(message.pk, ())),
            order=0,
        )


def _by_mail(message: Message) -> str:
    return _("by mail") if message.channel == Message.Channel.MAIL else ""


def _only(message: Message) -> str:
    if message.team_only is None:
        return ""
    return _("Only %(team)s sees this") % {"team": message.team_only.name}


def _own_words(rows: Rows) -> Iterator[Entry]:
    """What people wrote in other places than the composer."""
    here = rows.service_request
    writer = here.filer or here.asker
    if here.words:
        yield _said(rows, writer, here.asked_at, here.words, "asked")
    for offer in rows.offers:
        words = "\n\n".join(part for part in (offer.reason, offer.part_words) if part)
        if words:
            yield _said(rows, offer.by, offer.at, words, f"offer-{offer.pk}")
        if offer.answer_words and offer.answered_by and offer.answered_at:
            at = offer.answered_at
            yield _said(rows, offer.answered_by, at, offer.answer_words, f"reply-{offer.pk}")
    for playback in rows.playbacks:
        if playback.correction and playback.answered_by and playback.answered_at:
            at, key = playback.answered_at, f"correction-{playback.pk}"
            yield _said(rows, playback.answered_by, at, playback.correction, key)
    yield from _sponsors(rows)
    yield from _questions_and_deliveries(rows)


def _sponsors(rows: Rows) -> Iterator[Entry]:
    """What those who were named to stand for it said, also where another was named after them."""
    for event in rows.events:
        words = str(event.facts.get("words", "")) if event.name in SPONSORS_SAY else ""
        if words and event.by:
            yield _said(rows, event.by, event.at, words, f"sponsor-{event.number}")


def _questions_and_deliveries(rows: Rows) -> Iterator[Entry]:
    for question in rows.questions:
        words = "\n\n".join(part for part in (question.words, question.effect) if part)
        yield _said(rows, question.asked_by, question.asked_at, words, f"question-{question.pk}")
        if question.answer and question.answered_by and question.answered_at:
            at, key = question.answered_at, f"answer-{question.pk}"
            yield _said(rows, question.answered_by, at, question.answer, key)
    for apology in rows.apologies:
        yield _said(rows, apology.by, apology.at, apology.words, f"apology-{apology.pk}")
    for delivery in rows.deliveries:
        yield _said(rows, delivery.by, delivery.at, delivery.words, f"delivery-{delivery.pk}")
        if delivery.missing and delivery.answered_by and delivery.answered_at:
            at, key = delivery.answered_at, f"missing-{delivery.pk}"
            yield _said(rows, delivery.answered_by, at, delivery.missing, key)


def _said(rows: Rows, person: Person, at: datetime, words: str, key: str) -> Entry:
    return Entry(at=at, key=key, words=words, person=person, is_mine=person.pk == rows.me.pk)
