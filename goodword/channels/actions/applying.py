"""Turning a mail into a request, an answer or a message, through the same actions as the page."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from goodword.channels import rules
from goodword.channels.actions.answering import answer
from goodword.channels.actions.uploads import Nothing, instead_of_words, uploads
from goodword.channels.models import GoneAddress, InboundMail, Reason, State
from goodword.channels.parsing import Parsed
from goodword.history.models import Event
from goodword.house import faults, limits
from goodword.house.action import action
from goodword.outbox import addresses
from goodword.outbox.rules import one_line
from goodword.people.models import Person, Team
from goodword.requests import actions as requests
from goodword.requests.models import ServiceRequest


@action
def apply(
    mail: InboundMail,
    parsed: Parsed,
    *,
    person: Person,
    request: ServiceRequest | None,
    team: Team | None,
    at: datetime,
    by: Person | None = None,
    outsider: str = "",
) -> InboundMail:
    """Take a mail in as this person's: an answer on a request, or a new one.

    Of a reply the writer's new words are taken, and the whole text is kept as a file whenever
    something was cut. ``outsider`` names whom a colleague asks for. Raises ``Refusal``.
    """
    deliveries = _hold_deliveries(mail)
    held = deliveries[mail.pk]
    if held.state == State.APPLIED:
        return held
    if any(delivery.state == State.APPLIED for delivery in deliveries.values()):
        held.state, held.reason, held.handled_at = State.IGNORED, Reason.DUPLICATE, at
        held.save(update_fields=["state", "reason", "handled_at"])
        return held
    if request is None:
        held.service_request = _ask(parsed, person, team, held, outsider, at)
    else:
        held.service_request = request
        held.message = answer(parsed, person, request, at, by_hand=by is not None)
    faults.point("mail.taken_in")
    held.state, held.reason, held.detail = State.APPLIED, Reason.NONE, ""
    held.person, held.handled_at, held.handled_by, held.meant = person, at, by, None
    held.save()
    faults.point("mail.marked")
    # Who writes from an address can be written to there.
    GoneAddress.objects.filter(address=parsed.sender[1], over_at=None).update(over_at=at)
    transaction.on_commit(lambda: faults.point("mail.applied"))
    return held


def _hold_deliveries(mail: InboundMail) -> dict[int, InboundMail]:
    """Lock every delivery of the same mail: read at one instant, only one is taken in."""
    same = InboundMail.objects.filter(fingerprint=mail.fingerprint).order_by("pk")
    return {one.pk: one for one in same.select_for_update(of=("self",))}


def _ask(
    parsed: Parsed,
    person: Person,
    team: Team | None,
    mail: InboundMail,
    outsider: str,
    at: datetime,
) -> ServiceRequest:
    title = rules.title_of(parsed)
    if not title and not parsed.files:
        raise Nothing(_("Neither a subject nor a text."))
    writer, outsider = _passed_on(parsed, person) if not outsider else (None, outsider)
    words = parsed.full_text[: limits.MESSAGE_LENGTH]
    if not words.strip() and parsed.seal:
        words = instead_of_words(parsed)
    asked = requests.ask(
        by=person,
        on_behalf_of=writer,
        at=at,
        title=title or _("A mail without a subject"),
        words=words,
        team=team,
        beneficiary_name=outsider[: limits.NAME_LENGTH],
        channel=ServiceRequest.Channel.MAIL,
        nonce=f"mail:{mail.fingerprint[:48]}",
        files=uploads(parsed, words),
        moved=_moved(mail),
    )
    requests.note_copied(asked, _copied(parsed, person, writer), at=at)
    return asked


def _moved(mail: InboundMail) -> dict[str, object] | None:
    """Answer from which team a mail was moved, and why, for the receipt of its asker."""
    if mail.moved_to_id is None:
        return None
    moves = list(Event.objects.about("mail", mail.pk).filter(name="moved").order_by("number"))
    if not moves:
        return None
    first, last = moves[0].facts, moves[-1].facts
    return {"moved_from": first.get("from"), "moved_why": last.get("reason", "")}


def _passed_on(parsed: Parsed, person: Person) -> tuple[Person | None, str]:
    """Answer for whom a mail is passed on: a colleague, who asks then, or somebody outside by name.

    Who passes it on has typed it (DOMAIN 2): the asker is told, and can take them off. A guest
    asks for nobody else: they follow what is their own.
    """
    name, address = parsed.forwarded or ("", "")
    if (
        person.is_guest
        or not address
        or address.lower() == person.email
        or addresses.is_ours(address)
    ):
        return None, ""
    known = Person.objects.filter(email=address.lower(), is_active=True, is_guest=False).first()
    return known, "" if known else one_line(f"{name} <{address}>" if name else address)


def _copied(parsed: Parsed, person: Person, writer: Person | None) -> list[Person]:
    """Answer the colleagues a mail went to besides us."""
    told = {address.lower() for _name, address in (*parsed.to, *parsed.cc)}
    party = {person.pk} | ({writer.pk} if writer else set())
    known = Person.objects.filter(email__in=told, is_active=True, is_guest=False)
    return list(known.exclude(pk__in=party).order_by("name", "pk"))
