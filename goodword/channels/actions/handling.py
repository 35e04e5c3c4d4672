"""From a received mail to what becomes of it; every mail ends somewhere, with its reason."""

from __future__ import annotations

import re
from datetime import datetime

from django.db.models import F
from django.utils.translation import gettext as _

from goodword.channels.actions import linking, matching, self_testing
from goodword.channels.actions.judging import (
    TOO_LARGE,
    as_delivered,
    describe,
    head_of,
    judge,
    kind_of,
    outsider_of,
    tell_sender,
    unverified,
)
from goodword.channels.actions.uploads import Nothing
from goodword.channels.coming_in import precheck
from goodword.channels.coming_in import raw as keeping
from goodword.channels.models import GoneAddress, InboundMail, Reason, State
from goodword.channels.parsing import CannotRead, Parsed, Reader, kinds
from goodword.house import faults, limits
from goodword.house.action import action
from goodword.house.refusals import Refusal
from goodword.outbox import addresses
from goodword.outbox.actions import came_back
from goodword.outbox.models import Letter
from goodword.outbox.rules import one_line
from goodword.people.models import Person, Team

_OUR_LETTER = re.compile(rb"letter\.([a-z2-7]{26})@")


def handle(
    mail: InboundMail,
    reader: Reader,
    *,
    at: datetime,
    as_asker: Person | None = None,
    team: Team | None = None,
) -> InboundMail:
    """Read one mail and decide what becomes of it. Never raises for what a mail contains.

    ``as_asker`` stands in for senders nobody knows, by the operator's word; ``team`` for mails
    that name no team's address.
    """
    if not _one_more_strike(mail):
        return _decide(mail, State.QUARANTINED, Reason.THREE_STRIKES, at=at)
    faults.point("mail.counted")
    raw = keeping.load(mail.sha256)
    try:
        precheck.check(raw)
        parsed = as_delivered(reader.read(raw), mail)
    except precheck.TooLarge as limit:
        return _too_large(mail, raw, reader, str(limit), at)
    except precheck.TooMuch as limit:
        return _keep_once(mail, Reason.TOO_MUCH, str(limit), at)
    except CannotRead as problem:
        return _keep_once(mail, Reason.UNREADABLE, str(problem), at)
    faults.point("mail.parsed")
    describe(mail, parsed)
    faults.point("mail.described")
    if settled := _settled(mail, parsed, raw, at):
        return settled
    return _take_in_or_keep(mail, parsed, at, as_asker, team)


def _too_large(
    mail: InboundMail, raw: bytes, reader: Reader, limit: str, at: datetime
) -> InboundMail:
    """Keep what is too large for a person, and tell its sender so where it surely is theirs."""
    parsed = head_of(raw, mail, reader)
    if parsed is not None:
        describe(mail, parsed)
        mail.meant = judge(mail, parsed, None)[1].request
        if not _is_kept(mail) and tell_sender(TOO_LARGE, mail, parsed, at=at):
            limit = _("%(limit)s; its sender was told") % {"limit": limit}
    return _keep_once(mail, Reason.TOO_MUCH, limit, at)


def _keep_once(mail: InboundMail, reason: str, detail: str, at: datetime) -> InboundMail:
    """Keep for a person what nobody may take apart; delivered again, it waits there already."""
    if _is_kept(mail):
        return _decide(mail, State.IGNORED, Reason.DUPLICATE, at=at)
    return _decide(mail, State.QUARANTINED, reason, detail, at=at)


@action
def _is_kept(mail: InboundMail) -> bool:
    """Whether the same mail came before and was not a repeat itself."""
    others = InboundMail.objects.filter(fingerprint=mail.fingerprint, pk__lt=mail.pk)
    return others.exclude(reason=Reason.DUPLICATE).exists()


@action
def _one_more_strike(mail: InboundMail) -> bool:
    """Count the attempt before it is made; False when it has failed three times already."""
    mails = InboundMail.objects.filter(pk=mail.pk, strikes__lt=limits.MAIL_STRIKES)
    return bool(mails.update(strikes=F("strikes") + 1))


@action
def _decide(
    mail: InboundMail, state: str, reason: str, detail: str = "", *, at: datetime
) -> InboundMail:
    """Write down what becomes of a mail, unless somebody else has taken it in meanwhile."""
    open_still = InboundMail.objects.filter(pk=mail.pk).exclude(state=State.APPLIED)
    open_still.update(
        state=state, reason=reason, detail=one_line(detail, 300), handled_at=at, meant=mail.meant
    )
    mail.refresh_from_db()
    return mail


def _settled(mail: InboundMail, parsed: Parsed, raw: bytes, at: datetime) -> InboundMail | None:
    """Settle what needs no sender: repeats and what no person wrote."""
    if self_testing.came_round(mail, parsed, at=at):
        return _decide(mail, State.IGNORED, Reason.SELF_TEST, at=at)
    twins = _same_id(mail)
    if mail.fingerprint in twins:
        # Whoever has a mail can hand it over again, for whom they like.
        if not unverified(mail, parsed, matching.Match()):
            linking.ask_who_was_not_asked(mail, parsed, at=at)
        return _decide(mail, State.IGNORED, Reason.DUPLICATE, at=at)
    kind, sign = kind_of(mail, parsed)
    if kind == kinds.DELIVERY_REPORT:
        _note_bounce(parsed, raw, at)
    if kind != kinds.HUMAN:
        return _decide(mail, State.IGNORED, kind, sign, at=at)
    return _decide(mail, State.QUARANTINED, Reason.SAME_ID, at=at) if twins else None


@action
def _same_id(mail: InboundMail) -> set[str]:
    """Answer the fingerprints of the other mails that came under the same id."""
    others = InboundMail.objects.filter(mail_id=mail.mail_id).exclude(pk=mail.pk)
    known = others.exclude(state=State.RECEIVED).exclude(reason=Reason.DUPLICATE)
    return set(known.values_list("fingerprint", flat=True))


@action
def _note_bounce(parsed: Parsed, raw: bytes, at: datetime) -> None:
    """Mark the letter of ours that came back, found by its address or by its id in the report.

    A word about a delay marks nothing: the other server goes on trying.
    """
    tokens = [token for address in parsed.recipients if (token := addresses.read_bounce(address))]
    tokens += [token.decode("ascii") for token in _OUR_LETTER.findall(raw)[:5]]
    letter = Letter.objects.filter(token__in=tokens).first() if tokens else None
    if letter is not None and parsed.gave_up:
        came_back(letter, words=_why(parsed), at=at)
        _flag_if_gone(letter.to, parsed, at)


def _flag_if_gone(person: Person, parsed: Parsed, at: datetime) -> None:
    """Note that an address is gone, where a report on our own letter says so of its receiver."""
    failed = (parsed.bounce or {"recipients": ()})["recipients"]
    gone = [it for it in failed if it["permanent"] and it["address"] == person.email]
    if not gone:
        return
    known, is_new = GoneAddress.objects.get_or_create(
        address=person.email,
        over_at=None,
        defaults={"person": person, "reason": gone[0]["reason"], "since": at, "last_at": at},
    )
    if not is_new:
        known.last_at = at
        known.save(update_fields=["last_at"])


def _why(parsed: Parsed) -> str:
    """Answer a report's subject, and what it says happened, for the page of the post."""
    failed = (parsed.bounce or {"recipients": ()})["recipients"]
    why = " ".join(filter(None, (failed[0]["reason"], failed[0]["status"]))) if failed else ""
    return f"{parsed.subject} ({why})" if why and why != "undefined" else parsed.subject


def _take_in_or_keep(
    mail: InboundMail,
    parsed: Parsed,
    at: datetime,
    as_asker: Person | None,
    team: Team | None,
) -> InboundMail:
    person, match, trouble = judge(mail, parsed, as_asker)
    if trouble or person is None:
        mail.meant = match.request
        return _decide(mail, State.QUARANTINED, trouble, match.how, at=at)
    try:
        return linking.apply_to_all(
            mail,
            parsed,
            person=person,
            request=match.request,
            team=mail.team or team,
            at=at,
            outsider=outsider_of(parsed) if as_asker and not mail.person else "",
        )
    except Nothing as refusal:
        return _decide(mail, State.QUARANTINED, Reason.EMPTY, str(refusal), at=at)
    except Refusal as refusal:
        mail.meant = match.request
        return _decide(mail, State.QUARANTINED, Reason.REFUSED, str(refusal), at=at)


def try_again(mail: InboundMail, reader: Reader, *, at: datetime) -> InboundMail:
    """Read a mail once more, after what kept it out was put right."""
    _forget_strikes(mail)
    return handle(mail, reader, at=at)


@action
def _forget_strikes(mail: InboundMail) -> None:
    mail.strikes, mail.meant = 0, None
    mail.save(update_fields=["strikes", "meant"])
