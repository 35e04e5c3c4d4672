"""Acting from a letter's button: what the link opens, to whom, and what is done there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from allauth.mfa.models import Authenticator

from goodword.feedback.actions import close_loop
from goodword.house.action import action
from goodword.outbox import addresses
from goodword.outbox.models import Letter
from goodword.people.models import Person
from goodword.requests.actions import not_yet
from goodword.requests.letters.headings import to_asker, to_team
from goodword.requests.letters.ways import Way
from goodword.requests.letters.wording import Case, case_of, ways_of
from goodword.requests.models import ServiceRequest

#: So long the buttons of a letter work; what is older is looked at on its page.
WORKS_FOR: Final = timedelta(days=14)


@dataclass(frozen=True)
class Opened:
    """A letter opened by one of its buttons: what it told, and what can be done about it now."""

    letter: Letter
    case: Case
    sentence: str
    ways: tuple[Way, ...]
    ends_at: datetime

    @property
    def person(self) -> Person:
        """Whom the letter was written to, and who acts here."""
        return self.letter.to


@action
def open_by_mail(key: str, *, at: datetime) -> Opened | None:
    """Answer what stands behind a key, or None where it opens nothing (any more).

    It opens for two weeks, for who was written to, while they work here and may see what it is
    about. Never for guests, who come in by their own door; for who has a second step at sign-in,
    since a link must be no weaker way around it; and for anything confidential.
    """
    token = addresses.read_act_key(key)
    letter = Letter.objects.filter(token=token).select_related("to").first() if token else None
    if letter is None or not _works(letter, at):
        return None
    case = case_of(letter, at)
    if case is None or case.request.is_confidential:
        return None
    heading = to_asker(case) if case.is_asker else to_team(case)
    ends_at = (letter.sent_at or letter.posted_at) + WORKS_FOR
    return Opened(letter, case, heading.words, tuple(ways_of(case)), ends_at)


def _works(letter: Letter, at: datetime) -> bool:
    person = letter.to
    is_young = (letter.sent_at or letter.posted_at) + WORKS_FOR >= at
    is_theirs = person.is_active and not person.is_guest and not _has_second_step(person)
    return is_young and is_theirs and letter.about_kind == "request" and "event" in letter.facts


def _has_second_step(person: Person) -> bool:
    steps = Authenticator.objects.filter(user=person)
    return bool(steps.exclude(type=Authenticator.Type.RECOVERY_CODES).exists())


@action
def say_whether(
    service_request: ServiceRequest,
    *,
    by: Person,
    at: datetime,
    outcome: str,
    missing: str,
    thanks: str,
) -> None:
    """Say that it did, with thanks if one likes, or what is missing (T18, T19)."""
    if outcome == "yes":
        close_loop(service_request, by=by, at=at, thanks=thanks)
    else:
        is_partly = outcome == "partly"
        not_yet(service_request, by=by, at=at, missing=missing, partly=is_partly)
