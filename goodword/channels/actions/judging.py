"""Who wrote a mail, what kind it is, and whether its sender is to be told something."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from goodword.channels import rules
from goodword.channels.actions import matching, proofs
from goodword.channels.coming_in import precheck
from goodword.channels.models import InboundMail, Reason
from goodword.channels.parsing import CannotRead, Parsed, Reader, kinds
from goodword.house.action import action
from goodword.outbox import addresses
from goodword.outbox.actions import post
from goodword.outbox.rules import one_line
from goodword.people.models import Person

#: Letters to who wrote a mail: that it was too large, and that another team has it.
TOO_LARGE: Final = "channels.too_large"
MOVED: Final = "channels.moved"
#: What of a mail people read.
WORDS = ("subject", "text", "signature", "elided", "full_text", "html")


def head_of(raw: bytes, mail: InboundMail, reader: Reader) -> Parsed | None:
    """Answer what the headers of a mail say; None where even they are too much."""
    with suppress(precheck.TooMuch, CannotRead):
        head = precheck.headers_of(raw) + b"\n\n"
        precheck.check(head)
        return as_delivered(reader.read(head), mail)
    return None


@action
def tell_sender(
    kind: str,
    mail: InboundMail,
    parsed: Parsed,
    *,
    at: datetime,
    key: str = "",
    facts: dict[str, Any] | None = None,
) -> bool:
    """Write to who sent a mail, once for each ``key``; answer whether it was done.

    Only where the mail surely is theirs and written by hand: never to a machine or a list, to an
    empty envelope, or to whom nobody vouches for (PEERS 3d). It counts at the brake.
    """
    person = sure_sender(mail, parsed)
    if person is None:
        return False
    post(kind, to=person, about=("mail", mail.pk), facts={"by_mail": True} | (facts or {}), at=at,
         key=f"{kind}:{key or mail.fingerprint[:48]}:{person.pk}")  # fmt: skip
    return True


@action
def sure_sender(mail: InboundMail, parsed: Parsed) -> Person | None:
    """Answer the colleague or proven guest who surely wrote a mail, with their own hands."""
    if kind_of(mail, parsed)[0] != kinds.HUMAN:
        return None
    person, match, trouble = judge(mail, parsed, None)
    if trouble not in {"", Reason.STRANGER} or person is None:
        return None
    return None if unverified(mail, parsed, match) else person


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
    bare = replace(whole, **words, files=tuple(map(proofs.without, parsed.files)))
    return replace(bare, is_personal=bare != whole or _names_a_letter(whole))


def _names_a_letter(parsed: Parsed) -> bool:
    """Whether it is addressed, or an answer, to what only one mailbox was told."""
    ids = (*parsed.in_reply_to, *parsed.references)
    return any(addresses.is_ours(it.strip("<>")) for it in ids) or any(
        addresses.read_reply(it) for it in parsed.recipients
    )


@action
def describe(mail: InboundMail, parsed: Parsed) -> None:
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


def kind_of(mail: InboundMail, parsed: Parsed) -> tuple[str, str]:
    """Say what a mail is: by a person's word where there is one, else by what it says of itself."""
    if mail.treat_as:
        return mail.treat_as, "a person said so"
    return rules.classify(parsed, domain=addresses.domain())


@action
def judge(
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
    return person, match, match.trouble or unverified(mail, parsed, match)


@action
def unverified(mail: InboundMail, parsed: Parsed, match: matching.Match) -> str:
    """Answer the reason where nobody vouches for the sender of a mail from outside."""
    if mail.person is None or not mail.is_from_outside or match.how == matching.SIGNED:
        return ""
    return "" if matching.is_vouched_for(parsed, mail.person, mail.source) else Reason.UNVERIFIED


def outsider_of(parsed: Parsed) -> str:
    """Name the person outside for whom a colleague takes a mail in."""
    name, address = parsed.sender
    return one_line(f"{name} <{address}>" if name and address else name or address)
