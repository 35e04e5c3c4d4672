"""Putting right what became of a mail: another team, another kind, a request of its own."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime

from django.utils.translation import gettext as _

from goodword.channels.actions.handling import try_again
from goodword.channels.actions.judging import MOVED, head_of, tell_sender
from goodword.channels.actions.triage import may_read, note, read, refuse_detour
from goodword.channels.coming_in import raw as keeping
from goodword.channels.models import InboundMail, Reason, State, TreatAs
from goodword.channels.parsing import Parsed, Reader
from goodword.channels.rules import title_of
from goodword.history.models import Event
from goodword.house import limits
from goodword.house.action import action
from goodword.house.refusals import Conflict, Refusal
from goodword.people.models import Person, Team
from goodword.requests import actions as requests
from goodword.requests.actions.files import Upload
from goodword.requests.models import ServiceRequest


def move(
    mail: InboundMail, reader: Reader, *, team: Team, by: Person, at: datetime, reason: str = ""
) -> InboundMail:
    """Give a mail that waits to another team, which then reads and decides. Raises ``Refusal``.

    Who wrote it is told, with the ``reason``, where it surely is theirs; the receipt of the
    request that it becomes says it too. Nobody moves a mail to a team of their own that they
    could not read before, and what was written to a confidential team is moved by its named
    readers alone (RELIABILITY 3).
    """
    held, event = _move(mail, team, reason.strip(), by, at)
    with suppress(FileNotFoundError):
        parsed = head_of(keeping.load(held.sha256), held, reader)
        if parsed is not None:
            facts = {"team": team.pk, "reason": reason.strip()}
            tell_sender(MOVED, held, parsed, at=at, key=str(event.pk), facts=facts)
    return held


@action
def _move(
    mail: InboundMail, team: Team, reason: str, by: Person, at: datetime
) -> tuple[InboundMail, Event]:
    held = InboundMail.objects.select_for_update(of=("self",)).get(pk=mail.pk)
    if held.state != State.QUARANTINED:
        raise Conflict(_("Somebody was faster: this mail has been decided already."))
    if held.meant_id is not None:
        raise Refusal(_("It answers a request, so it stays with the team that has that one."))
    if not may_read(held, by):
        refuse_detour(team, by, is_closed=held.is_closed)
    before = held.team_id
    held.team = held.moved_to = team
    held.save(update_fields=["team", "moved_to"])
    facts = {"from": before, "to": team.pk, "reason": reason}
    return held, note(held, "moved", by=by, at=at, facts=facts)


def treat(mail: InboundMail, reader: Reader, *, kind: str, by: Person, at: datetime) -> InboundMail:
    """Say what kind of mail it is, and let it be handled as such. Raises ``Conflict``."""
    _say(mail, kind, by, at)
    return try_again(mail, reader, at=at)


@action
def _say(mail: InboundMail, kind: str, by: Person, at: datetime) -> None:
    kept = InboundMail.objects.filter(pk=mail.pk, state__in=(State.QUARANTINED, State.IGNORED))
    if mail.reason == Reason.DUPLICATE or not kept.update(treat_as=TreatAs(kind)):
        raise Conflict(_("This mail has been taken in already."))
    mail.refresh_from_db()
    note(mail, "treated_as", by=by, at=at, facts={"kind": kind})


def split(
    mail: InboundMail,
    reader: Reader,
    *,
    title: str,
    words: str,
    team: Team,
    follows: bool,
    by: Person,
    at: datetime,
) -> ServiceRequest:
    """Make one more request out of a mail that was taken in. Raises ``Refusal``.

    For a mail that holds two things, or one that was joined to the wrong request. Without a
    title and words of its own the request says what the mail says, with its files. With
    ``follows`` later answers to the mail belong to the new request; what was written on the
    first one stays there, as everything that happened does. Who may not read the first one gives
    nothing of it to a team of their own, nor anything of a confidential one to whoever else.
    """
    parsed = read(mail, reader)
    return _split(mail, parsed, title.strip(), words.strip(), team, follows, by, at)


@action
def _split(
    mail: InboundMail,
    parsed: Parsed,
    title: str,
    words: str,
    team: Team,
    follows: bool,
    by: Person,
    at: datetime,
) -> ServiceRequest:
    held = InboundMail.objects.select_for_update(of=("self",)).get(pk=mail.pk)
    first = held.service_request
    if held.state != State.APPLIED or held.person is None or first is None:
        raise Refusal(_("Take the mail in first: then it is known whose it is."))
    if not ServiceRequest.objects.visible_to(by).filter(pk=first.pk).exists():
        refuse_detour(team, by, is_closed=first.is_confidential)
    made = requests.ask(
        by=held.person,
        at=at,
        title=title or title_of(parsed) or _("A mail without a subject"),
        words=words or (parsed.text or parsed.full_text)[: limits.MESSAGE_LENGTH],
        team=team,
        beneficiary_name=first.beneficiary_name,
        confidential=first.is_confidential,
        channel=ServiceRequest.Channel.MAIL,
        files=[] if words else _files(parsed),
    )
    if follows:
        held.service_request, held.message = made, None
        held.save(update_fields=["service_request", "message"])
    note(held, "split", by=by, at=at, facts={"from": first.pk, "to": made.pk})
    return made


def _files(parsed: Parsed) -> list[Upload]:
    return [
        Upload(file.name, file.content_type, [file.content])
        for file in parsed.files[: limits.FILES_PER_MESSAGE]
    ]
