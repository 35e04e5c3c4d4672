"""One sentence for each request: who said what, by when, and whose turn it is (DESIGN 6)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from markupsafe import Markup

from goodword.house.words import gettext as _
from goodword.requests.models import Offer, ServiceRequest
from goodword.requests.rules.states import ENDED, PromiseState, State
from goodword.requests.showing.around import around_of
from goodword.requests.showing.states import Side, has_word, is_early
from goodword.requests.showing.times import bold, near, past, say

Words = Callable[[ServiceRequest, datetime], Markup]
QUOTED_AT_MOST = 90


def sentence_of(service_request: ServiceRequest, side: Side, at: datetime) -> Markup:
    """What this side should know at a glance, names and times in bold."""
    if side == "asker":
        return _to_asker(service_request)(service_request, at)
    return say("%(whom)s %(what)s", whom=_for(service_request), what=_to_team(service_request, at))


def who_has_it(service_request: ServiceRequest) -> Markup:
    """The owner by name, the team as long as nobody has put a name to it."""
    return bold(service_request.owner_name)


def _for(service_request: ServiceRequest) -> Markup:
    team = around_of(service_request).asker_team
    who = bold(service_request.asker.name)
    if team:
        return say(_("For %(who)s, %(team)s."), who=who, team=team)
    return say(_("For %(who)s."), who=who)


def quoted(words: str) -> str:
    """The beginning of what a person wrote, on one line."""
    line = " ".join(words.split())
    return line if len(line) <= QUOTED_AT_MOST else line[: QUOTED_AT_MOST - 1].rstrip() + "…"


# To the asker


def _to_asker(service_request: ServiceRequest) -> Words:
    if service_request.state in ENDED or service_request.state == State.DELIVERED:
        return _ended_to_asker
    if service_request.promise_state == PromiseState.BROKEN:
        return _broken_to_asker
    if service_request.state == State.WAITING_ASKER:
        return _question_to_asker
    if service_request.promise_state == PromiseState.AT_RISK:
        return _risk_to_asker
    if service_request.offer:
        return _offer_to_asker
    if service_request.promise_state == PromiseState.ACCEPTED:
        return _word_to_asker
    return _nothing_yet_to_asker


def _nothing_yet_to_asker(service_request: ServiceRequest, at: datetime) -> Markup:
    next_word, who = service_request.next_word_at, who_has_it(service_request)
    if next_word is None:
        return say(_("%(who)s has it."), who=who)
    if next_word <= at:
        since = past(next_word, at)
        return say(_("%(who)s has it. We owe you a word since %(when)s."), who=who, when=since)
    by = near(next_word, at)
    if service_request.state == State.ASKED:
        return say(_("%(who)s has it. A person answers you by %(when)s."), who=who, when=by)
    return say(_("%(who)s has it. Next word by %(when)s."), who=who, when=by)


def _offer_to_asker(service_request: ServiceRequest, at: datetime) -> Markup:
    offer = service_request.offer
    if offer is None:
        return _nothing_yet_to_asker(service_request, at)
    when, who = near(offer.due_at, at), bold(offer.by.preferred_name)
    if offer.side == Offer.Side.ASKER:
        has_it = who_has_it(service_request)
        return say(_("You asked for %(when)s. %(who)s answers you."), when=when, who=has_it)
    if offer.kind == Offer.Kind.PART_FIRST:
        return say(_("%(who)s offers a part first, by %(when)s."), who=who, when=when)
    if offer.kind == Offer.Kind.ANOTHER_WAY:
        return say(_("%(who)s offers another way, by %(when)s."), who=who, when=when)
    if offer.replies_to_id:
        return say(_("%(who)s offers %(when)s instead."), who=who, when=when)
    return say(_("%(who)s can do it by %(when)s."), who=who, when=when)


def _word_to_asker(service_request: ServiceRequest, at: datetime) -> Markup:
    due, who = service_request.due_at, who_has_it(service_request)
    if due is None:
        return _nothing_yet_to_asker(service_request, at)
    waits_for = around_of(service_request).waits_for
    if service_request.state == State.WAITING_OTHER and waits_for:
        sentence = _("%(who)s waits for %(whom)s. The word stands: %(when)s.")
        return say(sentence, who=who, whom=waits_for, when=near(due, at))
    return say(_("%(who)s gave you their word: %(when)s."), who=who, when=near(due, at))


def _risk_to_asker(service_request: ServiceRequest, at: datetime) -> Markup:
    due, offer = service_request.due_at, service_request.offer
    if due is None:
        return _nothing_yet_to_asker(service_request, at)
    who = who_has_it(service_request)
    if offer:
        sentence = _("%(who)s says that %(due)s is at risk, and offers %(when)s.")
        return say(sentence, due=near(due, at), who=who, when=near(offer.due_at, at))
    return say(_("%(who)s says that %(due)s is at risk."), who=who, due=near(due, at))


def _broken_to_asker(service_request: ServiceRequest, at: datetime) -> Markup:
    who, offer = who_has_it(service_request), service_request.offer
    if offer:
        sentence = _("%(who)s did not keep their word, and offers %(when)s.")
        return say(sentence, who=who, when=near(offer.due_at, at))
    next_word = service_request.next_word_at
    if next_word and next_word > at:
        sentence = _("%(who)s did not keep their word. A person writes to you by %(when)s.")
        return say(sentence, who=who, when=near(next_word, at))
    return say(_("%(who)s did not keep their word, and owes you one."), who=who)


def _question_to_asker(service_request: ServiceRequest, at: datetime) -> Markup:
    who, question = who_has_it(service_request), around_of(service_request).question
    if question:
        return say(_("%(who)s asks you: “%(what)s”"), who=who, what=quoted(question))
    return say(_("%(who)s needs an answer from you."), who=who)


def _ended_to_asker(service_request: ServiceRequest, at: datetime) -> Markup:
    who, state = who_has_it(service_request), service_request.state
    if state == State.DECLINED:
        return say(_("%(who)s cannot do this, and names a way on."), who=who)
    if state in {State.CANCELLED, State.MERGED} or service_request.delivered_at is None:
        ended = service_request.ended_at or at
        return say(_("Ended %(when)s."), when=past(ended, at))
    when = past(service_request.delivered_at, at)
    if state == State.DELIVERED:
        if is_early(service_request):
            return say(
                _("%(who)s delivered %(when)s, before the day promised."), who=who, when=when
            )
        return say(_("%(who)s delivered %(when)s."), who=who, when=when)
    if state == State.CONFIRMED:
        return say(_("%(who)s delivered %(when)s. You said it does the job."), who=who, when=when)
    return say(_("%(who)s delivered %(when)s. Taken as done."), who=who, when=when)


# To the team


def _to_team(service_request: ServiceRequest, at: datetime) -> Markup:
    if service_request.state in ENDED or service_request.state == State.DELIVERED:
        return _ended_to_team(service_request, at)
    offer, due = service_request.offer, service_request.due_at
    who = bold(service_request.asker.preferred_name)
    if service_request.state == State.WAITING_ASKER:
        question = quoted(around_of(service_request).question)
        return say(_("You asked: “%(what)s”"), what=question) if question else say(_("You asked."))
    if offer and offer.side == Offer.Side.ASKER:
        sentence = _("%(who)s asks for %(when)s instead.")
        return say(sentence, who=who, when=near(offer.due_at, at))
    if offer:
        return say(_("You offered %(when)s."), when=near(offer.due_at, at))
    if due and service_request.promise_state == PromiseState.BROKEN:
        return say(_("The word for %(when)s was not kept."), when=near(due, at))
    if due and has_word(service_request):
        return say(_("By %(when)s."), when=near(due, at))
    return _owed_by_team(service_request, at)


def _owed_by_team(service_request: ServiceRequest, at: datetime) -> Markup:
    next_word = service_request.next_word_at
    if next_word is None:
        return Markup()
    first = service_request.state == State.ASKED
    if next_word <= at:
        owed = _("A first word is owed since %(when)s.") if first else None
        return say(owed or _("A word is owed since %(when)s."), when=past(next_word, at))
    by = near(next_word, at)
    return say(_("A first word by %(when)s.") if first else _("Next word by %(when)s."), when=by)


def _ended_to_team(service_request: ServiceRequest, at: datetime) -> Markup:
    state, delivered = service_request.state, service_request.delivered_at
    if delivered is None:
        return say(_("Ended %(when)s."), when=past(service_request.ended_at or at, at))
    when = past(delivered, at)
    if state == State.DELIVERED:
        return say(_("Delivered %(when)s, not answered yet."), when=when)
    if state == State.CONFIRMED:
        return say(_("Delivered %(when)s. It does the job."), when=when)
    return say(_("Delivered %(when)s. Taken as done."), when=when)
