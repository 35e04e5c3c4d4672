"""A thousand random lives of sight: share, name, keep out, hand over, close, open, break the glass.

After every step everybody's sight is compared with a small model of sets (``sight_model``): what
``visible_to`` answers, what the page answers, and whom letters would still tell something.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from soak.harness import Harness, Outcome, Say, Share
from soak.sight_model import CONFIDENTIAL, NORMAL, OPEN, Sight

HISTORIES, STEPS = 1_000, 8
SECRET = "quandelmar"


class _Back(Exception):
    """Takes a history back, so that the next one begins on clean ground."""


@dataclass
class Cast:
    """The people and teams of all histories."""

    people: dict[str, Any]
    teams: dict[str, Any]
    seen: Callable[[Any, int], list[Any]]
    known: Callable[[Any, int], list[Any]]
    clients: dict[int, Any] = field(default_factory=dict)

    def client(self, person: Any) -> Any:
        """A browser in which somebody is signed in."""
        return self.clients[person.pk]


def run(share: Share, say: Say) -> Outcome:
    """Live them, and compare after every step."""
    from django.db import transaction

    outcome, number = Outcome(), share.of(HISTORIES)
    cast = _cast()
    for which in range(number):
        say(f"history {which + 1} of {number}")
        try:
            with transaction.atomic():
                History(cast, share.dice("histories", which), outcome, which).live()
                raise _Back
        except _Back:
            outcome.add("histories")
        if len(outcome.problems) > 20:
            break
    return outcome


def _cast() -> Cast:
    from django.test import Client

    from goodword.people.privacy import Privacy
    from tests.rig.cast import begin_organisation, join, make_person, make_team
    from tests.rig.session import THE_MOMENT as AT

    begin_organisation(AT)
    names = ("Records", "Help", "Stores", "Matters")
    teams = {name: make_team(name, at=AT) for name in names}
    teams["Matters"].privacy = Privacy.CONFIDENTIAL
    teams["Matters"].save(update_fields=["privacy"])
    homes = {
        "Amina": "Records", "Farida": "Records", "Dora": "Records", "Chidi": "Stores",
        "Rosa": "Stores", "Ben": "Help", "Milan": "Help", "Edda": "Help", "Nils": "Matters",
        "Ottilie": "Matters", "Petra": "Matters",
    }  # fmt: skip
    people = {
        name: make_person(f"{name} {home}", teams[home], at=AT) for name, home in homes.items()
    }
    for name in ("Olga", "Lena"):
        people[name] = make_person(f"{name} Host", at=AT, is_operator=True)
    people["Gwen"] = make_person("Gwen Outside", at=AT, is_guest=True, proven_at=AT)
    join(people["Milan"], teams["Stores"])
    for name in ("Nils", "Ottilie"):
        teams["Matters"].readers.add(people[name])
    teams["Help"].readers.add(people["Ben"])
    cast = Cast(people, teams, *_eyes())
    for person in people.values():
        cast.clients[person.pk] = Client()
        cast.clients[person.pk].force_login(person)
    return cast


def _eyes() -> tuple[Callable[[Any, int], list[Any]], Callable[[Any, int], list[Any]]]:
    """The two rules of sight, as every page asks them: put into SQL once, filled in each time."""
    from goodword.house.prepared import prepared
    from goodword.requests.models import ServiceRequest

    @prepared
    def seen(me: Any, key: int) -> Any:
        return ServiceRequest.objects.visible_to(me).filter(pk=key).only("pk")

    @prepared
    def known(me: Any, key: int) -> Any:
        return ServiceRequest.objects.findable_by(me).filter(pk=key).only("pk")

    return seen, known


class History:
    """One request and what random people do about who sees it."""

    def __init__(self, cast: Cast, dice: random.Random, outcome: Outcome, number: int) -> None:
        from tests.rig.session import THE_MOMENT

        self.cast, self.dice, self.outcome, self.number = cast, dice, outcome, number
        self.at: datetime = THE_MOMENT
        self.done: list[str] = []
        self.glass: dict[int, Any] = {}

    def live(self) -> None:
        """Ask, then step by step."""
        from goodword.house import clock

        with clock.frozen(self.at):
            self._ask()
            self._compare()
        for _step in range(STEPS):
            self.at += timedelta(minutes=self.dice.choice((1, 2, 15, 31)))
            with clock.frozen(self.at):
                self._do_something()
                self._compare()
        with clock.frozen(self.at):
            self._open_pages(self.dice.sample(list(self.cast.people.values()), 2))
            self._word_letters()

    def _ask(self) -> None:
        from goodword.requests import actions

        people, teams, dice = self.cast.people, self.cast.teams, self.dice
        asker = people[dice.choice(("Amina", "Gwen"))]
        filer = people[dice.choice(("Farida", "Dora"))] if dice.random() < 0.6 else None
        team = teams[dice.choice(("Help", "Help", "Matters"))]
        self.request = actions.ask(
            by=filer or asker,
            on_behalf_of=asker if filer else None,
            beneficiary=people["Chidi"] if dice.random() < 0.3 else None,
            at=self.at,
            title=f"About {SECRET}",
            words=f"It is {SECRET}.",
            team=team,
            confidential=dice.random() < 0.2,
        )
        self.sight = Sight(
            asker=asker.pk,
            team=team.pk,
            privacy=self.request.privacy,
            guests=frozenset(one.pk for one in people.values() if one.is_guest),
            operators=frozenset(one.pk for one in people.values() if one.is_operator),
            members={one.pk: self._members(one) for one in teams.values()},
            filer=filer.pk if filer else None,
            beneficiary=self.request.beneficiary_id,
        )
        self.sight.readers = self._named()
        self.done.append(f"{asker} asked {team}, {self.request.privacy}")

    def _members(self, team: Any) -> set[int]:
        from goodword.people.models import Membership

        current = Membership.objects.current(self.at.date()).filter(team=team)
        return set(current.values_list("person_id", flat=True))

    def _named(self) -> set[int]:
        """Whom the act itself named; who of the team it may be is checked here."""
        from goodword.house.guard import system_scope
        from goodword.requests.models import Reader

        with system_scope("soak"):
            rows = Reader.objects.filter(service_request=self.request, ended_at=None)
            named = set(rows.values_list("person_id", flat=True))
        if self.request.privacy == CONFIDENTIAL and not named & self.sight.members[self.sight.team]:
            self._wrong("nobody of the team is named to read it")
        return named

    def _do_something(self) -> None:
        """Let one random person try one random act; a refusal changes nothing."""
        from django.db import transaction

        from goodword.house.refusals import Refusal

        verb = self.dice.choice(VERBS)
        by, to = (self.dice.choice(list(self.cast.people.values())) for _who in range(2))
        if self.dice.random() < 0.8:
            by = self.dice.choice(self._fitting(verb) or [by])
        self.request.refresh_from_db()
        try:
            with transaction.atomic():
                verb(self, by, to)
        except Refusal:
            self.outcome.add("refused")
            return
        self.request.refresh_from_db()
        self.outcome.add("steps")
        self.done.append(f"{verb.__name__[1:]} by {by} to {to}")

    def _fitting(self, verb: Callable[..., None]) -> list[Any]:
        people = self.cast.people.values()
        if verb in (_break_glass, _mend):
            return [one for one in people if one.is_operator]
        if verb in (_take, _refuse) and self.sight.offered:
            return [one for one in people if one.pk in self.sight.members[self.sight.offered[0]]]
        team: set[int | None] = {*self.sight.members[self.sight.team]}
        asking: set[int | None] = {self.sight.asker, self.sight.beneficiary, self.sight.filer}
        wanted = team if verb in OF_TEAM else asking if verb in OF_ASKER else team | asking
        return [one for one in people if one.pk in wanted]

    def _compare(self) -> None:
        """Everybody's sight, now."""
        for person in self.cast.people.values():
            seen = bool(self.cast.seen(person, self.request.pk))
            known = bool(self.cast.known(person, self.request.pk))
            self._same("sees", person, seen, self.sight.sees(person.pk, self.at))
            self._same("knows of", person, known, self.sight.knows(person.pk, self.at))
            self.outcome.add("sights compared")
        if self.dice.random() < 0.1:
            self._open_pages([self.dice.choice(list(self.cast.people.values()))])

    def _open_pages(self, people: list[Any]) -> None:
        for person in people:
            page = self.cast.client(person).get(self.request.get_absolute_url())
            knows = self.sight.knows(person.pk, self.at) and not person.is_guest
            self._same("opens", person, page.status_code == 200, knows)
            words = f"It is {SECRET}." in page.content.decode()
            sees = self.sight.sees(person.pk, self.at) and not person.is_guest
            self._same("reads", person, words, sees)
            self.outcome.add("pages opened")

    def _word_letters(self) -> None:
        """A letter is only worded for who sees it, and says nothing confidential."""
        from goodword.house.guard import system_scope
        from goodword.outbox.kinds import kind_of
        from goodword.outbox.models import Letter

        with system_scope("soak"):
            about = Letter.objects.filter(about_kind="request", about_id=self.request.pk)
            for letter in about.select_related("to"):
                rendered = kind_of(letter.kind).resolver(letter, self.at)
                if rendered and not self.sight.sees(letter.to_id, self.at):
                    self._wrong(f"{letter.to} would get {letter.kind}")
                said = rendered and SECRET in f"{rendered.subject}{rendered.text}{rendered.html}"
                if said and self.sight.is_closed:
                    self._wrong(f"{letter.kind} tells {letter.to} what is confidential")
                self.outcome.add("letters worded")

    def _same(self, what: str, person: Any, is_so: bool, should: bool) -> None:
        if is_so != should:
            self._wrong(
                f"{person} {what if is_so else 'not ' + what}, but should{'' if should else ' not'}"
            )

    def _wrong(self, words: str) -> None:
        self.outcome.wrong(f"history {self.number}: {words}; {'; '.join(self.done)}")


def _acts() -> Any:
    from goodword.requests import actions

    return actions


def _share(it: History, by: Any, to: Any) -> None:
    _acts().share(it.request, by=by, at=it.at, to=to)
    it.sight.shares.add(to.pk)


def _end_share(it: History, by: Any, to: Any) -> None:
    to = it.dice.choice(
        [one for one in it.cast.people.values() if one.pk in it.sight.shares] or [to]
    )
    _acts().end_share(it.request, by=by, at=it.at, to=to)
    it.sight.shares.discard(to.pk)


def _name(it: History, by: Any, to: Any) -> None:
    _acts().name_reader(it.request, by=by, at=it.at, to=to)
    it.sight.readers.add(to.pk)


def _end_name(it: History, by: Any, to: Any) -> None:
    _acts().end_reader(it.request, by=by, at=it.at, to=to)
    it.sight.readers.discard(to.pk)


def _keep_out(it: History, by: Any, to: Any) -> None:
    _acts().exclude(it.request, by=by, at=it.at, to=to, why="A cousin.")
    it.sight.kept_out.add(to.pk)
    it.sight.readers.discard(to.pk)
    it.sight.shares.discard(to.pk)
    it.sight.delegate = None if it.sight.delegate == to.pk else it.sight.delegate


def _let_back(it: History, by: Any, to: Any) -> None:
    out = [one for one in it.cast.people.values() if one.pk in it.sight.kept_out]
    to = it.dice.choice(out or [to])
    _acts().end_exclusion(it.request, by=by, at=it.at, to=to)
    it.sight.kept_out.discard(to.pk)


def _close(it: History, by: Any, to: Any) -> None:
    wanted = it.dice.choice((NORMAL, CONFIDENTIAL))
    _acts().close_to(it.request, by=by, at=it.at, to=wanted)
    it.sight.privacy = wanted
    if wanted == CONFIDENTIAL:
        it.request.refresh_from_db()
        it.sight.readers = it._named()


def _open(it: History, by: Any, to: Any) -> None:
    wanted = it.dice.choice((OPEN, NORMAL))
    asker = it.request.asker
    _acts().ask_to_open(it.request, by=by, at=it.at, to=wanted)
    _acts().agree_to_open(it.request, by=asker, at=it.at)
    it.sight.privacy = wanted


def _let_filer(it: History, by: Any, to: Any) -> None:
    reads = it.dice.random() < 0.6
    _acts().let_filer_read(it.request, by=by, at=it.at, reads=reads)
    it.sight.filer_reads = reads


def _take_filer_off(it: History, by: Any, to: Any) -> None:
    _acts().remove_filer(it.request, by=by, at=it.at)
    it.sight.filer = None


def _delegate(it: History, by: Any, to: Any) -> None:
    to = it.cast.people[it.dice.choice(("Dora", "Farida"))]
    _acts().name_delegate(it.request, by=it.request.asker, at=it.at, to=to)
    it.sight.delegate = to.pk


def _hand_over(it: History, by: Any, to: Any) -> None:
    team = it.cast.teams[it.dice.choice(("Help", "Stores", "Matters"))]
    person = to if to.pk in it.sight.members[team.pk] else None
    made = _acts().hand_over(
        it.request, by=by, at=it.at, to_team=team, reason="Theirs.", to_person=person
    )
    it.sight.offered = (team.pk, made.to_person_id)


def _take(it: History, by: Any, to: Any) -> None:
    _acts().accept_handover(it.request, by=by, at=it.at)
    it.request.refresh_from_db()
    it.sight.team, it.sight.offered = it.request.team_id, None
    if it.request.privacy == CONFIDENTIAL:
        it.sight.privacy, it.sight.readers = CONFIDENTIAL, it._named()


def _refuse(it: History, by: Any, to: Any) -> None:
    _acts().refuse_handover(it.request, by=by, at=it.at, words="Not ours.")
    it.sight.offered = None


def _withdraw(it: History, by: Any, to: Any) -> None:
    _acts().withdraw(it.request, by=by, at=it.at)
    it.sight.offered = None


def _reopen(it: History, by: Any, to: Any) -> None:
    _acts().reopen(it.request, by=by, at=it.at, reason="Still needed.")


def _break_glass(it: History, by: Any, to: Any) -> None:
    acts = _acts()
    glass = acts.break_glass(by=by, at=it.at, reference=it.request.reference, reason="A complaint.")
    if it.sight.is_closed and it.dice.random() < 0.7:
        second = it.cast.people["Lena" if by == it.cast.people["Olga"] else "Olga"]
        acts.agree_to_glass(glass, by=second, at=it.at)
    elif it.sight.is_closed:
        return
    it.glass[by.pk] = glass
    it.sight.glass[by.pk] = it.at + timedelta(hours=1)


def _mend(it: History, by: Any, to: Any) -> None:
    glass = it.glass.pop(by.pk, None)
    if glass is not None:
        _acts().mend_glass(glass, by=by, at=it.at)
        it.sight.glass.pop(by.pk, None)


def _join(it: History, by: Any, to: Any) -> None:
    from goodword.people import actions as people

    team = it.dice.choice(list(it.cast.teams.values()))
    people.join(to, team, by=None, at=it.at)
    it.sight.members[team.pk].add(to.pk)


def _leave(it: History, by: Any, to: Any) -> None:
    from goodword.people import actions as people
    from goodword.people.models import Membership

    mine = Membership.objects.current(it.at.date()).filter(person=to, from_on__lt=it.at.date())
    for membership in mine:
        yesterday = date.fromordinal(it.at.date().toordinal() - 1)
        people.leave(membership, by=None, at=it.at, until_on=yesterday)
        it.sight.members[membership.team_id].discard(to.pk)


OF_TEAM = (_name, _end_name, _open, _hand_over)
OF_ASKER = (_let_filer, _take_filer_off, _delegate, _withdraw, _reopen)
VERBS: tuple[Callable[[History, Any, Any], None], ...] = (
    _share, _share, _end_share, _name, _end_name, _keep_out, _keep_out, _let_back, _close, _close,
    _open, _let_filer, _take_filer_off, _delegate, _hand_over, _hand_over, _take, _take, _refuse,
    _withdraw, _reopen, _break_glass, _mend, _join, _leave,
)  # fmt: skip

HARNESS = Harness(
    "histories", "random lives of who may see a request agree with a model of plain sets", run
)
