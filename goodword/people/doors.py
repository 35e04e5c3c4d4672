"""What all doors of this room do the same way."""

from __future__ import annotations

from http import HTTPStatus
from typing import cast

from django import forms
from django.http import HttpRequest

from goodword.house.refusals import Conflict, Refusal
from goodword.people.models import Person


def person_of(request: HttpRequest) -> Person:
    """Return who is signed in; every door but those marked otherwise asks for it."""
    return cast(Person, request.user)


def put_beside(form: forms.BaseForm, refusal: Refusal) -> HTTPStatus:
    """Put what was refused beside its field, or over the form; answer the status to send."""
    field = refusal.field if refusal.field in form.fields else None
    form.add_error(field, str(refusal))
    if isinstance(refusal, Conflict):
        return HTTPStatus.CONFLICT
    return HTTPStatus.UNPROCESSABLE_ENTITY


def status_of(form: forms.BaseForm) -> HTTPStatus:
    """Answer 422 for a form that came back with mistakes, 200 for a fresh one."""
    return HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound and form.errors else HTTPStatus.OK
