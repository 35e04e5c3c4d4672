"""Turning a mail into a request, an answer or a message, through the same actions as the page."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from goodword.channels import rules
from goodword.channels.models import GoneAddress, InboundMail, Reason, State
from goodword.channels.parsing import Parsed
from goodword.house import faults, limits
from goodword.house.action import action
from goodword.house.refusals import Refusal
from goodword.people.models import Person, Team
from goodword.requests import actions as requests
from goodword.requests.actions.files import Upload
from goodword.requests.models import Message, Offer, Question, ServiceRequest


class Nothing(Refusal):
    """There is nothing in the mail that could be taken in."""


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
    held.service_request, held.message = (
        _ask(parsed, person, team, held, outsider, at)
        if request is None
        else _answer(parsed, person, request, at)
    )
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
) -> tuple[ServiceRequest, None]:
    title = rules.title_of(parsed)
    if not title and not parsed.files:
        raise Nothing(_("Neither a subject nor a text."))
    asked = requests.ask(
        by=person,
        at=at,
        title=title or _("A mail without a subject"),
        words=parsed.full_text[: limits.MESSAGE_LENGTH],
        team=team,
        beneficiary_name=outsider[: limits.NAME_LENGTH],
        channel=ServiceRequest.Channel.MAIL,
        nonce=f"mail:{mail.fingerprint[:48]}",
        files=_uploads(parsed, parsed.full_text[: limits.MESSAGE_LENGTH]),
    )
    return asked, None


def _answer(
    parsed: Parsed, person: Person, request: ServiceRequest, at: datetime
) -> tuple[ServiceRequest, Message | None]:
    """Answer the standing question if it is theirs to answer, else write to the other side."""
    # Where all of it looks quoted, somebody may have written into the quote: all of it counts.
    words = (parsed.text or parsed.full_text).strip()[: limits.MESSAGE_LENGTH]
    files = _uploads(parsed, words)
    if not words and not files:
        raise Nothing(_("Nothing is written in it."))
    words = words or _("See the attached files.")
    if _may_answer(request, person):
        requests.answer_question(request, by=person, at=at, answer=words, files=files)
        return request, None
    if not files and rules.is_yes(words) and _may_agree(request, person, at):
        requests.accept(request, by=person, at=at, words=words)
        return request, None
    message = requests.write(
        request, by=person, at=at, words=words, files=files, channel=Message.Channel.MAIL
    )
    return request, message


def _may_answer(request: ServiceRequest, person: Person) -> bool:
    asking = ServiceRequest.objects.confirmable_by(person).filter(pk=request.pk)
    open_question = Question.objects.filter(service_request=request, answered_at=None)
    return open_question.exists() and asking.exists()


def _may_agree(request: ServiceRequest, person: Person, at: datetime) -> bool:
    """Whether a bare yes can only mean the one date that was ever offered here."""
    asking = ServiceRequest.objects.confirmable_by(person).filter(pk=request.pk)
    made = list(Offer.objects.filter(service_request=request, side=Offer.Side.PROVIDER))
    is_one = len(made) == 1 and made[0].answer == Offer.Answer.OPEN and made[0].due_at > at
    return is_one and asking.exists()


def _uploads(parsed: Parsed, words: str) -> list[Upload]:
    """Answer the mail's files, and its whole text where the words leave something out."""
    files = [
        Upload(file.name, file.content_type, [file.content])
        for file in parsed.files[: limits.FILES_PER_MESSAGE - 1]
    ]
    if words.split() != parsed.full_text.split():
        whole = parsed.full_text.encode("utf-8", "replace")
        files.append(Upload(_("The whole mail.txt"), "text/plain", [whole]))
    return files
