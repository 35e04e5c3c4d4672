"""Scripts of varied lives: who does what how long after the asking. Nothing is played here."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from random import Random
from typing import Any

HOUR, DAY = timedelta(hours=1), timedelta(days=1)

#: Whom a life may need: three free people, and the three old hands of each of three teams.
ROLES = ("asker", "filer", "friend", "A1", "A2", "A3", "B1", "B2", "B3", "C1", "C2", "C3")
TEAMS = ("A", "B", "C")
#: How a service's charter may be: minutes to the first word, days to the offer, days between words.
CHARTERS = ((120, 2, 5), (240, 1, 3), (480, 3, 10))

SENTENCES = (
    "The list is in the shared folder, and the newest version is the one with the date.",
    "We need it for the board's meeting, so two days before would be best.",
    "Room 2.14 is free on most mornings; the porter has the key.",
    "It worked until Monday, and nobody changed anything that we know of.",
    "Please call before you come: the office is shared with two colleagues.",
    "Last year's form is attached to the earlier request and has the same fields.",
    "There are eleven of them, and three are needed before the others.",
    "The supplier says that delivery takes a week once the order is confirmed.",
    "I have checked the numbers twice and they still differ by the same amount.",
    "A short answer is enough; the details can wait until next week.",
)
REASONS = (
    "The part has not come.",
    "A colleague is ill this week.",
    "The other system is being moved.",
)


@dataclass(frozen=True)
class Step:
    """One act: a verb of ``playing.VERBS``, by whom, when after the asking, and with what.

    A time among the ``facts`` is a span from the moment of the act.
    """

    after: timedelta
    verb: str
    by: str
    facts: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Script:
    """A whole life, its first step the asking. ``service`` is a place in ``CHARTERS`` or none."""

    service: int | None
    steps: tuple[Step, ...]

    @property
    def length(self) -> timedelta:
        return self.steps[-1].after

    def until(self, span: timedelta) -> Script:
        """The same life as far as it has come."""
        return replace(self, steps=tuple(step for step in self.steps if step.after < span))


class Teller:
    """Tells one life after the other; the same seed tells the same lives."""

    def __init__(self, seed: int) -> None:
        self.dice = Random(seed)

    def tell(self) -> Script:
        """The next life."""
        story = _Story(self.dice)
        return Script(story.service, tuple(story.told()))


class _Story:
    """One life while it is being told."""

    def __init__(self, dice: Random) -> None:
        self.dice = dice
        self.service = dice.choice((0, 0, 1, 1, 2, 2, None))
        self.worker = dice.choices(("A1", "A2", "A3"), (60, 28, 12))[0]
        self.asker = "C1" if dice.random() < 0.06 else "asker"
        self.now = timedelta()

    def told(self) -> Iterator[Step]:
        yield Step(self.now, "ask", self.asker, self._asking())
        yield from self._first_word()
        if self._maybe(0.3):
            yield from self._understanding()
        if self._maybe(0.06):
            yield from self._away()
        elif self._maybe(0.06):
            yield from self._over_to_another_team()
        else:
            yield from self._work()
        yield from self._end()

    def _maybe(self, chance: float) -> bool:
        return self.dice.random() < chance

    def _words(self, most: int = 3) -> str:
        return " ".join(self.dice.sample(SENTENCES, self.dice.randint(1, most)))

    def _later(self, low: float, high: float) -> timedelta:
        """Some hours later."""
        self.now += timedelta(minutes=round(60 * self.dice.uniform(low, high)), seconds=1)
        return self.now

    def _step(self, low: float, high: float, verb: str, by: str, **facts: Any) -> Step:
        return Step(self._later(low, high), verb, by, facts)

    def _asking(self) -> dict[str, Any]:
        facts: dict[str, Any] = {"words": self._words(4)}
        if self._maybe(0.3):
            facts |= {"needed_by": DAY * self.dice.randint(4, 30), "needed_why": "The meeting."}
        if self._maybe(0.1):
            facts["by_filer"] = True
        if self._maybe(0.08):
            facts["for_friend"] = True
        if self._maybe(0.06):
            facts["waiting_outside"] = "A student, visa appointment on Friday"
        if self._maybe(0.02):
            facts["emergency"] = "The exam hall cannot open."
        return facts | ({"purpose": "So that the course can begin."} if self._maybe(0.5) else {})

    def _first_word(self) -> Iterator[Step]:
        if self._maybe(0.75):
            words = self._words(1) if self._maybe(0.4) else ""
            yield self._step(0.2, 3, "acknowledge", self.worker, words=words)
        if self._maybe(0.15):
            yield self._step(0.2, 3, "assign", self.worker, to=self.dice.choice(("A1", "A2")))
        if self._maybe(0.2):
            yield self._step(0.2, 6, "note", "A2", words=self._words(1))

    def _understanding(self) -> Iterator[Step]:
        if self._maybe(0.5):
            yield self._step(1, 8, "play_back", self.worker, words=self._words(2))
            verb = "confirm_playback" if self._maybe(0.7) else "correct_playback"
            yield self._step(1, 20, verb, self.asker, words=self._words(1))
        else:
            yield self._step(1, 8, "ask_asker", self.worker, words="Which version do you have?")
            yield self._step(2, 60, "answer_question", self.asker, words=self._words(1))

    def _work(self) -> Iterator[Step]:
        yield from self._promise()
        for _time in range(self.dice.choice((0, 0, 1, 1, 2))):
            by = self.dice.choice((self.worker, self.asker))
            yield self._step(2, 20, "write", by, words=self._words(2))
        yield from self.dice.choices(
            (self._nothing, self._plan, self._waiting, self._trouble), (5, 2, 2, 1)
        )[0]()

    def _promise(self) -> Iterator[Step]:
        due = DAY * self.dice.randint(4, 16)
        yield self._step(0.3, 5, "offer", self.worker, due_at=due)
        answer = self.dice.random()
        if answer < 0.15:
            yield self._step(1, 12, "counter", self.asker, due_at=due / 2, reason="It is for then.")
            yield self._step(1, 12, "accept", self.worker)
        elif answer < 0.9:
            yield self._step(1, 20, "accept", self.asker)

    def _nothing(self) -> Iterator[Step]:
        yield from ()

    def _plan(self) -> Iterator[Step]:
        yield self._step(1, 8, "make_plan", self.worker, steps=["Look", "Order", "Bring it"])
        yield self._step(2, 20, "start_work", self.worker)
        yield self._step(2, 20, "finish_step", self.worker, position=1)

    def _waiting(self) -> Iterator[Step]:
        until = DAY * self.dice.randint(1, 3)
        yield self._step(2, 20, "wait_for_other", self.worker, words="the supplier", until=until)
        yield self._step(20, 60, "resume", self.worker)

    def _trouble(self) -> Iterator[Step]:
        if self._maybe(0.5):
            due = DAY * self.dice.randint(3, 12)
            reason = self.dice.choice(REASONS)
            yield self._step(10, 40, "warn", self.worker, reason=reason, due_at=due)
            yield self._step(
                2, 20, self.dice.choice(("accept", "accept", "refuse_move")), self.asker
            )
        else:
            yield self._step(4, 40, "remind", self.asker)
            words = "I am sorry: it went under, and I see to it now."
            due = DAY * self.dice.randint(2, 6)
            yield self._step(150, 420, "apologise", self.worker, words=words, due_at=due)
            yield self._step(1, 20, "accept", self.asker)

    def _away(self) -> Iterator[Step]:
        yield self._step(1, 10, "decline", self.worker, words="That is not with us.")
        if self._maybe(0.6):
            yield self._step(1, 20, "pass_on", self.asker)
            yield self._step(1, 8, "accept_handover", "B1")
            self.worker = "B1"
            yield from self._promise()

    def _over_to_another_team(self) -> Iterator[Step]:
        yield self._step(1, 10, "hand_over", self.worker, reason="They have the machine for it.")
        if self._maybe(0.7):
            yield self._step(1, 8, "accept_handover", "B1")
            self.worker = "B1"
        else:
            yield self._step(1, 8, "refuse_handover", "B1", words="Ours is broken too.")
        yield from self._work()

    def _end(self) -> Iterator[Step]:
        if self._maybe(0.05):
            yield self._step(2, 40, "withdraw", self.asker, reason="It has been found.")
            return
        yield self._step(4, 60, "deliver", self.worker, words=self._words(1))
        if self._maybe(0.12):
            yield self._step(2, 40, "not_yet", self.asker, missing="The second page is missing.")
            yield self._step(4, 60, "deliver", self.worker, words=self._words(1))
        if self._maybe(0.85):
            yield self._step(1, 40, "confirm", self.asker)
            yield from self._afterwards()

    def _afterwards(self) -> Iterator[Step]:
        told: tuple[Callable[[], Iterator[Step]], ...] = (self._rate, self._thank, self._reopen)
        for part, chance in zip(told, (0.5, 0.3, 0.03), strict=True):
            if self._maybe(chance):
                yield from part()

    def _rate(self) -> Iterator[Step]:
        grades = [self.dice.choice((1, 2, 2, 3, 3, 3)) for _quality in range(4)]
        yield self._step(0.01, 5, "rate", self.asker, grades=grades)

    def _thank(self) -> Iterator[Step]:
        words = "Thank you: that was quick, and it works."
        yield self._step(0.01, 5, "thank", self.asker, words=words, to=self.worker)
        if self._maybe(0.3):
            yield self._step(1, 30, "show_thanks", self.worker)

    def _reopen(self) -> Iterator[Step]:
        yield self._step(10, 60, "reopen", self.asker, reason="It stopped again.")
        yield self._step(2, 40, "deliver", self.worker, words=self._words(1))
        yield self._step(1, 20, "confirm", self.asker)
