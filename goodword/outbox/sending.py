"""What a worker does with the letters it has taken in hand: word, hand over, write down.

Each letter is asked about just before it leaves: is its receiver still here, at which address,
and may they still see what it is about. How one letter went is written down in the same commit
in which the next one is noted as leaving, so that a letter costs one commit and what happens to
it is never more in doubt than it must be.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from zoneinfo import ZoneInfo

import structlog
from django.core.exceptions import MultipleObjectsReturned, ObjectDoesNotExist
from django.db import OperationalError
from django.db.models import QuerySet
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from jinja2 import TemplateError

from goodword.house import faults
from goodword.house.prepared import prepared
from goodword.house.trouble import Trouble, trouble_of
from goodword.outbox import actions, addresses, composing
from goodword.outbox.actions import How, Result
from goodword.outbox.actions.delivering import LEASE, no_longer_theirs
from goodword.outbox.kinds import Rendered, kind_of
from goodword.outbox.models import Letter
from goodword.outbox.transports import Away, Doubt, Never, NotNow, Transport
from goodword.people.models import Person

log = structlog.get_logger(__name__)

#: After so long nobody begins another letter: the lease must hold for the one in hand.
BUDGET = LEASE.total_seconds() / 2
#: How long a worker waits, in seconds, before it writes again where the database was held.
PATIENCE = (1, 3, 9)
#: How many results a worker carries along where handing over twice leaves one copy.
CARRIED = 25
#: What a mistake in a room's wording raises. One letter is put off then, and the others leave.
MISTAKES = (
    ArithmeticError,
    AttributeError,
    LookupError,
    MultipleObjectsReturned,
    NameError,
    ObjectDoesNotExist,
    RuntimeError,
    TemplateError,
    TypeError,
    ValueError,
)


@dataclass
class Batch:
    """Letters in the hands of one worker, sent one after the other in their order."""

    way: Transport
    at: datetime
    seconds: Callable[[], float] = time.monotonic
    #: How to wait for a held database: a worker has nothing better to do, a test hands in another.
    pause: Callable[[float], object] = time.sleep
    results: list[Result] = field(default_factory=list)
    away: str = ""

    def send(self, letters: Iterable[Letter]) -> int:
        """Deal with them all, unless time runs out; answer how many were dealt with.

        Where the other side cannot be reached at all, the rest is put off with the one that
        found out. What has not been looked at is given back.
        """
        rest, began, done = deque(letters), self.seconds(), 0
        try:
            while rest and not self.away and self.seconds() - began < BUDGET:
                self._deal_with(rest.popleft())
                done += 1
        finally:
            self._settle()
            if not self.away:
                actions.give_back(rest)
        if self.away:
            actions.put_off(rest, self.away, self.at)
            done += len(rest)
        return done

    def _deal_with(self, letter: Letter) -> None:
        (letter.to,) = _as_they_are(letter.to_id)
        worded = self._worded(letter)
        faults.point("letters.worded")
        result = worded if isinstance(worded, Result) else self._post(letter, worded)
        if result is not None:
            self.results.append(result)
            faults.point("letters.done")

    def _worded(self, letter: Letter) -> Rendered | Result:
        """Ask the kind's resolver for the words, and answer why there are none to be sent."""
        if not letter.to.is_active:
            return Result(letter, How.NOT_SENT, _("This person no longer works here."))
        try:
            rendered = words_of(letter, self.at)
        except MISTAKES as mistake:
            log.exception("a letter could not be worded", letter=letter.pk, kind=letter.kind)
            words = _("It could not be put into words: %(what)s") % {"what": type(mistake).__name__}
            return Result(letter, How.NOT_NOW, words)
        return rendered or Result(letter, How.NOT_SENT, no_longer_theirs())

    def _post(self, letter: Letter, rendered: Rendered) -> Result | None:
        """Hand it over under the address of this moment; None when the lease was lost."""
        try:
            to = composing.wire_address(letter.to.email)
            mail = composing.compose(letter, rendered, kind_of(letter.kind), self.at)
        except ValueError as problem:
            return Result(letter, How.NEVER, str(problem))
        return self._hand_over(letter, rendered, mail, to) if self._leaves(letter) else None

    def _leaves(self, letter: Letter) -> bool:
        """Write down what is known, and that this letter is about to leave; False: lease lost."""
        if self.way.is_repeatable:
            if len(self.results) >= CARRIED:
                self._settle()
            return True
        results, self.results = self.results, []
        return self._write_down(results, leaving=letter)

    def _settle(self) -> None:
        results, self.results = self.results, []
        if any(result.how is How.SENT for result in results):
            results = self._certain(results)
        if results:
            self._write_down(results)

    def _write_down(self, results: list[Result], leaving: Letter | None = None) -> bool:
        """Note how it went, with patience for others: what has left must not leave again."""
        for patience in PATIENCE:
            try:
                return actions.settle(results, self.at, leaving=leaving)
            except OperationalError as problem:
                if trouble_of(problem) is not Trouble.BUSY:
                    raise
                log.warning("the database is held by somebody else", letters=len(results))
                self.pause(patience)
        return actions.settle(results, self.at, leaving=leaving)

    def _certain(self, results: list[Result]) -> list[Result]:
        """Have the transport keep what it took; what it cannot keep is handed over once more."""
        try:
            self.way.settle()
        except NotNow as problem:
            again = Result(results[0].letter, How.NOT_NOW, str(problem))
            return [
                replace(again, letter=result.letter) if result.how is How.SENT else result
                for result in results
            ]
        return results

    def _hand_over(self, letter: Letter, rendered: Rendered, mail: bytes, to: str) -> Result:
        sender = addresses.bounce_address(letter.token)
        faults.point("letters.handing_over")
        try:
            self.way.hand_over(mail, sender=sender, to=to, token=letter.token)
        except NotNow as problem:
            self.away = str(problem) if isinstance(problem, Away) else ""
            return Result(letter, How.NOT_NOW, str(problem))
        except Doubt as problem:
            return Result(letter, How.IN_DOUBT, str(problem))
        except Never as problem:
            return Result(letter, How.NEVER, str(problem))
        faults.point("letters.handed_over")
        return Result(letter, How.SENT, rendered=rendered)


@prepared
def _as_they_are(key: int) -> QuerySet[Person]:
    """The receiver as they are at this moment: here or gone, under which address."""
    return Person.objects.filter(pk=key).order_by()


def words_of(letter: Letter, at: datetime) -> Rendered | None:
    """Ask the kind's resolver, in the person's own language and on their clock."""
    zone = ZoneInfo(letter.to.zone)
    with translation.override(letter.to.language), timezone.override(zone):
        return kind_of(letter.kind).resolver(letter, at)
