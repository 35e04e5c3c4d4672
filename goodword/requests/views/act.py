"""What an act is: its door, its words, its form and its verb."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from goodword.people.models import Person
from goodword.requests.forms.base import ActForm
from goodword.requests.models import ServiceRequest
from goodword.requests.models.request import ServiceRequestQuerySet
from goodword.requests.views.rows import Rows

Verb = Callable[..., Any]
Eyes = Callable[[Person], ServiceRequestQuerySet]
Words = Any


def answerable(person: Person) -> ServiceRequestQuerySet:
    """Requests of one's own teams."""
    return ServiceRequest.objects.answerable_by(person)


def confirmable(person: Person) -> ServiceRequestQuerySet:
    """Requests where one may say yes or no for the asker."""
    return ServiceRequest.objects.confirmable_by(person)


def asked(person: Person) -> ServiceRequestQuerySet:
    """Requests on whose asking side one stands."""
    return ServiceRequest.objects.asked_by(person)


def seen(person: Person) -> ServiceRequestQuerySet:
    """Requests one may see: the action says who may do it."""
    return ServiceRequest.objects.visible_to(person)


def party(person: Person) -> ServiceRequestQuerySet:
    """Requests in which one takes part, on either side; who only reads along does not."""
    requests = ServiceRequest.objects
    return requests.asked_by(person) | requests.answerable_by(person)


def party_inside(person: Person) -> ServiceRequestQuerySet:
    """The same for colleagues alone: what a team is busy with is nothing for guests."""
    return ServiceRequest.objects.none() if person.is_guest else party(person)


@dataclass(frozen=True)
class Act:
    """One act: what its step says before, and what is said after.

    ``heading``, ``lede``, ``button`` and ``said`` may name %(asker)s, %(owner)s and %(team)s.
    ``hat`` is the side whose page comes back. ``not_now`` answers why the step does not fit at
    present, in words to be shown, or nothing: for steps that claim that something has happened.
    """

    noun: str
    eyes: Eyes
    form: type[ActForm]
    do: Verb
    heading: Words
    button: Words
    said: Words
    lede: Words = ""
    icon: str = ""
    key: str = ""
    template: str = "requests/steps/plain.html"
    look: str = "word"
    hat: str = "team"
    event: str = ""
    room: str = "requests"
    not_now: Callable[[Rows], str] | None = None
