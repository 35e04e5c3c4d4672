"""What else happens around the one request, each story for one way of seeing too much."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from goodword.feedback import actions as feedback
from goodword.house.guard import system_scope
from goodword.people.models import Expertise
from goodword.requests import actions
from goodword.requests.models import SavedView, ServiceRequest, Share
from tests.permissions.canaries import CANARIES
from tests.permissions.roles import Role

if TYPE_CHECKING:
    from tests.permissions.world import World

#: What both who has gone and a colleague who is here can be asked about.
TOPIC = "harpsichords"
VIEW = "My mornings"


def ask_who_says_no(world: World) -> None:
    """A team is asked to take it and refuses; somebody of it reads along later.

    It does not lie on their desk any more, although they see it.
    """
    at = world.at + timedelta(minutes=5)
    actions.hand_over(
        world.request,
        by=world.people[Role.LEAD],
        at=at,
        to_team=world.teams["refusing"],
        reason="They may have an old one.",
    )
    watcher = world.people[Role.WATCHER]
    at += timedelta(seconds=30)
    actions.refuse_handover(world.request, by=watcher, at=at, words="All are given away.")


def ask_ones_own_team(world: World) -> ServiceRequest:
    """The lead asks their own team in confidence: theirs to see, not to answer."""
    return actions.ask(
        by=world.people[Role.LEAD],
        at=world.at,
        title=f"About me: {CANARIES['closed own title']}",
        team=world.teams["closed"],
        confidential=True,
    )


def give_a_word_in_confidence(world: World) -> ServiceRequest:
    """An emergency in confidence, with a promise: no number of the desk may count it."""
    asker, member = world.people[Role.ASKER], world.people[Role.MEMBER]
    urgent = actions.ask(
        by=asker,
        at=world.at,
        title=f"A lock {CANARIES['closed urgent title']}",
        team=world.teams["closed"],
        emergency="The door stands open.",
        confidential=True,
    )
    at, due_at = world.at + timedelta(minutes=1), world.at + timedelta(days=1)
    actions.offer(urgent, by=member, at=at, due_at=due_at, words="A lock")
    actions.accept(urgent, by=asker, at=at + timedelta(minutes=1))
    return urgent


def finish_one(world: World) -> ServiceRequest:
    """One that is done, thanked and graded, while somebody reads along."""
    asker, member = world.people[Role.ASKER], world.people[Role.MEMBER]
    finished = actions.ask(
        by=asker,
        at=world.at,
        title=f"A screen {CANARIES['finished title']}",
        team=world.teams["provider"],
    )
    at = world.at + timedelta(minutes=1)
    actions.share(finished, by=asker, at=at, to=world.people[Role.WATCHER])
    actions.deliver(finished, by=member, at=at, words="It stands on your desk.")
    feedback.close_loop(
        finished,
        by=asker,
        at=at + timedelta(minutes=1),
        thanks=f"How {CANARIES['finished thanks']}.",
        grades={"respect": 0},
    )
    return finished


def keep_a_view(world: World) -> None:
    """The lead has given a choice of filters a name."""
    SavedView.objects.create(
        team=world.teams["provider"],
        person=world.people[Role.LEAD],
        name=VIEW,
        query="whose=me",
        made_at=world.at,
    )


def know_about_something(world: World) -> None:
    """Who has gone and a colleague who is here know about the same thing."""
    for person in (world.gone, world.people[Role.DELEGATE]):
        Expertise.objects.create(person=person, topic=TOPIC)


def let_who_has_gone_read_along(world: World) -> None:
    """Who has gone read along, and nobody took them off."""
    with system_scope("tests"):
        Share.objects.create(
            service_request=world.request,
            person=world.gone,
            by=world.people[Role.ASKER],
            at=world.at,
        )
