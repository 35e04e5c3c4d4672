"""Pages that bring rooms together, letters, and what the operator does."""

from __future__ import annotations

from goodword.house.guard import system_scope
from goodword.outbox.models import Letter
from tests.permissions.registry import Arguments, Entry, everyday, form, nothing, public
from tests.permissions.roles import (
    ASKERS,
    EVERYBODY,
    OPERATORS,
    PROVIDERS,
    SIGNED_IN,
    TEAM,
    Role,
)
from tests.permissions.world import World


def _provider(world: World) -> tuple[str]:
    return (world.teams["provider"].slug,)


def _own_letter(world: World) -> tuple[str]:
    """A letter to the asker, about the request."""
    world.request.refresh_from_db()
    with system_scope("tests"):
        letters = Letter.objects.filter(to=world.people[Role.ASKER]).exclude(html="")
        letter = letters.latest("pk")
    return (letter.token,)


def _service(world: World) -> tuple[str, str]:
    return (world.teams["provider"].slug, world.service.slug)


def _mail(world: World) -> tuple[str]:
    return (world.mail.key,)


def _list(world: World) -> tuple[str]:
    return (world.people_list.fingerprint,)


def _both(name: str, roles: frozenset[Role], arguments: Arguments = nothing) -> tuple[Entry, Entry]:
    return Entry(name, roles, arguments), form(name, roles, arguments)


ROOMS: tuple[Entry, ...] = (
    public("healthz"),
    # The run of tests has no clock and no worker; without a token there are no metrics.
    public("readyz", answers=frozenset({200, 503})),
    public("metrics", answers=frozenset({404})),
    public("security-txt"),
    public("ui:accessibility"),
    Entry("ui:keys", SIGNED_IN),
    # Home and the desks.
    everyday("pages:home", shows={"title": ASKERS | {Role.LEAD}, "thanks": {Role.LEAD}}),
    everyday("pages:suggestions", query="?q=laptop", headers={"HX-Request": "true"}),
    everyday(
        "pages:suggestions",
        query="?q=Zebulon",
        headers={"HX-Request": "true"},
        because="of who has gone",
    ),
    everyday("pages:asked", shows={"title": ASKERS}),
    everyday("pages:counts", answers=frozenset({200, 204, 304})),
    everyday("pages:my-desk", answers=frozenset({200, 302})),
    Entry("pages:desk", TEAM, _provider, shows={"title": PROVIDERS}),
    form("pages:bulk", TEAM, _provider),
    Entry("pages:saved-views", TEAM, _provider),
    form("pages:saved-views", TEAM, _provider),
    form("pages:restored-view", TEAM, _provider),
    form("pages:removed-view", TEAM, lambda world: (world.teams["provider"].slug, 1)),
    # What teams offer.
    everyday("catalogue:services", shows={"for some": {Role.ASKER}}),
    everyday("catalogue:service", arguments=_service),
    everyday("catalogue:charter-version", arguments=lambda world: (*_service(world), 1)),
    *_both("catalogue:offer", TEAM | OPERATORS, _provider),
    form("catalogue:beginning", TEAM | OPERATORS, _provider),
    *_both("catalogue:facts", TEAM | OPERATORS, _service),
    *_both("catalogue:privacy", frozenset({Role.LEAD}) | OPERATORS, _service),
    *_both("catalogue:charter", TEAM | OPERATORS, _service),
    form("catalogue:retirement", TEAM | OPERATORS, _service),
    *_both("catalogue:new-team", OPERATORS),
    # Mail that came in: the outside for the operator, the words for the team on duty.
    Entry("channels:mail-in", TEAM | OPERATORS, varies_for=OPERATORS),
    Entry("channels:mail", TEAM | OPERATORS, _mail),
    form("channels:text", TEAM, _mail, shows={"mail": TEAM}),
    form("channels:taking-in", TEAM | OPERATORS, _mail),
    form("channels:taking-in-for-guest", TEAM | OPERATORS, _mail),
    form("channels:setting-aside", TEAM | OPERATORS, _mail),
    form("channels:another-try", TEAM | OPERATORS, _mail),
    # The operator's own pages.
    public("operations:set-up", answers=frozenset({302, 404})),
    form("operations:set-up", EVERYBODY, answers=frozenset({302, 404, 409})),
    Entry("operations:import", OPERATORS, varies_for=OPERATORS),
    form("operations:import", OPERATORS),
    Entry("operations:import-list", OPERATORS, _list),
    *(
        form(f"operations:import-{noun}", OPERATORS, _list)
        for noun in ("reading", "bringing-in", "back")
    ),
    form(
        "operations:import-lines",
        OPERATORS,
        _list,
        data=lambda world: {"line": world.people_list.lines[0]["number"], "out": "yes"},
    ),
    Entry("operations:import-bad", OPERATORS, _list),
    # Letters.
    everyday("outbox:sent-mail"),
    Entry("outbox:letter", frozenset({Role.ASKER}), _own_letter),
    Entry("outbox:letter-html", frozenset({Role.ASKER}), _own_letter),
    Entry("outbox:post-office", OPERATORS, varies_for=OPERATORS),
    form("outbox:another-try", OPERATORS, _own_letter),
)
