"""What pages say while something stands still; nobody asks the database for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from goodword.operations.watching import standing
from goodword.operations.watching.alerts import Alert, Level

#: Pages on which people other than operators are told; the others stay as they are.
FOR_ASKERS = ("pages:home", "pages:asked", "requests:request", "outbox:sent-mail", "guests:own")


@dataclass(frozen=True)
class Notice:
    """One line above a page: what it says, its colour and its sign."""

    kind: str
    icon: str
    words: str


def notices(request: HttpRequest) -> list[Notice]:
    """Answer what this reader is told above this page."""
    me: Any = getattr(request, "user", None)
    found = standing.troubles()
    if not found or me is None or not me.is_authenticated:
        return []
    if me.is_operator:
        return [_for_operator(alert) for alert in found if alert.level != Level.WATCH]
    return _for_asker(request, found)


def _for_operator(alert: Alert) -> Notice:
    return Notice("broken", "warning-circle", f"{alert.sentence} {alert.advice}")


def _for_asker(request: HttpRequest, found: list[Alert]) -> list[Notice]:
    """Tell what they notice themselves, once, and that the pages can be trusted."""
    match = request.resolver_match
    if match is None or match.view_name not in FOR_ASKERS:
        return []
    words = next((str(alert.to_askers) for alert in found if alert.to_askers), "")
    return [Notice("risk", "warning", words)] if words else []
