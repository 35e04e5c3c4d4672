"""Finding colleagues, and letting new ones in."""

from __future__ import annotations

from datetime import datetime

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from goodword.house import clock
from goodword.house.limits import ROWS_PER_PAGE
from goodword.house.refusals import Refusal
from goodword.people import actions, showing
from goodword.people.doors import operator_of, person_of, put_beside, status_of
from goodword.people.forms import InviteForm
from goodword.people.models import Expertise, Invitation, Membership, Person, PersonQuerySet


@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """Find colleagues by name, role or what they know; a page of them at a time."""
    at = clock.now()
    me = person_of(request)
    words = request.GET.get("q", "").strip()[:100]
    found = Person.objects.visible_to(me)
    if words:
        experts = Expertise.objects.filter(topic__icontains=words).values("person")
        named = Q(name__icontains=words) | Q(preferred_name__icontains=words)
        found = found.filter(named | Q(role__icontains=words) | Q(pk__in=experts))
    rows = found.order_by("name", "pk").prefetch_related("expertise")
    page = Paginator(rows, ROWS_PER_PAGE).get_page(request.GET.get("page"))
    shown = list(page)
    context = {
        "at": at,
        "words": words,
        "page": page,
        "rows": shown,
        "teams": _teams_of(shown, at),
        "away": showing.absences_on(at.date(), shown),
        "back": showing.away_words,
        "may_invite": me.is_operator,
    }
    return render(request, "people/people.html", context)


def _teams_of(shown: list[Person], at: datetime) -> dict[int, list[str]]:
    current = Membership.objects.current(at.date()).filter(person__in=[one.pk for one in shown])
    teams: dict[int, list[str]] = {}
    for person, team in current.values_list("person_id", "team__name"):
        teams.setdefault(person, []).append(team)
    return teams


@require_http_methods(["GET", "HEAD", "POST"])
def invitations(request: HttpRequest) -> HttpResponse:
    """Invite somebody by mail, and see who has not come in yet. For who runs Goodword."""
    me, at = operator_of(request), clock.now()
    if request.method != "POST":
        return _invitations_page(request, me, at, InviteForm())
    form = InviteForm(request.POST)
    if form.is_valid():
        try:
            person = _enter_and_invite(form, me, at)
            words = _("A letter is on its way to %(name)s. It works once, for seven days.")
            messages.success(request, words % {"name": person.name})
            return redirect("people:invitations")
        except Refusal as refusal:
            put_beside(form, refusal)
    return _invitations_page(request, me, at, form)


def _enter_and_invite(form: InviteForm, me: Person, at: datetime) -> Person:
    facts = form.cleaned_data
    with transaction.atomic():
        person = actions.add_person(
            name=facts["name"], email=facts["email"], role=facts["role"], by=me, at=at
        )
        if facts["team"]:
            actions.join(person, facts["team"], by=me, at=at)
        actions.invite(person, by=me, at=at)
    return person


def _invitations_page(
    request: HttpRequest, me: Person, at: datetime, form: InviteForm
) -> HttpResponse:
    still_open = Invitation.objects.visible_to(me).filter(accepted_at=None, person__is_active=True)
    waiting = still_open.select_related("person").order_by("-invited_at", "-pk")
    seen: dict[int, Invitation] = {}
    for one in waiting[:ROWS_PER_PAGE]:
        seen.setdefault(one.person_id, one)
    context = {
        "at": at,
        "form": form,
        "waiting": [(one, one.is_open(at)) for one in seen.values()],
        "never": list(_never_invited()[:ROWS_PER_PAGE]),
    }
    return render(request, "people/invitations.html", context, status=status_of(form))


@require_POST
def invite_again(request: HttpRequest, handle: str) -> HttpResponse:
    """Send a fresh letter to somebody who was entered and is not in yet."""
    me = operator_of(request)
    person = get_object_or_404(Person.objects.visible_to(me), handle=handle)
    try:
        actions.invite(person, by=me, at=clock.now())
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("people:invitations")
    messages.success(request, _("A letter is on its way to %(name)s.") % {"name": person.name})
    return redirect("people:invitations")


@require_POST
def invite_all(request: HttpRequest) -> HttpResponse:
    """Write to those who were entered and never invited, as many as one page shows."""
    me, at = operator_of(request), clock.now()
    people = list(_never_invited()[:ROWS_PER_PAGE])
    for person in people:
        actions.invite(person, by=me, at=at)
    words = ngettext(
        "A letter is on its way to %(number)s person.",
        "Letters are on their way to %(number)s people.",
        len(people),
    )
    messages.success(request, words % {"number": len(people)})
    return redirect("people:invitations")


def _never_invited() -> PersonQuerySet:
    everybody = Person.objects.get_queryset()
    return everybody.filter(
        is_active=True, is_guest=False, joined_at=None, invitations=None
    ).order_by("name")
