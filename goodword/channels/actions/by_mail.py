"""Acting from a letter's button: what the link opens, to whom, and what is done there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from allauth.mfa.models import Authenticator

from goodword.feedback.actions import close_loop
from goodword.house.action import action
from goodword.house.guard import system_scope
from goodword.outbox import addresses
from goodword.outbox.models import Letter
from goodword.people.models import Person
from goodword.requests.actions import not_yet
from goodword.requests.letters.headings import to_asker, to_team
from goodword.requests.letters.ways import Way
from goodword.requests.letters.wording import Case, case_of, ways_of
from goodword.requests.models import ServiceRequest

#: Why rows are read without anybody's eyes. Nothing is written, so no transaction is held: neither
#: a stranger's guesses nor the act that follows are to find it taken.
READING: Final = "opening a letter by its button, for whom it was written to"
#: So long the buttons of a letter work; what is older is looked at on its page.
WORKS_FOR: Final = timedelta(days=14)


@dataclass(frozen=True)
class Opened:
    """A letter opened by one of its buttons: what it told, and what can be done about it now.

    ``by_sign_in``: its receiver has a second step, and a link must be no weaker way around it.
    """

    letter: Letter
    case: Case
    sentence: str
    ways: tuple[Way, ...]
    ends_at: datetime
    by_sign_in: bool

    @property
    def person(self) -> Person:
        """Whom the letter was written to, and who acts here."""
        return self.letter.to


def open_by_mail(key: str, *, at: datetime) -> Opened | None:
    """Answer what stands behind a key, or None where it opens nothing (any more).

    It opens for two weeks, for who was written to, while they work here and may see what it is
    about. Never for guests, who come in by their own door, and for anything confidential.
    """
    token = addresses.read_act_key(key)
    if token is None:
        return None
    with system_scope(READING):
        return _opened(token, at)


def _opened(token: str, at: datetime) -> Opened | None:
    letter = Letter.objects.filter(token=token).select_related("to").first()
    if letter is None or not _works(letter, at):
        return None
    case = case_of(letter, at)
    if case is None or case.request.is_confidential:
        return None
    heading = to_asker(case) if case.is_asker else to_team(case)
    ends_at = (letter.sent_at or letter.posted_at) + WORKS_FOR
    found = tuple(ways_of(case))
    return Opened(letter, case, heading.words, found, ends_at, _has_second_step(letter.to))


def _works(letter: Letter, at: datetime) -> bool:
    person = letter.to
    is_young = (letter.sent_at or letter.posted_at) + WORKS_FOR >= at
    is_theirs = person.is_active and not person.is_guest
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
