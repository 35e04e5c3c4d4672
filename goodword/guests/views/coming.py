"""The door: asking for a way in, and coming in by it.

No answer here depends on whether there is such a request, address or guest.
"""

from __future__ import annotations

from http import HTTPStatus

from allauth.core.ratelimit import consume
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from goodword.guests import actions
from goodword.guests.forms import AddressForm
from goodword.guests.middleware import THREAD
from goodword.guests.models import MagicLink
from goodword.house import clock
from goodword.house.refusals import Refusal
from goodword.people.doors import person_of, status_of
from goodword.requests.models import ServiceRequest
from goodword.ui import errors

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
READ = ["GET", "HEAD", "POST"]


@login_not_required
@never_cache
@require_http_methods(READ)
def door(request: HttpRequest, reference: str, key: str) -> HttpResponse:
    """Where every link in a guest's letters leads: one press, and a way in is on its way."""
    if request.user.is_authenticated and _is_in(request, reference):
        return redirect("requests:request", reference)
    if request.method != "POST":
        return render(request, "guests/door.html", {"reference": reference})
    if not consume(request, action="guest_link", key=f"{reference}:{key}"):
        return errors.too_often(request)
    actions.send_link(reference, key, at=clock.now())
    return render(request, "guests/on_its_way.html")


def _is_in(request: HttpRequest, reference: str) -> bool:
    """Whether somebody who is signed in sees it anyway."""
    visible = ServiceRequest.objects.visible_to(person_of(request))
    return visible.filter(reference=reference).exists()


@login_not_required
@never_cache
@require_http_methods(READ)
def find(request: HttpRequest) -> HttpResponse:
    """Ask for a way in by one's mail address, when the letter is lost."""
    if request.method != "POST":
        return render(request, "guests/find.html", {"form": AddressForm()})
    form = AddressForm(request.POST)
    if not form.is_valid():
        return render(request, "guests/find.html", {"form": form}, status=status_of(form))
    address = form.cleaned_data["email"]
    if not consume(request, action="guest_link", key=address.strip().lower()):
        return errors.too_often(request)
    actions.send_links(address, at=clock.now())
    return render(request, "guests/on_its_way.html")


@login_not_required
@never_cache
@require_http_methods(READ)
def come_in(request: HttpRequest, key: str) -> HttpResponse:
    """Let a guest in; the link alone, which mail programs open beforehand, changes nothing."""
    at = clock.now()
    if request.method != "POST":
        link = actions.link_for(key, at=at)
        return render(request, "guests/come_in.html") if link else _ended(request)
    try:
        link = actions.come_in(key, at=at)
    except Refusal:
        return _ended(request)
    return _let_in(request, link)


def _ended(request: HttpRequest) -> HttpResponse:
    return render(request, "guests/ended.html", status=HTTPStatus.GONE)


def _let_in(request: HttpRequest, link: MagicLink) -> HttpResponse:
    """A new session for this one thread; whatever session the browser had is gone."""
    request.session.flush()
    login(request, link.guest, backend=BACKEND)
    request.session[THREAD] = link.service_request_id
    return redirect("requests:request", link.service_request.reference)
