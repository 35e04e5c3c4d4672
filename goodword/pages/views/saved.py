"""Saved views of a desk."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from goodword.house import clock
from goodword.house.refusals import Conflict, Refusal
from goodword.pages.desk import said_in_words
from goodword.pages.doors import PersonRequest, own_team
from goodword.pages.filters import Filters
from goodword.pages.saved import NAME_AT_MOST, remove_view, save_view
from goodword.pages.views.desk import REMOVED
from goodword.people.models import Team
from goodword.requests.models import SavedView
from goodword.ui.versions import Meanwhile

QUERY_AT_MOST = 500


class ViewForm(forms.Form):
    """A name for a choice of filters, and who finds it."""

    use_required_attribute = False

    name = forms.CharField(
        label=_("Name of the view"),
        max_length=NAME_AT_MOST,
        error_messages={"required": _("Give it a name, so that you find it again.")},
    )
    who = forms.ChoiceField(
        label=_("Who finds it?"),
        choices=[("me", _("Only me")), ("team", _("Everybody in my team"))],
        initial="me",
        widget=forms.RadioSelect,
    )
    query = forms.CharField(max_length=QUERY_AT_MOST, required=False, widget=forms.HiddenInput)
    version = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)


@require_http_methods(["GET", "HEAD", "POST"])
def saved_views(request: PersonRequest, team: str) -> HttpResponse:
    """Name the filters that are chosen now; below, the views that there are."""
    here = own_team(request.user, team)
    if request.method != "POST":
        query = Filters.read(request.GET).query()
        return _page(request, here, ViewForm(initial={"query": query}))
    form = ViewForm(request.POST)
    if form.is_valid():
        try:
            view = _save(request, here, form.cleaned_data)
        except Conflict:
            return _named_before(request, here, form)
        except Refusal as refusal:
            form.add_error(refusal.field, refusal.message)
        else:
            messages.success(request, _now("Saved as “%(name)s”.") % {"name": view.name})
            return redirect(f"{_desk(here)}?{view.query}")
    return _page(request, here, form, HTTPStatus.UNPROCESSABLE_ENTITY)


def _save(request: PersonRequest, team: Team, kept: dict[str, Any]) -> SavedView:
    return save_view(
        team,
        by=request.user,
        at=clock.now(),
        name=kept["name"],
        query=kept["query"],
        is_shared=kept.get("who") == "team",
        seen_version=kept.get("version") or 0,
    )


def _named_before(request: PersonRequest, team: Team, form: ViewForm) -> HttpResponse:
    """Another choice has this name: show it, and let the person decide by saving again."""
    name = " ".join(form.cleaned_data["name"].split())
    mine = SavedView.objects.visible_to(request.user).filter(team=team, person=request.user)
    there = get_object_or_404(mine, name=name)
    form.data = {**dict(form.data.items()), "version": str(there.version)}
    shows = ", ".join(said_in_words(Filters.of(there.query)))
    heading = _now("You have a view called “%(name)s” already.") % {"name": name}
    words = _now("It shows: %(filters)s. Save again to put the new choice in its place.")
    conflict = Meanwhile(heading, words % {"filters": shows}, can_be_sent=True)
    return _page(request, team, form, HTTPStatus.CONFLICT, conflict)


def _page(
    request: PersonRequest,
    team: Team,
    form: ViewForm,
    status: int = HTTPStatus.OK,
    conflict: Meanwhile | None = None,
) -> HttpResponse:
    query = str(form["query"].value() or "")
    views = SavedView.objects.visible_to(request.user).filter(team=team).select_related("person")
    context = {
        "form": form,
        "conflict": conflict,
        "team": team,
        "views": list(views),
        "said": said_in_words(Filters.of(query)),
    }
    return render(request, "pages/saved_views.html", context, status=status)


@require_POST
def removed_view(request: PersonRequest, team: str, key: int) -> HttpResponse:
    """Take a view away; one click brings it back."""
    here = own_team(request.user, team)
    visible = SavedView.objects.visible_to(request.user).filter(team=here)
    view = visible.select_related("person").filter(pk=key).first()
    if view is None:
        messages.info(request, _now("It was taken away already."))
        return redirect("pages:saved-views", here.slug)
    was = {"name": view.name, "query": view.query, "who": "team" if view.is_shared else "me"}
    try:
        remove_view(view, by=request.user)
    except Refusal as refusal:
        messages.warning(request, refusal.message)
        return redirect("pages:saved-views", here.slug)
    request.session[REMOVED] = was
    return redirect(_desk(here))


@require_POST
def restored_view(request: PersonRequest, team: str) -> HttpResponse:
    """Undo: the view as it was."""
    here = own_team(request.user, team)
    form = ViewForm(request.POST)
    if not form.is_valid():
        return _page(request, here, form, HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        view = _save(request, here, form.cleaned_data)
    except Refusal as refusal:
        form.add_error(refusal.field, refusal.message)
        return _page(request, here, form, HTTPStatus.UNPROCESSABLE_ENTITY)
    messages.success(request, _now("“%(name)s” is back.") % {"name": view.name})
    return redirect(f"{_desk(here)}?{view.query}")


def _desk(team: Team) -> str:
    return reverse("pages:desk", args=[team.slug])
