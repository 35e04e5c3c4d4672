"""What a person decides about a mail that could not be taken in by itself."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from goodword.channels.actions.judging import as_delivered, outsider_of
from goodword.channels.actions.linking import apply_to_all
from goodword.channels.coming_in import precheck
from goodword.channels.coming_in import raw as keeping
from goodword.channels.models import InboundMail, Reason, State
from goodword.channels.parsing import CannotRead, Parsed, Reader
from goodword.history.models import Event
from goodword.house.action import action
from goodword.house.refusals import Conflict, Refusal
from goodword.people.models import Person, Team
from goodword.requests.actions import known_guest
from goodword.requests.models import ServiceRequest

ABOUT = "mail"


def take_in(
    mail: InboundMail,
    reader: Reader,
    *,
    person: Person,
    team: Team | None,
    by: Person,
    at: datetime,
) -> InboundMail:
    """Take a mail in as this colleague's, by somebody's word for it (RELIABILITY, mail in).

    It joins the request it answers where the colleague has a part in that one, else it becomes a
    new request to ``team``. Raises ``Refusal``; ``Conflict`` when somebody was faster.
    """
    if mail.state != State.QUARANTINED:
        raise Conflict(_("Somebody was faster: this mail has been decided already."))
    parsed = read(mail, reader)
    request, to = _theirs(mail.meant, person), team or mail.team
    if parsed.sender[1] != by.email:
        _refuse_for_others(mail, parsed, person, by)
        if request is None:
            _refuse_elsewhere(mail, to, by)
    taken = apply_to_all(
        mail,
        parsed,
        person=person,
        request=request,
        team=to,
        at=at,
        by=by,
        outsider="" if parsed.sender[1] == person.email else outsider_of(parsed),
    )
    note(taken, "taken_in", by=by, at=at, facts={"person": person.pk})
    return taken


def take_in_for_guest(
    mail: InboundMail, reader: Reader, *, name: str, team: Team | None, by: Person, at: datetime
) -> InboundMail:
    """Take a mail in as its sender's, who follows it as a guest from now on.

    The sender's address stays somebody's word until its mailbox is proven. Raises ``Refusal``,
    also where a colleague has the address; ``Conflict`` when somebody was faster.
    """
    if not mail.sender:
        raise Refusal(_("The mail does not say who wrote it."))
    with transaction.atomic():
        guest = known_guest(name=name or mail.sender_name or mail.sender, email=mail.sender, at=at)
        return take_in(mail, reader, person=guest, team=team, by=by, at=at)


def read(mail: InboundMail, reader: Reader) -> Parsed:
    """Take a kept mail apart once more. Raises ``Refusal`` when that cannot be done."""
    try:
        raw = keeping.load(mail.sha256)
        precheck.check(raw)
        return as_delivered(reader.read(raw), mail)
    except (CannotRead, precheck.TooMuch) as problem:
        raise Refusal(_("This mail cannot be read: %(why)s.") % {"why": problem}) from problem


def _refuse_for_others(mail: InboundMail, parsed: Parsed, person: Person, by: Person) -> None:
    """Let nobody read a mail by deciding that it is theirs; of a closed one, its writer's alone."""
    is_gained = person == by or (mail.is_closed and parsed.sender[1] != person.email)
    if is_gained and not may_read(mail, by):
        raise Refusal(_("You may not read this mail, so it cannot become yours."))


@action
def _refuse_elsewhere(mail: InboundMail, to: Team | None, by: Person) -> None:
    """Let nobody read a mail by deciding that it is for a team of theirs."""
    to = to or Team.objects.on_duty().first()
    if to is not None and to != mail.team and not may_read(mail, by):
        refuse_detour(to, by, is_closed=mail.is_closed)


def may_read(mail: InboundMail, person: Person) -> bool:
    """Whether a mail that waits is meant for a team of this person."""
    return InboundMail.objects.readable_by(person).filter(pk=mail.pk).exists()


def refuse_detour(to: Team, by: Person, *, is_closed: bool) -> None:
    """Who may not read something cannot bring it where they can, nor out of a confidential team.

    Raises ``Refusal``.
    """
    if is_closed or to.pk in by.team_ids():
        raise Refusal(_("You cannot read it, so you cannot move it there. Ask who can."))


@action
def _theirs(meant: ServiceRequest | None, person: Person) -> ServiceRequest | None:
    if meant is None:
        return None
    return ServiceRequest.objects.visible_to(person).filter(pk=meant.pk).first()


@action
def set_aside(mail: InboundMail, *, by: Person, at: datetime) -> InboundMail:
    """Decide that a mail needs nothing; it stays in the list, and can be tried again.

    Raises ``Conflict`` when somebody was faster.
    """
    changed = InboundMail.objects.filter(pk=mail.pk, state=State.QUARANTINED).update(
        state=State.IGNORED, reason=Reason.SET_ASIDE, handled_at=at, handled_by=by
    )
    if not changed:
        raise Conflict(_("Somebody was faster: this mail has been decided already."))
    note(mail, "set_aside", by=by, at=at)
    mail.refresh_from_db()
    return mail


def open_text(mail: InboundMail, reader: Reader, *, by: Person, at: datetime) -> Parsed:
    """Show what a mail says to somebody who may read it; that it was opened is written down."""
    parsed = read(mail, reader)
    note(mail, "opened", by=by, at=at)
    return parsed


@action
def note(
    mail: InboundMail, name: str, *, by: Person, at: datetime, facts: dict[str, Any] | None = None
) -> Event:
    """Write down who did what with a mail."""
    number = Event.objects.about(ABOUT, mail.pk).count() + 1
    return Event.objects.create(
        about_kind=ABOUT,
        about_id=mail.pk,
        number=number,
        name=name,
        at=at,
        by=by,
        facts=facts or {},
    )
