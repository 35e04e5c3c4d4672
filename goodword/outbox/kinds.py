"""The kinds of letters there are. Each room registers its own when the program starts.

A kind's resolver words the letter at the moment it is sent. It answers None when the person may
no longer see what it is about, or when it is no longer true; the letter is then not sent.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from goodword.outbox.models import Letter
    from goodword.people.models import Person

NOW, DIGEST, NEVER = "now", "digest", "never"


@dataclass(frozen=True)
class Rendered:
    """A letter in words: the same facts as text and as HTML.

    ``reference`` names the request a reply goes to; ``from_name`` the person who speaks.
    ``title`` and ``link`` head its lines in a digest; ``carried`` are the letters a digest holds.
    ``lets_in`` marks words that let their reader in: they are sent and not kept. ``offers_end``
    says of a digest that something in it may be ended by one click.
    """

    subject: str
    text: str
    html: str
    reference: str = ""
    from_name: str = ""
    title: str = ""
    link: str = ""
    next_word: str = ""
    carried: tuple[int, ...] = ()
    lets_in: bool = False
    offers_end: bool = False


Resolver = Callable[["Letter", datetime], Rendered | None]


@dataclass(frozen=True)
class Kind:
    """One kind of letter, and how people may have it.

    ``reason`` completes the mail's last line, "You get this because ...". ``automatic`` letters
    are the product's own words and say so in their headers; others carry a person's words.
    ``may_wait`` lets a person put it into the digest, ``may_refuse`` lets them not have it at
    all. ``at_any_hour`` is for letters that answer what the person did just now. One that
    ``says_nothing`` tells nothing of what it is about, so that any mailbox may have it. Of a kind
    that ends ``by_one_click`` the mail program itself offers that none come any more (RFC 8058):
    news and copies, and nothing that a duty hangs on.
    """

    name: str
    resolver: Resolver
    reason: Any
    label: Any
    urgent: bool = True
    automatic: bool = False
    may_wait: bool = True
    may_refuse: bool = False
    at_any_hour: bool = False
    says_nothing: bool = False
    by_one_click: bool = False

    @property
    def choices(self) -> tuple[str, ...]:
        """What a person may choose for this kind."""
        waiting = (DIGEST,) if self.may_wait else ()
        return (NOW, *waiting, *((NEVER,) if self.may_refuse else ()))

    def choice_of(self, person: Person, urgent: bool | None = None) -> str:
        """Say how this person has this kind: as they chose, else at once or in the digest."""
        chosen = str(person.letter_choices.get(self.name, ""))
        if chosen in self.choices:
            return chosen
        return NOW if (self.urgent if urgent is None else urgent) else DIGEST


_kinds: dict[str, Kind] = {}


def register(name: str, resolver: Resolver, *, reason: Any, label: Any = "", **how: bool) -> Kind:
    """Make a kind of letter known; called from an app's ``ready``. The last one counts."""
    from goodword.outbox.unproven import careful

    worded = resolver if how.get("says_nothing") else careful(resolver)
    _kinds[name] = Kind(name, worded, reason, label or reason, **how)
    return _kinds[name]


def kind_of(name: str) -> Kind:
    """Answer a kind by its name. Raises ``LookupError`` for one nobody registered."""
    if name not in _kinds:
        raise LookupError(f"No room has registered letters of the kind {name}")
    return _kinds[name]


def words_of(name: str) -> str:
    """Say a kind as people read of it in their profile; its name where no room has it any more."""
    return str(_kinds[name].label) if name in _kinds else name


def to_choose() -> list[Kind]:
    """Answer the kinds a person has a choice about, for their profile."""
    return [kind for kind in _kinds.values() if len(kind.choices) > 1]


def forget(name: str) -> None:
    """Take a kind away again, for tests that brought their own."""
    _kinds.pop(name, None)
