"""Finding the request a mail answers (PEERS 3c), and who wrote it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.conf import settings
from django.db import Error

from goodword.channels import rules, vouching
from goodword.channels.actions import self_testing
from goodword.channels.models import InboundMail, Reason, TeamAddress
from goodword.channels.parsing import Parsed
from goodword.house.action import action
from goodword.outbox import addresses
from goodword.outbox.models import Letter
from goodword.people.models import Membership, Person, Team
from goodword.requests.models import ServiceRequest

#: How a mail was matched that was sent to an address made for its writer alone.
SIGNED = "signed address"


@dataclass(frozen=True)
class Match:
    """The request a mail answers, if any, and what stands against applying it there."""

    request: ServiceRequest | None = None
    how: str = ""
    trouble: str = ""


def person_of(parsed: Parsed) -> Person | None:
    """Answer the active colleague whose address a mail comes from.

    A guest is believed only where they answer to an address that was made for their mailbox
    alone, and their mailbox is proven (RELIABILITY 4); else a person decides.
    """
    person = Person.objects.filter(email=parsed.sender[1], is_active=True).first()
    if person is None or not person.is_guest:
        return person
    ours = (addresses.read_reply(address) for address in parsed.recipients)
    answers = any(read and addresses.is_signed_for(*read, person.pk) for read in ours)
    return person if answers and person.proven_at else None


def is_vouched_for(parsed: Parsed, person: Person, source: str) -> bool:
    """Say whether we know that this person wrote a mail that came from outside.

    Our border says so, or it answers a letter whose id only their mailbox was told (RELIABILITY
    4); that it was sent to an address signed for them is judged by the match. ``source`` is the
    way by which it came.
    """
    border = settings.CONFIGURATION.mail_border
    said = parsed.headers.get("authentication-results", [])
    if border and vouching.vouches(said, border, parsed.sender[1]):
        return True
    by_mailbox = source in {mailbox.name[:200] for mailbox in settings.CONFIGURATION.imap}
    internal = parsed.headers.get(vouching.INTERNAL, [])
    if by_mailbox and vouching.is_internal(said, internal, border, parsed.sender[1]):
        return True
    ids = [*parsed.in_reply_to, *parsed.references]
    return Letter.objects.filter(to=person, message_id__in=ids).exists()


def teams_of(addressed: Iterable[str]) -> list[Team]:
    """Answer the teams whose addresses these are, in their order, each once.

    A team has its word at our domain, and any number of further addresses; what stands after a
    ``+`` is its writer's own.
    """
    bare = [_bare(address) for address in addressed]
    words = [address.partition("@")[0] for address in bare if addresses.is_ours(address)]
    by_word = {team.mail_name: team for team in Team.objects.filter(mail_name__in=words)}
    further = TeamAddress.objects.filter(address__in=bare).select_related("team")
    teams = {it.address: it.team for it in further}
    teams |= {f"{word}@{addresses.domain().lower()}": team for word, team in by_word.items()}
    return list(dict.fromkeys(teams[address] for address in bare if address in teams))


def _bare(address: str) -> str:
    """Answer an address in small letters, without what stands after a plus."""
    local, _at, domain = address.lower().rpartition("@")
    return f"{local.partition('+')[0]}@{domain}"


def is_own_address(address: str) -> bool:
    """Say whether a mail claims to come from an address only we write from."""
    local = _bare(address).partition("@")[0]
    ours = {settings.CONFIGURATION.mail_from.lower()}
    return (
        address in ours
        or (addresses.is_ours(address) and local in {"reply", "bounce"})
        or bool(teams_of([address]))
    )


#: Words at our domain that a mail server must always be able to write to (RFC 5321, 4.5.1).
ALWAYS = frozenset({"postmaster"})


@action
def _is_known(address: str) -> bool:
    local = _bare(address).partition("@")[0]
    return (
        address == settings.CONFIGURATION.mail_from.lower()
        or (addresses.is_ours(address) and local in ALWAYS)
        or addresses.read_reply(address) is not None
        or addresses.read_bounce(address) is not None
        or self_testing.read_address(address) is not None
        or bool(teams_of([address]))
    )


def takes_mail_for(address: str) -> bool | None:
    """Say whether mail to this address is ours to take; None when nobody can say just now.

    While the database is away, everything at our own domain is.
    """
    try:
        return _is_known(address.lower())
    except Error:
        return addresses.is_ours(address) or None


def find(parsed: Parsed, person: Person | None) -> Match:
    """Answer the request a mail answers, by the first sign that holds."""
    for match in _signs(parsed, person):
        return match
    return Match()


def _signs(parsed: Parsed, person: Person | None) -> Iterator[Match]:
    for address in parsed.recipients:
        if read := addresses.read_reply(address):
            yield _by_signed_address(*read, person)
    ids = [*parsed.in_reply_to, *reversed(parsed.references)]
    if request := _by_own_ids(ids):
        yield _if_theirs(request, person, "own Message-ID")
    if person is not None:
        yield from _by_what_they_see(parsed, ids, person)


def _by_signed_address(reference: str, signature: str, person: Person | None) -> Match:
    request = ServiceRequest.objects.filter(reference=reference).first()
    if request is None:
        return Match(trouble=Reason.FORGED_ADDRESS)
    if person and addresses.is_signed_for(reference, signature, person.pk):
        return _if_theirs(request, person, SIGNED)
    if any(addresses.is_signed_for(reference, signature, key) for key in _people_on(request)):
        return Match(request, SIGNED, Reason.ANOTHERS_ADDRESS)
    return Match(request, SIGNED, Reason.FORGED_ADDRESS)


def _people_on(request: ServiceRequest) -> Iterator[int]:
    """Answer everybody we may have written to about a request."""
    yield from (
        Letter.objects.filter(about_kind="request", about_id=request.pk)
        .values_list("to", flat=True)
        .distinct()
        .order_by()
    )
    yield from Membership.objects.filter(team=request.team).values_list("person", flat=True)


def _by_own_ids(ids: Iterable[str]) -> ServiceRequest | None:
    for found in ids:
        letters = Letter.objects.filter(about_kind="request")
        letter = letters.filter(message_id=found).first() or letters.filter(thread=found).first()
        if letter is not None:
            return ServiceRequest.objects.filter(pk=letter.about_id).first()
    return None


def _if_theirs(request: ServiceRequest, person: Person | None, how: str) -> Match:
    sees = person is not None and (
        ServiceRequest.objects.visible_to(person).filter(pk=request.pk).exists()
    )
    return Match(request, how, "" if sees else Reason.STRANGER)


def _by_what_they_see(parsed: Parsed, ids: list[str], person: Person) -> Iterator[Match]:
    """Foreign ids and references in the subject only count where the writer sees the request."""
    visible = ServiceRequest.objects.visible_to(person)
    mails = InboundMail.objects.filter(mail_id__in=ids).exclude(service_request=None)
    for key in mails.order_by("-received_at", "-pk").values_list("service_request", flat=True):
        if request := visible.filter(pk=key).first():
            yield Match(request, "known Message-ID")
    for reference in rules.references_in(parsed.subject):
        if request := visible.filter(reference=reference).first():
            yield Match(request, "reference in the subject")
