"""From what happened to how it stands. Pure: no rows, no clock, no calendar.

This is the only place where a state, a promise or a duty follows from an event (DOMAIN 3,
T1 to T27). Whatever is kept in columns for speed equals it (a test proves so).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from goodword.requests.rules.kinds import ASIDE, CONTACTS
from goodword.requests.rules.standing import (
    Happening,
    NamedSponsor,
    OpenDelivery,
    OpenOffer,
    OpenQuestion,
    PendingHandover,
    Policy,
    Standing,
    StandingPromise,
)
from goodword.requests.rules.states import PromiseState, State

EARLY = frozenset({State.ASKED, State.ACKNOWLEDGED, State.OFFERED})

Fold = Callable[[Standing, Happening], Standing]


def replay(happenings: Iterable[Happening]) -> Standing:
    """Fold all that happened, in order. The first must be ``asked``."""
    standing: Standing | None = None
    for happening in happenings:
        standing = apply(standing, happening)
    if standing is None:
        raise ValueError("Nothing has happened yet.")
    return standing


def apply(standing: Standing | None, happening: Happening) -> Standing:
    """How it stands after one more event."""
    if standing is None:
        return replace(_asked(happening), number=1, last_decision=1)
    after = FOLDS.get(happening.name, _unchanged)(standing, happening)
    number = standing.number + 1
    if happening.name in ASIDE:
        after = replace(after, number=number)
    else:
        after = replace(after, number=number, last_decision=number, last_act=happening.name)
    if happening.name in CONTACTS and happening.side == "provider":
        return _contacted(after, happening)
    return after


def policy_from(facts: Mapping[str, Any]) -> Policy:
    """The published times that an event carries."""
    return Policy(**facts["policy"])


def _asked(happening: Happening) -> Standing:
    return Standing(
        state=State.ASKED,
        team=happening.key("team"),
        asked_at=happening.at,
        policy=policy_from(happening.facts),
        word_owed_from=happening.at,
        date_owed_from=happening.at,
    )


def _contacted(standing: Standing, happening: Happening) -> Standing:
    """A person on the provider's side was heard: C2 stops, C5 starts anew."""
    return replace(
        standing,
        state=State.ACKNOWLEDGED if standing.state == State.ASKED else standing.state,
        owner=standing.owner or happening.by,
        first_word_at=standing.first_word_at or happening.at,
        last_word_at=happening.at,
        next_word_named=happening.moment("next_word_at"),
        word_owed_from=None,
        reminded_from=None,
        missed=None,
    )


def _unchanged(standing: Standing, happening: Happening) -> Standing:
    return standing


def _assigned(standing: Standing, happening: Happening) -> Standing:
    return replace(standing, owner=happening.facts["to"])


def _acknowledged(standing: Standing, happening: Happening) -> Standing:
    return replace(standing, owner=happening.by)


def _played_back(standing: Standing, happening: Happening) -> Standing:
    return replace(standing, playback="open")


def _understood(standing: Standing, happening: Happening) -> Standing:
    return replace(standing, playback="yes")


def _corrected(standing: Standing, happening: Happening) -> Standing:
    return replace(standing, playback="not_quite")


def _question_asked(standing: Standing, happening: Happening) -> Standing:
    before = State.ACKNOWLEDGED if standing.state == State.ASKED else standing.state
    question = OpenQuestion(happening.key("question"), happening.at, before)
    return replace(standing, state=State.WAITING_ASKER, question=question)


def _question_reminded(standing: Standing, happening: Happening) -> Standing:
    if standing.question is None:
        return standing
    question = replace(standing.question, reminders=standing.question.reminders + 1)
    return replace(standing, question=question)


def _question_answered(standing: Standing, happening: Happening) -> Standing:
    """The pause ends; the promise stands as much later as working time was paused (T12)."""
    if standing.question is None:
        return standing
    after = _pause_ended(standing, happening)
    return replace(after, state=standing.question.before, question=None)


def _pause_ended(standing: Standing, happening: Happening) -> Standing:
    if standing.question is None:
        return standing
    pause = (standing.question.asked_at, happening.at)
    after = replace(standing, pauses=(*standing.pauses, pause))
    stands_at = happening.moment("stands_at")
    if after.promise is None or stands_at is None:
        return after
    promise = replace(after.promise, stands_at=stands_at)
    return replace(after, promise=promise, stands={**after.stands, promise.key: stands_at})


def _offered(standing: Standing, happening: Happening) -> Standing:
    offer = OpenOffer(
        key=happening.key("offer"),
        side=happening.facts["offer_side"],
        due_at=happening.due("due_at"),
        at=happening.at,
        stands_until=happening.due("stands_until"),
        remind_at=happening.moment("remind_at"),
        instead_of=happening.facts.get("instead_of"),
    )
    if standing.offer and standing.offer.side != offer.side:
        standing = replace(standing, rounds=standing.rounds + 1)
    state = State.OFFERED if standing.state in EARLY else standing.state
    if offer.side == "provider":
        return replace(standing, offer=offer, state=state, date_owed_from=None)
    return replace(standing, offer=offer, date_owed_from=_unless_promised(standing, happening))


def _unless_promised(standing: Standing, happening: Happening) -> datetime | None:
    """A date is owed from now on, unless a word stands already."""
    return None if standing.promise else happening.at


def _offer_reminded(standing: Standing, happening: Happening) -> Standing:
    if standing.offer is None:
        return standing
    return replace(standing, offer=replace(standing.offer, is_reminded=True))


def _offer_gone(standing: Standing, happening: Happening) -> Standing:
    """Withdrawn, lapsed or refused: without a standing word a new date is owed (C3)."""
    state = State.ACKNOWLEDGED if standing.state == State.OFFERED else standing.state
    owed = _unless_promised(standing, happening)
    return replace(standing, offer=None, state=state, date_owed_from=owed)


def _offer_in_vain(standing: Standing, happening: Happening) -> Standing:
    """Refused, or left without an answer: one round more."""
    return _offer_gone(replace(standing, rounds=standing.rounds + 1), happening)


def _promised(standing: Standing, happening: Happening) -> Standing:
    due_at = happening.due("due_at")
    promise = StandingPromise(happening.key("promise"), due_at, due_at, happening.at)
    before = standing.promise
    after = _ended_promise(standing, PromiseState.MOVED, happening.at) if before else standing
    question = after.question
    if question and question.before in EARLY:
        question = replace(question, before=State.PROMISED)
    return replace(
        after,
        state=State.PROMISED if after.state in EARLY else after.state,
        question=question,
        promise=promise,
        last_promise=promise.key,
        offer=None,
        date_owed_from=None,
        rounds=0,
        reminders=0,
        leads_asked=tuple(why for why in after.leads_asked if why == "reopened"),
        verdicts={**after.verdicts, promise.key: PromiseState.ACCEPTED},
        stands={**after.stands, promise.key: due_at},
    )


def _ended_promise(standing: Standing, verdict: str, at: datetime) -> Standing:
    """The standing word ends as kept, broken, moved or released."""
    if standing.promise is None:
        return standing
    key = standing.promise.key
    return replace(
        standing,
        promise=None,
        verdicts={**standing.verdicts, key: verdict},
        ends={**standing.ends, key: at},
    )


def _work_started(standing: Standing, happening: Happening) -> Standing:
    return replace(standing, state=State.IN_PROGRESS)


def _waiting_on_other(standing: Standing, happening: Happening) -> Standing:
    before = standing.before_other if standing.state == State.WAITING_OTHER else standing.state
    return replace(standing, state=State.WAITING_OTHER, before_other=before)


def _resumed(standing: Standing, happening: Happening) -> Standing:
    return replace(standing, state=State.IN_PROGRESS, before_other="")


def _risk(standing: Standing, state: str) -> Standing:
    if standing.promise is None:
        return standing
    promise = replace(standing.promise, state=state)
    verdicts = {**standing.verdicts, promise.key: state}
    return replace(standing, promise=promise, verdicts=verdicts)


def _warned(standing: Standing, happening: Happening) -> Standing:
    return _risk(standing, PromiseState.AT_RISK)


def _assured(standing: Standing, happening: Happening) -> Standing:
    return _risk(standing, PromiseState.ACCEPTED)


def _promise_reminded(standing: Standing, happening: Happening) -> Standing:
    if standing.promise is None:
        return standing
    steps = (*standing.promise.reminded, *happening.facts["steps"])
    promise = replace(standing.promise, reminded=steps, reminded_at=happening.at)
    return replace(standing, promise=promise)


def _broken(standing: Standing, happening: Happening) -> Standing:
    key = standing.promise.key if standing.promise else None
    after = _ended_promise(standing, PromiseState.BROKEN, happening.at)
    return replace(after, broken=key, recovery_from=happening.at, missed=None)


def _apologised(standing: Standing, happening: Happening) -> Standing:
    """C9 stops; a new date is owed where there is none yet."""
    owed = standing.date_owed_from or (None if standing.has_date else happening.at)
    return replace(standing, recovery_from=None, broken=None, date_owed_from=owed)


def _delivered(standing: Standing, happening: Happening) -> Standing:
    after = _pause_ended(standing, happening)
    delivery = OpenDelivery(happening.key("delivery"), happening.at, after.promise)
    after = _ended_promise(after, PromiseState.KEPT, happening.at)
    return replace(
        after,
        state=State.DELIVERED,
        delivery=delivery,
        delivered_at=happening.at,
        question=None,
        offer=None,
        handover=None,
        date_owed_from=None,
        before_other="",
    )


def _delivery_reminded(standing: Standing, happening: Happening) -> Standing:
    if standing.delivery is None:
        return standing
    return replace(standing, delivery=replace(standing.delivery, is_reminded=True))


def _confirmed(standing: Standing, happening: Happening) -> Standing:
    return replace(_ended(standing, State.CONFIRMED, happening), confirmed_at=happening.at)


def _not_yet(standing: Standing, happening: Happening) -> Standing:
    """Before its date the same word goes on; after it the word was broken (T19)."""
    delivery = standing.delivery
    after = replace(
        standing,
        state=State.IN_PROGRESS,
        delivery=None,
        delivered_at=None,
        reopened=standing.reopened + 1,
        reminded_from=happening.at,
    )
    promise = delivery.promise if delivery else None
    if promise is None:
        return replace(after, date_owed_from=happening.at)
    if happening.at <= promise.stands_at:
        ends = {key: at for key, at in after.ends.items() if key != promise.key}
        verdicts = {**after.verdicts, promise.key: promise.state}
        return replace(after, promise=promise, ends=ends, verdicts=verdicts)
    verdicts = {**after.verdicts, promise.key: PromiseState.BROKEN}
    return replace(after, verdicts=verdicts, date_owed_from=happening.at)


def _ended(standing: Standing, state: str, happening: Happening) -> Standing:
    """Nobody owes anything any more: every clock stops, an open word is released."""
    after = _pause_ended(standing, happening)
    after = _ended_promise(after, PromiseState.RELEASED, happening.at)
    return replace(
        after,
        state=state,
        ended_at=standing.ended_at or happening.at,
        question=None,
        offer=None,
        handover=None,
        delivery=None,
        sponsor=None,
        word_owed_from=None,
        date_owed_from=None,
        recovery_from=None,
        reminded_from=None,
        broken=None,
        next_word_named=None,
        missed=None,
        before_other="",
    )


def _closed(standing: Standing, happening: Happening) -> Standing:
    return _ended(standing, State.CLOSED, happening)


def _declined(standing: Standing, happening: Happening) -> Standing:
    return _ended(standing, State.DECLINED, happening)


def _withdrawn(standing: Standing, happening: Happening) -> Standing:
    return _ended(standing, State.CANCELLED, happening)


def _reopened(standing: Standing, happening: Happening) -> Standing:
    """A kept word stays kept; a new date is owed (T22)."""
    return replace(
        standing,
        state=State.IN_PROGRESS,
        ended_at=None,
        confirmed_at=None,
        delivered_at=None,
        date_owed_from=happening.at,
        last_word_at=happening.at,
        reopened=standing.reopened + 1,
    )


def _asked_anew(standing: Standing, happening: Happening) -> Standing:
    """C1 to C3 and C5 start again from here."""
    return replace(
        standing,
        state=State.ASKED,
        ended_at=None,
        word_owed_from=happening.at,
        date_owed_from=_unless_promised(standing, happening),
        last_word_at=None,
        missed=None,
    )


def _disputed(standing: Standing, happening: Happening) -> Standing:
    after = _asked_anew(standing, happening)
    return replace(after, owner=happening.facts.get("lead"), is_disputed=True)


def _passed_on(standing: Standing, happening: Happening) -> Standing:
    return _handover_offered(_asked_anew(standing, happening), happening)


def _handover_offered(standing: Standing, happening: Happening) -> Standing:
    pending = PendingHandover(
        happening.key("handover"), happening.key("to_team"), happening.due("due_at")
    )
    return replace(standing, handover=pending)


def _handover_accepted(standing: Standing, happening: Happening) -> Standing:
    """Responsibility moves; the old word stays visible until the new team offers (T9)."""
    after = _pause_ended(standing, happening)
    return replace(
        _asked_anew(after, happening),
        team=happening.key("to_team"),
        owner=happening.facts.get("owner"),
        policy=policy_from(happening.facts),
        handover=None,
        question=None,
        offer=None,
        before_other="",
    )


def _handover_back(standing: Standing, happening: Happening) -> Standing:
    return replace(standing, handover=None)


def _reminded(standing: Standing, happening: Happening) -> Standing:
    since = standing.reminded_from or happening.at
    return replace(standing, reminded_from=since, reminders=standing.reminders + 1)


def _leads_asked(standing: Standing, happening: Happening) -> Standing:
    return replace(standing, leads_asked=(*standing.leads_asked, happening.facts["why"]))


def _outside_waits(standing: Standing, happening: Happening) -> Standing:
    return replace(standing, policy=replace(standing.policy, waits_outside=True))


def _made_emergency(standing: Standing, happening: Happening) -> Standing:
    """A first word is owed within the hour, and the next every four (C2, C5)."""
    return replace(standing, policy=replace(standing.policy, is_emergency=True))


def _sponsor_named(standing: Standing, happening: Happening) -> Standing:
    key, emergency = happening.key("sponsor"), happening.key("emergency")
    return replace(standing, sponsor=NamedSponsor(key, emergency, happening.at))


def _sponsor_reminded(standing: Standing, happening: Happening) -> Standing:
    if standing.sponsor is None:
        return standing
    return replace(standing, sponsor=replace(standing.sponsor, is_reminded=True))


def _sponsor_answered(standing: Standing, happening: Happening) -> Standing:
    return replace(standing, sponsor=None)


def _service_changed(standing: Standing, happening: Happening) -> Standing:
    return replace(standing, policy=policy_from(happening.facts))


def _word_missed(standing: Standing, happening: Happening) -> Standing:
    due = happening.due("due_at")
    return replace(standing, missed=due, missed_said=due)


def _cover_asked(standing: Standing, happening: Happening) -> Standing:
    return replace(standing, cover_asked_for=happening.due("due_at"))


FOLDS: Mapping[str, Fold] = {
    "answered": _delivered,
    "acknowledged": _acknowledged,
    "assigned": _assigned,
    "played_back": _played_back,
    "understood": _understood,
    "corrected": _corrected,
    "question_asked": _question_asked,
    "question_reminded": _question_reminded,
    "question_answered": _question_answered,
    "offered": _offered,
    "countered": _offered,
    "offer_reminded": _offer_reminded,
    "offer_withdrawn": _offer_gone,
    "offer_lapsed": _offer_in_vain,
    "move_refused": _offer_in_vain,
    "promised": _promised,
    "work_started": _work_started,
    "waiting_on_other": _waiting_on_other,
    "resumed": _resumed,
    "warned": _warned,
    "assured": _assured,
    "promise_reminded": _promise_reminded,
    "broken": _broken,
    "apologised": _apologised,
    "delivered": _delivered,
    "delivery_reminded": _delivery_reminded,
    "confirmed": _confirmed,
    "not_yet": _not_yet,
    "taken_as_done": _closed,
    "closed": _closed,
    "closed_unanswered": _closed,
    "reopened": _reopened,
    "withdrawn": _withdrawn,
    "disputed": _disputed,
    "declined": _declined,
    "passed_on": _passed_on,
    "handover_offered": _handover_offered,
    "handover_accepted": _handover_accepted,
    "handover_refused": _handover_back,
    "handover_bounced": _handover_back,
    "reminded": _reminded,
    "leads_asked": _leads_asked,
    "outside_waits": _outside_waits,
    "made_emergency": _made_emergency,
    "sponsor_named": _sponsor_named,
    "sponsor_reminded": _sponsor_reminded,
    "sponsor_confirmed": _sponsor_answered,
    "sponsor_denied": _sponsor_answered,
    "service_changed": _service_changed,
    "word_missed": _word_missed,
    "cover_asked": _cover_asked,
}
