"""How closed a request is: anybody on it closes it further, both sides together open it again."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext as _

from goodword.house.action import action
from goodword.house.refusals import Refusal
from goodword.people.models import Person
from goodword.people.privacy import Privacy
from goodword.requests.actions.access import grant, said_by
from goodword.requests.actions.keeping import Held
from goodword.requests.actions.readers import standing_readers
from goodword.requests.models import Reader, ServiceRequest


@action
def close_to(
    service_request: ServiceRequest,
    *,
    by: Person,
    at: datetime,
    to: str,
    readers: Iterable[Person] = (),
) -> ServiceRequest:
    """Make it more closed than it is; of a confidential one only named people read on.

    ``readers`` of the team are named besides its owner and, when nobody is, those whom the team
    named beforehand. Raises ``Refusal`` when nobody of the team could read it any more.
    """
    held = Held.hold(service_request, at)
    side = held.side_of(by)
    wanted = Privacy(to)
    if wanted.strictness <= Privacy(service_request.privacy).strictness:
        raise Refusal(_("It is as closed as that already."), field="to")
    if wanted == Privacy.CONFIDENTIAL:
        for person in _further_readers(held, side, by, readers):
            grant(Reader, held, person, by)
    service_request.privacy = wanted
    service_request.opening_to = ""
    service_request.save(update_fields=["privacy", "opening_to"])
    said = "closed_to_named" if wanted == Privacy.CONFIDENTIAL else "closed_to_team"
    held.record(
        "privacy_raised", by=by, side=side, said=said_by(said, side), facts={"to": wanted.value}
    )
    return held.settle()


def _further_readers(held: Held, side: str, by: Person, wanted: Iterable[Person]) -> list[Person]:
    """Who goes on reading: whoever has it, who closed it, who was named; else the team's own."""
    named = {person.pk: person for person in wanted}
    if held.request.owner:
        named.setdefault(held.request.owner.pk, held.request.owner)
    if side == "provider":
        named.setdefault(by.pk, by)
    kept = [person for person in named.values() if held.is_member(person)]
    kept = kept or standing_readers(held.team, held.request.service, held.at)
    if not kept:
        raise Refusal(
            _("Name at least one person of %(team)s who may read it.") % {"team": held.team},
            field="readers",
        )
    return kept


@action
def ask_to_open(
    service_request: ServiceRequest, *, by: Person, at: datetime, to: str
) -> ServiceRequest:
    """The team asks whether it may be less closed; only the asker can say yes."""
    held = Held.hold(service_request, at)
    held.as_provider(by)
    wanted = Privacy(to)
    if wanted.strictness >= Privacy(service_request.privacy).strictness:
        raise Refusal(_("It is as open as that already."), field="to")
    service_request.opening_to = wanted
    service_request.save(update_fields=["opening_to"])
    held.record("opening_asked", by=by, side="provider", facts={"to": wanted.value})
    return held.settle()


@action
def agree_to_open(service_request: ServiceRequest, *, by: Person, at: datetime) -> ServiceRequest:
    """The asker agrees: their yes is on the record, and the request is less closed."""
    held = Held.hold(service_request, at)
    held.as_asker(by)
    wanted = _opening(service_request)
    service_request.privacy, service_request.opening_to = wanted, ""
    service_request.save(update_fields=["privacy", "opening_to"])
    held.record("opening_agreed", by=by, side="asker", facts={"to": wanted.value})
    return held.settle()


@action
def refuse_to_open(service_request: ServiceRequest, *, by: Person, at: datetime) -> ServiceRequest:
    """The asker says no: it stays as closed as it is."""
    held = Held.hold(service_request, at)
    held.as_asker(by)
    _opening(service_request)
    service_request.opening_to = ""
    service_request.save(update_fields=["opening_to"])
    held.record("opening_refused", by=by, side="asker")
    return held.settle()


def _opening(service_request: ServiceRequest) -> Privacy:
    if not service_request.opening_to:
        raise Refusal(_("Nobody asks to open it any more."))
    return Privacy(service_request.opening_to)


@action
def let_filer_read(
    service_request: ServiceRequest, *, by: Person, at: datetime, reads: bool
) -> ServiceRequest:
    """Let the one who typed a confidential request read how it goes on, or no more."""
    held = Held.hold(service_request, at)
    held.as_asker(by)
    filer = service_request.typed_by
    if filer is None:
        raise Refusal(_("Nobody else typed this for you."))
    service_request.filer_reads = reads
    service_request.save(update_fields=["filer_reads"])
    said = "filer_reads" if reads else "filer_reads_no_more"
    held.record("filer_let_read", by=by, side="asker", said=said, facts={"reads": reads}, to=filer)
    return held.settle()
