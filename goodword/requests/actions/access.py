"""Who may look at a request: naming readers, sharing, and keeping people out (RELIABILITY 3)."""

from __future__ import annotations

from datetime import datetime
from typing import Any, TypeVar

from django.utils.translation import gettext as _

from goodword.house import limits
from goodword.house.action import action
from goodword.house.refusals import Refusal
from goodword.people.models import Person
from goodword.requests.actions.keeping import Held, required
from goodword.requests.models import Exclusion, Reader, ServiceRequest, Share
from goodword.requests.models.access import Access

Row = TypeVar("Row", bound=Access)


@action
def name_reader(
    service_request: ServiceRequest, *, by: Person, at: datetime, to: Person
) -> ServiceRequest:
    """Let one more person of the team read and handle a confidential request."""
    held = Held.hold(service_request, at)
    held.as_provider(by)
    _require_confidential(service_request)
    if not held.is_member(to):
        raise Refusal(
            _("%(person)s is not in %(team)s.") % {"person": to.preferred_name, "team": held.team},
            field="to",
        )
    _refuse_if_excluded(held, to)
    if not grant(Reader, held, to, by):
        raise Refusal(_("%(person)s may read it already.") % {"person": to.preferred_name})
    held.record("reader_named", by=by, side="provider", facts={"to": to.pk}, to=to)
    return held.settle()


@action
def end_reader(
    service_request: ServiceRequest, *, by: Person, at: datetime, to: Person
) -> ServiceRequest:
    """Take a person of the team off a confidential request. Somebody has to stay."""
    held = Held.hold(service_request, at)
    held.as_provider(by)
    if service_request.owner_id == to.pk:
        raise Refusal(_("%(person)s has it. Give it to somebody else first.") % {"person": to})
    others = Reader.objects.filter(service_request=service_request, ended_at=None).exclude(
        person=to
    )
    if not any(held.is_member(row.person) for row in others.select_related("person")):
        raise Refusal(_("Somebody of the team has to be able to read it. Name another first."))
    _end(Reader, held, to, by)
    held.record("reader_ended", by=by, side="provider", facts={"to": to.pk}, to=to)
    return held.settle()


@action
def share(
    service_request: ServiceRequest, *, by: Person, at: datetime, to: Person, why: str = ""
) -> Share:
    """Let a colleague read along: what both sides say, no notes of a team, nothing to decide.

    Of a confidential request only the asker's side may do so. Raises ``Refusal``.
    """
    held = Held.hold(service_request, at)
    side = held.side_of(by)
    if service_request.is_confidential and not held.is_asking(by):
        raise Refusal(_("Only who asked may let others read a confidential request."))
    _refuse_if_excluded(held, to)
    if ServiceRequest.objects.visible_to(to).filter(pk=service_request.pk).exists():
        raise Refusal(
            _("%(person)s can see it already.") % {"person": to.preferred_name}, field="to"
        )
    if to.is_guest:
        raise Refusal(_("Only colleagues can read along."), field="to")
    running = Share.objects.filter(service_request=service_request, ended_at=None).count()
    if running >= limits.WATCHERS_PER_REQUEST:
        raise Refusal(
            _("At most %(limit)s people can read along.") % {"limit": limits.WATCHERS_PER_REQUEST}
        )
    made = Share.objects.create(
        service_request=service_request, person=to, by=by, at=at, why=why.strip()
    )
    held.record(
        "shared",
        by=by,
        side=side,
        said=said_by("shared", side),
        facts={"to": to.pk, "words": why.strip()},
        to=to,
    )
    held.settle()
    return made


@action
def end_share(
    service_request: ServiceRequest, *, by: Person, at: datetime, to: Person
) -> ServiceRequest:
    """Somebody does not read along any more."""
    held = Held.hold(service_request, at)
    side = held.side_of(by)
    _end(Share, held, to, by)
    held.record("share_ended", by=by, side=side, facts={"to": to.pk}, to=to)
    return held.settle()


@action
def step_back(service_request: ServiceRequest, *, by: Person, at: datetime) -> ServiceRequest:
    """Whoever reads along stops doing so by their own wish."""
    held = Held.hold(service_request, at)
    _end(Share, held, by, by)
    held.record("share_ended", by=by, side="watcher", facts={"to": by.pk}, to=by)
    return held.settle()


@action
def exclude(
    service_request: ServiceRequest, *, by: Person, at: datetime, to: Person, why: str
) -> Exclusion:
    """Keep a person out: a conflict of interest. It beats every right they have or get later.

    Whoever had it has it no more; a share, a naming and a delegation end. The asker and the
    person it is for cannot be kept out. Raises ``Refusal``.
    """
    held = Held.hold(service_request, at)
    side = held.side_of(by)
    kept = required(why, _("Say why, in one sentence."), field="why")
    _check_exclusion(held, by, to)
    _leave_somebody(held, to)
    _let_go_of(held, to, by)
    made = Exclusion.objects.create(
        service_request=service_request, person=to, by=by, at=at, why=kept
    )
    held.record("excluded", by=by, side=side, said=said_by("excluded", side), facts={"to": to.pk})
    held.settle()
    return made


def _check_exclusion(held: Held, by: Person, to: Person) -> None:
    request = held.request
    if to.pk == by.pk:
        raise Refusal(_("You cannot keep yourself out. Ask a colleague to do it."), field="to")
    if to.pk in {request.asker_id, request.beneficiary_id}:
        raise Refusal(_("It is their own request: they cannot be kept out."), field="to")
    if to.pk == request.typed_by_id:
        raise Refusal(
            _("%(person)s typed it. Take them off the request first.")
            % {"person": to.preferred_name},
            field="to",
        )
    if held.is_excluded(to):
        raise Refusal(_("%(person)s is kept out already.") % {"person": to.preferred_name})


def _leave_somebody(held: Held, to: Person) -> None:
    """Somebody of the team has to be able to answer still."""
    members = Person.objects.members_of(held.team, held.at.date()).exclude(pk=to.pk)
    if held.is_provider(to) and not any(held.is_provider(one) for one in members):
        raise Refusal(
            _("Nobody else of %(team)s could answer then. Name another reader first.")
            % {"team": held.team},
            field="to",
        )


def _let_go_of(held: Held, to: Person, by: Person) -> None:
    """What the person had in this request ends."""
    request = held.request
    if request.delegate_id == to.pk:
        request.delegate = None
        request.save(update_fields=["delegate"])
    if held.standing.owner == to.pk and request.is_open:
        held.record(
            "assigned", by=by, side="provider", said="unassigned", facts={"to": None}, to=""
        )
    for grants in (Reader, Share):
        _running(grants, held, to).update(ended_at=held.at, ended_by=by)


@action
def end_exclusion(
    service_request: ServiceRequest, *, by: Person, at: datetime, to: Person
) -> ServiceRequest:
    """The conflict of interest is over. What ended with it does not come back by itself."""
    held = Held.hold(service_request, at)
    side = held.side_of(by)
    _end(Exclusion, held, to, by)
    said = said_by("exclusion_ended", side)
    held.record("exclusion_ended", by=by, side=side, said=said, facts={"to": to.pk})
    return held.settle()


def said_by(name: str, side: str) -> str:
    """The pair of sentences: to the asker, their own side's act is theirs."""
    return f"{name}_by_asker" if side == "asker" else name


def _require_confidential(service_request: ServiceRequest) -> None:
    if not service_request.is_confidential:
        raise Refusal(_("The whole team reads it already."))


def _refuse_if_excluded(held: Held, person: Person) -> None:
    if held.is_excluded(person):
        raise Refusal(
            _("%(person)s is kept out of this request.") % {"person": person.preferred_name},
            field="to",
        )


def _running(grants: type[Row], held: Held, person: Person) -> Any:
    rows: Any = grants._default_manager  # one of our guarded managers, inside an act
    return rows.filter(service_request=held.request, person=person, ended_at=None)


def grant(grants: type[Row], held: Held, person: Person, by: Person) -> bool:
    """Whether the row is new."""
    if _running(grants, held, person).exists():
        return False
    grants._default_manager.create(service_request=held.request, person=person, by=by, at=held.at)
    return True


def _end(grants: type[Row], held: Held, person: Person, by: Person) -> None:
    if not _running(grants, held, person).update(ended_at=held.at, ended_by=by):
        raise Refusal(_("That is over already."))
