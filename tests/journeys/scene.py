"""A busy day at Northmoor: every state of a promise at once, and names as long as they come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

from goodword.feedback import actions as feedback
from goodword.house.guard import system_scope
from goodword.people.actions.invitations import invite
from goodword.people.keys import key_of
from goodword.people.models import Person
from goodword.requests import actions
from goodword.requests.actions.files import Upload
from goodword.requests.models import ServiceRequest
from tests.permissions.roles import Role
from tests.permissions.world import World, empty_world
from tests.rig.cast import make_person

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
LONG_TITLE = (
    "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz, the translation of, with all "
    "its annexes and a glossary for the colleagues who will have to work with it from January on"
)
LONG_NAME = "Maximiliane-Charlotte Wolfeschlegelsteinhausenbergerdorff"


@dataclass(frozen=True)
class Scene:
    """The world of the sweep, and one request in each state of a promise."""

    world: World
    #: By what stands on its banner.
    requests: dict[str, ServiceRequest]
    invitation_key: str

    @property
    def at(self) -> datetime:
        """The moment at which everybody looks: after everything has happened."""
        return self.world.at + HOUR


def build(at: datetime) -> Scene:
    """Let it all happen, since yesterday morning."""
    world = empty_world(at)
    ben, amina = world.people[Role.LEAD], world.people[Role.ASKER]
    amina.how_to_ask = "A call before ten is fine. I plan print a day ahead."
    amina.save(update_fields=["how_to_ask"])
    world.plant()
    newcomer = make_person(LONG_NAME, world.teams["stranger"], at=at, joined_at=None)
    newcomer.set_unusable_password()
    newcomer.save()
    invitation = invite(newcomer, by=world.people[Role.OPERATOR], at=at)
    lives = _Lives(world, ben, amina, at - DAY + HOUR / 2)
    _be_careful(world.people[Role.MEMBER])
    return Scene(world, lives.all(), key_of(invitation))


def _be_careful(person: Person) -> None:
    """Let somebody have a second step, and codes for a rainy day."""
    TOTP.activate(person, generate_totp_secret())
    RecoveryCodes.activate(person)


@dataclass(frozen=True)
class _Lives:
    """Amina asks, Ben answers; each request goes as far as its name says."""

    world: World
    ben: Person
    amina: Person
    start: datetime

    def all(self) -> dict[str, ServiceRequest]:
        """Answer one request by each state."""
        lives = (
            *(self.none, self.proposed, self.countered, self.given, self.risk, self.broken),
            *(self.sorry, self.early, self.kept, self.wait, self.wait_other, self.declined),
            *(self.handed, self.back, self.whole, self.unbacked),
        )
        return {life.__name__: life() for life in lives}

    def _ask(self, title: str, **more: Any) -> ServiceRequest:
        usual: dict[str, Any] = {"at": self.start, "service": self.world.service}
        return actions.ask(by=self.amina, title=title, **usual | more)

    def _promised(self, title: str, due_in: timedelta = 2 * DAY, **more: Any) -> ServiceRequest:
        asked = self._ask(title, **more)
        actions.offer(
            asked,
            by=self.ben,
            at=self.start + HOUR / 4,
            due_at=self.start + due_in,
            words="It will be there",
        )
        return asked

    def none(self) -> ServiceRequest:
        """Nobody has said anything yet."""
        return self._ask("Two extra queue barriers", at=self.world.at)

    def proposed(self) -> ServiceRequest:
        """A date is offered, later than published; with the longest of titles."""
        asked = self._ask(LONG_TITLE, waiting_outside="A student, visa appointment Friday 9:30")
        actions.offer(
            asked,
            by=self.ben,
            at=self.start + HOUR / 4,
            due_at=self.start + 11 * DAY,
            reason="Both of us are at the Nursing building this week.",
        )
        return asked

    def countered(self) -> ServiceRequest:
        """She asked for sooner."""
        asked = self._ask("Card reader at window 3")
        at = self.start + HOUR / 4
        due_at = self.start + 11 * DAY
        actions.offer(asked, by=self.ben, at=at, due_at=due_at, reason="Stock is empty.")
        due_at = self.start + 3 * DAY
        actions.counter(asked, by=self.amina, at=at, due_at=due_at, reason="Open day")
        return asked

    def given(self) -> ServiceRequest:
        """His word stands."""
        return self._promised(
            "A docking station", needed_by=self.start + 4 * DAY, needed_why="Exam"
        )

    def risk(self) -> ServiceRequest:
        """He says in time that it will be later."""
        asked = self._promised("Answer sheet on council tax letters")
        actions.warn(
            asked,
            by=self.ben,
            at=self.world.at - HOUR / 4,
            reason="I am missing one rule from Finance.",
            due_at=self.start + 4 * DAY,
        )
        return asked

    def broken(self) -> ServiceRequest:
        """The date has passed."""
        asked = self._promised("Signed contract", due_in=4 * HOUR)
        actions.strike(asked, at=self.start + 5 * HOUR)
        return asked

    def sorry(self) -> ServiceRequest:
        """The date has passed, he has apologised and offers another."""
        asked = self.broken()
        actions.apologise(
            asked,
            by=self.ben,
            at=self.world.at,
            words="I broke my word to you. I put the contract on the wrong pile. I am sorry.",
            what_changes="Contracts get a cover sheet",
            due_at=self.start + 3 * DAY,
        )
        return asked

    def unbacked(self) -> ServiceRequest:
        """The third emergency of her month; the lead she named for it says no."""
        team, lead, at = self.amina.teams()[0], self.world.people[Role.FILER], self.world.at
        team.lead = lead
        team.save(update_fields=["lead"])
        for number in (1, 2):
            actions.make_emergency(self._ask(f"Flood {number}"), by=self.amina, at=at, why="Water")
        asked = self._ask("Exam papers", at=at)
        actions.make_emergency(asked, by=self.amina, at=at, why="No exam", sponsor=lead)
        actions.answer_as_sponsor(asked, by=lead, at=at, stands=False, words="Ask me before.")
        return asked

    def early(self) -> ServiceRequest:
        """Delivered before its date; she has not said yet whether it did."""
        asked = self._promised("Fee leaflet in Welsh")
        actions.deliver(asked, by=self.ben, at=self.world.at - HOUR / 4, words="500 copies.")
        return asked

    def kept(self) -> ServiceRequest:
        """She said yes, and thanked."""
        asked = self.early()
        feedback.close_loop(asked, by=self.amina, at=self.world.at, thanks="You saved the day.")
        return asked

    def wait(self) -> ServiceRequest:
        """He asked her something."""
        asked = self._promised("Comments on the enrolment wording")
        actions.ask_asker(
            asked,
            by=self.ben,
            at=self.start + HOUR,
            question="Which faculty, and is a scan enough?",
            effect="Without it I cannot order the paper.",
        )
        return asked

    def wait_other(self) -> ServiceRequest:
        """He waits for somebody else."""
        asked = self._promised("New toner for the second floor")
        actions.wait_for_other(
            asked,
            by=self.ben,
            at=self.start + HOUR,
            on_whom="The supplier",
            until=self.start + 2 * DAY,
        )
        return asked

    def declined(self) -> ServiceRequest:
        """He cannot do it, and says who can."""
        asked = self._ask("Label printer")
        actions.decline(
            asked,
            by=self.ben,
            at=self.start + HOUR / 4,
            why="not_ours",
            words="We only lend phones.",
            way="team",
            to_team=self.world.teams["receiver"],
        )
        return asked

    def handed(self) -> ServiceRequest:
        """He asks another team to take it over."""
        asked = self._ask("Shelves")
        actions.hand_over(
            asked,
            by=self.ben,
            at=self.start + HOUR / 4,
            to_team=self.world.teams["receiver"],
            reason="They keep the shelves.",
        )
        return asked

    def back(self) -> ServiceRequest:
        """She took it back."""
        asked = self._ask("A tent for the open day")
        actions.withdraw(asked, by=self.amina, at=self.start + HOUR, reason="It will not rain.")
        return asked

    def whole(self) -> ServiceRequest:
        """Everything a request can have: playback, plan, files, notes and talk."""
        asked = self._promised(
            "Corrected degree certificate before a visa appointment",
            words="Temi is at the window: her certificate has her old surname.",
            purpose="Temi can go to the embassy",
            good_result="One sealed certificate",
            files=[Upload("deed-poll.pdf", "application/pdf", [b"x" * 3100])],
        )
        at = self.start + HOUR
        actions.play_back(
            asked,
            by=self.ben,
            at=at,
            words="Temi changed her surname. Her certificate still has the old one.",
            done_means="One sealed certificate in the new name",
            not_included="A new transcript",
        )
        steps = actions.make_plan(
            asked, by=self.ben, at=at, steps=[("Check the evidence", "today"), ("Reprint", "Wed")]
        )
        actions.finish_step(asked, by=self.ben, at=at, step=steps[0])
        actions.write(asked, by=self.ben, at=at, words="Callum is on leave.", team_only=True)
        actions.write(asked, by=self.amina, at=at, words="https://www.example.org/" + "a" * 120)
        with system_scope("tests"):
            asked.refresh_from_db()
        return asked
