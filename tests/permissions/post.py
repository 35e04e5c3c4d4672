"""Letters on their way out, looked at without a page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TypeVar

from django.db import transaction
from django.test import Client
from django.urls import reverse

from goodword.guests.models import MagicLink
from goodword.history.models import Event
from goodword.house.guard import system_scope
from goodword.outbox.kinds import kind_of
from goodword.outbox.models import Letter
from goodword.requests.actions import lost_letters
from goodword.requests.models import Exclusion
from tests.permissions.canaries import CLOSED_TO, OPENED_TO, READERS, REMOVED_TO
from tests.permissions.eyes import LOOKERS
from tests.permissions.roles import GUESTS, PARTICIPANTS, Role
from tests.permissions.world import World

Found = TypeVar("Found")


def judge_letters(world: World) -> Iterator[str]:
    """A letter is worded only for who sees what it is about when it leaves."""
    may = {
        world.request.pk: PARTICIPANTS,
        world.closed.pk: CLOSED_TO,
        world.opened.pk: OPENED_TO,
        world.removed.pk: REMOVED_TO,
        world.own.pk: READERS["closed own title"],
        world.urgent.pk: READERS["closed urgent title"],
        world.finished.pk: READERS["finished title"],
        world.guests_own.pk: GUESTS,
    }
    with system_scope("tests"):
        letters = list(Letter.objects.filter(about_kind="request").select_related("to"))
    for letter in letters:
        for role in LOOKERS:
            letter.to = world.people[role]
            with system_scope("tests"):
                rendered = kind_of(letter.kind).resolver(letter, world.at)
            if rendered and role not in may[letter.about_id]:
                yield f"{role} would get {letter.kind} about {letter.about_id}"
    yield from undone(lambda: _good_word(world))


def _good_word(world: World) -> Iterator[str]:
    """A good word stays theirs; where it leads nowhere any more, it leads home."""
    lead = world.people[Role.LEAD]
    with system_scope("tests"):
        letter = Letter.objects.filter(to=lead, kind__contains="good").latest("pk")
        letter.to = lead
        Exclusion.objects.create(service_request=world.request, person=lead, by=lead, at=world.at)
        rendered = kind_of(letter.kind).resolver(letter, world.at)
    if rendered is None or world.request.reference in rendered.text:
        yield "a good word leads to what its receiver may not see"


def judge_lost_letters(world: World) -> Iterator[str]:
    """A request tells of a letter that was lost where its receiver still sees the request."""
    for role, is_told in ((Role.ASKER, True), (Role.STRANGER, False)):
        if undone(partial(_told_of_lost, world, role)) != [is_told]:
            yield f"that {role} did not get a letter is {'not ' if is_told else ''}told"


def _told_of_lost(world: World, role: Role) -> Iterator[bool]:
    with system_scope("tests"):
        letter = Letter.objects.filter(to=world.people[Role.ASKER], about_id=world.request.pk)
        lost = letter.latest("pk")
        lost.to, lost.facts = world.people[role], {}
        lost_letters.note_lost_letter(lost, world.at)
        told = Event.objects.about("request", world.request.pk).filter(name=lost_letters.NAME)
        yield told.exists()


def judge_ways_in(world: World) -> Iterator[str]:
    """Who lost their letter gets a way in to what is theirs, and to nothing else."""
    yield from undone(lambda: _ways_in(world))


def _ways_in(world: World) -> Iterator[str]:
    address = world.people[Role.GUEST].email
    Client().post(reverse("guests:find"), {"email": address})
    with system_scope("tests"):
        led_to = set(MagicLink.objects.values_list("service_request", flat=True))
    if led_to != {world.guests_own.pk}:
        yield f"a guest gets ways in to {led_to}"


def undone(look: Callable[[], Iterator[Found]]) -> list[Found]:
    """Look at what happens, and let it not have happened."""
    with transaction.atomic():
        found = list(look())
        transaction.set_rollback(True)
    return found
