"""One line in the log for each answered request, and a trace by which to find it.

The line says which page by its name, never by its address, which may be somebody's way in; and
who by a number, never by a name (RELIABILITY case 39).  Nothing a visitor sends is written down
but the method, and that only when it is one of the known ones.
"""

from __future__ import annotations

import logging
import secrets
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import structlog
from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse

log = structlog.get_logger(__name__)

HEADER = "X-Trace"
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


@dataclass
class Answered:
    """What is known of a request once it was answered."""

    method: str
    page: str = ""
    status: int = 0
    seconds: float = 0.0
    queries: int = 0
    person: int | None = None
    database_errors: list[str] = field(default_factory=list)

    def count(
        self,
        execute: Callable[..., Any],
        sql: str,
        params: Any,
        many: bool,
        context: Mapping[str, Any],
    ) -> Any:
        """Let a query through, counted (Django's ``execute_wrapper``)."""
        self.queries += 1
        try:
            return execute(sql, params, many, context)
        except DatabaseError as problem:
            self.database_errors.append(type(problem).__name__)
            raise


Observer = Callable[[Answered], None]
_observers: list[Observer] = []


def observe(observer: Observer) -> None:
    """Tell somebody else, too, about every answered request."""
    _observers.append(observer)


def forget(observer: Observer) -> None:
    """Tell them no longer."""
    _observers.remove(observer)


class RequestLine:
    """Measures each request, writes its line, and answers its trace as a header."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self._answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        trace = secrets.token_hex(8)
        method = request.method if request.method in METHODS else "OTHER"
        answered = Answered(str(method))
        began = time.perf_counter()
        with (
            structlog.contextvars.bound_contextvars(trace=trace),
            connection.execute_wrapper(answered.count),
        ):
            response = self._answer(request)
            answered.seconds = time.perf_counter() - began
            answered.status = response.status_code
            self._tell(request, answered)
        response.headers[HEADER] = trace
        return response

    def _tell(self, request: HttpRequest, answered: Answered) -> None:
        match = request.resolver_match
        answered.page = match.view_name if match else ""
        answered.person = _person(request)
        for observer in _observers:
            observer(answered)
        if settings.CONFIGURATION.request_log and log.is_enabled_for(logging.INFO):
            log.info(
                "answered",
                method=answered.method,
                page=answered.page,
                status=answered.status,
                ms=round(answered.seconds * 1000, 1),
                queries=answered.queries,
                person=answered.person,
            )


def _person(request: HttpRequest) -> int | None:
    """Answer the number of who is signed in, where the request has asked for them anyway."""
    person = vars(request).get("_cached_user")
    key: int | None = getattr(person, "pk", None)
    return key
