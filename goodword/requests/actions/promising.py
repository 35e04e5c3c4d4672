"""Offering, answering an offer, and the word that is born from it."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from goodword.house import faults
from goodword.house.action import action
from goodword.house.refusals import Refusal
from goodword.people.models import Person
from goodword.requests import sentences
from goodword.requests.actions.advising import keep_advice
from goodword.requests.actions.keeping import Held, written
from goodword.requests.models import Offer, Promise, ServiceRequest
from goodword.requests.rules import clocks
from goodword.requests.rules.states import PromiseState


@action
def offer(
    service_request: ServiceRequest,
    *,
    by: Person,
    at: datetime,
    due_at: datetime,
    words: str = "",
    reason: str = "",
    kind: str = Offer.Kind.DATE,
    part_words: str = "",
    aim_at: datetime | None = None,
    next_word_at: datetime | None = None,
    swap_with: ServiceRequest | None = None,
) -> Offer:
    """Offer a date; where the asker has agreed beforehand it is a promise at once (T6).

    Agreed beforehand means: not after the needed-by, or, where none was given, within the
    charter's 85% time. While a word stands already, this asks to move it, and the asker decides.
    """
    held = Held.hold(service_request, at)
    held.as_provider(by)
    made = make_offer(
        held,
        by=by,
        due_at=due_at,
        words=words,
        reason=reason,
        kind=kind,
        part_words=part_words,
        aim_at=aim_at,
        swap_with=swap_with,
    )
    _announce(held, made, by, next_word_at)
    if is_agreed_beforehand(held, made):
        _born(held, made, by=by, side="provider", said="promised", next_word_at=next_word_at)
    held.settle()
    faults.around_commit("offer")
    return made


def _announce(held: Held, made: Offer, by: Person, next_word_at: datetime | None = None) -> None:
    facts = {**offer_facts(held, made), "next_word_at": written(next_word_at)}
    said, values = how_early(held)
    held.record(
        "offered", by=by, side="provider", said=said and "offered_move", facts=facts,
        due=made.due_at, **values,
    )  # fmt: skip


def how_early(held: Held) -> tuple[str, dict[str, object]]:
    """Where a word stands: that it is asked to move, from when, and how long before its date."""
    promise = held.standing.promise
    if promise is None:
        return "", {}
    minute = timedelta(minutes=1)
    left = held.calendar.between(held.at, promise.stands_at) // minute
    day = held.calendar.mean_day() // minute
    return "move", {"was": promise.stands_at, "early": sentences.Length(left, day)}


def make_offer(
    held: Held,
    *,
    by: Person,
    due_at: datetime,
    words: str = "",
    reason: str = "",
    kind: str = Offer.Kind.DATE,
    part_words: str = "",
    aim_at: datetime | None = None,
    swap_with: ServiceRequest | None = None,
    side: str = Offer.Side.PROVIDER,
) -> Offer:
    """Write down an offer; an earlier one that is still open is answered by it."""
    _check_offer(held, due_at, kind, part_words, reason)
    if kind == Offer.Kind.SWAP:
        check_waits(held, swap_with, "swap_with")
    earlier = close_open_offer(held, by, Offer.Answer.COUNTERED)
    promise = held.standing.promise
    made = Offer.objects.create(
        service_request=held.request,
        side=side,
        kind=kind,
        words=words.strip() or held.request.title,
        due_at=due_at,
        aim_at=aim_at,
        reason=reason.strip(),
        part_words=part_words.strip(),
        by=by,
        team=held.team,
        at=held.at,
        stands_until=_stands_until(held, side, due_at),
        replies_to=earlier,
        instead_of_id=promise.key if promise else None,
        swap_with=swap_with,
    )
    if side == Offer.Side.PROVIDER:
        keep_advice(made, held.at, held.calendar)
    return made


def _stands_until(held: Held, side: str, due_at: datetime) -> datetime:
    """The team answers the asker under C3, so their wish stands until its own date."""
    if side == Offer.Side.ASKER:
        return due_at
    return clocks.offer_stands_until(held.calendar, held.at, due_at)


def _check_offer(held: Held, due_at: datetime, kind: str, part_words: str, reason: str) -> None:
    if due_at <= held.at:
        raise Refusal(_("A promise is about the future: choose a later date."), field="due_at")
    if due_at > held.at + timedelta(days=3 * 366):
        raise Refusal(
            _("That is more than three years away: choose an earlier date."), field="due_at"
        )
    if kind == Offer.Kind.PART_FIRST and not part_words.strip():
        raise Refusal(_("Say which part comes first."), field="part_words")
    promise = held.standing.promise
    if promise and not reason.strip():
        raise Refusal(_("A word has been given already. Say why it should move."), field="reason")


def offer_facts(held: Held, made: Offer) -> dict[str, object]:
    """What a replay needs to know about an offer."""
    return {
        "offer": made.pk,
        "offer_side": made.side,
        "due_at": written(made.due_at),
        "stands_until": written(made.stands_until),
        "remind_at": written(clocks.halfway(held.calendar, held.at, made.stands_until)),
        "instead_of": made.instead_of_id,
    }


def is_agreed_beforehand(held: Held, made: Offer) -> bool:
    """Whether the asker's yes is given in advance (DOMAIN 3, T6)."""
    request = held.request
    if held.standing.last_promise or made.kind != Offer.Kind.DATE or held.standing.is_disputed:
        return False
    if request.fixed_at and made.due_at > request.fixed_at:
        return False
    if request.needed_by:
        return made.due_at <= request.needed_by
    if request.charter is None:
        return False
    published = timedelta(minutes=request.charter.nearly_always_minutes)
    return made.due_at <= held.calendar.add(request.asked_at, published)


def check_waits(held: Held, other: ServiceRequest | None, field: str) -> None:
    """Raises ``Refusal`` unless this is a request that can wait instead."""
    able = ServiceRequest.objects.that_may_wait(held.request)
    if other is None or not able.filter(pk=other.pk).exists():
        raise Refusal(
            _(
                "Only another open request of the same person can wait instead, "
                "and nothing confidential."
            ),
            field=field,
        )


def let_wait(other: ServiceRequest, held: Held, by: Person) -> None:
    """Say on the request that waits why it does, and at whose wish."""
    waiting = Held.hold(other, held.at)
    side = "asker" if waiting.is_asking(by) or waiting.is_filer(by) else "provider"
    waiting.record("set_back", by=by, side=side, reference=held.request.reference)
    waiting.settle()


def close_open_offer(held: Held, by: Person | None, answer: str, words: str = "") -> Offer | None:
    """Give the open offer its answer, if there is one."""
    if held.standing.offer is None:
        return None
    earlier = Offer.objects.get(pk=held.standing.offer.key)
    earlier.answer, earlier.answer_words = answer, words.strip()
    earlier.answered_by, earlier.answered_at = by, held.at
    earlier.save(update_fields=["answer", "answer_words", "answered_by", "answered_at"])
    return earlier


@action
def counter(
    service_request: ServiceRequest,
    *,
    by: Person,
    at: datetime,
    due_at: datetime,
    reason: str = "",
    kind: str = Offer.Kind.DATE,
    part_words: str = "",
    swap_with: ServiceRequest | None = None,
) -> Offer:
    """The asker asks for another date, a part first, another way or a swap (T7); the team answers.

    A swap names another own request that would wait instead.
    """
    held = Held.hold(service_request, at)
    held.as_asker(by)
    held.refuse_unless_possible("countered")
    made = make_offer(
        held,
        by=by,
        due_at=due_at,
        reason=reason,
        kind=kind,
        part_words=part_words,
        swap_with=swap_with,
        side=Offer.Side.ASKER,
    )
    facts = {**offer_facts(held, made), "remind_at": None}
    said, values = how_early(held)
    if kind != Offer.Kind.DATE:
        said, values = kind, {"part": made.part_words, "reference": swap_with or ""}
    held.record(
        "countered", by=by, side="asker", said=said and f"countered_{said}", facts=facts,
        due=due_at, **values,
    )  # fmt: skip
    held.settle()
    return made


@action
def accept(
    service_request: ServiceRequest, *, by: Person, at: datetime, words: str = ""
) -> Promise:
    """Say yes to the other side's offer: a promise is born (T7)."""
    held = Held.hold(service_request, at)
    made = _offer_to_answer(held, by)
    if made.due_at <= at:
        raise Refusal(_("The offered date has passed. Ask for another."))
    made = close_open_offer(held, by, Offer.Answer.ACCEPTED, words) or made
    side = "provider" if made.side == Offer.Side.ASKER else "asker"
    promise = _born(held, made, by=by, side=side, said="agreed")
    held.settle()
    if made.swap_with is not None:
        let_wait(made.swap_with, held, by)
    faults.around_commit("accept")
    return promise


def _offer_to_answer(held: Held, by: Person) -> Offer:
    """The open offer of the other side. Raises ``Refusal`` when there is none."""
    made = _open_offer(held)
    if made.side == Offer.Side.ASKER:
        held.as_provider(by)
    else:
        held.as_asker(by)
    return made


def _open_offer(held: Held) -> Offer:
    if held.standing.offer is None:
        raise Refusal(_("This offer is not open any more."))
    return Offer.objects.get(pk=held.standing.offer.key)


def _born(
    held: Held,
    made: Offer,
    *,
    by: Person,
    side: str,
    said: str,
    next_word_at: datetime | None = None,
) -> Promise:
    """A promise is born from an offer; the word it replaces is moved, never edited."""
    held.refuse_unless_possible("promised")
    if made.answer != Offer.Answer.ACCEPTED:
        close_open_offer(held, by, Offer.Answer.ACCEPTED)
    maker = made.by if made.side == Offer.Side.PROVIDER else by
    if made.side == Offer.Side.ASKER:
        keep_advice(made, held.at, held.calendar)
    before = held.standing.promise
    if before:
        Promise.objects.filter(pk=before.key).update(state=PromiseState.MOVED, ended_at=held.at)
    promise = Promise.objects.create(
        service_request=held.request,
        offer=made,
        team=held.team,
        words=made.words,
        due_at=made.due_at,
        stands_at=made.due_at,
        made_by=maker,
        made_at=held.at,
        is_first=held.standing.last_promise is None,
    )
    facts = {
        "promise": promise.pk,
        "offer": made.pk,
        "due_at": written(made.due_at),
        "next_word_at": written(next_word_at),
    }
    held.record("promised", by=by, side=side, said=said, facts=facts, due=made.due_at, maker=maker)
    return promise


@action
def withdraw_offer(
    service_request: ServiceRequest, *, by: Person, at: datetime, reason: str = ""
) -> ServiceRequest:
    """Take one's own open offer back; without a standing word a new date is owed."""
    held = Held.hold(service_request, at)
    made = _own_offer(held, by)
    close_open_offer(held, by, Offer.Answer.WITHDRAWN, reason)
    side = "asker" if made.side == Offer.Side.ASKER else "provider"
    held.record("offer_withdrawn", by=by, side=side, facts={"offer": made.pk})
    return held.settle()


def _own_offer(held: Held, by: Person) -> Offer:
    made = _open_offer(held)
    if made.side == Offer.Side.ASKER:
        held.as_asker(by)
    else:
        held.as_provider(by)
    return made


@action
def warn(
    service_request: ServiceRequest,
    *,
    by: Person,
    at: datetime,
    reason: str,
    due_at: datetime | None = None,
    words: str = "",
) -> Offer | None:
    """Say before the date that it is at risk, and offer another if there is one (T14)."""
    held = Held.hold(service_request, at)
    held.as_provider(by)
    if held.standing.promise is None:
        raise Refusal(_("No word stands that could be at risk."))
    if not reason.strip():
        raise Refusal(_("Say why, in one sentence."), field="reason")
    made = None
    if due_at:
        made = make_offer(held, by=by, due_at=due_at, words=words, reason=reason)
    held.record("warned", by=by, side="provider", facts={"reason": reason.strip()})
    if made:
        _announce(held, made, by)
    held.settle()
    return made


@action
def will_make_it(
    service_request: ServiceRequest, *, by: Person, at: datetime, words: str = ""
) -> ServiceRequest:
    """Say that the date stands after all, or still; a next word in itself."""
    held = Held.hold(service_request, at)
    held.as_provider(by)
    promise = held.standing.promise
    if promise is None:
        raise Refusal(_("No word stands that could be kept."))
    close_open_offer(held, by, Offer.Answer.WITHDRAWN)
    if held.standing.offer:
        offered = {"offer": held.standing.offer.key}
        held.record("offer_withdrawn", by=by, side="provider", facts=offered)
    said = {"words": words.strip()}
    held.record("assured", by=by, side="provider", facts=said, due=promise.stands_at)
    return held.settle()


@action
def refuse_move(
    service_request: ServiceRequest, *, by: Person, at: datetime, words: str = ""
) -> ServiceRequest:
    """The asker says no to a later date: the word stands, at risk (T14)."""
    held = Held.hold(service_request, at)
    held.as_asker(by)
    promise, waiting = held.standing.promise, held.standing.offer
    if promise is None or waiting is None or waiting.side != Offer.Side.PROVIDER:
        raise Refusal(_("There is no new date to answer any more."))
    close_open_offer(held, by, Offer.Answer.REFUSED, words)
    facts = {"offer": waiting.key}
    held.record("move_refused", by=by, side="asker", facts=facts, due=promise.stands_at)
    return held.settle()
