"""Who sees which planted row, asked of the eyes themselves: no page, no middleware in between.

A page has several nets, one behind the other. Here each net is tried alone, so that one that was
left open shows even where another would still hold.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from datetime import timedelta
from typing import Any

from django.db import transaction

from goodword.catalogue.models import Service
from goodword.channels.models import GoneAddress, InboundMail
from goodword.feedback.models import Rating, Thanks
from goodword.guests.models import MagicLink
from goodword.house import clock
from goodword.house.guard import system_scope
from goodword.outbox.models import Letter
from goodword.people.models import ImportedChange, Invitation, PeopleImport, Person, Team
from goodword.requests.models import (
    Aim,
    Attachment,
    Exclusion,
    Glass,
    Handover,
    Message,
    Offer,
    Promise,
    Reader,
    Reading,
    SavedView,
    ServiceRequest,
    Share,
)
from tests.permissions.canaries import CLOSED_TO
from tests.permissions.roles import (
    ASKERS,
    COLLEAGUES,
    CONFIRMERS,
    GUESTS,
    LEADS,
    LOOKING,
    NOBODY,
    NOTES,
    OPERATORS,
    PARTICIPANTS,
    PROVIDERS,
    RECEIVERS,
    TEAM,
    Role,
)
from tests.permissions.world import World

Roles = Collection[Role]
Look = Callable[[Person], Any]
LOOKERS = tuple(role for role in Role if role is not Role.ANONYMOUS)


def judge_eyes(world: World) -> Iterator[str]:
    """Say who sees a row they should not, or does not see one they should; leave no row behind."""
    with clock.frozen(world.at), transaction.atomic():
        for name, look, key, roles in _table(world):
            for role in LOOKERS:
                sees = look(world.people[role]).filter(pk=key).exists()
                if sees != (role in roles):
                    yield f"{role} {'sees' if sees else 'does not see'} {name}"
        transaction.set_rollback(True)


def _table(world: World) -> Iterator[tuple[str, Look, int, Roles]]:
    yield from _requests(world)
    yield from _parts(world)
    yield from _house(world)
    yield from _post(world)


def _requests(world: World) -> Iterator[tuple[str, Look, int, Roles]]:
    normal, closed, opened = world.request.pk, world.closed.pk, world.opened.pk
    all_of_them = ServiceRequest.objects
    yield "the request", all_of_them.visible_to, normal, PARTICIPANTS
    yield "the confidential one", all_of_them.visible_to, closed, CLOSED_TO
    yield "the open one", all_of_them.visible_to, opened, {Role.ASKER, *TEAM}
    yield (
        "the one they were taken off",
        all_of_them.visible_to,
        world.removed.pk,
        {Role.ASKER, *TEAM},
    )
    yield "the guest's", all_of_them.visible_to, world.guests_own.pk, GUESTS
    yield "that there is an open one", all_of_them.findable_by, opened, COLLEAGUES
    yield "that there is a closed one", all_of_them.findable_by, closed, CLOSED_TO | {Role.FILER}
    yield "what they asked", all_of_them.asked_by, normal, ASKERS
    yield "what they asked in confidence", all_of_them.asked_by, closed, CONFIRMERS
    yield "what they may confirm", all_of_them.confirmable_by, normal, CONFIRMERS
    yield "what their team answers", all_of_them.answerable_by, normal, PROVIDERS
    yield "what their team answers in confidence", all_of_them.answerable_by, closed, {Role.MEMBER}
    yield "one left alone", lambda me: all_of_them.left_alone(me, world.at), closed, NOBODY
    yield "what they are asked to take", Handover.objects.awaiting, world.handover.pk, RECEIVERS


def _parts(world: World) -> Iterator[tuple[str, Look, int, Roles]]:
    """Rows that hang on a request are seen by who sees it, notes by their team."""
    with system_scope("tests"):
        note = Message.objects.filter(service_request=world.request).exclude(team_only=None).get()
        parts = [
            (model, model.objects.filter(service_request=which).latest("pk").pk, roles)
            for model, which, roles in (
                (Offer, world.request, PARTICIPANTS),
                (Share, world.request, PARTICIPANTS),
                (Exclusion, world.request, PARTICIPANTS),
                (Glass, world.request, PARTICIPANTS),
                (Promise, world.promised, {Role.ASKER, *PROVIDERS, Role.EXCLUDED}),
                (Reader, world.closed, CLOSED_TO),
                (Share, world.closed, CLOSED_TO),
            )
        ]
        reading = Reading.objects.create(
            service_request=world.closed, person=world.people[Role.MEMBER], at=world.at, what="page"
        )
    for model, key, roles in parts:
        yield f"a {model.__name__}", model.objects.visible_to, key, roles
    yield "a reading", Reading.objects.visible_to, reading.pk, CLOSED_TO
    yield "a message", Message.objects.visible_to, world.message.pk, PARTICIPANTS
    yield "a note", Message.objects.visible_to, note.pk, NOTES
    yield "a file", Attachment.objects.visible_to, world.attachment.pk, PARTICIPANTS
    yield "a note's file", Attachment.objects.visible_to, world.note_attachment.pk, NOTES
    yield "the hand-over", Handover.objects.visible_to, world.handover.pk, PARTICIPANTS
    for model in (Share, Exclusion, Reader):
        yield from _naming(world, model)


def _naming(world: World, model: Any) -> Iterator[tuple[str, Look, int, Roles]]:
    whose = {Share: Role.WATCHER, Exclusion: Role.EXCLUDED, Reader: Role.MEMBER}[model]
    with system_scope("tests"):
        row = model.objects.filter(person=world.people[whose]).latest("pk")
    yield f"a {model.__name__} about them", model.objects.naming, row.pk, {whose}


def _house(world: World) -> Iterator[tuple[str, Look, int, Roles]]:
    everybody = Person.objects
    yield "a colleague", everybody.visible_to, world.people[Role.STRANGER].pk, COLLEAGUES
    yield "who has gone", everybody.visible_to, world.gone.pk, NOBODY
    yield "a guest", everybody.visible_to, world.people[Role.GUEST].pk, GUESTS
    yield "a guest as such", everybody.guests_for, world.people[Role.GUEST].pk, OPERATORS
    yield "a colleague as a guest", everybody.guests_for, world.people[Role.ASKER].pk, NOBODY
    team = world.teams["provider"].pk
    yield "a team", Team.objects.visible_to, team, COLLEAGUES
    yield "a team to change", Team.objects.editable_by, team, LEADS | OPERATORS
    yield "a team to speak for", Team.objects.spoken_for_by, team, TEAM | OPERATORS
    yield "a service", Service.objects.visible_to, world.service.pk, COLLEAGUES
    some = {Role.ASKER, Role.FILER, Role.DELEGATE, Role.TAKEN_OFF, *TEAM}
    yield "a service for some", Service.objects.visible_to, world.for_some.pk, some
    yield "a service to change", Service.objects.editable_by, world.service.pk, TEAM | OPERATORS
    yield from _entering(world)


def _entering(world: World) -> Iterator[tuple[str, Look, int, Roles]]:
    invited = Invitation.objects.create(
        person=world.people[Role.MEMBER],
        invited_at=world.at,
        ends_at=world.at + timedelta(days=7),
        key_hash="h",
    )
    change = ImportedChange.objects.create(
        people_import=world.people_list, kind=ImportedChange.Kind.PERSON_ADDED, row=1
    )
    yield "a list of people", PeopleImport.objects.visible_to, world.people_list.pk, OPERATORS
    yield "what a list changed", ImportedChange.objects.visible_to, change.pk, OPERATORS
    yield "an invitation", Invitation.objects.visible_to, invited.pk, OPERATORS


def _post(world: World) -> Iterator[tuple[str, Look, int, Roles]]:
    asker = world.people[Role.ASKER]
    with system_scope("tests"):
        letter = Letter.objects.filter(to=asker).latest("pk")
        view = SavedView.objects.create(
            team=world.teams["provider"],
            person=world.people[Role.LEAD],
            name="mine",
            query="",
            made_at=world.at,
        )
        rating = Rating.objects.create(
            service_request=world.request, team=world.teams["provider"], by=asker, at=world.at
        )
        link = MagicLink.objects.create(
            guest=world.people[Role.GUEST],
            service_request=world.guests_own,
            salt="s",
            key_hash="h",
            asked_at=world.at,
            ends_at=world.at + (world.at - world.at.replace(minute=0)),
        )
        gone = GoneAddress.objects.create(
            person=world.people[Role.ASKER],
            address="gone@northmoor.example",
            reason="userunknown",
            since=world.at,
            last_at=world.at,
        )
        waiting = Glass.objects.create(
            service_request=world.closed,
            key="waiting",
            person=world.people[Role.LOOKING],
            reason="A complaint.",
            at=world.at,
            until=world.at + (world.at - world.at.replace(hour=0)),
        )
        aim = Aim.objects.create(
            service_request=world.request,
            person=world.people[Role.LEAD],
            aim_at=world.at,
            set_at=world.at,
        )
    yield "an aim of their own", Aim.objects.visible_to, aim.pk, LEADS
    yield "a letter", Letter.objects.visible_to, letter.pk, {Role.ASKER}
    yield "that a letter went", Letter.objects.metadata_for, letter.pk, OPERATORS
    yield "a view of their own", SavedView.objects.visible_to, view.pk, LEADS
    yield "a rating", Rating.objects.visible_to, rating.pk, {Role.ASKER, *PROVIDERS}
    yield "a good word", Thanks.objects.visible_to, world.thanks.pk, {Role.ASKER, Role.LEAD}
    yield "a way in", MagicLink.objects.visible_to, link.pk, NOBODY
    yield "what a mail says", InboundMail.objects.readable_by, world.mail.pk, TEAM
    yield "that a mail came", InboundMail.objects.metadata_for, world.mail.pk, TEAM | OPERATORS
    yield "that an address is gone", GoneAddress.objects.metadata_for, gone.pk, OPERATORS
    to_agree = lambda me: Glass.objects.to_agree(me, world.at)  # noqa: E731 - one of the eyes
    yield "a glass to agree to", to_agree, waiting.pk, {Role.OPERATOR}
    yield "a glass that waits", Glass.objects.visible_to, waiting.pk, CLOSED_TO | LOOKING
