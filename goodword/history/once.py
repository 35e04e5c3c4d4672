"""A form is done once, however often it is sent (RELIABILITY 41, 42; decision 8).

Every form carries a key of its own (``ui.context``). The first time it arrives the key is written
down in the transaction of its first act, and no longer one is held for it; whoever sends it again
is led to where the first one led. The
very same words from a second window, within two minutes, are asked about once before they count.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from http import HTTPStatus
from threading import Event
from typing import Final

from django.contrib import messages
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from goodword.history.models import FormKey
from goodword.house import clock
from goodword.house.action import together_with
from goodword.ui import errors
from goodword.ui.kept import AGAIN, KEY, has_words

Answer = Callable[[HttpRequest], HttpResponse]

#: Buttons that only look at something: the same form is still to be sent.
LOOKING: Final = ("preview", "look")
#: Not part of what somebody says.
_BESIDE: Final = frozenset({KEY, AGAIN, "nonce", "csrfmiddlewaretoken"})
#: Two windows in which somebody does the same thing are open at the same time.
_TWO_WINDOWS: Final = timedelta(minutes=2)
_WELL_FORMED: Final = re.compile(r"[A-Za-z0-9_-]{8,64}")
#: How often, and how far apart in seconds, the second of two at one instant looks for the answer.
_LOOKS: Final = 40
_BETWEEN_LOOKS: Final = 0.05
_ADDRESS: Final = 500


class _Taken(Exception):
    """The form arrived before."""


@dataclass(frozen=True)
class _Form:
    """What tells one sending of a form from another."""

    person: int
    purpose: str
    key: str


class _Sending:
    """One form on its way: written down with its act, closed with its answer."""

    def __init__(self, form: _Form, body: str) -> None:
        self._form, self._body = form, body
        self._row: FormKey | None = None

    def before(self) -> None:
        """Write the key down first of all: of two at one instant the second waits here."""
        try:
            self._row = FormKey.objects.create(
                person_id=self._form.person,
                purpose=self._form.purpose,
                key=self._form.key,
                body=self._body,
                used_at=clock.now(),
            )
        except IntegrityError:
            raise _Taken from None

    def after(self, done: object) -> None:
        """Keep where the thing done has its page: whoever dies before the answer leaves that."""
        if self._row is not None and (where := _page_of(done)):
            self._row.answer = where[:_ADDRESS]
            self._row.save(update_fields=["answer"])

    def close(self, response: HttpResponse) -> None:
        """Keep where it led; with any other answer the key is free again."""
        if self._row is None:
            return
        used = FormKey.objects.sent_by(self._form.person).filter(pk=self._row.pk)
        if not _leads_on(response):
            used.delete()
        elif self._row.answer != response["Location"][:_ADDRESS]:
            used.update(answer=response["Location"][:_ADDRESS])


def _page_of(done: object) -> str:
    """The page of what an act answered: its own, or that of the request it belongs to."""
    whole = getattr(done, "service_request", done)
    return str(whole.get_absolute_url()) if hasattr(whole, "get_absolute_url") else ""


class DoneOnce:
    """Does a form once; says so kindly when it comes again, and loses no second text.

    An answer that leads somewhere is a success and takes the key. With any other (a mistake to
    put right, a page) the key stays free, and the corrected form may be sent.
    """

    def __init__(self, answer: Answer) -> None:
        self._answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        form = _form_of(request)
        if form is None:
            return self._answer(request)
        body = body_of(request)
        if _earlier(form):
            return _again(request, _led_on(form), body)
        asks = has_words(request) and AGAIN not in request.POST
        if asks and (twin := _twin(form, body)):
            return errors.sent_elsewhere(request, twin.answer)
        sending = _Sending(form, body)
        with together_with(sending):
            response = self._answer(request)
        sending.close(response)
        return response

    def process_exception(self, request: HttpRequest, problem: Exception) -> HttpResponse | None:
        """Of two at one instant the second waited for the first, and is told so."""
        form = _form_of(request) if isinstance(problem, _Taken) else None
        if form is None:
            return None
        return _again(request, _led_on(form), body_of(request))


def _earlier(form: _Form) -> FormKey | None:
    sent = FormKey.objects.sent_by(form.person)
    return sent.filter(purpose=form.purpose, key=form.key).first()


def _led_on(form: _Form) -> FormKey | None:
    """The first sending, once it is known where it led: it may be a moment from its answer."""
    pause = Event()
    for _turn in range(_LOOKS):
        earlier = _earlier(form)
        if earlier is None or earlier.answer:
            break
        pause.wait(_BETWEEN_LOOKS)
    return earlier


def _form_of(request: HttpRequest) -> _Form | None:
    """The form that is sent, if it has a key and its sender is known."""
    if request.method != "POST" or not request.user.is_authenticated:
        return None
    key = request.POST.get(KEY, "")
    is_looking = any(name in request.POST for name in LOOKING)
    if is_looking or not _WELL_FORMED.fullmatch(key):
        return None
    # An address may hold a key that lets somebody in: of that, as of the words, a hash is kept.
    return _Form(request.user.pk, hashlib.sha256(request.path.encode()).hexdigest(), key)


def _twin(form: _Form, body: str) -> FormKey | None:
    """The same words to the same address under another key, a moment ago."""
    recent = FormKey.objects.sent_by(form.person).filter(purpose=form.purpose, body=body)
    since = clock.now() - _TWO_WINDOWS
    return recent.filter(used_at__gte=since).exclude(key=form.key).exclude(answer="").first()


def _leads_on(response: HttpResponse) -> bool:
    moved = HTTPStatus.MULTIPLE_CHOICES <= response.status_code < HTTPStatus.BAD_REQUEST
    return moved and "Location" in response


def _again(request: HttpRequest, earlier: FormKey | None, body: str) -> HttpResponse:
    where = earlier.answer if earlier and earlier.answer else "/"
    if earlier and earlier.body != body:
        return errors.sent_before(request, where)
    messages.info(request, _("This had arrived already. It was done once."))
    answer = HttpResponseRedirect(where)
    answer.status_code = HTTPStatus.SEE_OTHER
    return answer


def body_of(request: HttpRequest) -> str:
    """A hash of what was sent, files and all; the words themselves are kept nowhere."""
    whole = hashlib.sha256()
    for part in _parts(request):
        whole.update(len(part).to_bytes(8))
        whole.update(part)
    return whole.hexdigest()


def _parts(request: HttpRequest) -> Iterator[bytes]:
    for name in sorted(set(request.POST) - _BESIDE):
        yield name.encode(errors="surrogatepass")
        for value in request.POST.getlist(name):
            yield str(value).encode(errors="surrogatepass")
    for name in sorted(request.FILES):
        for file in request.FILES.getlist(name):
            yield (file.name or "").encode(errors="surrogatepass")
            yield from file.chunks()
            file.seek(0)
