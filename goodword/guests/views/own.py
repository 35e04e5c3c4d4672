"""What a guest has here: the one thread, a name, a clock, and the way out."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import logout
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from goodword.guests import actions
from goodword.guests.forms import GuestForm
from goodword.house import clock
from goodword.house.refusals import Refusal
from goodword.people import actions as people
from goodword.people.doors import person_of, put_beside, status_of
from goodword.people.models import Person
from goodword.requests.models import ServiceRequest


def _guest(request: HttpRequest) -> Person:
    me = person_of(request)
    if not me.is_guest:
        raise Http404
    return me


@require_safe
def own(request: HttpRequest) -> HttpResponse:
    """Lead a guest to the thread they were let in to."""
    found = ServiceRequest.objects.visible_to(_guest(request)).first()
    return redirect(found) if found else redirect("guests:find")


@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: HttpRequest) -> HttpResponse:
    """Show and save what a guest says about themselves."""
    me = _guest(request)
    form = GuestForm(request.POST) if request.method == "POST" else GuestForm.of(me)
    if request.method == "POST" and form.is_valid():
        try:
            people.say_who_i_am(me, at=clock.now(), **form.cleaned_data)
            messages.success(request, _("Saved."))
            return redirect("guests:profile")
        except Refusal as refusal:
            put_beside(form, refusal)
    return render(request, "guests/profile.html", {"form": form}, status=status_of(form))


@require_http_methods(["GET", "HEAD", "POST"])
def leaving(request: HttpRequest) -> HttpResponse:
    """Leave for good, after one look at what that means."""
    me = _guest(request)
    if request.method != "POST":
        return render(request, "guests/leaving.html")
    actions.go_away(me, at=clock.now())
    logout(request)
    return render(request, "guests/gone.html")
