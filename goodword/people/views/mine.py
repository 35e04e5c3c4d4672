"""My own page: what I say about myself and how I like things."""

from __future__ import annotations

from datetime import date, datetime
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from goodword.house import clock
from goodword.house.refusals import Conflict, Refusal
from goodword.people import actions, letters, sections, showing
from goodword.people.doors import faster, person_of, put_beside, version_in
from goodword.people.forms import AbsenceForm, ExpertiseForm, ProfileForm, WordsAtOnceForm
from goodword.people.models import Absence, Expertise, Membership, Person
from goodword.ui.versions import Meanwhile


@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: HttpRequest) -> HttpResponse:
    """Show and save my profile."""
    me, at = person_of(request), clock.now()
    if request.method != "POST":
        return _page(request, me, at)
    form = ProfileForm(request.POST, person=me, kinds=letters.choosable())
    if form.is_valid():
        try:
            seen = form.seen_version
            actions.change_profile(me, by=me, at=at, seen_version=seen, **form.facts(me))
            messages.success(request, _("Saved."))
            return redirect("people:profile")
        except Conflict:
            me.refresh_from_db()
            fresh = ProfileForm(person=me, kinds=letters.choosable())
            conflict = faster(form, fresh, me, me)
            return _page(request, me, at, conflict, profile_form=form)
        except Refusal as refusal:
            put_beside(form, refusal)
    me.refresh_from_db()
    return _page(request, me, at, profile_form=form)


def _page(
    request: HttpRequest,
    me: Person,
    at: datetime,
    conflict: Meanwhile | None = None,
    **forms: Any,
) -> HttpResponse:
    today = at.date()
    context: dict[str, Any] = {
        "at": at,
        "today": today,
        "memberships": list(_memberships(me, today)),
        "absences": list(me.absences.filter(until_on__gte=today).select_related("cover")),
        "expertise": list(me.expertise.all()),
        "profile_form": ProfileForm(person=me, kinds=letters.choosable()),
        "absence_form": AbsenceForm(mates=showing.teammates(me, today)),
        "expertise_form": ExpertiseForm(),
        "sections": sections.render("profile", request, me, at),
        "conflict": conflict,
        **forms,
    }
    bound = [form for form in forms.values() if form.errors]
    status = HTTPStatus.UNPROCESSABLE_ENTITY if bound else HTTPStatus.OK
    status = HTTPStatus.CONFLICT if conflict else status
    return render(request, "people/profile.html", context, status=status)


def _memberships(me: Person, today: date) -> QuerySet[Membership]:
    current = Membership.objects.current(today).filter(person=me)
    return current.select_related("team", "person").order_by("team__name")


@require_POST
def words_at_once(request: HttpRequest, slug: str) -> HttpResponse:
    """Say how many words I mean to have in hand at once in one of my teams."""
    me, at = person_of(request), clock.now()
    mine = get_object_or_404(_memberships(me, at.date()), team__slug=slug)
    form = WordsAtOnceForm(request.POST)
    if not form.is_valid():
        return _page(request, me, at, words_form=form)
    try:
        number, seen = form.cleaned_data["words_at_once"], version_in(request)
        actions.agree_words_at_once(mine, number, by=me, at=at, seen_version=seen)
        messages.success(request, _("Saved. It is said kindly, and you decide."))
        return redirect("people:profile")
    except Conflict:
        messages.warning(request, _("Somebody was faster: look at what is set for you now."))
        return redirect("people:profile")
    except Refusal as refusal:
        put_beside(form, refusal)
    return _page(request, me, at, words_form=form)


@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Remember light, dark or as the device."""
    me = person_of(request)
    chosen = request.POST.get("theme", "")
    if chosen not in Person.Theme.values:
        raise Http404
    actions.change_profile(me, by=me, at=clock.now(), theme=chosen)
    return HttpResponse(status=HTTPStatus.NO_CONTENT)


@require_POST
def absences(request: HttpRequest) -> HttpResponse:
    """Note that I shall be away."""
    me, at = person_of(request), clock.now()
    form = AbsenceForm(request.POST, mates=showing.teammates(me, at.date()))
    if form.is_valid():
        try:
            actions.be_away(me, by=me, at=at, **form.cleaned_data)
            messages.success(request, _("Noted. Colleagues see it, and who covers."))
            return redirect("people:profile")
        except Refusal as refusal:
            put_beside(form, refusal)
    return _page(request, me, at, absence_form=form)


@require_POST
def end_absence(request: HttpRequest, from_on: date) -> HttpResponse:
    """Take a time away back, or end it."""
    me, at = person_of(request), clock.now()
    mine = Absence.objects.filter(person=me, until_on__gte=at.date())
    absence = mine.select_related("person").filter(from_on=from_on).first()
    try:
        if absence:
            actions.come_back(absence, by=me, at=at, seen_version=version_in(request))
        messages.success(request, _("Good to have you back."))
    except Conflict:
        messages.warning(request, _("This time away was changed meanwhile. Look at it first."))
    return redirect("people:profile")


@require_POST
def expertise(request: HttpRequest) -> HttpResponse:
    """Say what I can be asked about."""
    me, at = person_of(request), clock.now()
    form = ExpertiseForm(request.POST)
    if form.is_valid():
        try:
            actions.know(me, by=me, at=at, **form.cleaned_data)
            messages.success(request, _("Colleagues find you for it from now on."))
            return redirect("people:profile")
        except Refusal as refusal:
            put_beside(form, refusal)
    return _page(request, me, at, expertise_form=form)


@require_POST
def end_expertise(request: HttpRequest) -> HttpResponse:
    """Take one of my topics away."""
    me = person_of(request)
    mine = Expertise.objects.filter(person=me).select_related("person")
    topic = mine.filter(topic=request.POST.get("topic", "")).first()
    if topic is None:
        messages.info(request, _("It was taken away already."))
        return redirect("people:profile")
    actions.forget(topic, by=me, at=clock.now())
    return redirect("people:profile")
