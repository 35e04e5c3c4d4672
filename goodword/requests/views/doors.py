"""The one door of every act: fetch through the person's eyes, bind the form, call one action.

A refusal gives the same page back with what was typed (422, or 413 when it was too large);
when somebody else was faster it comes back with how things stand now (409).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import time
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from goodword.house import clock
from goodword.house.refusals import Conflict, Refusal
from goodword.house.words import gettext as _
from goodword.people.doors import person_of
from goodword.people.models import Person
from goodword.requests import actions
from goodword.requests.forms.asker import EmergencyForm
from goodword.requests.forms.base import ActForm
from goodword.requests.forms.dates import outside_hours
from goodword.requests.forms.fields import zone_words
from goodword.requests.forms.offers import DatedForm, OfferForm
from goodword.requests.models import ServiceRequest
from goodword.requests.names import known_to
from goodword.requests.showing.bumps import bumped
from goodword.requests.showing.odds import strip_of
from goodword.requests.views.act import Act
from goodword.requests.views.banner import banner_of
from goodword.requests.views.fixed_dates import known_of_fixed, told_of_fixed
from goodword.requests.views.in_hand import after, before
from goodword.requests.views.rows import Rows, gather
from goodword.requests.views.talk import ICONS, history_of
from goodword.ui import when

View = Callable[..., HttpResponse]

#: In an address: the step alone is wanted, by a page that shows this many events.
DIALOG = "dialog"


class SeeOther(HttpResponseRedirect):
    """Done: look at the page of it."""

    status_code = HTTPStatus.SEE_OTHER


@dataclass(frozen=True)
class Step:
    """The confirm step of one act, as a page of its own or inside a dialog."""

    act: Act
    form: ActForm
    heading: str
    lede: str
    button: str
    href: str


@dataclass(frozen=True)
class Faster:
    """Somebody was faster: who, and what they did."""

    heading: str
    words: str
    icon: str


def step_of(act: Act, form: ActForm, here: ServiceRequest) -> Step:
    """The words of a step, with the names in them."""
    known = names_of(here, form.person)
    more = (*before(act, here, form.person), *known_of_fixed(act, here, form.person))
    return Step(
        act=act,
        form=form,
        heading=str(act.heading) % known,
        lede=" ".join([str(act.lede) % known, *more]).strip(),
        button=str(act.button) % known,
        href=reverse(f"{act.room}:{act.noun}", args=[here.reference]),
    )


def names_of(here: ServiceRequest, reader: Person) -> dict[str, str]:
    """Whom the words of an act may name to this reader."""
    return {
        "asker": here.asker.preferred_name,
        "owner": known_to(reader, here).name(here.owner),
        "team": here.team.name,
    }


def fetched(act: Act, person: Person, reference: str) -> ServiceRequest:
    """The request, if this person may do this with it. Raises ``Http404``."""
    eyes = act.eyes(person).select_related("asker", "team", "owner", "charter", "service")
    return get_object_or_404(eyes, reference=reference)


def door(act: Act) -> View:
    """The view of one act: GET is its step as a page, POST does it."""

    @require_http_methods(["GET", "HEAD", "POST"])
    def view(request: HttpRequest, reference: str) -> HttpResponse:
        here = fetched(act, person_of(request), reference)
        if request.method != "POST":
            if DIALOG in request.GET:
                return dialog(request, act, here)
            return _opened(request, act, here)
        if "preview" in request.POST:
            return step_page(request, act, unsent(request, act, here), 200)
        form = bound(request, act, here)
        if not form.is_valid():
            return step_page(request, act, form, form.status)
        return _done(request, act, here, form)

    view.__name__ = act.noun.replace("-", "_")
    view.__doc__ = f"The door of the act {act.noun}."
    return view


def _opened(request: HttpRequest, act: Act, here: ServiceRequest) -> HttpResponse:
    """The step, or the page of the request where the step would say what is not so."""
    rows = _rows(request, act, here)
    if words := _not_now(act, rows):
        messages.info(request, words)
        return HttpResponseRedirect(_back(rows.me, here, act.hat))
    initial = {name: value for name, value in request.GET.items() if name in named(act)}
    return step_page(request, act, bound(request, act, here, initial), 200, rows)


def _not_now(act: Act, rows: Rows) -> str:
    return act.not_now(rows) if act.not_now else ""


def dialog(request: HttpRequest, act: Act, here: ServiceRequest) -> HttpResponse:
    """The step alone, for the page that opens it as a dialog; the address says what it shows.

    When the request has moved on since, the step is better seen with how things stand: 409, and
    the page follows the link instead.
    """
    if request.GET[DIALOG] != str(here.number_of_events):
        return HttpResponse(status=HTTPStatus.CONFLICT)
    form = act.form(person=person_of(request), service_request=here, auto_id=f"{act.noun}-%s")
    context = {"step": step_of(act, form, here), "form": form}
    return render(request, "requests/steps/dialog.html", context)


def named(act: Act) -> set[str]:
    """The fields an address may fill in beforehand."""
    return set(act.form.base_fields) - {"version"}


def bound(
    request: HttpRequest, act: Act, here: ServiceRequest, initial: dict[str, Any] | None = None
) -> ActForm:
    """The form of an act: what was sent, or empty."""
    known: dict[str, Any] = {"person": person_of(request), "service_request": here}
    if request.method == "POST":
        return act.form(request.POST, request.FILES, **known)
    return act.form(initial=initial, **known)


def unsent(request: HttpRequest, act: Act, here: ServiceRequest) -> ActForm:
    """The form with what was typed so far, judged by nobody yet."""
    typed = request.POST.dict()
    return act.form(initial=typed, person=person_of(request), service_request=here)


def _done(request: HttpRequest, act: Act, here: ServiceRequest, form: ActForm) -> HttpResponse:
    person = person_of(request)
    try:
        act.do(saw(here, form), by=person, at=clock.now(), **form.arguments())
    except Conflict:
        return step_page(request, act, form, HTTPStatus.CONFLICT)
    except Refusal as refusal:
        form.refuse(refusal)
        return step_page(request, act, form, form.status)
    messages.success(request, str(act.said) % names_of(here, person))
    for words in (*after(act, here, person), *told_of_fixed(act, here, person)):
        messages.info(request, words)
    return SeeOther(_back(person, here, act.hat))


def saw(here: ServiceRequest, form: ActForm) -> ServiceRequest:
    """Tell the action which version the person had in front of them."""
    version = form.cleaned_data.get("version")
    return here.seen(version) if version is not None else here


def _back(person: Person, here: ServiceRequest, hat: str) -> str:
    """The request's page, or home for whom it is not theirs to see any more."""
    visible = ServiceRequest.objects.visible_to(person).filter(pk=here.pk)
    if not visible.exists():
        return reverse("pages:home")
    if hat == "sight":
        return reverse("requests:sight", args=[here.reference])
    side = "?side=team" if hat == "team" and here.asker_id == person.pk else ""
    return f"{here.get_absolute_url()}{side}"


def step_page(
    request: HttpRequest, act: Act, form: ActForm, status: int, rows: Rows | None = None
) -> HttpResponse:
    """The step as a page of its own, with the banner as it is now."""
    person = person_of(request)
    rows = rows or _rows(request, act, form.service_request)
    context = {
        "step": step_of(act, form, rows.service_request),
        "form": form,
        "here": rows.service_request,
        "banner": banner_of(rows),
        "faster": faster(rows, form) if status == HTTPStatus.CONFLICT else None,
        "side": rows.side,
        "history": history_of(rows),
        "at": rows.at,
        "is_so": not _not_now(act, rows),
        "zone_note": zone_words(person.zone, rows.calendar.zone),
        **dated(form, rows),
        **costly(form, rows),
    }
    return render(request, act.template, context, status=status)


def _rows(request: HttpRequest, act: Act, here: ServiceRequest) -> Rows:
    """How it stands now for the side that does this, with what the banner needs."""
    return gather(here.reference, person_of(request), clock.now(), hat=act.hat, whole=False)


def costly(form: ActForm, rows: Rows) -> dict[str, Any]:
    """What an urgent insert would move, where it is to be decided.

    On the page where a date is given only when what is hoped for, or fixed outside, comes before
    the fair date.
    """
    here = rows.service_request
    if isinstance(form, EmergencyForm):
        return {"bumped": bumped(form.cost, rows.me, rows.at), "budget": form.budget}
    if not isinstance(form, OfferForm) or here.emergency or rows.side != "team":
        return {}
    wanted = [one for one in (here.needed_by, here.fixed_at) if one and one > rows.at]
    fair = next((date.at for date in form.choices if date.is_fair), None)
    if not wanted or fair is None or min(wanted) >= fair:
        return {}
    cost = actions.cost_of(here, rows.at, rows.calendar)
    budget = actions.budget_of(here, rows.at)
    return {"bumped": bumped(cost, rows.me, rows.at), "budget": budget, "sooner": min(wanted)}


def dated(form: ActForm, rows: Rows) -> dict[str, Any]:
    """What a page where a date is chosen needs besides."""
    if not isinstance(form, DatedForm):
        return {}
    due = form.shown_due()
    here = rows.service_request
    name = here.asker.preferred_name
    return {
        "known": form.known,
        "odds": strip_of(here, form.known, due, name) if form.known else None,
        "work": here.service.name if here.service else here.team.name,
        "preview_due": due,
        "outside_note": outside_hours(rows.service_request, due) if due else "",
        "hours": hours_words(rows),
    }


def hours_words(rows: Rows) -> str:
    """From when to when the team works on a usual day: "8:30 to 17:00"."""
    lines = rows.calendar.week_lines(rows.calendar.day_of(rows.at))
    if not lines:
        return _("by appointment")
    hours = lines[0].hours
    return _("%(opens)s to %(shuts)s") % {
        "opens": when.wall_clock_of(time(*divmod(hours[0].opens, 60))),
        "shuts": when.wall_clock_of(time(*divmod(hours[-1].closes % (24 * 60), 60))),
    }


def faster(rows: Rows, form: ActForm) -> Faster:
    """Say who was faster and with what, in the words that this side was shown."""
    version = form.cleaned_data.get("version") or 0
    since = [event for event in rows.events if event.number > version]
    last = since[-1] if since else rows.events[-1]
    words = last.to_asker if rows.side == "asker" else last.to_team
    heading = _("This has changed while you were writing.")
    if last.by and last.by_id != rows.me.pk:
        heading = _("%(name)s was faster.") % {"name": last.by.preferred_name}
    return Faster(heading, words, ICONS.get(last.name, "info"))
