"""Guests as the people who run Goodword keep them: that they are there, never what they asked."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from goodword.guests.forms import ColleagueForm
from goodword.house import clock
from goodword.house.limits import ROWS_PER_PAGE
from goodword.house.refusals import Refusal
from goodword.people import actions
from goodword.people.doors import operator_of, put_beside, status_of
from goodword.people.models import Person


@require_safe
def guests(request: HttpRequest) -> HttpResponse:
    """List the guests, and who among them has proven their mailbox."""
    return _page(request, operator_of(request), ColleagueForm())


def _page(request: HttpRequest, me: Person, form: ColleagueForm) -> HttpResponse:
    found = Person.objects.guests_for(me).order_by("name", "pk")
    words = request.GET.get("q", "").replace("\0", "").strip()[:100]
    if words:
        found = found.filter(email__icontains=words)
    context = {"guests": list(found[:ROWS_PER_PAGE]), "form": form, "words": words}
    return render(request, "guests/guests.html", context, status=status_of(form))


@require_POST
def colleague(request: HttpRequest, handle: str) -> HttpResponse:
    """Turn a guest into a colleague and write to them."""
    me, at = operator_of(request), clock.now()
    guest = get_object_or_404(Person.objects.guests_for(me), handle=handle)
    try:
        actions.make_colleague(guest, by=me, at=at)
        actions.invite(guest, by=me, at=at)
        messages.success(request, _("%(name)s is a colleague now.") % {"name": guest.name})
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect("guests:guests")


@require_POST
def new_guest(request: HttpRequest) -> HttpResponse:
    """Turn a colleague who has left into a guest."""
    me, form = operator_of(request), ColleagueForm(request.POST)
    if not form.is_valid():
        return _page(request, me, form)
    address = form.cleaned_data["email"].strip().lower()
    person = Person.objects.visible_to(me).filter(email=address).first()
    if person is None:
        form.add_error("email", _("Nobody here has this address."))
        return _page(request, me, form)
    try:
        actions.make_guest(person, by=me, at=clock.now())
        messages.success(request, _("%(name)s is a guest now.") % {"name": person.name})
        return redirect("guests:guests")
    except Refusal as refusal:
        put_beside(form, refusal)
    return _page(request, me, form)
