"""Asking, writing, and answering at once."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Final

from django.db.models import Q
from django.utils.translation import gettext as _

from goodword.catalogue.models import Service
from goodword.house import faults, limits
from goodword.house.action import action
from goodword.house.refusals import Conflict, Refusal, TooOften
from goodword.people.models import Person, Team
from goodword.requests.actions import files as storing
from goodword.requests.actions.emergencies import keep_emergency
from goodword.requests.actions.files import Upload
from goodword.requests.actions.fixed_dates import check_fixed
from goodword.requests.actions.keeping import Held, policy_of, required, written
from goodword.requests.actions.readers import begins_with, first_readers
from goodword.requests.models import Delivery, Emergency, Message, ServiceRequest
from goodword.requests.rules import clocks
from goodword.requests.rules.replay import apply
from goodword.requests.rules.standing import Happening

#: No letters or digits that are read wrongly over the telephone.
REFERENCE_LETTERS: Final = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
REFERENCE_LENGTH: Final = 6


@action
def ask(
    *,
    by: Person,
    at: datetime,
    title: str,
    words: str = "",
    service: Service | None = None,
    team: Team | None = None,
    purpose: str = "",
    good_result: str = "",
    needed_by: datetime | None = None,
    needed_why: str = "",
    fixed_at: datetime | None = None,
    fixed_why: str = "",
    on_behalf_of: Person | None = None,
    beneficiary: Person | None = None,
    beneficiary_name: str = "",
    waiting_outside: str = "",
    waiting_many: int | None = None,
    waiting_since: datetime | None = None,
    emergency: str = "",
    emergency_kind: str = "",
    confidential: bool = False,
    channel: str = ServiceRequest.Channel.WEB,
    nonce: str | None = None,
    files: Iterable[Upload] = (),
    moved: Mapping[str, object] | None = None,
) -> ServiceRequest:
    """Ask a team for something; nobody named means the duty team (T1).

    ``by`` types it; with ``on_behalf_of`` that person is the asker and ``by`` the filer. The
    same ``nonce`` again answers the request that it made the first time. ``confidential`` closes
    it to named people of the team from the first moment. Raises ``Refusal``, and ``Conflict`` when
    other words come under a nonce that was used: none of them are dropped. ``moved`` says from
    which team (``moved_from``) a mail was moved here before, and why (``moved_why``).
    """
    asker = on_behalf_of or by
    if nonce and (earlier := _asked_before(nonce, asker)):
        _must_be_the_same(earlier, title, words)
        return earlier
    _check_asking(title, words, needed_by, at, by)
    check_fixed(fixed_at, fixed_why, at)
    _check_outside(waiting_outside, waiting_many, waiting_since, at)
    provider = service.team if service else team or _duty_team()
    service_request = ServiceRequest(
        reference=new_reference(),
        title=title.strip(),
        words=words.strip(),
        purpose=purpose.strip(),
        good_result=good_result.strip(),
        needed_by=needed_by,
        needed_why=needed_why.strip(),
        fixed_at=fixed_at,
        fixed_why=fixed_why.strip(),
        asker=asker,
        filer=by if asker != by else None,
        beneficiary=beneficiary,
        beneficiary_name=beneficiary_name.strip(),
        service=service,
        charter=service.charter if service else None,
        channel=channel,
        waiting_outside=waiting_outside.strip(),
        waiting_many=waiting_many,
        waiting_since=(waiting_since or at) if waiting_outside.strip() else None,
        emergency=emergency.strip(),
        asked_at=at,
        nonce=nonce or None,
        team=provider,
        privacy=begins_with(provider, service, confidential=confidential),
    )
    readers = first_readers(service_request, at)
    facts = _asked_facts(service_request) | dict(moved or {})
    held = Held.begin(service_request, by=by, at=at, facts=facts, readers=readers)
    if service_request.emergency:
        _first_emergency(held, by, emergency_kind)
    storing.attach(service_request, files, by=by, at=at)
    faults.around_commit("ask")
    return service_request


def _first_emergency(held: Held, by: Person, kind: str) -> None:
    """Count it against the budget. Above it, one asks first and says on its page what waits."""
    try:
        keep_emergency(held, by, held.request.emergency, kind or Emergency.Kind.USUAL)
    except Refusal as refusal:
        said = _("%(why)s Ask without it here; then its page asks which.") % {"why": refusal}
        raise Refusal(said, field="emergency") from None


def _asked_before(nonce: str, asker: Person) -> ServiceRequest | None:
    """What the same button made before; two presses at one instant wait for each other."""
    Person.objects.get_queryset().select_for_update().get(pk=asker.pk)
    return ServiceRequest.objects.filter(nonce=nonce, asker=asker).first()


def _must_be_the_same(earlier: ServiceRequest, title: str, words: str) -> None:
    if (earlier.title, earlier.words) != (title.strip(), words.strip()):
        raise Conflict(
            _("You sent this form before, as “%(title)s”. Load the page anew to ask for more.")
            % {"title": earlier.title}
        )


def _asked_facts(service_request: ServiceRequest) -> dict[str, object]:
    policy = policy_of(
        service_request.team,
        service_request.charter,
        emergency=bool(service_request.emergency),
        outside=bool(service_request.waiting_outside),
    )
    facts = {"side": "asker", "team": service_request.team.pk, "policy": policy}
    if service_request.fixed_at:
        facts["fixed_at"] = written(service_request.fixed_at)
    return facts


def _check_outside(words: str, many: int | None, since: datetime | None, at: datetime) -> None:
    """Who waits is named, and they wait already."""
    if many or since:
        required(words, _("Say who is waiting, and for what."), field="waiting_outside")
    if since and since > at:
        raise Refusal(
            _("They wait already: choose a moment that has passed."), field="waiting_since"
        )


def _check_asking(
    title: str, words: str, needed_by: datetime | None, at: datetime, by: Person
) -> None:
    required(title, _("Say in a few words what you need."), field="title")
    if len(title) > limits.TITLE_LENGTH:
        raise Refusal(
            _("A title has at most %(limit)s characters.") % {"limit": limits.TITLE_LENGTH},
            field="title",
        )
    check_length(words)
    if needed_by and needed_by <= at:
        raise Refusal(_("That moment has passed: choose a later one."), field="needed_by")
    lately = ServiceRequest.objects.filter(asked_at__gt=at - timedelta(hours=1), asked_at__lte=at)
    if lately.filter(Q(asker=by) | Q(filer=by)).count() >= limits.REQUESTS_PER_PERSON_AND_HOUR:
        raise TooOften(
            _("You asked %(limit)s times within an hour. Please wait a little.")
            % {"limit": limits.REQUESTS_PER_PERSON_AND_HOUR}
        )


def check_length(words: str) -> None:
    """Raises ``Refusal`` when a message is longer than a message may be."""
    if len(words) > limits.MESSAGE_LENGTH:
        raise Refusal(
            _("A message has at most %(limit)s characters; this one has %(length)s.")
            % {"limit": limits.MESSAGE_LENGTH, "length": len(words)},
            field="words",
        )


def _duty_team() -> Team:
    """The team for "I do not know whom to ask". Raises ``Refusal`` where none is named."""
    team = Team.objects.on_duty().first()
    if team is None:
        raise Refusal(_("Choose a service: nobody is on duty for open questions yet."))
    return team


def new_reference() -> str:
    """Six random characters that show neither order nor number (RELIABILITY 3, 7)."""
    letters = (secrets.choice(REFERENCE_LETTERS) for _place in range(REFERENCE_LENGTH))
    return "GW-" + "".join(letters)


@action
def write(
    service_request: ServiceRequest,
    *,
    by: Person,
    at: datetime,
    words: str,
    team_only: bool = False,
    files: Iterable[Upload] = (),
    channel: str = Message.Channel.WEB,
    next_word_at: datetime | None = None,
) -> Message:
    """Write to the other side, or a note that only the team sees.

    What a provider-side person writes to the asker is a human word: it stops C2 and restarts C5.
    """
    held = Held.hold(service_request, at)
    kept = required(words, _("Write something first."))
    check_length(kept)
    side = "provider" if team_only else held.side_of(by)
    if team_only:
        held.as_provider(by)
    message = Message.objects.create(
        service_request=service_request,
        by=by,
        at=at,
        words=kept,
        team_only=held.team if team_only else None,
        channel=channel,
    )
    storing.attach(service_request, files, by=by, at=at, message=message)
    facts = {"message": message.pk, "next_word_at": written(next_word_at)}
    held.record("noted" if team_only else "wrote", by=by, side=side, facts=facts)
    held.settle()
    faults.around_commit("write")
    return message


@action
def answer_now(
    service_request: ServiceRequest,
    *,
    by: Person,
    at: datetime,
    words: str,
    files: Iterable[Upload] = (),
) -> Delivery:
    """Close the loop in one act: the answer is the delivery (T2, S002-21)."""
    from goodword.requests.actions.delivering import hand_in

    return hand_in("answered", service_request, by=by, at=at, words=words, files=files)


@action
def acknowledge(
    service_request: ServiceRequest,
    *,
    by: Person,
    at: datetime,
    words: str = "",
    next_word_at: datetime | None = None,
) -> ServiceRequest:
    """A person's first word: who has it and when the next word comes (T3, S002-27)."""
    held = Held.hold(service_request, at)
    held.as_provider(by)
    _check_next_word(next_word_at, at)
    facts = {"next_word_at": written(next_word_at)}
    due = next_word_at or _next_word_then(held, by)
    held.record("acknowledged", by=by, side="provider", facts=facts, due=due)
    if words.strip():
        message = Message.objects.create(
            service_request=service_request, by=by, at=at, words=words.strip()
        )
        again = {**facts, "message": message.pk}
        held.record("wrote", by=by, side="provider", facts=again)
    return held.settle()


def _next_word_then(held: Held, by: Person) -> datetime:
    """When the next word is due once this person has it: what is said is what the clock keeps."""
    happening = Happening("acknowledged", held.at, by.pk, "provider")
    due = clocks.next_word(apply(held.standing, happening), held.calendar)
    return due.at if due else held.at


def _check_next_word(next_word_at: datetime | None, at: datetime) -> None:
    if next_word_at and next_word_at <= at:
        raise Refusal(_("The next word lies ahead: choose a later moment."), field="next_word_at")


@action
def assign(
    service_request: ServiceRequest, *, by: Person, at: datetime, to: Person | None
) -> ServiceRequest:
    """Give it to a colleague of the team, or to the whole team again."""
    held = Held.hold(service_request, at)
    held.as_provider(by)
    if to and not held.is_provider(to):
        raise Refusal(
            _("%(person)s is not in %(team)s.") % {"person": to.preferred_name, "team": held.team},
            field="to",
        )
    said = "assigned" if to else "unassigned"
    facts = {"to": to.pk if to else None}
    held.record("assigned", by=by, side="provider", said=said, facts=facts, to=to or "")
    return held.settle()


@action
def take(service_request: ServiceRequest, *, by: Person, at: datetime) -> ServiceRequest:
    """Put one's own name on it. Raises ``Refusal`` when somebody else has it already."""
    Held.hold(service_request, at)
    owner = service_request.owner
    if owner and owner != by:
        raise Refusal(_("%(person)s has it already.") % {"person": owner.preferred_name})
    return assign(service_request, by=by, at=at, to=by)


@action
def wait_outside(
    service_request: ServiceRequest,
    *,
    by: Person,
    at: datetime,
    words: str,
    many: int | None = None,
    since: datetime | None = None,
) -> ServiceRequest:
    """Say that somebody outside cannot go on until this is done: how many, since when (S004-01)."""
    held = Held.hold(service_request, at)
    side = held.side_of(by)
    service_request.waiting_outside = required(words, _("Say who is waiting, and for what."))
    if since and since > at:
        raise Refusal(_("They wait already: choose a moment that has passed."), field="since")
    service_request.waiting_since = since or service_request.waiting_since or at
    service_request.waiting_many = many
    service_request.save(update_fields=["waiting_outside", "waiting_since", "waiting_many"])
    held.record("outside_waits", by=by, side=side, whom=service_request.waiting_outside)
    return held.settle()


@action
def remove_filer(service_request: ServiceRequest, *, by: Person, at: datetime) -> ServiceRequest:
    """The asker takes the one who typed it off the request; they lose sight of it."""
    held = Held.hold(service_request, at)
    held.as_asker(by)
    filer = service_request.typed_by
    if filer is None:
        raise Refusal(_("Nobody else typed this for you."))
    service_request.filer_removed_at = at
    service_request.save(update_fields=["filer_removed_at"])
    held.record("filer_removed", by=by, side="asker", to=filer)
    return held.settle()


@action
def name_delegate(
    service_request: ServiceRequest, *, by: Person, at: datetime, to: Person | None
) -> ServiceRequest:
    """Let a colleague of one's own team answer and confirm, or nobody any more."""
    held = Held.hold(service_request, at)
    if by.pk != service_request.asker_id:
        raise Refusal(_("Only the person who asked can name somebody."))
    if to and not to.team_ids().filter(team__in=by.team_ids()).exists():
        raise Refusal(_("Name somebody from your own team."), field="to")
    if to and held.is_provider(to):
        raise Refusal(_("Somebody of the team that does it cannot confirm it."), field="to")
    service_request.delegate = to
    service_request.save(update_fields=["delegate"])
    said = "delegate_named" if to else "delegate_removed"
    held.record("delegate_named", by=by, side="asker", said=said, to=to or "")
    return held.settle()
