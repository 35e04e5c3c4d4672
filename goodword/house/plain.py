"""What no address of ours holds: the sign that databases refuse."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

NUL = "\0"
#: Stands for a sign that cannot be shown; no name of ours has it, so nothing is found by it.
UNKNOWN = "\N{REPLACEMENT CHARACTER}"


class NoNul:
    """Takes NUL out of what stands in an address, before anybody looks something up by it.

    PostgreSQL refuses a text with NUL, SQLite does not; a stranger's ``%00`` must be an address
    that does not exist, and no failure (RELIABILITY 35). What forms send is judged by the forms.
    """

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self._answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if NUL in request.path_info:
            request.path_info = request.path_info.replace(NUL, UNKNOWN)
            request.path = request.path.replace(NUL, UNKNOWN)
        query = request.META.get("QUERY_STRING", "")
        if "%00" in query:
            request.META["QUERY_STRING"] = query.replace("%00", "")
        return self._answer(request)
