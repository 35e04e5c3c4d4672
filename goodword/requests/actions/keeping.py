"""Holding one request for one act: lock, replay, check, record, keep.

Every act goes through ``Held``: it reads the events, refuses what does not fit, appends what
happened and writes the kept columns, all in the caller's transaction.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from goodword.catalogue.models import Charter
from goodword.history.models import Event
from goodword.house import faults
from goodword.house.prepared import prepared
from goodword.house.refusals import Conflict, Refusal
from goodword.people.models import Membership, Person, Team, of_the_house
from goodword.requests import letters, names, sentences
from goodword.requests.actions.leads import leads_of
from goodword.requests.actions.lives import begin_life, follow
from goodword.requests.actions.record import note_service
from goodword.requests.models import Exclusion, Promise, Reader, ServiceRequest
from goodword.requests.rules import clocks
from goodword.requests.rules.acts import is_possible
from goodword.requests.rules.clocks import Due
from goodword.requests.rules.replay import apply, replay
from goodword.requests.rules.standing import Happening, Standing
from goodword.requests.rules.states import JUDGED, State
from goodword.requests.rules.thirds import why_leads
from goodword.working_time import Calendar

ABOUT = "request"


def happenings_of(events: Iterable[Event]) -> list[Happening]:
    """Rows of history as the rules read them."""
    return [Happening(e.name, e.at, e.by_id, e.facts.get("side", ""), e.facts) for e in events]


def stand(service_request: ServiceRequest) -> Standing:
    """How the request stands, from its events alone. Call it inside an act or a system scope."""
    return replay(happenings_of(Event.objects.about(ABOUT, service_request.pk)))


@prepared
def _locked(key: int) -> QuerySet[ServiceRequest]:
    """The request alone, with those whom nearly every act names; nobody else changes it now."""
    rows = ServiceRequest.objects.select_for_update(of=("self",)).filter(pk=key).order_by()
    return rows.select_related("team", "asker", "owner", "service")


@prepared
def _events_of(key: int) -> QuerySet[Event]:
    return Event.objects.about(ABOUT, key)


def _take_in_hand(service_request: ServiceRequest) -> None:
    """Lock the request and read it anew, into the very row that the door holds."""
    fresh = _locked(service_request.pk)
    if not fresh:
        raise ServiceRequest.DoesNotExist
    vars(service_request).pop("_prefetched_objects_cache", None)
    vars(service_request).update(vars(fresh[0]))


class Held:
    """One request in the hands of one act."""

    def __init__(self, service_request: ServiceRequest, at: datetime, standing: Standing) -> None:
        self.request = service_request
        self.at = at
        self.standing = standing
        self._before = _experience(standing)
        self._words_before = _words(standing)
        self._life_before = _life(standing)
        self._calendar: tuple[int, Calendar] | None = None
        self._effect: Due | None = None

    @classmethod
    def hold(cls, service_request: ServiceRequest, at: datetime) -> Held:
        """Lock the request, read its events, and judge a date that has passed meanwhile.

        Where a clock was put back, the act counts as done at the moment of what happened last:
        nothing ever happens before it (RELIABILITY 52). Raises ``Conflict`` when a decision was
        taken since the person looked.
        """
        _take_in_hand(service_request)
        happened = happenings_of(_events_of(service_request.pk))
        held = cls(service_request, max(at, happened[-1].at), replay(happened))
        held._check_seen()
        held._judge_passed_promise()
        faults.point("request.held")
        return held

    @classmethod
    def begin(
        cls,
        service_request: ServiceRequest,
        *,
        by: Person,
        at: datetime,
        facts: dict[str, Any],
        readers: Iterable[Person] = (),
    ) -> Held:
        """Write a request that has just been asked, with its first event.

        ``readers`` of the team are named to read it, where it is confidential.
        """
        happening = Happening("asked", at, by.pk, "asker", facts)
        held = cls(service_request, at, apply(None, happening))
        fill(service_request, held.standing, held.calendar)
        service_request.save(force_insert=True)
        begin_life(service_request)
        for person in readers:
            Reader.objects.create(service_request=service_request, person=person, at=at)
        faults.point("request.row_written")
        due = service_request.next_word_at
        event = held._event(happening, None, by, "asked", {"due": due})
        letters.tell(event, service_request, at)
        return held

    def _check_seen(self) -> None:
        seen = self.request.seen_version
        if seen is not None and self.standing.last_decision > seen:
            raise Conflict(_("Somebody was faster: this has changed while you were writing."))

    def _judge_passed_promise(self) -> None:
        """A word whose date has passed is broken, whether or not a clock was there to say so."""
        for due in clocks.deadlines(self.standing, self.calendar):
            if due.kind == "broken" and due.at < self.at:
                with self.effect(due):
                    self.record("broken", due=due.at)

    @contextmanager
    def effect(self, due: Due) -> Iterator[None]:
        """What is recorded inside is the effect of a clock: once for a promise, kind and moment."""
        self._effect = due
        try:
            yield
        finally:
            self._effect = None

    @property
    def calendar(self) -> Calendar:
        """The working time of the team that has the request now."""
        if self._calendar is None or self._calendar[0] != self.standing.team:
            team = self.team
            self._calendar = (team.pk, team.calendar())
        return self._calendar[1]

    @property
    def team(self) -> Team:
        if self.request.team_id != self.standing.team:
            self.request.team = Team.objects.get(pk=self.standing.team)
        return self.request.team

    def is_member(self, person: Person) -> bool:
        """Whether the person belongs to the team that has it, on this day."""
        current = Membership.objects.current(self.at.date())
        return current.filter(team=self.standing.team, person=person).exists()

    def is_provider(self, person: Person) -> bool:
        """Whether the person may act for the team: a member, and named where it is confidential.

        Whoever is kept out may not.
        """
        if not self.is_member(person) or self.is_excluded(person):
            return False
        if not self.request.is_confidential:
            return True
        named = Reader.objects.filter(service_request=self.request, ended_at=None)
        return named.filter(person=person).exists()

    def is_excluded(self, person: Person) -> bool:
        """Whether the person is kept out of this request."""
        running = Exclusion.objects.filter(service_request=self.request, ended_at=None)
        return running.filter(person=person).exists()

    def is_asking(self, person: Person) -> bool:
        """Whether the person may say yes or no for the asker's side."""
        return person.pk in self.request.asking

    def is_filer(self, person: Person) -> bool:
        return person.pk == self.request.typed_by_id

    def as_provider(self, person: Person) -> None:
        """Only a member of the team that has it may do this."""
        if not self.is_provider(person):
            raise Refusal(_("Only %(team)s can do this.") % {"team": self.team})

    def as_asker(self, person: Person) -> None:
        """Only the asker, the beneficiary or a delegate may do this."""
        if not self.is_asking(person):
            raise Refusal(
                _("Only %(asker)s can do this.") % {"asker": self.request.asker.preferred_name}
            )

    def side_of(self, person: Person) -> str:
        """For whom this person speaks here: the team's side unless they asked it themselves.

        Raises ``Refusal`` for somebody who has no part in it.
        """
        if self.is_asking(person) or self.is_filer(person):
            return "asker"
        self.as_provider(person)
        return "provider"

    def record(
        self,
        name: str,
        *,
        by: Person | None = None,
        side: str = "",
        said: str = "",
        facts: dict[str, Any] | None = None,
        **values: object,
    ) -> Event:
        """Append what happened, with the words each side is shown, and write the letters.

        ``said`` names the pair of sentences when it differs from the event's name; ``values``
        fill them. Raises ``Refusal`` when the act does not fit the state.
        """
        self.refuse_unless_possible(name)
        whole = {**(facts or {}), "side": side}
        before = self.standing
        happening = Happening(name, self.at, by.pk if by else None, side, whole)
        self.standing = apply(before, happening)
        event = self._event(happening, before, by, said or name, values)
        letters.tell(event, self.request, self.at)
        faults.point("request.letters_posted")
        return event

    def refuse_unless_possible(self, name: str) -> None:
        """Raises ``Refusal`` when this act does not fit the state as it is now."""
        if not is_possible(name, self.standing):
            state = State(self.standing.state).label
            raise Refusal(
                _("That is not possible any more: it is now “%(state)s”.") % {"state": state}
            )

    def _event(
        self,
        happening: Happening,
        before: Standing | None,
        by: Person | None,
        said: str,
        values: dict[str, object],
    ) -> Event:
        request = self.request
        known = {"by": by, "asker": request.asker, "team": self.team, **values}
        zone = self.calendar.zone
        readers = (
            sentences.Reader.of(request.asker),
            sentences.Reader(request.asker.language, zone),
        )
        for_asker = names.as_told(request, happening.name, by, known)
        to_asker, to_team = sentences.told(said, readers, known, for_asker)
        event = Event.objects.create(
            about_kind=ABOUT,
            about_id=request.pk,
            number=self.standing.number,
            name=happening.name,
            at=happening.at,
            by=by,
            from_state=before.state if before else "",
            to_state=self.standing.state,
            facts=dict(happening.facts),
            to_asker=to_asker,
            to_team=to_team,
            effect=self._effect_key(happening, before),
        )
        faults.point("request.event_written")
        return event

    def _effect_key(self, happening: Happening, before: Standing | None) -> str | None:
        """What the database lets happen once: this promise, this kind, due at this moment."""
        if self._effect is None or before is None:
            return None
        promise = before.promise.key if before.promise else before.last_promise
        due = self._effect.at.isoformat()
        return f"{ABOUT}:{self.request.pk}:{promise or 0}:{happening.name}:{due}"

    def _ask_leads(self) -> None:
        """Ask those who lead both sides, when something came to its third time without a yes."""
        why = why_leads(self.standing)
        own, theirs = leads_of(self.request, self.team, self.at) if why else (None, None)
        if own or theirs:
            keys = {"own": own.pk if own else None, "theirs": theirs.pk if theirs else None}
            said = "leads_asked" if own and theirs else "lead_asked"
            self.record("leads_asked", said=said, facts={"why": why, **keys}, lead=own or theirs)

    def settle(self) -> ServiceRequest:
        """Write what follows from the events into the kept columns; answer the request."""
        self._ask_leads()
        keep_columns(self.request, self.standing, self.calendar)
        faults.point("request.columns_kept")
        if _words(self.standing) != self._words_before:
            keep_promises(self.request, self.standing)
        if _experience(self.standing) != self._before:
            note_service(self.request, self.at, self.calendar)
        if _life(self.standing) != self._life_before:
            follow(self.request, self.standing, self.calendar)
        faults.point("request.settled")
        return self.request


def _words(standing: Standing) -> tuple[object, ...]:
    """What the rows of promises are kept from."""
    return standing.verdicts, standing.stands, standing.ends


def _experience(standing: Standing) -> tuple[object, ...]:
    """What a service's record is made of: words that ended, and a delivery."""
    judged = {key: it for key, it in standing.verdicts.items() if it in JUDGED}
    return judged, standing.delivered_at


def _life(standing: Standing) -> tuple[object, ...]:
    """What a request's life is kept from: when it was done, is over, was paused."""
    return standing.delivered_at, standing.ended_at, standing.pauses


def keep_columns(service_request: ServiceRequest, standing: Standing, calendar: Calendar) -> None:
    """Write what follows from the events into the columns that lists need."""
    fill(service_request, standing, calendar)
    service_request.save(update_fields=KEPT)


def keep_promises(service_request: ServiceRequest, standing: Standing) -> None:
    """Write how each promise stands or has ended."""
    for promise in service_request.promises.all():
        _keep_promise(promise, standing)


def keep(service_request: ServiceRequest, standing: Standing, calendar: Calendar) -> None:
    """Write everything that is kept of a request from its events alone."""
    keep_columns(service_request, standing, calendar)
    keep_promises(service_request, standing)


#: The columns of a request that follow from its events.
KEPT = [
    "state", "team", "owner", "promise", "promise_state", "due_at", "offer", "playback_state",
    "next_word_at", "next_word_kind", "wake_at", "first_word_at", "last_word_at",
    "paused_since", "delivered_at", "ended_at", "reopened", "number_of_events",
]  # fmt: skip


def fill(service_request: ServiceRequest, standing: Standing, calendar: Calendar) -> None:
    """Set the kept columns from the standing; nothing is saved."""
    due = clocks.next_word(standing, calendar)
    deadlines = clocks.deadlines(standing, calendar)
    promise = standing.promise
    kept = service_request
    kept.state = standing.state
    kept.team_id = standing.team
    kept.owner_id = standing.owner
    kept.promise_id = promise.key if promise else standing.last_promise
    kept.promise_state = standing.verdicts.get(kept.promise_id, "") if kept.promise_id else ""
    kept.due_at = standing.stands.get(kept.promise_id) if kept.promise_id else None
    kept.offer_id = standing.offer.key if standing.offer else None
    kept.playback_state = standing.playback
    kept.next_word_at = due.at if due else None
    kept.next_word_kind = due.kind if due else ""
    kept.wake_at = deadlines[0].at if deadlines else None
    kept.first_word_at = standing.first_word_at
    kept.last_word_at = standing.last_word_at
    kept.paused_since = standing.question.asked_at if standing.question else None
    kept.delivered_at = standing.delivered_at
    kept.ended_at = standing.ended_at
    kept.reopened = standing.reopened
    kept.number_of_events = standing.number


def _keep_promise(promise: Promise, standing: Standing) -> None:
    state = standing.verdicts[promise.pk]
    stands_at = standing.stands[promise.pk]
    ended_at = standing.ends.get(promise.pk)
    if (promise.state, promise.stands_at, promise.ended_at) != (state, stands_at, ended_at):
        promise.state, promise.stands_at, promise.ended_at = state, stands_at, ended_at
        promise.save(update_fields=["state", "stands_at", "ended_at"])


def policy_of(
    team: Team, charter: Charter | None, *, emergency: bool, outside: bool
) -> dict[str, Any]:
    """The published times that hold for one request, as facts of an event."""
    return {
        "first_word_minutes": first_word_minutes(charter),
        "offer_days": charter.offer_days if charter else 2,
        "update_days": charter.update_days if charter else 5,
        "is_emergency": emergency,
        "waits_outside": outside,
    }


def first_word_minutes(charter: Charter | None) -> int:
    """Working minutes to a first word: as published, else as the organisation has it."""
    return charter.first_word_minutes if charter else of_the_house("first_word_minutes", 480)


def written(moment: datetime | None) -> str | None:
    """A moment as a fact of an event: ISO 8601 in UTC."""
    return moment.isoformat() if moment else None


def required(words: str, sentence: str, *, field: str = "words") -> str:
    """The words without their margins. Raises ``Refusal`` when nothing is left."""
    kept = words.strip()
    if not kept:
        raise Refusal(sentence, field=field)
    return kept
