"""What the doors of all rooms do the same way."""

from __future__ import annotations

from http import HTTPStatus
from typing import cast

from django import forms
from django.http import Http404, HttpRequest

from goodword.house.refusals import Conflict, Refusal
from goodword.people.models import Person
from goodword.ui.versions import Meanwhile, VersionedForm, meanwhile

_DIGITS = 9


def person_of(request: HttpRequest) -> Person:
    """Return who is signed in; every door but those marked otherwise asks for it."""
    return cast(Person, request.user)


def operator_of(request: HttpRequest) -> Person:
    """Return who is signed in, where they run Goodword; for anybody else there is no such page."""
    me = person_of(request)
    if not me.is_operator:
        raise Http404
    return me


def put_beside(form: forms.BaseForm, refusal: Refusal) -> HTTPStatus:
    """Put what was refused beside its field, or over the form; answer the status to send."""
    field = refusal.field if refusal.field in form.fields else None
    form.add_error(field, str(refusal))
    if isinstance(refusal, Conflict):
        return HTTPStatus.CONFLICT
    return HTTPStatus.UNPROCESSABLE_ENTITY


def faster(form: VersionedForm, fresh: VersionedForm, by: Person | None, me: Person) -> Meanwhile:
    """Say that somebody was faster, and what both changed (409)."""
    is_own = by is not None and by.pk == me.pk
    return meanwhile(form, fresh, by.preferred_name if by else "", is_own=is_own)


def version_in(request: HttpRequest) -> int | None:
    """The version that a button was drawn for; None where it says nothing of it."""
    text = request.POST.get("version", "")[:_DIGITS]
    return int(text) if text.isascii() and text.isdigit() else None


def status_of(form: forms.BaseForm) -> HTTPStatus:
    """Answer 422 for a form that came back with mistakes, 200 for a fresh one."""
    return HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound and form.errors else HTTPStatus.OK
