"""One small world: a request full of planted words, and sixteen people around it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.message import EmailMessage
from http.cookies import SimpleCookie

from django.test import Client

from goodword.catalogue.models import Service
from goodword.channels import actions as channels
from goodword.channels.models import InboundMail
from goodword.channels.parsing import Reader
from goodword.feedback import actions as feedback
from goodword.feedback.models import Thanks
from goodword.guests.middleware import THREAD
from goodword.house.guard import system_scope
from goodword.outbox import jobs
from goodword.people.actions import importing as people
from goodword.people.models import PeopleImport, Person, Team
from goodword.people.privacy import Privacy
from goodword.requests import actions
from goodword.requests.actions.files import Upload
from goodword.requests.models import Attachment, Handover, Message, ServiceRequest
from tests.permissions import side_stories
from tests.permissions.canaries import CANARIES
from tests.permissions.roles import Role
from tests.rig.cast import begin_organisation, join, make_person, make_service, make_team


class Nowhere:
    """A way out for letters that leads nowhere."""

    is_repeatable = True

    def hand_over(self, mail: bytes, *, sender: str, to: str, token: str) -> None:
        """Let it go."""

    def settle(self) -> None:
        """Nothing is left to do."""

    def close(self) -> None:
        """Nothing is open."""


@dataclass(repr=False)
class World:
    """People by what they are to the request, and the request itself."""

    at: datetime
    people: dict[Role, Person]
    teams: dict[str, Team]
    service: Service
    request: ServiceRequest = field(init=False)
    message: Message = field(init=False)
    thanks: Thanks = field(init=False)
    handover: Handover = field(init=False)
    attachment: Attachment = field(init=False)
    note_attachment: Attachment = field(init=False)
    mail: InboundMail = field(init=False)
    answer: InboundMail = field(init=False)
    guests_own: ServiceRequest = field(init=False)
    closed: ServiceRequest = field(init=False)
    closed_attachment: Attachment = field(init=False)
    opened: ServiceRequest = field(init=False)
    removed: ServiceRequest = field(init=False)
    promised: ServiceRequest = field(init=False)
    own: ServiceRequest = field(init=False)
    urgent: ServiceRequest = field(init=False)
    finished: ServiceRequest = field(init=False)
    gone: Person = field(init=False)
    for_some: Service = field(init=False)
    people_list: PeopleImport = field(init=False)
    list_in_force: PeopleImport = field(init=False)
    sessions: dict[Role, SimpleCookie] = field(default_factory=dict)

    def plant(self, *, closed: bool = True, opened: bool = True) -> None:
        """Let it happen: asked for a colleague, promised, talked about, offered onwards.

        Without ``closed`` there is no confidential request, without ``opened`` none that every
        colleague may find.
        """
        self.request = actions.ask(
            by=self.people[Role.FILER],
            on_behalf_of=self.people[Role.ASKER],
            beneficiary=self.people[Role.BENEFICIARY],
            at=self.at,
            title=f"A laptop {CANARIES['title']}",
            words=f"It should {CANARIES['words']}.",
            service=self.service,
            files=[_file("file")],
        )
        self._talk()
        side_stories.ask_who_says_no(self)
        self.handover = actions.hand_over(
            self.request,
            by=self.people[Role.LEAD],
            at=self.at + timedelta(minutes=6),
            to_team=self.teams["receiver"],
            reason="They keep the laptops.",
        )
        self._let_see()
        if closed:
            self.close_one()
        if opened:
            self._open_one()
        self._take_one_off()
        self.own = side_stories.ask_ones_own_team(self)
        self.finished = side_stories.finish_one(self)
        side_stories.keep_a_view(self)
        side_stories.let_who_has_gone_read_along(self)
        self.request.refresh_from_db()
        self._find_files()
        self._receive()
        self.people_list = self._list(b"name,email\nRuth Vale,ruth@northmoor.example\n,nobody\n")
        self.list_in_force = self._list(b"name,email\n,nobody at all\n")
        operator = self.people[Role.OPERATOR]
        for _done in people.bring_in(self.list_in_force, by=operator, at=self.at):
            pass
        jobs.drain(self.at + timedelta(minutes=30), transport=Nowhere())

    def _list(self, lines: bytes) -> PeopleImport:
        by = self.people[Role.OPERATOR]
        return people.read_list(lines, file_name="people.csv", by=by, at=self.at)

    def session_of(self, role: Role) -> SimpleCookie:
        """Answer the cookies of somebody who signed in once and stays so."""
        if role not in self.sessions:
            client = Client()
            client.force_login(self.people[role])
            if role is Role.GUEST:
                session = client.session
                session[THREAD] = self.guests_own.pk
                session.save()
            self.sessions[role] = client.cookies
        return SimpleCookie({name: it.value for name, it in self.sessions[role].items()})

    def _talk(self) -> None:
        lead, asker = self.people[Role.LEAD], self.people[Role.ASKER]
        actions.offer(
            self.request,
            by=lead,
            at=self.at + timedelta(minutes=1),
            due_at=self.at + timedelta(days=1),
            words="A laptop, ready to use",
        )
        self.message = actions.write(
            self.request,
            by=asker,
            at=self.at + timedelta(minutes=2),
            words=f"Something more: {CANARIES['message']}.",
        )
        actions.write(
            self.request,
            by=self.people[Role.MEMBER],
            at=self.at + timedelta(minutes=3),
            words=f"Between us: {CANARIES['note']}.",
            team_only=True,
            files=[_file("note file")],
        )
        self.thanks = feedback.thank(
            self.request,
            by=asker,
            to=lead,
            at=self.at + timedelta(minutes=4),
            words=f"So {CANARIES['thanks']} of you.",
        )

    def _let_see(self) -> None:
        """Somebody reads along, somebody is kept out, an operator looks for a reason."""
        asker, lead = self.people[Role.ASKER], self.people[Role.LEAD]
        at = self.at + timedelta(minutes=7)
        actions.name_delegate(self.request, by=asker, at=at, to=self.people[Role.DELEGATE])
        actions.share(self.request, by=asker, at=at, to=self.people[Role.WATCHER])
        actions.exclude(
            self.request, by=lead, at=at, to=self.people[Role.EXCLUDED], why="Their own cousin."
        )
        looking = self.people[Role.LOOKING]
        actions.break_glass(
            by=looking, at=self.at, reference=self.request.reference, reason="A complaint."
        )

    def close_one(self) -> None:
        """A confidential one beside it: one member is named, the lead is not."""
        asker, member = self.people[Role.ASKER], self.people[Role.MEMBER]
        self.closed = actions.ask(
            by=self.people[Role.FILER],
            on_behalf_of=asker,
            beneficiary=self.people[Role.BENEFICIARY],
            at=self.at,
            title=f"About a colleague: {CANARIES['closed title']}",
            words=f"It is {CANARIES['closed words']}.",
            team=self.teams["closed"],
            confidential=True,
            files=[_file("closed file")],
        )
        at = self.at + timedelta(minutes=8)
        actions.name_delegate(self.closed, by=asker, at=at, to=self.people[Role.DELEGATE])
        actions.share(self.closed, by=asker, at=at, to=self.people[Role.WATCHER])
        said = CANARIES["closed message"], CANARIES["closed note"]
        actions.write(self.closed, by=member, at=at, words=f"We hear {said[0]}.")
        actions.write(self.closed, by=member, at=at, words=f"And {said[1]}.", team_only=True)
        self.urgent = side_stories.give_a_word_in_confidence(self)

    def _open_one(self) -> None:
        """One of a team that keeps its titles open."""
        self.opened = actions.ask(
            by=self.people[Role.ASKER],
            at=self.at,
            title=f"The lift {CANARIES['open title']}",
            words=f"It went {CANARIES['open words']}.",
            team=self.teams["opened"],
        )

    def _take_one_off(self) -> None:
        """One whose filer was taken off it."""
        asker = self.people[Role.ASKER]
        self.removed = actions.ask(
            by=self.people[Role.TAKEN_OFF],
            on_behalf_of=asker,
            at=self.at,
            title=f"A key {CANARIES['removed title']}",
            team=self.teams["provider"],
        )
        actions.remove_filer(self.removed, by=asker, at=self.at + timedelta(minutes=1))
        self.promised = self.removed
        actions.offer(
            self.promised,
            by=self.people[Role.LEAD],
            at=self.at + timedelta(minutes=2),
            due_at=self.at + timedelta(days=1),
            words="A key",
        )
        if self.promised.offer:  # else agreed beforehand
            actions.accept(self.promised, by=asker, at=self.at + timedelta(minutes=3))

    def _find_files(self) -> None:
        with system_scope("tests"):
            found = {file.name: file for file in Attachment.objects.all()}
            self.attachment = found[f"{CANARIES['file']}.txt"]
            if closed := found.get(f"{CANARIES['closed file']}.txt"):
                self.closed_attachment = closed
            self.note_attachment = found[f"{CANARIES['note file']}.txt"]

    def _receive(self) -> None:
        """Somebody unknown writes a mail; the team on duty decides about it."""
        mail = EmailMessage()
        mail["From"], mail["To"] = "stranger@elsewhere.example", "goodword@localhost"
        mail["Subject"], mail["Message-ID"] = "A question", "<1@elsewhere.example>"
        mail.set_content(f"Do you know what {CANARIES['mail']} means?")
        received = channels.receive(mail.as_bytes(), at=self.at, source="test")
        with Reader() as reader:
            self.mail = channels.handle(received, reader, at=self.at)
        self._answer_by_mail()

    def _answer_by_mail(self) -> None:
        """A mail of who asked hangs on the request, as it came."""
        asker = self.people[Role.ASKER]
        mail = EmailMessage()
        mail["From"], mail["To"] = asker.email, "it-help@localhost"
        mail["Subject"], mail["Message-ID"] = "Something more", "<2@northmoor.example>"
        mail.set_content(f"Something more: {CANARIES['message']}.")
        self.answer = channels.receive(mail.as_bytes(), at=self.at, source="test")
        with system_scope("tests"):
            InboundMail.objects.filter(pk=self.answer.pk).update(
                state="applied", service_request=self.request, person=asker, handled_at=self.at
            )


def empty_world(at: datetime) -> World:
    """Answer the people, the teams and the service, before anything was asked."""
    begin_organisation(at)
    teams = {
        "asker": make_team("Student records", at=at),
        "provider": make_team(
            f"IT help {CANARIES['the team on duty']}",
            slug="it-help",
            mail_name="it-help",
            at=at,
            is_duty=True,
        ),
        "stranger": make_team(f"Finance {CANARIES['a team']}", slug="finance", at=at),
        "receiver": make_team("Stores", at=at),
        "visitors": make_team("Visitors desk", at=at),
        "closed": make_team("Staff matters", at=at, privacy=Privacy.CONFIDENTIAL),
        "opened": make_team("Estates", at=at, privacy=Privacy.OPEN),
        "refusing": make_team("Archive", at=at),
    }
    people = {
        Role.STRANGER: make_person("Chidi Okafor", teams["stranger"], at=at),
        Role.ASKER: make_person("Amina Yusuf", teams["asker"], at=at),
        Role.FILER: make_person("Farida Noor", teams["asker"], at=at),
        Role.BENEFICIARY: make_person("Dana Reyes", teams["stranger"], at=at),
        Role.MEMBER: make_person("Milan Novak", teams["provider"], at=at),
        Role.LEAD: make_person("Ben Keller", teams["provider"], at=at),
        Role.RECEIVER: make_person("Rosa Lind", teams["receiver"], at=at),
        Role.OPERATOR: make_person("Olga Brandt", at=at, is_operator=True),
        Role.DELEGATE: make_person("Dora Adler", teams["asker"], at=at),
        Role.WATCHER: make_person("Wim Peeters", teams["stranger"], teams["refusing"], at=at),
        Role.EXCLUDED: make_person("Edda Keller", teams["provider"], teams["opened"], at=at),
        Role.FORMER: make_person("Frieda Lang", at=at),
        Role.TAKEN_OFF: make_person("Tomas Vega", teams["asker"], at=at),
        Role.LOOKING: make_person("Lena Osei", at=at, is_operator=True),
        Role.GUEST: make_person(
            f"Gwen {CANARIES['guest']}",
            at=at,
            email="gwen@elsewhere.example",
            is_guest=True,
            proven_at=at,
        ),
    }
    for role in (Role.MEMBER, Role.LEAD, Role.EXCLUDED):
        join(people[role], teams["closed"])
    for role in (Role.MEMBER, Role.LEAD):
        join(people[role], teams["opened"])
    _was_in(people[Role.FORMER], teams["provider"], at)
    teams["closed"].readers.add(people[Role.MEMBER])
    teams["provider"].lead = people[Role.LEAD]
    teams["provider"].save(update_fields=["lead"])
    world = World(at, people, teams, make_service(teams["provider"], at=at))
    world.gone = make_person(
        f"Zebulon {CANARIES['gone']}",
        teams["asker"],
        at=at,
        email="zebulon@northmoor.example",
        handle="zebulon",
        is_active=False,
    )
    side_stories.know_about_something(world)
    world.for_some = _service_for_some(teams, at)
    world.guests_own = actions.ask(
        by=people[Role.GUEST],
        at=at,
        title="A transcript " + CANARIES["guest's title"],
        team=teams["visitors"],
    )
    return world


def _service_for_some(teams: dict[str, Team], at: datetime) -> Service:
    """A service that only one team may ask for."""
    service = make_service(
        teams["provider"], at=at, name=f"Room {CANARIES['for some']}", slug="for-some"
    )
    service.audience = Service.Audience.TEAMS
    service.save(update_fields=["audience"])
    service.audience_teams.add(teams["asker"])
    return service


def _was_in(person: Person, team: Team, at: datetime) -> None:
    membership = join(person, team)
    membership.until_on = at.date() - timedelta(days=1)
    membership.save(update_fields=["until_on"])


def _file(kind: str) -> Upload:
    word = CANARIES[kind]
    return Upload(f"{word}.txt", "text/plain", [f"inside: {word}".encode()])
