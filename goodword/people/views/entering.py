"""Coming in by an invitation, and the ways in that do not exist here."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from goodword.house import clock
from goodword.house.refusals import Refusal
from goodword.people import actions
from goodword.people.doors import put_beside, status_of
from goodword.people.forms import InvitationForm
from goodword.people.models import Invitation

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@login_not_required
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, key: str) -> HttpResponse:
    """Let somebody in who was invited; the link alone changes nothing."""
    at = clock.now()
    found = actions.invitation_for(key, at=at)
    if found is None:
        return render(request, "people/invitation_ended.html", status=HTTPStatus.GONE)
    if request.method != "POST":
        return _page(request, found, InvitationForm(initial=_known(found)))
    form = InvitationForm(request.POST)
    if form.is_valid():
        try:
            person = actions.accept_invitation(key, at=at, **form.cleaned_data)
            login(request, person, backend=BACKEND)
            return redirect("/")
        except Refusal as refusal:
            put_beside(form, refusal)
    return _page(request, found, form)


def _known(found: Invitation) -> dict[str, str]:
    person = found.person
    return {"name": person.name, "preferred_name": person.preferred_name, "zone": person.zone}


def _page(request: HttpRequest, found: Invitation, form: InvitationForm) -> HttpResponse:
    context = {"invitation": found, "form": form}
    return render(request, "people/invitation.html", context, status=status_of(form))


@login_not_required
def not_offered(request: HttpRequest, *args: str, **kwargs: str) -> HttpResponse:
    """Answer that there is no such page: ways of allauth that this house does not use."""
    raise Http404
