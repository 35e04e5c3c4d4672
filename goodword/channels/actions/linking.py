"""One mail to several teams: one stored mail, and a request to each that knows the others."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from goodword.channels.actions.applying import apply
from goodword.channels.actions.matching import teams_of
from goodword.channels.models import InboundMail, SentTogether, State
from goodword.channels.parsing import Parsed
from goodword.house import limits
from goodword.house.action import action
from goodword.people.models import Person, Team
from goodword.requests import actions as requests
from goodword.requests.actions.files import Upload
from goodword.requests.models import ServiceRequest


@action
def apply_to_all(
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
    """Take a mail in, and ask every further team that it was sent to. Raises ``Refusal``.

    A mail that answers a request stays one answer, whoever else it was sent to.
    """
    taken = apply(
        mail, parsed, person=person, request=request, team=team, at=at, by=by, outsider=outsider
    )
    # Moved by a person, it is for the team that they chose and for no other.
    if request is None and taken.state == State.APPLIED and mail.moved_to_id is None:
        _ask_the_others(taken, parsed, teams_of(parsed.recipients), at)
    return taken


@action
def ask_who_was_not_asked(mail: InboundMail, parsed: Parsed, *, at: datetime) -> None:
    """Another delivery of a mail that was taken in: ask the teams that only this one names."""
    first = _first_delivery(mail)
    if first is not None and first.moved_to_id is None:
        _ask_the_others(first, parsed, teams_of(parsed.recipients), at)


def _first_delivery(mail: InboundMail) -> InboundMail | None:
    """Answer the delivery that became a request of its own."""
    same = InboundMail.objects.filter(fingerprint=mail.fingerprint, state=State.APPLIED)
    first = same.select_for_update(of=("self",)).first()
    request = first.service_request if first else None
    return first if request and request.nonce == f"mail:{mail.fingerprint[:48]}" else None


def _ask_the_others(mail: InboundMail, parsed: Parsed, teams: Iterable[Team], at: datetime) -> None:
    request = mail.service_request
    if request is None:
        return
    asked = set(SentTogether.objects.filter(mail=mail).values_list("team", flat=True))
    others = [it for it in teams if it.pk not in asked | {mail.team_id or request.team_id}]
    if others and not asked:
        first = mail.team or request.team
        SentTogether.objects.create(mail=mail, service_request=request, team=first)
    for team in others:
        also = _ask(request, parsed, team, mail, at)
        SentTogether.objects.create(mail=mail, service_request=also, team=team)


def _ask(
    first: ServiceRequest, parsed: Parsed, team: Team, mail: InboundMail, at: datetime
) -> ServiceRequest:
    """Ask one more team for what the first was asked for."""
    return requests.ask(
        by=first.filer or first.asker,
        on_behalf_of=first.asker if first.filer else None,
        at=at,
        title=first.title,
        words=first.words,
        team=team,
        beneficiary_name=first.beneficiary_name,
        channel=ServiceRequest.Channel.MAIL,
        nonce=f"mail:{mail.fingerprint[:40]}:{team.pk}",
        files=[
            Upload(file.name, file.content_type, [file.content])
            for file in parsed.files[: limits.FILES_PER_MESSAGE]
        ],
    )
