"""Closing the loop, and good words in both directions."""

from __future__ import annotations

from datetime import datetime
from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from goodword.feedback import actions
from goodword.feedback.forms import CloseForm, ShowingForm, ThanksForm
from goodword.feedback.models import Thanks
from goodword.feedback.pieces import said_afterwards
from goodword.house import clock
from goodword.house.refusals import Conflict, Refusal
from goodword.people.doors import person_of
from goodword.people.models import Person
from goodword.requests.actions import not_yet
from goodword.requests.models import ServiceRequest
from goodword.requests.names import known_to
from goodword.requests.views.act import Act, party
from goodword.requests.views.banner import banner_of
from goodword.requests.views.doors import SeeOther, faster, saw
from goodword.requests.views.page import shown
from goodword.requests.views.rows import Rows, gather

RELATED = ("asker", "team", "owner", "charter", "service")


@require_http_methods(["GET", "HEAD", "POST"])
def close(request: HttpRequest, reference: str) -> HttpResponse:
    """Did this do it? The panel that closes a loop, and its door."""
    person = person_of(request)
    confirmable = ServiceRequest.objects.confirmable_by(person).select_related(*RELATED)
    here = get_object_or_404(confirmable, reference=reference)
    if request.method != "POST":
        form = CloseForm(person=person, service_request=here, initial={"outcome": "yes"})
        return _page(request, form, HTTPStatus.OK)
    form = CloseForm(request.POST, person=person, service_request=here)
    if not form.is_valid():
        return _page(request, form, form.status)
    try:
        said = _close(form, person, clock.now())
    except Conflict:
        return _page(request, form, HTTPStatus.CONFLICT)
    except Refusal as refusal:
        form.refuse(refusal)
        return _page(request, form, form.status)
    messages.success(request, said)
    return SeeOther(here.get_absolute_url())


def _close(form: CloseForm, person: Person, at: datetime) -> str:
    """Do what was chosen, and say it."""
    here = saw(form.service_request, form)
    typed = form.cleaned_data
    if typed["outcome"] == "yes":
        actions.close_loop(
            here,
            by=person,
            at=at,
            thanks=typed["thanks"],
            strengths=typed["strengths"],
            grades=form.grades(),
        )
        return _("Closed. Thank you for saying so.")
    not_yet(here, by=person, at=at, missing=typed["missing"], partly=typed["outcome"] == "partly")
    who = known_to(person, here).name(here.owner)
    return _("It is open again; %(name)s owes you the next word.") % {"name": who}


def _page(request: HttpRequest, form: CloseForm, status: int) -> HttpResponse:
    person = form.person
    rows = gather(form.service_request.reference, person, clock.now())
    page = shown(rows)
    context = {
        "page": page,
        "here": rows.service_request,
        "banner": banner_of(rows),
        "form": form,
        "helper": _helper(rows),
        "said": said_afterwards(request, rows.service_request, rows.at),
        "conflict": faster(rows, form) if status == HTTPStatus.CONFLICT else None,
        "acts_shown": False,
        "at": rows.at,
    }
    return render(request, "feedback/close.html", context, status=status)


def _helper(rows: Rows) -> str:
    """Who reads the thanks."""
    if rows.deliveries:
        return rows.deliveries[-1].by.preferred_name
    return rows.service_request.owner_name


def give_thanks(
    service_request: ServiceRequest, *, by: Person, at: datetime, thanks: str
) -> Thanks:
    """A good word to the other side: to who helped, or from who helped to who asked."""
    here = service_request
    to = here.owner if by.pk in here.asking else here.asker
    if to is None:
        raise Refusal(_("Nobody has it yet, so there is nobody to thank."), field="thanks")
    return actions.thank(here, by=by, at=at, to=to, words=thanks)


THANKS = Act(
    "good-words",
    party,
    ThanksForm,
    give_thanks,
    heading=gettext_lazy("Put in a good word"),
    button=gettext_lazy("Send it"),
    said=gettext_lazy("Your good word is on its way."),
    lede=gettext_lazy("Only they see it, unless they choose to show it."),
    icon="hand-heart",
    hat="",
    room="feedback",
)


@require_POST
def showing(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a good word on the team's page, or take it off again."""
    person = person_of(request)
    received = Thanks.objects.visible_to(person).filter(to=person)
    thanks = get_object_or_404(received, pk=pk)
    form = ShowingForm(request.POST)
    shows = form.is_valid() and form.cleaned_data["show"]
    act = actions.show_thanks if shows else actions.hide_thanks
    try:
        act(thanks, by=person, at=clock.now())
    except Refusal as refusal:
        messages.error(request, refusal.message)
        return SeeOther(_next(request))
    words = _("It is on your team's page.") if shows else _("Only you see it now.")
    messages.success(request, words)
    return SeeOther(_next(request))


@require_POST
def seeing(request: HttpRequest, pk: int) -> HttpResponse:
    """The receiver has read a good word."""
    person = person_of(request)
    received = Thanks.objects.visible_to(person).filter(to=person)
    actions.see_thanks(get_object_or_404(received, pk=pk), by=person, at=clock.now())
    return SeeOther(_next(request))


def _next(request: HttpRequest) -> str:
    """Back to the page of this house that the button stood on."""
    wanted = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(wanted, allowed_hosts=None) and wanted.startswith("/"):
        return wanted
    return reverse("pages:home")
