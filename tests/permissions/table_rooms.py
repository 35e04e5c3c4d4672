"""Pages that bring rooms together, letters, and what the operator does."""

from __future__ import annotations

from goodword.house.guard import system_scope
from goodword.outbox.models import Letter
from tests.permissions.registry import Entry, everyday, form, public
from tests.permissions.roles import ASKERS, OPERATORS, PROVIDERS, Role
from tests.permissions.world import World


def _provider(world: World) -> tuple[str]:
    return (world.teams["provider"].slug,)


def _own_letter(world: World) -> tuple[str]:
    """A letter to the asker, about the request."""
    world.request.refresh_from_db()
    with system_scope("tests"):
        letter = Letter.objects.filter(to=world.people[Role.ASKER]).latest("pk")
    return (letter.token,)


ROOMS: tuple[Entry, ...] = (
    public("healthz"),
    public("ui:accessibility"),
    everyday("ui:keys"),
    # Home and the desks.
    everyday("pages:home", shows={"title": ASKERS | {Role.MEMBER, Role.LEAD}}),
    everyday("pages:suggestions", query="?q=laptop"),
    everyday("pages:asked", shows={"title": ASKERS}),
    everyday("pages:counts", answers=frozenset({200, 204, 304})),
    everyday("pages:my-desk", answers=frozenset({200, 302})),
    Entry("pages:desk", PROVIDERS, _provider, shows={"title": PROVIDERS}),
    form("pages:bulk", PROVIDERS, _provider),
    form("pages:saved-views", PROVIDERS, _provider),
    form("pages:restored-view", PROVIDERS, _provider),
    form("pages:removed-view", frozenset(), lambda world: (world.teams["provider"].slug, 1)),
    # Letters.
    everyday("outbox:sent-mail"),
    Entry("outbox:letter", frozenset({Role.ASKER}), _own_letter),
    Entry("outbox:letter-html", frozenset({Role.ASKER}), _own_letter),
    Entry("outbox:post-office", OPERATORS),
    form("outbox:another-try", OPERATORS, _own_letter),
)
