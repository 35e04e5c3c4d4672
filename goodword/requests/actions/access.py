"""Who may look at a request: closing it, opening it, naming, sharing and keeping people out.

Anybody on a request may close it further; only the team and the asker together open it again
(RELIABILITY 3).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, TypeVar

from django.utils.translation import gettext as _

from goodword.catalogue.models import Service
from goodword.house import limits
from goodword.house.action import action
from goodword.house.refusals import Refusal
from goodword.people.models import Person, Team
from goodword.people.privacy import Privacy
from goodword.requests.actions.keeping import Held, required
from goodword.requests.models import Exclusion, Reader, ServiceRequest, Share
from goodword.requests.models.access import Access

Row = TypeVar("Row", bound=Access)


def begins_with(team: Team, service: Service | None, *, confidential: bool = False) -> Privacy:
    """How closed a new request is: as its service says, else its team; never less than the team."""
    if confidential or team.privacy == Privacy.CONFIDENTIAL:
        return Privacy.CONFIDENTIAL
    return Privacy((service and service.privacy) or team.privacy)


def standing_readers(team: Team, service: Service | None, at: datetime) -> list[Person]:
    """Who is named beforehand to read what is confidential: the service's people, else the team's.

    Only members of the team on that day count.
    """
    members = Person.objects.members_of(team, at.date())
    if service is not None and service.team_id == team.pk:
        named = list(members.filter(reads_for_services=service))
        if named:
            return named
    return list(members.filter(reads_for_teams=team))


def first_readers(service_request: ServiceRequest, at: datetime) -> list[Person]:
    """Who of the team reads a request from its first moment; empty unless it is confidential.

    Raises ``Refusal`` when the team has named nobody.
    """
    if not service_request.is_confidential:
        return []
    readers = standing_readers(service_request.team, service_request.service, at)
    if not readers:
        raise Refusal(
            _("%(team)s has named nobody who may read confidential requests yet.")
            % {"team": service_request.team}
        )
    return readers


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
            _grant(Reader, held, person, by)
    service_request.privacy = wanted
    service_request.opening_to = ""
    service_request.save(update_fields=["privacy", "opening_to"])
    said = "closed_to_named" if wanted == Privacy.CONFIDENTIAL else "closed_to_team"
    held.record(
        "privacy_raised", by=by, side=side, said=_said(said, side), facts={"to": wanted.value}
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
    if not _grant(Reader, held, to, by):
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
        said=_said("shared", side),
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
    held.record("excluded", by=by, side=side, said=_said("excluded", side), facts={"to": to.pk})
    held.settle()
    return made


def _check_exclusion(held: Held, by: Person, to: Person) -> None:
    request = held.request
    if to.pk == by.pk:
        raise Refusal(_("You cannot keep yourself out. Ask a colleague to do it."), field="to")
    if to.pk in {request.asker_id, request.beneficiary_id}:
        raise Refusal(_("It is their own request: they cannot be kept out."), field="to")
    if request.filer_id == to.pk and request.filer_removed_at is None:
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
    said = _said("exclusion_ended", side)
    held.record("exclusion_ended", by=by, side=side, said=said, facts={"to": to.pk})
    return held.settle()


@action
def let_filer_read(
    service_request: ServiceRequest, *, by: Person, at: datetime, reads: bool
) -> ServiceRequest:
    """Let the one who typed a confidential request read how it goes on, or no more."""
    held = Held.hold(service_request, at)
    held.as_asker(by)
    filer = service_request.filer
    if filer is None or service_request.filer_removed_at:
        raise Refusal(_("Nobody else typed this for you."))
    service_request.filer_reads = reads
    service_request.save(update_fields=["filer_reads"])
    said = "filer_reads" if reads else "filer_reads_no_more"
    held.record("filer_let_read", by=by, side="asker", said=said, facts={"reads": reads}, to=filer)
    return held.settle()


def first_of(held: Held, *wanted: Person | None) -> Person | None:
    """Who steps in or looks at it again: the first of these who may see it.

    Of a confidential request that is a named reader, never a lead or a cover who is not named
    (PRODUCT, "who may see").
    """
    free = [person for person in wanted if person and not held.is_excluded(person)]
    if not held.request.is_confidential:
        return free[0] if free else None
    able = [person for person in free if held.is_provider(person)]
    named = Reader.objects.filter(service_request=held.request, ended_at=None)
    others = (row.person for row in named.select_related("person").order_by("pk"))
    able += [one for one in others if one.pk != held.standing.owner and held.is_provider(one)]
    return able[0] if able else None


def move_readers(held: Held, *, to: Person, team: Team) -> None:
    """A confidential request changes hands: the new team's people are named, the old no more."""
    request = held.request
    Reader.objects.filter(service_request=request, ended_at=None).update(ended_at=held.at)
    for person in {one.pk: one for one in (to, *standing_readers(team, None, held.at))}.values():
        if not held.is_excluded(person):
            Reader.objects.create(service_request=request, person=person, at=held.at)


def _said(name: str, side: str) -> str:
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


def _grant(grants: type[Row], held: Held, person: Person, by: Person) -> bool:
    """Whether the row is new."""
    if _running(grants, held, person).exists():
        return False
    grants._default_manager.create(service_request=held.request, person=person, by=by, at=held.at)
    return True


def _end(grants: type[Row], held: Held, person: Person, by: Person) -> None:
    if not _running(grants, held, person).update(ended_at=held.at, ended_by=by):
        raise Refusal(_("That is over already."))
