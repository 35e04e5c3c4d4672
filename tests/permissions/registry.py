"""How an entry of the table is written, and how it is looked up."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.permissions.roles import COLLEAGUES, EVERYBODY, Role
from tests.permissions.world import World

Arguments = Callable[[World], tuple[Any, ...]]
Data = Callable[[World], Mapping[str, Any]]
Says = Callable[[World], Mapping[str, Collection[Role]]]

OK = frozenset({200})
NOT_THERE = frozenset({404})
#: What a form answers that was sent with nothing in it, or that succeeded.
ANSWERED = frozenset({200, 204, 302, 303, 409, 422})


#: All that somebody from outside can open; the rest of the house is not there for them.
GUESTS_OPEN = frozenset(
    {
        "healthz", "ui:accessibility", "ui:keys", "people:theme", "account_logout",
        "guests:find", "guests:door", "guests:come-in", "guests:own", "guests:profile",
        "guests:leaving", "feedback:close", "feedback:good-words",
        *(
            f"requests:{noun}"
            for noun in (
                "request", "banner", "messages", "file", "calendar", "why", "playback-answer",
                "question-answer", "counter-offers", "move-answer", "reopening", "withdrawal",
                "dispute", "reminder", "passing-on", "filer", "offer-answer",
            )
        ),
    }
)  # fmt: skip
#: Where the way home leads a guest to their own request.
LEADS_HOME = frozenset({"pages:home", "account_login"})


def nothing(world: World) -> tuple[Any, ...]:
    """Arguments of an address that has none."""
    return ()


@dataclass(frozen=True)
class Entry:
    """Who may open one address, how it is opened, and which planted words it shows to whom.

    ``open_to`` get one of ``answers``; everybody else who is signed in gets ``refused``, and
    visitors are sent to the sign-in page.  ``shows`` names, for each planted word the address
    shows, the roles in whose answer it must stand: the sweep proves nothing without it.
    """

    name: str
    open_to: frozenset[Role]
    arguments: Arguments = nothing
    method: str = "get"
    data: Data = field(default=lambda world: {})
    query: str = ""
    answers: frozenset[int] = OK
    refused: frozenset[int] = frozenset({404})
    shows: Mapping[str, Collection[Role]] = field(default_factory=lambda: MappingProxyType({}))
    #: Sentences and addresses that stand in the answers of these roles and in no other's.
    says: Says = field(default=lambda world: {})
    headers: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    #: Tells apart two entries of one address.
    because: str = ""
    #: Outsiders who may learn from this page that something happened, such as that a letter went.
    varies_for: frozenset[Role] = frozenset()

    def address(self, world: World) -> str:
        """Answer the address in this world."""
        return reverse(self.name, args=self.arguments(world)) + self.query

    def expected(self, role: Role) -> frozenset[int]:
        """Answer which codes this role may get."""
        if role is Role.GUEST and self.name not in GUESTS_OPEN:
            return frozenset({302}) if self.name in LEADS_HOME else NOT_THERE
        if role in self.open_to:
            return self.answers
        return frozenset({302}) if role is Role.ANONYMOUS else self.refused

    def __str__(self) -> str:
        return f"{self.method} {self.name}{' ' + self.because if self.because else ''}"


def public(name: str, **more: Any) -> Entry:
    """Write an entry for a page that everybody may open, signed in or not."""
    return Entry(name, EVERYBODY, **more)


def everyday(name: str, **more: Any) -> Entry:
    """Write an entry for a page that every colleague may open who is signed in."""
    return Entry(name, COLLEAGUES, **more)


def form(name: str, open_to: frozenset[Role], arguments: Arguments = nothing, **more: Any) -> Entry:
    """Write an entry for an address that only takes forms."""
    return Entry(name, open_to, arguments, **({"method": "post", "answers": ANSWERED} | more))


def addresses() -> Iterator[tuple[str, str]]:
    """Yield name and pattern of every address the product answers."""
    yield from _walk(get_resolver(), "", "")


def _walk(resolver: URLResolver, space: str, prefix: str) -> Iterator[tuple[str, str]]:
    for pattern in resolver.url_patterns:
        here = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from _walk(pattern, inner, here)
        elif isinstance(pattern, URLPattern):
            yield f"{space}{pattern.name or ''}", here
