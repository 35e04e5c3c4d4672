"""Looking at what is closed: readings written down, glass broken for a reason.

An operator sets things up and reads nothing. When they must look, they say why, a second operator
agrees where it is confidential, it ends by itself, and everybody on the request sees it
(RELIABILITY 3).
"""

from __future__ import annotations

import secrets
from datetime import datetime

from django.utils.translation import gettext as _

from goodword.house import limits
from goodword.house.action import action
from goodword.house.refusals import Refusal
from goodword.people.models import Person
from goodword.requests.actions.keeping import Held, required, written
from goodword.requests.models import Glass, Reader, Reading, ServiceRequest


@action
def note_reading(
    service_request: ServiceRequest,
    *,
    by: Person,
    at: datetime,
    what: str,
    name: str = "",
) -> Reading | None:
    """Write down who read what is confidential, or looked through broken glass; else nothing."""
    by_glass = Glass.objects.open(by).filter(service_request=service_request).exists()
    if not (service_request.is_confidential or by_glass):
        return None
    return Reading.objects.create(
        service_request=service_request, person=by, at=at, what=what, name=name, by_glass=by_glass
    )


@action
def break_glass(*, by: Person, at: datetime, reference: str, reason: str) -> Glass | None:
    """Open a request to this operator for an hour.

    Nothing is said about references that do not exist: the answer is None. A confidential
    request stays shut until a second operator agrees. Raises ``Refusal``.
    """
    _require_operator(by)
    kept = required(reason, _("Say why you must look: everybody on it reads it."), field="reason")
    service_request = ServiceRequest.objects.filter(reference=reference.strip().upper()).first()
    if service_request is None:
        return None
    needs_second = service_request.is_confidential
    glass = Glass.objects.create(
        service_request=service_request,
        key=secrets.token_urlsafe(16),
        person=by,
        reason=kept,
        at=at,
        agreed_at=None if needs_second else at,
        until=at + limits.GLASS_AGE,
    )
    if not needs_second:
        _broken(glass, at)
    return glass


@action
def agree_to_glass(glass: Glass, *, by: Person, at: datetime) -> Glass:
    """The second operator agrees: from now on the first may look, for an hour."""
    _require_operator(by)
    glass.refresh_from_db(from_queryset=Glass.objects.select_for_update())
    if glass.person_id == by.pk:
        raise Refusal(_("A second person has to agree, not you yourself."))
    if glass.agreed_at or glass.ended_at or glass.until <= at:
        raise Refusal(_("This has been answered or is over."))
    glass.agreed_by, glass.agreed_at, glass.until = by, at, at + limits.GLASS_AGE
    glass.save(update_fields=["agreed_by", "agreed_at", "until"])
    _broken(glass, at)
    return glass


@action
def mend_glass(glass: Glass, *, by: Person, at: datetime) -> Glass:
    """Stop looking before the hour is over, or take back the wish to look.

    Whoever opened it twice has closed it: nothing of theirs on this request stays open.
    """
    if glass.person_id != by.pk:
        raise Refusal(_("Only who opened it can close it."))
    theirs = Glass.objects.filter(service_request=glass.service_request_id, person=by)
    theirs.filter(ended_at=None).update(ended_at=at)
    glass.refresh_from_db()
    return glass


def _broken(glass: Glass, at: datetime) -> None:
    held = Held.hold(glass.service_request, at)
    facts = {"glass": glass.pk, "until": written(glass.until)}
    held.record("glass_broken", by=glass.person, side="operator", facts=facts, due=glass.until)
    held.settle()


@action
def name_for_nobody(
    service_request: ServiceRequest, *, by: Person, at: datetime, to: Person
) -> ServiceRequest:
    """An operator names a reader for a confidential request that nobody of its team can read.

    They give it to somebody without looking at it. Raises ``Refusal``.
    """
    _require_operator(by)
    held = Held.hold(service_request, at)
    named = Reader.objects.filter(service_request=service_request, ended_at=None)
    if any(held.is_provider(row.person) for row in named.select_related("person")):
        raise Refusal(_("Somebody of the team can read it."))
    if not held.is_member(to) or held.is_excluded(to):
        raise Refusal(_("Choose somebody of %(team)s.") % {"team": held.team}, field="to")
    named.filter(person=to).update(ended_at=at, ended_by=by)
    Reader.objects.create(service_request=service_request, person=to, by=by, at=at)
    held.record("reader_named", by=by, side="operator", facts={"to": to.pk}, to=to)
    return held.settle()


def _require_operator(person: Person) -> None:
    if not person.is_operator:
        raise Refusal(_("Only who runs Goodword can do this."))
