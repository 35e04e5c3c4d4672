"""Guests stay in their one thread, whatever address they type."""

from __future__ import annotations

from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from goodword.house.middleware import Answer

#: Where a session keeps the key of the request its guest was let in to.
THREAD: Final = "goodword_thread"

#: What a guest can open; everything else is not there for them.
OPEN_TO_GUESTS: Final = frozenset(
    {
        *(
            f"requests:{noun}"
            for noun in (
                "request", "banner", "messages", "file", "calendar", "why", "playback-answer",
                "question-answer", "counter-offers", "move-answer", "reopening", "withdrawal",
                "dispute", "reminder", "passing-on", "filer", "offer-answer",
            )
        ),
        "feedback:close",
        "feedback:good-words",
        "guests:find",
        "guests:door",
        "guests:come-in",
        "guests:own",
        "guests:profile",
        "guests:leaving",
        "people:theme",
        "account_logout",
        "ui:accessibility",
        "ui:keys",
        "healthz",
    }
)  # fmt: skip
#: Where the way home leads a guest.
HOME: Final = frozenset({"pages:home", "account_login"})


class OneThread:
    """Ties a guest to the thread they were let in to, and shows them nothing else of the house."""

    def __init__(self, answer: Answer) -> None:
        self._answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if getattr(request.user, "is_guest", False):
            # A session without a thread sees none: 0 is nobody's key.
            # A guest is signed in, so this is a person and nobody anonymous.
            request.user.thread = int(request.session.get(THREAD, 0))  # type: ignore[union-attr]
        return self._answer(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """Answer "not there" for every page that is not a guest's."""
        match = request.resolver_match
        if not getattr(request.user, "is_guest", False) or match is None:
            return None
        if match.view_name in HOME:
            return redirect("guests:own")
        if match.view_name not in OPEN_TO_GUESTS:
            raise Http404
        return None
