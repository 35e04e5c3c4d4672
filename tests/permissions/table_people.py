"""Colleagues, teams and one's own profile."""

from __future__ import annotations

from tests.permissions.registry import NOT_THERE, Entry, everyday, form, public
from tests.permissions.roles import LEADS, NOBODY, OPERATORS, PROVIDERS, SIGNED_IN, Role
from tests.permissions.world import World

KEEPERS = LEADS | OPERATORS


def _team(world: World) -> tuple[str]:
    return (world.teams["provider"].slug,)


def _member(world: World) -> tuple[str, str]:
    return (world.teams["provider"].slug, world.people[Role.MEMBER].handle)


def _asker(world: World) -> tuple[str]:
    return (world.people[Role.ASKER].handle,)


PEOPLE: tuple[Entry, ...] = (
    everyday("people:teams"),
    everyday("people:people"),
    everyday("people:team", arguments=_team),
    everyday("people:person", arguments=_asker),
    form("people:happening", PROVIDERS | OPERATORS, _team),
    Entry("people:team-settings", KEEPERS, _team),
    form("people:team-settings", KEEPERS, _team),
    Entry("people:team-hours", KEEPERS, _team),
    form("people:team-hours", KEEPERS, _team),
    form("people:team-people", KEEPERS, _team),
    form("people:end-membership", KEEPERS, _member),
    form("people:team-lead", KEEPERS, _team),
    # Of oneself: the address names nobody.
    everyday("people:profile"),
    form("people:profile", SIGNED_IN),
    form("people:theme", SIGNED_IN, data=lambda world: {"theme": "dark"}),
    form("people:absences", SIGNED_IN),
    form("people:end-absence", NOBODY, lambda world: (world.at.date(),)),
    form("people:expertise", SIGNED_IN),
    form("people:end-expertise", NOBODY),
    # Coming in; the key was never given out.
    public(
        "people:invitation",
        arguments=lambda world: ("never-given",),
        answers=frozenset({404, 410}),
    ),
    Entry("people:invitations", OPERATORS),
    form("people:invitations", OPERATORS),
    form("people:invite-all", OPERATORS),
    form("people:invite-again", OPERATORS, lambda world: (world.people[Role.MEMBER].handle,)),
    public("people:no-own-email", answers=NOT_THERE),
    public("people:no-email-confirmation", answers=NOT_THERE),
)
