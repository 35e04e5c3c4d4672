"""How a request stands: what is open, what is owed, since when. Plain facts, no rules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from goodword.requests.rules.states import ENDED, PromiseState, State


@dataclass(frozen=True)
class Happening:
    """One event as the rules see it. ``side`` says for whom the person spoke."""

    name: str
    at: datetime
    by: int | None = None
    side: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)

    def moment(self, name: str) -> datetime | None:
        """A time among the facts, aware, in UTC."""
        value = self.facts.get(name)
        return datetime.fromisoformat(value) if value else None

    def due(self, name: str) -> datetime:
        """A time that the event cannot be without."""
        return datetime.fromisoformat(self.facts[name])

    def key(self, name: str) -> int:
        """A row among the facts, by key."""
        return int(self.facts[name])


@dataclass(frozen=True)
class Policy:
    """What the team had published when it got the request.

    ``first_word_minutes`` are working minutes (C2); ``offer_days`` (C3) and ``update_days``
    (C5) working days. ``is_emergency`` and ``waits_outside`` shorten C2 and C5.
    """

    first_word_minutes: int = 480
    offer_days: int = 2
    update_days: int = 5
    is_emergency: bool = False
    waits_outside: bool = False


@dataclass(frozen=True)
class OpenOffer:
    """An offer that waits for its answer."""

    key: int
    side: str
    due_at: datetime
    at: datetime
    stands_until: datetime
    remind_at: datetime | None
    instead_of: int | None
    is_reminded: bool = False


@dataclass(frozen=True)
class StandingPromise:
    """The word that stands. ``stands_at`` is later than ``due_at`` by what was paused.

    ``reminded`` are the steps of which its owner was reminded, the last of them ``reminded_at``.
    """

    key: int
    due_at: datetime
    stands_at: datetime
    made_at: datetime
    state: str = PromiseState.ACCEPTED
    reminded: tuple[str, ...] = ()
    reminded_at: datetime | None = None


@dataclass(frozen=True)
class OpenQuestion:
    """What only the asker can answer, and how often they were reminded (C6)."""

    key: int
    asked_at: datetime
    before: str
    reminders: int = 0


@dataclass(frozen=True)
class PendingHandover:
    """Another team was asked to take it and has not answered (C11)."""

    key: int
    to_team: int
    due_at: datetime


@dataclass(frozen=True)
class NamedSponsor:
    """Who was named to stand for the emergency, as long as they have not said whether they do."""

    key: int
    emergency: int
    named_at: datetime
    is_reminded: bool = False


@dataclass(frozen=True)
class OpenDelivery:
    """Delivered, and not answered by the asker yet (C7)."""

    key: int
    at: datetime
    promise: StandingPromise | None
    is_reminded: bool = False


@dataclass(frozen=True)
class Standing:
    """Everything that follows from the events of one request up to a moment.

    Fields that end in ``_from`` say since when a clock runs; None means it does not. ``rounds``
    are offers without a yes and ``reminders`` the asker's, since a word was last agreed;
    ``leads_asked`` says because of what those who lead were asked.
    """

    state: str
    team: int
    asked_at: datetime
    policy: Policy
    owner: int | None = None
    number: int = 0
    word_owed_from: datetime | None = None
    date_owed_from: datetime | None = None
    recovery_from: datetime | None = None
    reminded_from: datetime | None = None
    first_word_at: datetime | None = None
    last_word_at: datetime | None = None
    next_word_named: datetime | None = None
    offer: OpenOffer | None = None
    promise: StandingPromise | None = None
    broken: int | None = None
    last_promise: int | None = None
    verdicts: Mapping[int, str] = field(default_factory=dict)
    ends: Mapping[int, datetime] = field(default_factory=dict)
    stands: Mapping[int, datetime] = field(default_factory=dict)
    question: OpenQuestion | None = None
    pauses: tuple[tuple[datetime, datetime], ...] = ()
    before_other: str = ""
    handover: PendingHandover | None = None
    delivery: OpenDelivery | None = None
    sponsor: NamedSponsor | None = None
    delivered_at: datetime | None = None
    confirmed_at: datetime | None = None
    ended_at: datetime | None = None
    playback: str = ""
    reopened: int = 0
    rounds: int = 0
    reminders: int = 0
    leads_asked: tuple[str, ...] = ()
    is_disputed: bool = False
    missed: datetime | None = None
    missed_said: datetime | None = None
    cover_asked_for: datetime | None = None
    last_decision: int = 0
    last_act: str = "asked"

    @property
    def is_open(self) -> bool:
        return self.state not in ENDED

    @property
    def has_date(self) -> bool:
        """Whether the asker has a date to count on or to answer, or the thing itself."""
        is_offered = self.offer is not None and self.offer.side == "provider"
        return self.promise is not None or is_offered or self.state == State.DELIVERED
