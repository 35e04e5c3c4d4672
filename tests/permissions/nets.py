"""Nets behind nets: what still holds when the one in front of it is taken away."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from unittest.mock import patch

from goodword.guests.middleware import OneThread
from goodword.house.guard import system_scope
from goodword.requests.models import ServiceRequest
from goodword.requests.rules.states import ENDED
from tests.permissions.canaries import CANARIES, READERS
from tests.permissions.post import undone
from tests.permissions.registry import GUESTS_OPEN, Entry, everyday
from tests.permissions.roles import COLLEAGUES, Role
from tests.permissions.visiting import visit
from tests.permissions.world import World

#: More than home reads at once, so that it has to ask how many there are.
MANY = 61


def judge_guest(world: World, entry: Entry) -> Iterator[str]:
    """What a guest reads on a page of the house, were the list of their pages lost."""
    with patch.object(OneThread, "process_view", lambda *_: None):
        answer = visit(world, Role.GUEST, entry)
    names = {world.people[role].name for role in COLLEAGUES}
    words = {CANARIES[kind] for kind, roles in READERS.items() if Role.GUEST not in roles}
    for word in sorted(names | words):
        if word in answer.text:
            yield f"{word} is shown to a guest who gets to {entry}"


def of_the_house(entry: Entry) -> bool:
    """Whether this is a page that guests do not have."""
    return entry.method == "get" and entry.name not in GUESTS_OPEN


def judge_crowds(world: World) -> Iterator[str]:
    """Home counts what is one's own where it is too much to be read."""
    for role, field in ((Role.ASKER, "asker"), (Role.LEAD, "owner")):
        yield from undone(partial(_crowd, world, role, field))


def _crowd(world: World, role: Role, field: str) -> Iterator[str]:
    me = world.people[role]
    with system_scope("tests"):
        _many(world, field, role)
        number = ServiceRequest.objects.filter(**{field: me}).exclude(state__in=ENDED).count()
    home = visit(world, role, everyday("pages:home"))
    if f">{number}<" not in home.text:
        yield f"home of {role} does not count {number}: {home.code} {home.error}"


def _many(world: World, field: str, role: Role) -> None:
    """Many requests like the one, each of this person alone."""
    made = []
    for number in range(MANY):
        one = ServiceRequest.objects.get(pk=world.request.pk)
        one.pk, one.reference, one.nonce = None, f"GW-MANY{number:02}", None
        one.filer = one.beneficiary = one.delegate = None
        one.asker = world.people[Role.DELEGATE]
        one.owner = None
        setattr(one, field, world.people[role])
        made.append(one)
    ServiceRequest.objects.bulk_create(made)
