"""From a received mail to what becomes of it; every mail ends somewhere, with its reason."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from django.db.models import F
from django.utils.translation import gettext as _

from goodword.channels import precheck, rules
from goodword.channels import raw as keeping
from goodword.channels.actions import linking, matching, self_testing
from goodword.channels.actions.uploads import Nothing
from goodword.channels.models import GoneAddress, InboundMail, Reason, State
from goodword.channels.parsing import CannotRead, Parsed, Reader, kinds
from goodword.house import faults, limits
from goodword.house.action import action
from goodword.house.refusals import Refusal
from goodword.outbox import addresses
from goodword.outbox.actions import came_back, post
from goodword.outbox.models import Letter
from goodword.outbox.rules import one_line
from goodword.people.models import Person, Team

#: The letter that tells who wrote a mail that it was too large.
TOO_LARGE: Final = "channels.too_large"
#: What of a mail people read.
WORDS = ("subject", "text", "signature", "elided", "full_text", "html")
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
        return _decide(mail, State.QUARANTINED, Reason.TOO_MUCH, str(limit), at=at)
    except CannotRead as problem:
        return _decide(mail, State.QUARANTINED, Reason.UNREADABLE, str(problem), at=at)
    faults.point("mail.parsed")
    _describe(mail, parsed)
    faults.point("mail.described")
    if settled := _settled(mail, parsed, raw, at):
        return settled
    return _take_in_or_keep(mail, parsed, at, as_asker, team)


def _too_large(
    mail: InboundMail, raw: bytes, reader: Reader, limit: str, at: datetime
) -> InboundMail:
    """Keep what is too large for a person, and tell its sender so where it surely is theirs."""
    with suppress(precheck.TooMuch, CannotRead):
        head = precheck.headers_of(raw) + b"\n\n"
        precheck.check(head)
        parsed = as_delivered(reader.read(head), mail)
        _describe(mail, parsed)
        if _tell_too_large(mail, parsed, at):
            limit = _("%(limit)s; its sender was told") % {"limit": limit}
    return _decide(mail, State.QUARANTINED, Reason.TOO_MUCH, limit, at=at)


@action
def _tell_too_large(mail: InboundMail, parsed: Parsed, at: datetime) -> bool:
    """Tell the sender, once for each mail; never a machine, nor whom nobody vouches for.

    What it answers is told as well: it stays with the team that has the request.
    """
    if _kind(mail, parsed)[0] != kinds.HUMAN:
        return False
    person, match, trouble = _judge(mail, parsed, None)
    mail.meant = match.request
    if person is None or trouble:
        return False
    key = f"{TOO_LARGE}:{mail.fingerprint[:48]}:{person.pk}"
    post(TOO_LARGE, to=person, about=("mail", mail.pk), facts={"by_mail": True}, at=at, key=key)
    return True


def as_delivered(parsed: Parsed, mail: InboundMail) -> Parsed:
    """Answer what a mail says, with those whom it was handed over for among its recipients.

    A blind copy names them nowhere else. An answer repeats the letter it answers, buttons and
    all: what proves its writer's hand is left out of the words, as others get to read them.
    """
    everybody = dict.fromkeys((*mail.recipients, *parsed.recipients))
    whole = replace(parsed, recipients=tuple(everybody))
    words: dict[str, Any] = {
        name: addresses.without_proofs(getattr(parsed, name)) for name in WORDS
    }
    bare = replace(whole, **words)
    return replace(bare, is_personal=bare != whole or _names_a_letter(whole))


def _names_a_letter(parsed: Parsed) -> bool:
    """Whether it is addressed, or an answer, to what only one mailbox was told."""
    ids = (*parsed.in_reply_to, *parsed.references)
    return any(addresses.is_ours(it.strip("<>")) for it in ids) or any(
        addresses.read_reply(it) for it in parsed.recipients
    )


@action
def _one_more_strike(mail: InboundMail) -> bool:
    """Count the attempt before it is made; False when it has failed three times already."""
    mails = InboundMail.objects.filter(pk=mail.pk, strikes__lt=limits.MAIL_STRIKES)
    return bool(mails.update(strikes=F("strikes") + 1))


@action
def _describe(mail: InboundMail, parsed: Parsed) -> None:
    """Write down what the operator may know of it."""
    mail.sender_name, mail.sender = one_line(parsed.sender[0]), one_line(parsed.sender[1], 320)
    mail.subject = one_line(parsed.subject)
    found = rules.id_or_derived(parsed.message_id, mail.fingerprint, addresses.domain())
    mail.mail_id = found[:510]
    mail.team = mail.moved_to or next(iter(matching.teams_of(parsed.recipients)), None)
    mail.person = matching.person_of(parsed)
    carried = {"seal": parsed.seal, "invitation": parsed.invitation}
    mail.carries = {name: it for name, it in carried.items() if it}
    mail.save(update_fields=["sender_name", "sender", "subject", "mail_id", "team", "person",
                             "carries"])  # fmt: skip


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
        linking.ask_who_was_not_asked(mail, parsed, at=at)
        return _decide(mail, State.IGNORED, Reason.DUPLICATE, at=at)
    kind, sign = _kind(mail, parsed)
    if kind == kinds.DELIVERY_REPORT:
        _note_bounce(parsed, raw, at)
    if kind != kinds.HUMAN:
        return _decide(mail, State.IGNORED, kind, sign, at=at)
    return _decide(mail, State.QUARANTINED, Reason.SAME_ID, at=at) if twins else None


def _kind(mail: InboundMail, parsed: Parsed) -> tuple[str, str]:
    """Say what a mail is: by a person's word where there is one, else by what it says of itself."""
    if mail.treat_as:
        return mail.treat_as, "a person said so"
    return rules.classify(parsed, domain=addresses.domain())


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
    person, match, trouble = _judge(mail, parsed, as_asker)
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


@action
def _judge(
    mail: InboundMail, parsed: Parsed, as_asker: Person | None
) -> tuple[Person | None, matching.Match, str]:
    """Say who wrote it, which request it answers, and what stands against taking it in."""
    person = mail.person or as_asker
    match = matching.find(parsed, mail.person)
    senders = {address.lower() for _name, address in parsed.senders}
    if not senders and as_asker is None:
        return None, match, Reason.NO_SENDER
    if len(senders) > 1 and as_asker is None:
        return None, match, Reason.SEVERAL_SENDERS
    if senders and matching.is_own_address(parsed.sender[1]):
        return None, match, Reason.OWN_ADDRESS
    if person is None:
        return None, match, Reason.UNKNOWN_SENDER
    if mail.person and rules.is_disowned(parsed) and match.how != matching.SIGNED:
        return None, match, Reason.DISOWNED
    return person, match, match.trouble or _unverified(mail, parsed, match)


def _unverified(mail: InboundMail, parsed: Parsed, match: matching.Match) -> str:
    """Answer the reason where nobody vouches for the sender of a mail from outside."""
    if mail.person is None or not mail.is_from_outside or match.how == matching.SIGNED:
        return ""
    return "" if matching.is_vouched_for(parsed, mail.person) else Reason.UNVERIFIED


def outsider_of(parsed: Parsed) -> str:
    """Name the person outside for whom a colleague takes a mail in."""
    name, address = parsed.sender
    return one_line(f"{name} <{address}>" if name and address else name or address)


def try_again(mail: InboundMail, reader: Reader, *, at: datetime) -> InboundMail:
    """Read a mail once more, after what kept it out was put right."""
    _forget_strikes(mail)
    return handle(mail, reader, at=at)


@action
def _forget_strikes(mail: InboundMail) -> None:
    mail.strikes, mail.meant = 0, None
    mail.save(update_fields=["strikes", "meant"])
