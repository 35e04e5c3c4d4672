"""What stands between a page and a database that is away, a disk that is full, a form too large."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib.sessions.exceptions import SessionInterrupted
from django.db import DatabaseError, InterfaceError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from goodword.house import limits, sessions
from goodword.house.trouble import trouble_behind, trouble_of
from goodword.ui import errors

Answer = Callable[[HttpRequest], HttpResponse]

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


class StoreTrouble:
    """Answers 503 in words when a page could not reach the database, or could not write.

    What goes wrong before the page itself (the session, the person) comes to the same words by
    way of ``errors.server_error``.
    """

    def __init__(self, answer: Answer) -> None:
        self._answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self._answer(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Called by Django for whatever a page did not catch."""
        what = trouble_of(error)
        return errors.store_failed(request, what) if what else None


class Sessions(sessions.Sessions):
    """Django's sessions; one that cannot be written down keeps nobody from what is done.

    With a full disk a reader loses no more than that we remember they were here, and somebody
    whose act was kept no more than the line that says so. Only a session that would begin now
    has to be written: without it nobody is signed in.
    """

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """Write the session down, if that is possible."""
        try:
            return super().process_response(request, response)
        except SessionInterrupted as error:
            # Django takes any failure to write a session for somebody who signed out meanwhile.
            if trouble_behind(error) is None:
                raise
        except (DatabaseError, InterfaceError) as error:
            if request.method not in SAFE or trouble_of(error) is None:
                raise
        return response


class HowMuch:
    """Says 413 when a form carries more than it may, with what was typed (RELIABILITY 34)."""

    def __init__(self, answer: Answer) -> None:
        self._answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method != "POST":
            return self._answer(request)
        if _announced(request) > limits.BODY_SIZE:
            return errors.too_large(request)
        if sentence := _what_is_too_much(request):
            return errors.too_much(request, sentence)
        return self._answer(request)


def _announced(request: HttpRequest) -> int:
    """How many bytes are on their way; nothing of them is read yet."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    return int(length) if length.isascii() and length.isdigit() else 0


def _what_is_too_much(request: HttpRequest) -> str:
    values = [value for _name, found in request.POST.lists() for value in found]
    if len(values) > limits.FORM_FIELDS:
        return _("This form has %(count)s fields; %(most)s are the most we can take.") % {
            "count": len(values),
            "most": limits.FORM_FIELDS,
        }
    if _announced(request) <= limits.TEXT_SIZE:
        return ""
    size = sum(len(str(value).encode(errors="surrogatepass")) for value in values)
    if size > limits.TEXT_SIZE:
        return _("These are %(size)s MB of words; %(most)s MB are the most we can take.") % {
            "size": f"{size / limits.MIB:.1f}",
            "most": limits.TEXT_SIZE // limits.MIB,
        }
    return ""
