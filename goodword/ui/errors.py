"""Error pages in words: what happened, that nothing is lost, and what to do next.

Every page of this kind goes through ``error_page``. The sentences never blame the reader, and
never say more than they may know: what somebody may not see answers like what does not exist.
"""

from __future__ import annotations

import secrets
import sys
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

import structlog
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import requires_csrf_token

from goodword.house import limits
from goodword.house.trouble import Trouble, trouble_of
from goodword.ui.kept import kept_of

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Words:
    """What an error page says: a line above, the heading, and what to do."""

    eyebrow: Any
    heading: Any
    lede: Any


_OUR_SIDE = _("Something went wrong on our side")

WORDS: dict[int, Words] = {
    400: Words(
        _("We could not read this"),
        _("Something in what was sent is not as we need it"),
        _("Nothing was changed. Go back, and try it once more from the page itself."),
    ),
    403: Words(
        _("Not for you"),
        _("This is not open to you"),
        _("If you need it for your work, ask the team that looks after it."),
    ),
    404: Words(
        _("Not found"),
        _("There is no page here"),
        _(
            "It may have moved, the address may have a typing mistake, or it belongs to "
            "colleagues only. Ask or find it from Home."
        ),
    ),
    405: Words(
        _("We could not do this"),
        _("This address is for something else"),
        _("Nothing was changed. Go back, and try it once more from the page itself."),
    ),
    409: Words(
        _("Changed meanwhile"),
        _("Somebody was faster"),
        _("Look at what is there now first. Your text is kept."),
    ),
    413: Words(
        _("Too large"),
        _("This is more than we can take at once"),
        _("Files may have 25 MB each. Your words are not lost: go back, and send less at a time."),
    ),
    422: Words(
        _("Not quite"),
        _("Something needs putting right"),
        _("Nothing was changed. Go back: what is wrong stands beside each field."),
    ),
    429: Words(
        _("One moment"),
        _("That was very often in a short time"),
        _("Nothing is lost. Wait a minute, then try again."),
    ),
    500: Words(
        _OUR_SIDE,
        _("We could not do this"),
        _("That is our mistake, not yours. Nothing was promised in your name."),
    ),
    503: Words(
        _OUR_SIDE,
        _("Goodword is busy with itself for a moment"),
        _("Nothing is lost. Wait a minute, then try again."),
    ),
}

#: What is said when the database or the disk fails: (reading, sending).
_STORE: dict[Trouble, tuple[Any, Any]] = {
    Trouble.AWAY: (
        _("Goodword cannot reach its database at the moment."),
        _("Goodword cannot reach its database at the moment, so this could not be kept."),
    ),
    Trouble.BUSY: (
        _("Very much is being written at this moment, and this page had to wait too long."),
        _("Very much is being written at this moment, so this could not be kept."),
    ),
    Trouble.FULL: (
        _("There is no room left on the disk of Goodword."),
        _("There is no room left on the disk of Goodword, so this could not be kept."),
    ),
}
_STORE_EYEBROW = _("Our side has a problem")
#: When to try again, in seconds; what `Retry-After` says.
RETRY_AFTER: dict[Trouble, int] = {Trouble.AWAY: 30, Trouble.BUSY: 5, Trouble.FULL: 300}

CSRF_WORDS = Words(
    _("Please send it once more"),
    _("We could not be sure that this came from you"),
    _(
        "The page was open for a long time, or your browser does not keep cookies. Nothing was "
        "changed. Go back, load the page anew and send it again."
    ),
)


def error_page(
    request: HttpRequest | None, status: int, words: Words | None = None, **more: Any
) -> HttpResponse:
    """Answer with an error page in words.

    ``more`` may hold ``heading`` and ``lede`` for this one case, ``kept`` (the words somebody
    typed, shown so that they can be copied), ``form`` (a whole form, ready to be sent again),
    ``back`` (an address) and ``reference``.
    """
    said = words or WORDS.get(status, WORDS[HTTPStatus.INTERNAL_SERVER_ERROR])
    context: dict[str, Any] = {
        "status": status,
        "eyebrow": said.eyebrow,
        "heading": said.heading,
        "lede": said.lede,
        "kept": "",
        "form": None,
        "again": "",
        "is_store": False,
        "back": "",
        "reference": "",
        **more,
    }
    return HttpResponse(render_to_string("ui/error.html", context, request), status=status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 400 in words, 413 when it was more than we read at all."""
    if isinstance(exception, TooManyFieldsSent | TooManyFilesSent | RequestDataTooBig):
        return far_too_much(request, exception)
    return error_page(request, HTTPStatus.BAD_REQUEST)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 403 in words."""
    return error_page(request, HTTPStatus.FORBIDDEN)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 404 in words; the same for what does not exist and what you may not see."""
    return error_page(request, HTTPStatus.NOT_FOUND)


def too_large(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 413 in words."""
    return error_page(request, HTTPStatus.REQUEST_ENTITY_TOO_LARGE)


def too_often(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 429 in words (allauth's and our own limits)."""
    return error_page(request, HTTPStatus.TOO_MANY_REQUESTS)


def far_too_much(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 413: more than is read at all, so that the words are only in the browser."""
    lede = _now(
        "One form may carry %(size)s MB of words, %(fields)s fields and %(files)s files. Nothing "
        "was kept. Go back with the button of your browser: what you wrote is still there. Send "
        "it in parts, or as a file."
    )
    return error_page(
        None,
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
        heading=_now("This is more than one form can carry"),
        lede=lede % _form_limits(),
    )


def _form_limits() -> dict[str, int]:
    return {
        "size": limits.TEXT_SIZE // limits.MIB,
        "fields": limits.FORM_FIELDS,
        "files": limits.FILES_PER_MESSAGE,
    }


def too_much(request: HttpRequest, sentence: str) -> HttpResponse:
    """Answer 413 with what was typed; ``sentence`` names the limit."""
    lede = _now("%(limit)s Nothing was kept yet. Make it shorter here, or send it as a file.")
    return error_page(
        request,
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
        heading=_now("This is more than one form can carry"),
        lede=lede % {"limit": sentence},
        form=kept_of(request),
        again=_now("Send it again"),
    )


def store_failed(request: HttpRequest, what: Trouble) -> HttpResponse:
    """Answer 503: the database or the disk fails. Asks neither of them for anything.

    The form comes back as it was sent, with its key: where the answer was lost and not the act,
    sending it again does it no second time (RELIABILITY 47, 50).
    """
    log.warning("store_failed", trouble=what.name)
    reading, sending = _STORE[what]
    form = kept_of(request)
    was_sent = request.method not in {"GET", "HEAD"}
    answer = error_page(
        None,
        HTTPStatus.SERVICE_UNAVAILABLE,
        eyebrow=_STORE_EYEBROW,
        heading=sending if was_sent else reading,
        lede=_store_lede(was_sent=was_sent, is_kept=form is not None),
        form=form,
        again=_now("Send it again"),
        is_store=True,
    )
    answer["Retry-After"] = str(RETRY_AFTER[what])
    return answer


def _store_lede(*, was_sent: bool, is_kept: bool) -> str:
    if not was_sent:
        return _now("Nothing is lost. Wait a minute, then load the page again.")
    if is_kept:
        return _now(
            "Nothing is promised in your name. What you wrote stands below: wait a minute, then "
            "send it again. It counts once, even if it did arrive."
        )
    return _now("Nothing is promised in your name. Wait a minute, go back and send it again.")


def sent_before(request: HttpRequest, address: str) -> HttpResponse:
    """Answer 409: this form was sent already, with other words. Both are kept.

    What came first is done and stands at ``address``; what came now can be sent as well.
    """
    return _sent_already(
        request,
        address,
        _now("You have sent this form before, with other words"),
        _now(
            "What you sent first is kept and done. What you wrote now is not sent yet: it stands "
            "below. Send it as well if it should count too."
        ),
    )


def sent_elsewhere(request: HttpRequest, address: str) -> HttpResponse:
    """Answer 409: the very same came from another window a moment ago; asked once, then done."""
    return _sent_already(
        request,
        address,
        _now("You have sent exactly this a moment ago"),
        _now(
            "Perhaps from another window. It is kept and done once. If you mean it a second time, "
            "send it as well."
        ),
    )


def _sent_already(request: HttpRequest, address: str, heading: str, lede: str) -> HttpResponse:
    answer = error_page(
        request,
        HTTPStatus.CONFLICT,
        eyebrow=_now("Sent already"),
        heading=heading,
        lede=lede,
        form=kept_of(request, fresh_key=True),
        again=_now("Send this as well"),
        back=address,
    )
    answer["HX-Retarget"] = answer["HX-Reselect"] = "#main"
    answer["HX-Reswap"] = "outerHTML"
    return answer


def unavailable(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 503 in words."""
    return error_page(request, HTTPStatus.SERVICE_UNAVAILABLE)


def conflict(request: HttpRequest, message: str, *, kept: str = "", back: str = "") -> HttpResponse:
    """Answer 409: somebody was faster; ``message`` says who and what, the typed words stay."""
    return error_page(request, HTTPStatus.CONFLICT, heading=message, kept=kept, back=back)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer 500 in words, with a reference that also stands in the log.

    503 instead when it was not the program that failed, but the database or the disk.
    """
    if what := trouble_of(sys.exception()):
        return store_failed(request, what)
    reference = secrets.token_hex(3).upper()
    match = request.resolver_match
    # the name of the page only: its address may be somebody's way in
    log.error("page_failed", reference=reference, page=match.view_name if match else "")
    # without the request: whatever failed must not be asked again while saying so
    return error_page(None, HTTPStatus.INTERNAL_SERVER_ERROR, reference=reference)


@requires_csrf_token
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer 403 when a form came without its proof of origin (``CSRF_FAILURE_VIEW``)."""
    kept = request.POST.get("message") or request.POST.get("words") or ""
    return error_page(request, HTTPStatus.FORBIDDEN, CSRF_WORDS, kept=kept)
