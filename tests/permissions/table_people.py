"""Colleagues, teams and one's own profile."""

from __future__ import annotations

from collections.abc import Mapping

from django.urls import reverse

from tests.permissions.registry import NOT_THERE, Entry, everyday, form, public
from tests.permissions.roles import (
    COLLEAGUES,
    EVERYBODY,
    GUESTS,
    LEADS,
    NOBODY,
    OPERATORS,
    SIGNED_IN,
    TEAM,
    Role,
)
from tests.permissions.world import World

KEEPERS = LEADS | OPERATORS


def _team(world: World) -> tuple[str]:
    return (world.teams["provider"].slug,)


def _member(world: World) -> tuple[str, str]:
    return (world.teams["provider"].slug, world.people[Role.MEMBER].handle)


def _asker(world: World) -> tuple[str]:
    return (world.people[Role.ASKER].handle,)


def _gone(world: World) -> tuple[str]:
    return (world.gone.handle,)


def _door(world: World) -> tuple[str, str]:
    return ("GW-NONE22", "never-made")


def _another_lead(world: World) -> Mapping[str, str]:
    version = str(world.teams["provider"].version)
    return {"lead": world.people[Role.MEMBER].handle, "cover": "", "version": version}


def _leads_to(name: str, world: World) -> str:
    return f"Location: {reverse(name, args=_team(world))}\n"


def _never_given(world: World) -> tuple[str]:
    return ("never-given",)


PEOPLE: tuple[Entry, ...] = (
    everyday("people:teams", shows={"a team": COLLEAGUES}),
    everyday("people:people"),
    everyday("people:team", arguments=_team, shows={"the team on duty": COLLEAGUES}),
    everyday(
        "people:team",
        arguments=lambda world: (world.teams["opened"].slug,),
        shows={"open title": COLLEAGUES},
        because="that keeps its titles open",
    ),
    everyday("people:person", arguments=_asker),
    form("people:happening", TEAM | OPERATORS, _team),
    Entry("people:team-settings", KEEPERS, _team),
    form("people:team-settings", KEEPERS, _team),
    Entry("people:team-hours", KEEPERS, _team),
    form("people:team-hours", KEEPERS, _team),
    form("people:team-people", KEEPERS, _team),
    Entry("people:team-privacy", KEEPERS, _team),
    form("people:team-privacy", KEEPERS, _team),
    form("people:end-membership", KEEPERS, _member),
    form("people:words-at-once", KEEPERS, _member, data=lambda world: {"words_at_once": "3"}),
    form("people:team-lead", KEEPERS, _team),
    form(
        "people:team-lead",
        KEEPERS,
        _team,
        data=_another_lead,
        # Who gives the lead away cannot keep the team any more, and is led where they still may.
        says=lambda world: {_leads_to("people:team", world): LEADS},
        because="given away",
    ),
    # Of oneself: the address names nobody.
    everyday("people:profile"),
    form("people:profile", COLLEAGUES),
    form("people:theme", SIGNED_IN, data=lambda world: {"theme": "dark"}),
    form("people:absences", COLLEAGUES),
    form("people:own-words-at-once", TEAM, _team),
    # Nothing to end: told kindly, like a form that is sent twice.
    form("people:end-absence", COLLEAGUES, lambda world: (world.at.date(),)),
    form("people:expertise", COLLEAGUES),
    form("people:end-expertise", COLLEAGUES),
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
    Entry("people:person", NOBODY, _gone, because="who has gone"),
    form("people:invite-again", NOBODY, _gone, because="who has gone"),
    form(
        "guests:colleague",
        NOBODY,
        lambda world: (world.people[Role.MEMBER].handle,),
        because="who is a colleague",
    ),
    public("people:no-own-email", answers=NOT_THERE),
    # Guests: the door is the same for everybody; inside they have little.
    public("guests:find"),
    form("guests:find", EVERYBODY, data=lambda world: {"email": "nobody@elsewhere.example"}),
    public("guests:door", arguments=_door),
    form("guests:door", EVERYBODY, _door),
    public("guests:come-in", arguments=_never_given, answers=frozenset({410})),
    form("guests:come-in", EVERYBODY, _never_given, answers=frozenset({410})),
    Entry("guests:own", GUESTS, answers=frozenset({302})),
    Entry("guests:profile", GUESTS),
    form("guests:profile", GUESTS),
    Entry("guests:leaving", GUESTS),
    form("guests:leaving", GUESTS),
    Entry("guests:guests", OPERATORS, shows={"guest": OPERATORS}),
    form("guests:new-guest", OPERATORS),
    form(
        "guests:new-guest",
        OPERATORS,
        data=lambda world: {"email": world.gone.email},
        says=lambda world: {"Nobody here has this address": OPERATORS},
        because="who has gone",
    ),
    form("guests:colleague", OPERATORS, lambda world: (world.people[Role.GUEST].handle,)),
    public("people:no-email-confirmation", answers=NOT_THERE),
)
