"""Where the buttons of a letter lead: a page that says what a press would mean, and its door.

Nobody has to be signed in: the link was in their mailbox, and it opens one letter for the person
it was written to. Opening it changes nothing, since mail programs and scanners open links by
themselves; only the press does. What it shows is what the letter said, and no more.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from goodword.channels import actions
from goodword.channels.actions.by_mail import Opened
from goodword.channels.forms.by_mail import (
    AmendsForm,
    AnotherDateForm,
    AnotherTeamForm,
    NoForm,
    WhetherForm,
    WordForm,
)
from goodword.feedback.views import THANKS
from goodword.house import clock
from goodword.house.refusals import Conflict, Refusal
from goodword.requests.forms.base import ActForm
from goodword.requests.models import ServiceRequest
from goodword.requests.views.act import Act, confirmable
from goodword.requests.views.acts import ACTS
from goodword.requests.views.doors import SeeOther, names_of, saw
from goodword.ui.kept import kept_of

if TYPE_CHECKING:
    from django.http import HttpRequest

READ: Final = ["GET", "HEAD", "POST"]
WHETHER: Final = Act(
    "close",
    confirmable,
    WhetherForm,
    actions.say_whether,
    heading=gettext_lazy("Did this do it?"),
    button=gettext_lazy("Send it"),
    said=gettext_lazy("Thank you for saying so."),
    icon="check-circle",
    hat="asker",
    room="feedback",
)
#: What can be done from a letter. Each is the act of the page, some with fewer fields.
BY_MAIL: Final[Mapping[str, Act]] = {
    **{
        noun: ACTS[noun]
        for noun in (
            "playback-answer", "question-answer", "offer-answer", "move-answer", "reopening",
            "dispute", "acknowledgement", "playbacks", "question", "delivery", "handover-answer",
            "assurance", "passing-on",
        )
    },
    "counter-offers": replace(ACTS["counter-offers"], form=AnotherDateForm),
    "offers": replace(ACTS["offers"], form=WordForm),
    "recovery": replace(ACTS["recovery"], form=AmendsForm),
    "decline": replace(ACTS["decline"], form=NoForm),
    "handover": replace(ACTS["handover"], form=AnotherTeamForm),
    "confirmation": WHETHER,
    "good-words": THANKS,
}  # fmt: skip


@dataclass(frozen=True)
class Press:
    """One act, opened from a letter by the person it was written to."""

    opened: Opened
    act: Act
    here: ServiceRequest
    words: str


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD"])
def letter(request: HttpRequest, key: str) -> HttpResponse:
    """Show what a letter told and what can be done about it now."""
    opened = _opened(request, key)
    if opened is None:
        return _ended(request)
    if request.user.is_authenticated or opened.by_sign_in:
        return redirect("requests:request", opened.case.request.reference)
    return _letter_page(request, opened, key)


@login_not_required
@never_cache
@require_http_methods(READ)
def by_mail(request: HttpRequest, key: str, noun: str) -> HttpResponse:
    """Ask for the press that does one thing, and do it when it is pressed."""
    if noun not in BY_MAIL:
        raise Http404
    opened = _opened(request, key)
    if opened is None:
        return _ended(request)
    act, is_here = BY_MAIL[noun], request.user.is_authenticated
    if (is_here and request.method != "POST") or (opened.by_sign_in and not is_here):
        return _to_the_page(request, act, opened)
    with translation.override(opened.person.language), timezone.override(opened.person.zone):
        press = _press(request, opened, act, noun)
        if press is None:
            is_late = request.method == "POST"
            status = HTTPStatus.CONFLICT if is_late else HTTPStatus.OK
            return _letter_page(request, opened, key, status, moved_on=True)
        if request.method != "POST":
            return _page(request, press, _form(request, press), HTTPStatus.OK)
        return _pressed(request, press, key)


def _opened(request: HttpRequest, key: str) -> Opened | None:
    """Open a letter; for somebody else who is signed in here it stays closed."""
    opened = actions.open_by_mail(key, at=clock.now())
    if opened and request.user.is_authenticated and request.user.pk != opened.person.pk:
        return None
    return opened


def _to_the_page(request: HttpRequest, act: Act, opened: Opened) -> HttpResponse:
    """Who is signed in sees all of it, and not only what the letter said."""
    address = reverse(f"{act.room}:{act.noun}", args=[opened.case.request.reference])
    query = request.META.get("QUERY_STRING", "")
    return redirect(f"{address}?{query}" if query else address)


def _press(request: HttpRequest, opened: Opened, act: Act, noun: str) -> Press | None:
    """Answer the act, if it still fits how things stand and this person may do it."""
    wanted = [way for way in opened.ways if way.noun == noun]
    asked = request.GET.get("answer") or request.GET.get("outcome")
    way = next((it for it in wanted if it.answer == asked), wanted[0] if wanted else None)
    eyes = act.eyes(opened.person).select_related("asker", "team", "owner", "charter", "service")
    here = eyes.filter(pk=opened.case.request.pk).first()
    return Press(opened, act, here, way.words) if way and here else None


def _form(request: HttpRequest, press: Press) -> ActForm:
    known: dict[str, Any] = {"person": press.opened.person, "service_request": press.here}
    if request.method == "POST":
        return press.act.form(request.POST, request.FILES, **known)
    fields = set(press.act.form.base_fields) - {"version"}
    initial = {name: value for name, value in request.GET.items() if name in fields}
    return press.act.form(initial=initial, **known)


def _pressed(request: HttpRequest, press: Press, key: str) -> HttpResponse:
    form, person = _form(request, press), press.opened.person
    if not form.is_valid():
        return _page(request, press, form, form.status)
    try:
        press.act.do(saw(press.here, form), by=person, at=clock.now(), **form.arguments())
    except Conflict:
        opened = _opened(request, key) or press.opened
        return _letter_page(request, opened, key, HTTPStatus.CONFLICT, moved_on=True)
    except Refusal as refusal:
        form.refuse(refusal)
        return _page(request, press, form, form.status)
    messages.success(request, str(press.act.said) % names_of(press.here, person))
    # Where a form led is kept of who is signed in; the key is kept nowhere.
    if request.user.is_authenticated:
        return SeeOther(press.here.get_absolute_url())
    return SeeOther(reverse("channels:letter", args=[key]))


def _page(request: HttpRequest, press: Press, form: ActForm, status: int) -> HttpResponse:
    names = names_of(press.here, press.opened.person)
    context = {
        "opened": press.opened,
        "here": press.here,
        "form": form,
        "icon_name": press.act.icon,
        "lede": str(press.act.lede) % names,
        "button": press.words if form.hidden_fields() and _is_said(form) else press.act.button,
        "at": clock.now(),
    }
    context["button"] = str(context["button"]) % names
    return render(request, "channels/by_mail.html", context, status=status)


def _is_said(form: ActForm) -> bool:
    """Whether the letter's button has said the answer already, so that the press repeats it."""
    return "answer" in form.fields and form.fields["answer"].widget.is_hidden


def _letter_page(
    request: HttpRequest,
    opened: Opened,
    key: str,
    status: int = HTTPStatus.OK,
    *,
    moved_on: bool = False,
) -> HttpResponse:
    with translation.override(opened.person.language), timezone.override(opened.person.zone):
        context = {
            "opened": opened,
            "key": key,
            "said": [str(it) for it in messages.get_messages(request)],
            "moved_on": moved_on,
            "kept": kept_of(request) if moved_on else None,
            "at": clock.now(),
        }
        return render(request, "channels/letter.html", context, status=status)


def _ended(request: HttpRequest) -> HttpResponse:
    context = {"title": _("This link has ended")}
    return render(request, "channels/letter_ended.html", context, status=HTTPStatus.GONE)
