"""What an answer by mail means: an answer to a question, a correction, a yes, or a message.

Words act only where their meaning is certain (docs/decisions/0017). All else that binds somebody,
or ends something, is decided by a press on a page; the words are kept as a message all the same,
and their writer is told what is still open.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from goodword.channels.actions.uploads import Nothing, instead_of_words, uploads
from goodword.channels.agreeing import is_bare_yes
from goodword.channels.letters import ask_to_decide
from goodword.channels.parsing import Parsed
from goodword.history.models import Event
from goodword.house import limits
from goodword.house.words import gettext as _
from goodword.outbox import addresses
from goodword.outbox.models import Letter
from goodword.people.models import Person
from goodword.requests import actions as requests
from goodword.requests.actions.files import Upload
from goodword.requests.models import Message, Offer, Question, ServiceRequest
from goodword.requests.rules.states import State


@dataclass(frozen=True)
class Said:
    """What somebody wrote back: the words, the files, and the letter of ours it answers."""

    words: str
    files: list[Upload]
    letter: Letter | None
    is_signed: bool

    @property
    def event(self) -> Event | None:
        """What the letter that is answered told of."""
        key = self.letter.facts.get("event") if self.letter else None
        return Event.objects.filter(pk=key).first() if key else None


def answer(
    parsed: Parsed, person: Person, request: ServiceRequest, at: datetime, *, by_hand: bool
) -> Message | None:
    """Do with an answer what it certainly means; answer the message, where it became one.

    One that a colleague took in ``by_hand`` never agrees. Raises ``Refusal``.
    """
    said = _said(parsed, person, request)
    if _is_asking(request, person) and _is_settled(said, request, person, at, by_hand=by_hand):
        return None
    message = requests.write(
        request,
        by=person,
        at=at,
        words=said.words,
        files=said.files,
        channel=Message.Channel.MAIL,
    )
    if said.letter and not by_hand:
        ask_to_decide(said.letter, at=at)
    return message


def _is_asking(request: ServiceRequest, person: Person) -> bool:
    return ServiceRequest.objects.confirmable_by(person).filter(pk=request.pk).exists()


def _is_settled(
    said: Said, request: ServiceRequest, person: Person, at: datetime, *, by_hand: bool
) -> bool:
    """Let the asker's side correct a playback, say yes to it, or answer the open question."""
    if _answers_playback(said, request):
        if not is_bare_yes(said.words, person.name):
            requests.correct_playback(request, by=person, at=at, correction=said.words)
            requests.files.attach(request, said.files, by=person, at=at)
            return True
        if said.is_signed and not by_hand:
            requests.confirm_playback(request, by=person, at=at)
            return True
        return False
    if Question.objects.filter(service_request=request, answered_at=None).exists():
        requests.answer_question(request, by=person, at=at, answer=said.words, files=said.files)
        return True
    if said.is_signed and not by_hand and _agrees_to_the_only_date(said, person, request, at):
        requests.accept(request, by=person, at=at, words=said.words)
        return True
    return False


def _agrees_to_the_only_date(
    said: Said, person: Person, request: ServiceRequest, at: datetime
) -> bool:
    """Whether a bare yes can only mean the one date that was ever offered here."""
    if said.files or not is_bare_yes(said.words, person.name):
        return False
    made = list(Offer.objects.filter(service_request=request)[:2])
    is_one = len(made) == 1 and made[0].side == Offer.Side.PROVIDER
    # What is done asks another question, to which a yes would be an answer too.
    is_asked = is_one and made[0].answer == Offer.Answer.OPEN and made[0].due_at > at
    return is_asked and request.state != State.DELIVERED and request.playback_state != "open"


def _said(parsed: Parsed, person: Person, request: ServiceRequest) -> Said:
    # Where all of it looks quoted, somebody may have written into the quote: all of it counts.
    words = (parsed.text or parsed.full_text).strip()[: limits.MESSAGE_LENGTH]
    files = uploads(parsed, words)
    if not words and not files:
        raise Nothing(_("Nothing is written in it."))
    return Said(
        words or instead_of_words(parsed),
        files,
        _letter_answered(parsed, person, request),
        _is_signed(parsed, person),
    )


def _letter_answered(parsed: Parsed, person: Person, request: ServiceRequest) -> Letter | None:
    """Answer the letter to this person that a mail names as what it answers."""
    ids = [*parsed.in_reply_to, *reversed(parsed.references)]
    theirs = Letter.objects.filter(to=person, about_kind="request", about_id=request.pk)
    found = {letter.message_id: letter for letter in theirs.filter(message_id__in=ids)}
    return next((found[it] for it in ids if it in found), None)


def _is_signed(parsed: Parsed, person: Person) -> bool:
    """Whether it was sent to an address that was made for its writer alone."""
    read = (addresses.read_reply(address) for address in parsed.recipients)
    return any(it and addresses.is_signed_for(*it, person.pk) for it in read)


def _answers_playback(said: Said, request: ServiceRequest) -> bool:
    """Whether it answers the letter that brought the latest playback, which is still open."""
    event, latest = said.event, request.playbacks.last()
    if event is None or event.name != "played_back" or latest is None:
        return False
    return latest.pk == event.facts.get("playback") and not latest.answer
