"""What narrows a desk: read from the address, written back into addresses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.db.models import Q
from django.http import QueryDict

from goodword.house.lookups import anywhere
from goodword.people.models import Membership, Person

TEXT_AT_MOST = 100
#: More words make a search dearer, and no sharper.
WORDS_AT_MOST = 10


@dataclass(frozen=True, slots=True)
class Filters:
    """The choices on a desk. ``whose`` is "me", "nobody" or everybody's; empty means any.

    ``asking`` is the short name of a team whose people ask, ``service`` the key of a service.
    """

    text: str = ""
    whose: str = ""
    outside: bool = False
    emergency: bool = False
    asking: str = ""
    service: int | None = None

    @classmethod
    def read(cls, given: QueryDict | Mapping[str, str]) -> Filters:
        """Take from an address what is a filter; anything else is passed over."""
        whose, service = given.get("whose", ""), given.get("service", "")
        return cls(
            text=" ".join(given.get("q", "").replace("\x00", "").split())[:TEXT_AT_MOST],
            whose=whose if whose in {"me", "nobody"} else "",
            outside=given.get("outside", "") == "1",
            emergency=given.get("emergency", "") == "1",
            asking=given.get("asking", "").replace("\x00", "")[:120],
            service=int(service) if _is_key(service) else None,
        )

    @classmethod
    def of(cls, query: str) -> Filters:
        """The choices kept in a saved view."""
        return cls.read(QueryDict(query))

    def pairs(self) -> dict[str, str]:
        """As the address says them; what is not chosen is left out."""
        said = {
            "q": self.text,
            "whose": self.whose,
            "outside": "1" if self.outside else "",
            "emergency": "1" if self.emergency else "",
            "asking": self.asking,
            "service": str(self.service or ""),
        }
        return {name: value for name, value in said.items() if value}

    def query(self) -> str:
        """As the end of an address, without the question mark."""
        return urlencode(self.pairs())

    def ending(self) -> str:
        """As the end of an address, with the question mark where there is something to say."""
        query = self.query()
        return f"?{query}" if query else ""

    def matching(self, me: Person, today: date) -> Q:
        """The rows that are left."""
        return self.shape.matching(me, today, iter(self.values()))

    @property
    def shape(self) -> Shape:
        """What is chosen of what kind; with ``values`` it is the filter again."""
        return Shape(
            words=len(typed(self.text)) // 2,
            whose=self.whose,
            outside=self.outside,
            emergency=self.emergency,
            asking=bool(self.asking),
            service=bool(self.service),
        )

    def values(self) -> list[str | int]:
        """What somebody typed or chose, in the order in which ``shape`` takes them."""
        values: list[str | int] = [*typed(self.text)]
        if self.asking:
            values.append(self.asking)
        return [*values, self.service] if self.service else values

    @property
    def is_empty(self) -> bool:
        return not self.pairs()


@dataclass(frozen=True, slots=True)
class Shape:
    """Filters without what was typed: how a query is built, and prepared (``house.prepared``)."""

    words: int = 0
    whose: str = ""
    outside: bool = False
    emergency: bool = False
    asking: bool = False
    service: bool = False

    def matching(self, me: Person, today: date, values: Iterator[str | int]) -> Q:
        """The rows that are left by filters of this shape with these values."""
        wanted = said(self.words, values)
        if self.whose:
            wanted &= Q(owner=me) if self.whose == "me" else Q(owner=None)
        if self.outside:
            wanted &= ~Q(waiting_outside="")
        if self.emergency:
            wanted &= ~Q(emergency="")
        if self.asking:
            members = Membership.objects.current(today).filter(team__slug=next(values))
            wanted &= Q(asker__in=members.values("person"))
        if self.service:
            wanted &= Q(service=next(values))
        return wanted


def typed(text: str) -> list[str]:
    """What ``said`` is given for words that somebody looks for: each once, ten at most."""
    words = list(dict.fromkeys(text.split()))[:WORDS_AT_MOST]
    return [value for word in words for value in (anywhere(word), word.upper())]


def said(words: int, values: Iterator[str | int]) -> Q:
    """Every word stands in the title, the reference or the asker's name."""
    wanted = Q()
    for _word in range(words):
        pattern, reference = next(values), next(values)
        named = Q(reference=reference) | Q(asker__name__fits=pattern)
        wanted &= Q(title__fits=pattern) | named
    return wanted


def _is_key(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 10
