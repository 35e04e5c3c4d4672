"""What a clock does by itself when a moment has come (C1 to C12).

Every effect is an event by nobody. It happens once: the event that it writes takes its own
deadline away, and carries a key of promise, kind and due moment that the database keeps unique.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Final

from goodword.house import faults
from goodword.house.action import action
from goodword.people.models import Person
from goodword.requests.actions.keeping import Held, written
from goodword.requests.actions.promising import close_open_offer
from goodword.requests.actions.readers import first_of
from goodword.requests.models import Delivery, Handover, Offer, ServiceRequest
from goodword.requests.rules import clocks
from goodword.requests.rules.clocks import Due

#: More effects than one request can have at one moment; a guard against a rule that loops.
AT_MOST: Final = 20


@action
def strike(service_request: ServiceRequest, *, at: datetime) -> int:
    """Let every clock of one request do what is due before this moment; answers how many did.

    A promise whose date has passed is judged while it is taken in hand: that counts, too.
    """
    held = Held.hold(service_request, at)
    before = service_request.number_of_events
    for _turn in range(AT_MOST):
        due = [it for it in clocks.deadlines(held.standing, held.calendar) if it.at < at]
        if not due:
            break
        with held.effect(due[0]):
            EFFECTS[due[0].kind](held, due[0])
    faults.point("sweep.struck")
    held.settle()
    faults.point("sweep.settled")
    return held.standing.number - before


def _say(held: Held, due: Due) -> None:
    held.record(due.kind, due=due.at)


def _promise_reminded(held: Held, due: Due) -> None:
    """Remind the owner once, of the last step that has passed, also where a clock was late."""
    promise = held.standing.promise
    if promise is None:
        return
    passed = [it for it in clocks.reminders_of(held.standing, held.calendar) if it.at <= held.at]
    steps = [it.step for it in passed]
    facts = {"promise": promise.key, "steps": steps}
    said = f"promise_reminded_{steps[-1]}"
    held.record("promise_reminded", said=said, facts=facts, due=promise.stands_at)


def _offer_lapses(held: Held, due: Due) -> None:
    close_open_offer(held, None, Offer.Answer.LAPSED)
    held.record("offer_lapsed", due=due.at)


def _handover_bounces(held: Held, due: Due) -> None:
    pending = held.standing.handover
    if pending is None:
        return
    handover = Handover.objects.select_related("to_team").get(pk=pending.key)
    handover.answer, handover.answered_at = Handover.Answer.BOUNCED, held.at
    handover.save(update_fields=["answer", "answered_at"])
    held.record("handover_bounced", facts={"handover": handover.pk}, to=handover.to_team)


def _delivery_reminded(held: Held, due: Due) -> None:
    delivery = held.standing.delivery
    if delivery is None:
        return
    taken = held.calendar.end_of_nth_working_day(delivery.at, clocks.TAKEN_AS_DONE)
    held.record("delivery_reminded", due=taken)


def _sponsor_reminded(held: Held, due: Due) -> None:
    named = held.standing.sponsor
    if named is None:
        return
    facts = {"sponsor": named.key, "emergency": named.emergency}
    held.record("sponsor_reminded", facts=facts, to=Person.objects.get(pk=named.key))


def _taken_as_done(held: Held, due: Due) -> None:
    delivery = held.standing.delivery
    if delivery is None:
        return
    rows = Delivery.objects.filter(pk=delivery.key)
    rows.update(answer=Delivery.Answer.TAKEN, answered_at=held.at)
    held.record("taken_as_done", facts={"delivery": delivery.key})


def _word_missed(held: Held, due: Due) -> None:
    held.record("word_missed", facts={"due_at": written(due.at)}, due=due.at)


def _cover_asked(held: Held, due: Due) -> None:
    """Once a missed word has stayed missed for a working day; nobody goes over a head.

    Two words that were missed on one day both end with the same working day, so it is the word
    for which this happens once, not the moment.
    """
    missed = held.standing.missed_said or due.at
    cover = first_of(held, held.team.cover, held.team.lead)
    facts = {"cover": cover.pk if cover else None, "due_at": written(missed)}
    with held.effect(Due(missed, due.kind)):
        held.record("cover_asked", facts=facts, to=cover or held.team, due=missed)


EFFECTS: Mapping[str, Callable[[Held, Due], None]] = {
    "broken": _say,
    "promise_reminded": _promise_reminded,
    "offer_reminded": _say,
    "offer_lapsed": _offer_lapses,
    "handover_bounced": _handover_bounces,
    "sponsor_reminded": _sponsor_reminded,
    "question_reminded": _say,
    "delivery_reminded": _delivery_reminded,
    "taken_as_done": _taken_as_done,
    "closed": _say,
    "word_missed": _word_missed,
    "cover_asked": _cover_asked,
}
