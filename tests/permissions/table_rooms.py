"""Pages that bring rooms together, letters, and what the operator does."""

from __future__ import annotations

from django.urls import reverse

from goodword.channels.models import TeamAddress
from goodword.house.guard import system_scope
from goodword.outbox.models import Letter
from tests.permissions.registry import Arguments, Entry, everyday, form, nothing, public
from tests.permissions.roles import (
    ASKERS,
    COLLEAGUES,
    EVERYBODY,
    LEADS,
    OPERATORS,
    PARTICIPANTS,
    PROVIDERS,
    SIGNED_IN,
    TEAM,
    WATCHERS,
    Role,
)
from tests.permissions.side_stories import TOPIC, VIEW
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


def _further_address(world: World) -> tuple[str]:
    with system_scope("tests"):
        found, _ = TeamAddress.objects.get_or_create(
            address="desk@elsewhere.example",
            team=world.teams["provider"],
            by=world.people[Role.OPERATOR],
            at=world.at,
        )
    return (found.address,)


def _answer(world: World) -> tuple[str, str]:
    return (world.request.reference, world.answer.key)


def _never_given(world: World) -> tuple[str, str]:
    return ("never-given", "offer-answer")


def _list(world: World) -> tuple[str]:
    return (world.people_list.fingerprint,)


def _closed_team(world: World) -> tuple[str]:
    return (world.teams["closed"].slug,)


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
    everyday(
        "pages:suggestions",
        query=f"?q={TOPIC}",
        headers={"HX-Request": "true"},
        says=lambda world: {world.people[Role.DELEGATE].name: COLLEAGUES - {Role.DELEGATE}},
        because="of what a colleague knows about",
    ),
    everyday("pages:asked", shows={"title": ASKERS}),
    everyday(
        "pages:asked",
        query="?hat=gave",
        shows={"title": LEADS, "finished title": {Role.MEMBER}},
        because="of what I gave",
    ),
    everyday("pages:counts", answers=frozenset({200, 204, 304})),
    everyday("pages:counts", query="?home=0", because="of what is new for me"),
    everyday("pages:my-desk", answers=frozenset({200, 302})),
    Entry("pages:desk", TEAM, _provider, shows={"title": PROVIDERS}),
    Entry("pages:order", TEAM, _provider, shows={"title": PROVIDERS}),
    # Members of a team do not find there what they see for another reason, nor what they cannot
    # see: not as a row, not in a number, not in somebody's load.
    Entry(
        "pages:desk",
        TEAM,
        _closed_team,
        says=lambda world: {
            world.own.reference: {Role.MEMBER},
            "1 this week": {Role.MEMBER},
            "1 word given": {Role.MEMBER},
        },
        because="of a team with secrets",
    ),
    Entry(
        "pages:desk",
        WATCHERS,
        lambda world: (world.teams["refusing"].slug,),
        says=lambda world: {world.request.reference: ()},
        because="of a team that said no",
    ),
    Entry(
        "pages:desk",
        TEAM,
        _provider,
        query="?section=later",
        shows={"title": PROVIDERS},
        because="further on",
    ),
    form("pages:bulk", TEAM, _provider),
    Entry("pages:saved-views", TEAM, _provider),
    form("pages:saved-views", TEAM, _provider),
    form(
        "pages:saved-views",
        TEAM,
        _provider,
        data=lambda world: {"name": VIEW, "who": "me", "query": "whose=nobody"},
        says=lambda world: {"You have a view called": LEADS},
        because="under a name that the lead has used",
    ),
    form("pages:restored-view", TEAM, _provider),
    form("pages:removed-view", TEAM, lambda world: (world.teams["provider"].slug, 1)),
    # What teams offer.
    everyday("catalogue:services", shows={"for some": {Role.ASKER}}),
    everyday(
        "catalogue:services", query="?q=room", shows={"for some": {Role.ASKER}}, because="found"
    ),
    everyday(
        "catalogue:service",
        arguments=_service,
        says=lambda world: {reverse("catalogue:charter", args=_service(world)): TEAM | OPERATORS},
    ),
    everyday("insight:dates"),
    everyday("insight:service-dates", arguments=_service),
    everyday("catalogue:charter-version", arguments=lambda world: (*_service(world), 1)),
    Entry(
        "catalogue:offer",
        TEAM | OPERATORS,
        _provider,
        says=lambda world: {reverse("catalogue:privacy", args=_service(world)): LEADS | OPERATORS},
    ),
    form("catalogue:offer", TEAM | OPERATORS, _provider),
    form("catalogue:beginning", TEAM | OPERATORS, _provider),
    *_both("catalogue:facts", TEAM | OPERATORS, _service),
    *_both("catalogue:privacy", frozenset({Role.LEAD}) | OPERATORS, _service),
    *_both("catalogue:move", LEADS | OPERATORS, _service),
    *_both("catalogue:charter", TEAM | OPERATORS, _service),
    form("catalogue:retirement", TEAM | OPERATORS, _service),
    *_both("catalogue:new-team", OPERATORS),
    form(
        "catalogue:new-team",
        OPERATORS,
        data=lambda world: {"name": "Ushers", "lead": world.gone.email},
        says=lambda world: {"Nobody here has this mail address": OPERATORS},
        because="led by who has gone",
    ),
    # Mail that came in: the outside for the operator, the words for the team on duty.
    Entry("channels:mail-in", TEAM | OPERATORS, varies_for=OPERATORS),
    Entry("channels:mail", TEAM | OPERATORS, _mail),
    form("channels:text", TEAM, _mail, shows={"mail": TEAM}),
    form("channels:taking-in", TEAM | OPERATORS, _mail),
    form("channels:taking-in-for-guest", TEAM | OPERATORS, _mail),
    form("channels:setting-aside", TEAM | OPERATORS, _mail),
    form("channels:another-try", TEAM | OPERATORS, _mail),
    *_both("channels:self-test", OPERATORS),
    form("channels:glass", OPERATORS, _mail),
    form("channels:moving", TEAM | OPERATORS, _mail),
    form("channels:treating", TEAM | OPERATORS, _mail),
    form("channels:splitting", OPERATORS, _mail),
    *_both("channels:team-addresses", OPERATORS),
    form("channels:dropping-address", OPERATORS, _further_address),
    Entry("channels:mail-shown", PARTICIPANTS, _answer, shows={"message": PARTICIPANTS}),
    Entry("channels:mail-with-pictures", PARTICIPANTS, _answer, shows={"message": PARTICIPANTS}),
    Entry("channels:mail-as-it-came", PROVIDERS | {Role.ASKER}, _answer),
    # From a letter: the key opens it, whoever holds it is not signed in.
    public("channels:letter", arguments=lambda world: ("never-given",), answers=frozenset({410})),
    public("channels:by-mail", arguments=_never_given, answers=frozenset({410})),
    form("channels:by-mail", EVERYBODY, _never_given, answers=frozenset({410})),
    # The operator's own pages.
    public("operations:set-up", answers=frozenset({302, 404})),
    form("operations:set-up", EVERYBODY, answers=frozenset({302, 404, 409})),
    Entry("operations:import", OPERATORS, varies_for=OPERATORS),
    form("operations:import", OPERATORS),
    Entry("operations:import-list", OPERATORS, _list),
    Entry(
        "operations:import-list",
        OPERATORS,
        lambda world: (world.list_in_force.fingerprint,),
        because="that was brought in",
    ),
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
    # From a mail program: the key ends one kind of letter, whoever holds it is not signed in.
    public("outbox:off", arguments=lambda world: ("never-given",), answers=frozenset({404})),
    form("outbox:off", EVERYBODY, lambda world: ("never-given",), answers=frozenset({404})),
    Entry("outbox:letter", frozenset({Role.ASKER}), _own_letter),
    Entry("outbox:letter-html", frozenset({Role.ASKER}), _own_letter),
    Entry("outbox:post-office", OPERATORS, varies_for=OPERATORS),
    form("outbox:another-try", OPERATORS, _own_letter),
)
