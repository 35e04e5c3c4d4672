"""What is known at a moment about how long requests take.

An experience is told what happens in the order in which it happens, and nothing else: so no
advice can rest on a fact of the future. Moments and lengths are working days on one scale.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Hashable, Iterator
from dataclasses import dataclass, field

from goodword.advisor.curve import Curve, Share
from goodword.advisor.survival import DONE, OPEN, Observation, quantiles, weight_of

Place = tuple[Hashable, Hashable, Hashable]
"""Whose work of which sort: team, service, kind. What is not known is one value like any other."""

SHORTEST_SPAN = 60.0
"""Working days that are looked back on at least."""
SPANS_OF_P85 = 3.0
"""A team whose work is long is looked back on longer."""
SPAN_FROM_LAST = 3000
GROWN_BY = 1.05
"""After how much growth the span is worked out anew; it moves slowly and costs a whole pass."""
AT_MOST, AT_LEAST = 400, 150
"""Requests of the same kind that are learned from."""
SKETCHED_AT_MOST = 200
"""Requests of each wider circle. What is scaled down to 20 or 40 need not be drawn as finely."""
CALIBRATED_AT_MOST, CALIBRATED_AT_LEAST = 600, 200
HALVED, HALVED_SHARES = 2.0, 3.0
"""How often weights are halved within a span: an older request tells less of today."""
CIRCLES = ((3, None), (2, 40.0), (1, 20.0), (0, 20.0))
"""From the same kind of work out to the whole house: how much of the place is equal, and to how
many requests such experience is scaled down. The same kind keeps its full weight."""
BEYOND_LONGEST = 1.15
"""Where a curve ends that does not come down by itself, in longest finished lengths."""


@dataclass(slots=True)
class _Group:
    """Requests of one place, in the order in which they were asked."""

    asked: list[float] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)

    def since(self, moment: float, at_least: int) -> int:
        """Return where the requests since a moment begin; at least so many are taken."""
        return min(bisect_left(self.asked, moment), max(0, len(self.asked) - at_least))

    def sample(self, since: float, at_least: int, at_most: int) -> list[int]:
        """Return the requests since a moment, thinned evenly where they are too many."""
        begin = self.since(since, at_least)
        many = len(self.asked) - begin
        if many <= at_most:
            return self.numbers[begin:]
        return [self.numbers[begin + step * many // at_most] for step in range(at_most)]

    def sketch(self, since: float, at_least: int, at_most: int) -> list[int]:
        """Return every so-manieth request since a moment: between half of ``at_most`` and all."""
        begin = self.since(since, at_least)
        return self.numbers[begin :: -(-(len(self.numbers) - begin) // at_most)]


class Experience:
    """Requests with their lives so far. ``asked`` and ``finished`` are told in order of time.

    What was finished stays as it is, so its observation is put together once, with the weight
    it has at the moment ``_since``. Only ratios of weights count, so all may be older together.
    """

    def __init__(self) -> None:
        self._asked: list[float] = []
        self._lengths: list[float | None] = []
        self._states: list[int] = []
        self._curves: list[Curve | None] = []
        self._shares: list[Share | None] = []
        self._groups: dict[tuple[Hashable, ...], _Group] = {}
        self._observed: list[Observation | None] = []
        self._placed: list[Observation | None] = []
        self._finished = 0
        self._sum = 0.0
        self._longest = 0.0
        self._span = SHORTEST_SPAN
        self._since = 0.0
        self._span_until = 0.0

    def __len__(self) -> int:
        return len(self._asked)

    @property
    def finished_lives(self) -> int:
        """How many have ended."""
        return self._finished

    @property
    def mean(self) -> float:
        """The mean length of those that have ended: never a promise, only to compare with."""
        return self._sum / self._finished if self._finished else 0.0

    @property
    def end(self) -> float:
        """Where a curve ends that the finished lives do not bring down."""
        return self._longest * BEYOND_LONGEST

    def asked(self, at: float, place: Place, curve: Curve | None = None) -> int:
        """Note a request, with the odds that were given for it; answer its number here."""
        number = len(self._asked)
        self._asked.append(at)
        self._lengths.append(None)
        self._states.append(DONE)
        self._curves.append(curve)
        self._shares.append(None)
        self._observed.append(None)
        self._placed.append(None)
        for depth, _ in CIRCLES:
            group = self._groups.setdefault(place[:depth], _Group())
            group.asked.append(at)
            group.numbers.append(number)
        return number

    def finished(self, number: int, length: float, needed: float | None = None) -> None:
        """Note how long a request took, in working days.

        ``needed`` is the shortest promise that would have been kept. It is shorter than the
        length where dates are rounded up to the end of a day.
        """
        self._lengths[number] = length
        if curve := self._curves[number]:
            self._shares[number] = curve.share(length if needed is None else max(needed, 0.0))
            self._curves[number] = None
        self._weigh(number)
        self._note_end(length)

    def recall(
        self,
        at: float,
        place: Place,
        length: float,
        ending: int = DONE,
        share: Share | None = None,
    ) -> None:
        """Note a life whole, as it is known now: for an experience of one moment.

        ``ending`` is DONE, or OPEN for one that is this old and goes on, or that ended undone.
        ``share`` is where it came to lie on its own curve, or has come to so far. Each team
        counts lengths on hours of its own, so an age comes with its life; ``at`` only says how
        long ago it was asked, on one scale for all.
        """
        number = self.asked(at, place)
        self._lengths[number], self._states[number] = length, ending
        self._shares[number] = share
        self._weigh(number)
        if ending == DONE:
            self._note_end(length)

    def _note_end(self, length: float) -> None:
        self._finished += 1
        self._sum += length
        self._longest = max(self._longest, length)

    def of_service(self, place: Place) -> int:
        """How many requests of the same service are known."""
        group = self._groups.get(place[:2])
        return len(group.numbers) if group else 0

    def span(self, at: float) -> float:
        """Return how many working days are looked back on."""
        if len(self._asked) >= self._span_until:
            self._span_until = len(self._asked) * GROWN_BY
            lately = range(max(0, len(self._asked) - SPAN_FROM_LAST), len(self._asked))
            (p85,) = quantiles((self._so_far(number, at) for number in lately), (0.85,))
            self._span = max(SHORTEST_SPAN, SPANS_OF_P85 * (self.end if p85 is None else p85))
            self._since = at
            for number in range(len(self._asked)):
                self._weigh(number)
        return self._span

    def _so_far(self, number: int, at: float) -> Observation:
        length = self._lengths[number]
        if length is None:
            return at - self._asked[number], OPEN, 1.0
        return length, self._states[number], 1.0

    def _weigh(self, number: int) -> None:
        """Put the observations of a life that is known whole together."""
        length, share = self._lengths[number], self._shares[number]
        halved = (self._asked[number] - self._since) / self._span
        if length is not None:
            self._observed[number] = length, self._states[number], 2.0 ** (halved * HALVED)
        if share is not None:
            self._placed[number] = *share, 2.0 ** (halved * HALVED_SHARES)

    def pool(self, at: float, place: Place) -> list[Observation]:
        """Return what to learn from: the same kind of work in full, wider circles by less."""
        span = self.span(at)
        aged = 2.0 ** ((at - self._since) / span * HALVED)
        pooled: list[Observation] = []
        for weight_at_most, numbers in self._circles(place, at - span):
            part = self._observations(numbers, at, span)
            if weight_at_most is not None:
                total = sum(map(weight_of, part)) / aged
                if total > weight_at_most:
                    part = _scaled(part, weight_at_most / total)
            pooled += part
        return pooled

    def _circles(self, place: Place, since: float) -> Iterator[tuple[float | None, list[int]]]:
        """Yield the requests of each circle, the narrowest first.

        A wider circle holds the narrower ones, too: it stands for work as it usually is. With
        the others alone a request of a small kind would be told the odds of its opposite.
        """
        size = 0
        for depth, weight_at_most in CIRCLES:
            group = self._groups.get(place[:depth])
            # Circles lie inside each other: of equal size means the same requests.
            if group is not None and len(group.numbers) != size:
                size = len(group.numbers)
                if weight_at_most is None:
                    yield None, group.sample(since, AT_LEAST, AT_MOST)
                else:
                    yield weight_at_most, group.sketch(since, AT_LEAST, SKETCHED_AT_MOST)

    def _observations(self, numbers: list[int], at: float, span: float) -> list[Observation]:
        observed, asked, since = self._observed, self._asked, self._since
        return [
            observed[number]
            or (at - asked[number], OPEN, 2.0 ** ((asked[number] - since) / span * HALVED))
            for number in numbers
        ]

    def shares(self, at: float, today: float) -> list[Observation]:
        """Return where recent requests came to lie in their own odds, or have come to so far.

        ``today`` is when the day began at whose end a date would hold what is done now: what is
        open has come as far as a promise that ended then.
        """
        group = self._groups.get(())
        if group is None:
            return []
        span = self.span(at)
        numbers = group.sample(at - span * 2 / 3, CALIBRATED_AT_LEAST, CALIBRATED_AT_MOST)
        curves, placed, asked, since = self._curves, self._placed, self._asked, self._since
        known: list[Observation] = []
        for number in numbers:
            if (place := placed[number]) is not None:
                known.append(place)
            elif (curve := curves[number]) is not None:
                share, _ = curve.share(max(today - asked[number], 0.0))
                weight = 2.0 ** ((asked[number] - since) / span * HALVED_SHARES)
                known.append((share, OPEN, weight))
        return known


def _scaled(observed: list[Observation], factor: float) -> list[Observation]:
    return [(length, state, weight * factor) for length, state, weight in observed]
