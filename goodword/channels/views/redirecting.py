"""Putting right what became of a mail, at its page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from goodword.channels import actions
from goodword.channels.forms import MoveForm, SplitForm, TreatForm
from goodword.channels.parsing import Reader
from goodword.channels.views.arrived import decision_page, mail_for
from goodword.house import clock
from goodword.house.refusals import Conflict, Refusal
from goodword.people.doors import person_of

if TYPE_CHECKING:
    from django import forms
    from django.http import HttpRequest

    from goodword.channels.models import InboundMail


def _refused(
    request: HttpRequest, found: InboundMail, name: str, form: forms.Form, refusal: Refusal
) -> HttpResponse:
    form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
    status = 409 if isinstance(refusal, Conflict) else 422
    shown: dict[str, Any] = {name: form}
    return decision_page(request, found, status, **shown)


@require_POST
def moving(request: HttpRequest, key: str) -> HttpResponse:
    """Give a mail that waits to another team."""
    found, form = mail_for(request, key), MoveForm(request.POST)
    if not form.is_valid():
        return decision_page(request, found, 422, move_form=form)
    team = form.cleaned_data["team"]
    try:
        with Reader() as reader:
            actions.move(
                found,
                reader,
                team=team,
                by=person_of(request),
                at=clock.now(),
                reason=form.cleaned_data["reason"],
            )
    except Refusal as refusal:
        return _refused(request, found, "move_form", form, refusal)
    messages.success(request, _("%(team)s has it now, and decides.") % {"team": team})
    return redirect("channels:mail-in")


@require_POST
def treating(request: HttpRequest, key: str) -> HttpResponse:
    """Say what kind of mail it is."""
    found, form = mail_for(request, key), TreatForm(request.POST)
    if not form.is_valid():
        return decision_page(request, found, 422, treat_form=form)
    try:
        with Reader() as reader:
            again = actions.treat(
                found,
                reader,
                kind=form.cleaned_data["kind"],
                by=person_of(request),
                at=clock.now(),
            )
    except Refusal as refusal:
        return _refused(request, found, "treat_form", form, refusal)
    messages.info(
        request,
        _("Handled again: %(state)s. %(why)s")
        % {"state": again.get_state_display(), "why": again.get_reason_display()},
    )
    return redirect("channels:mail-in")


@require_POST
def splitting(request: HttpRequest, key: str) -> HttpResponse:
    """Make one more request out of a mail that was taken in."""
    found, form, person = mail_for(request, key), SplitForm(request.POST), person_of(request)
    if not person.is_operator:
        raise Http404
    if not form.is_valid():
        return decision_page(request, found, 422, split_form=form)
    try:
        with Reader() as reader:
            made = actions.split(found, reader, by=person, at=clock.now(), **form.cleaned_data)
    except Refusal as refusal:
        return _refused(request, found, "split_form", form, refusal)
    messages.success(
        request,
        _("%(reference)s is a request of its own now. Who asked has been told.")
        % {"reference": made.reference},
    )
    return redirect("channels:mail", key)
