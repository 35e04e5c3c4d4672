"""One request of the demonstration as its people remember it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from goodword.catalogue.models import Charter
from goodword.demo.dice import around, die
from goodword.demo.words.slots import Teller
from goodword.demo.words.stories import Story
from goodword.requests.models import ServiceRequest

#: How a request of the demonstration is told from a visitor's: by what it was asked with.
MARK = "demo:"
DAY = 480


@dataclass(frozen=True, slots=True)
class Said:
    """One event: what, when, by whom."""

    name: str
    at: datetime
    by: int | None = None


@dataclass(frozen=True, slots=True)
class Temper:
    """What the people around one request are inclined to do; drawn once from its name.

    ``waits_for`` and ``work`` are minutes of working time that the thing itself takes: before
    one can begin, and with one's hands on it. Nothing here says how a promise ends.
    """

    path: str
    waits_for: float
    work: float
    optimism: float
    makes_plan: bool
    begins_visibly: bool
    asks_midway: bool
    waits_for_others: bool
    writes_notes: bool
    asker_writes: bool
    asker_silent: bool
    never_answers: bool
    withdraws: bool
    reopens: bool
    thanks: bool
    grades: bool
    thanks_back: bool

    @classmethod
    def of(cls, key: str, story: Story, usual: int) -> Temper:
        """Draw it. ``usual`` is the charter's usual time in minutes."""
        one = die(key, "temper")
        chance = one.random
        return cls(
            path=_path(chance(), story, usual),
            waits_for=around(one, 0.32 * usual, 0.62),
            work=around(one, min(0.14 * usual, 150), 0.6),
            optimism=max(0.6, one.gauss(1.0, 0.16)),
            makes_plan=usual >= 4 * DAY and chance() < 0.3,
            begins_visibly=usual >= 2 * DAY and chance() < 0.22,
            asks_midway=bool(story.questions) and chance() < 0.07,
            waits_for_others=usual >= 2 * DAY and chance() < 0.08,
            writes_notes=chance() < 0.05,
            asker_writes=chance() < 0.07,
            asker_silent=chance() < 0.12,
            never_answers=chance() < 0.12,
            withdraws=chance() < 0.03,
            reopens=chance() < 0.025,
            thanks=chance() < 0.36,
            grades=chance() < 0.42,
            thanks_back=chance() < 0.04,
        )


def _path(chance: float, story: Story, usual: int) -> str:
    """What the provider is inclined to do first. Small questions are answered at once."""
    at_once = 0.65 if usual <= DAY // 2 + 60 else 0.45 if usual <= DAY else 0.3
    shares = [
        ("decline", 0.03),
        ("hand_over", 0.025),
        ("question", 0.05 if story.questions else 0.0),
        ("play_back", 0.16 if story.playbacks else 0.04),
        ("acknowledge", 0.1),
        ("answer", at_once),
    ]
    for name, share in shares:
        chance -= share
        if chance < 0:
            return name
    return "offer"


@dataclass(slots=True, eq=False)
class Case:
    """A request, the story behind it, and what has happened to it so far.

    While it ``rests``, only clocks touch it: it is there for visitors to find as it stands.
    """

    key: str
    request: ServiceRequest
    story: Story
    temper: Temper
    teller: Teller
    charter: Charter
    log: list[Said] = field(default_factory=list)
    ready_at: datetime | None = None
    rests_until: datetime | None = None
    refused: set[tuple[str, int]] = field(default_factory=set)

    @property
    def number(self) -> int:
        """How much has happened: the version that every next decision is made on."""
        return self.request.number_of_events

    @property
    def last_at(self) -> datetime:
        return self.log[-1].at

    def count(self, name: str) -> int:
        return sum(said.name == name for said in self.log)

    def last(self, *names: str) -> Said | None:
        """The latest event of one of these names."""
        return next((said for said in reversed(self.log) if said.name in names), None)

    def chance(self, question: str) -> float:
        """How a question falls now; it falls the same way until something happens."""
        return die(self.key, self.number, question).random()

    def minutes(self, question: str, median: float, spread: float = 0.8) -> float:
        """How long somebody takes with something, in minutes of their working time."""
        return max(2.0, around(die(self.key, self.number, question), median, spread))

    def say(self, occasion: tuple[str, ...] | list[str]) -> str:
        """One of the sentences for an occasion, with this request's names in it."""
        return self.teller.tell(die(self.key, self.number, *occasion[:1]).choice(occasion))
