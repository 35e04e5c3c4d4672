"""The words each side is shown about an event, kept with the event for ever.

One row an event: what the asker reads, what the team reads. A person's own words are never
put here; they stand in their own rows and are shown beside the sentence.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils import translation
from django.utils.translation import gettext, gettext_noop

from goodword.people.models import Person
from goodword.requests.sentences_of_moves import what_moves
from goodword.requests.sentences_of_sight import OF_SIGHT
from goodword.ui import when

Pair = tuple[str, str]
N_ = gettext_noop

SENTENCES: Mapping[str, Pair] = {
    "asked": (
        N_("You asked %(team)s. A person will answer you by %(due)s."),
        N_("%(asker)s asked. A first word is due by %(due)s."),
    ),
    "answered": (
        N_("%(by)s answered. Does it do the job?"),
        N_("%(by)s answered at once."),
    ),
    "acknowledged": (
        N_("%(by)s has it and will write to you by %(due)s."),
        N_("%(by)s has it. Next word by %(due)s."),
    ),
    "assigned": ("", N_("%(by)s gave this to %(to)s.")),
    "unassigned": ("", N_("%(by)s took the name off; the whole team has it.")),
    "wrote": ("", ""),
    "noted": ("", ""),
    "played_back": (
        N_("%(by)s said back what the team understood. Is it right?"),
        N_("%(by)s played it back to %(asker)s."),
    ),
    "understood": (
        N_("You confirmed: understood the same way."),
        N_("%(by)s confirmed: understood the same way."),
    ),
    "corrected": (
        N_("You corrected what was understood."),
        N_("%(by)s corrected what was understood."),
    ),
    "question_asked": (
        N_("%(by)s needs something from you. The promise moves on by as long as it waits."),
        N_("%(by)s asked %(asker)s a question. The clock is paused."),
    ),
    "question_reminded": (
        N_("You were reminded of the question."),
        N_("%(asker)s was reminded of the question."),
    ),
    "question_answered": (
        N_("You answered the question."),
        N_("%(by)s answered the question. The clock runs again."),
    ),
    "question_answered_moved": (
        N_("You answered the question. The promise now stands for %(due)s."),
        N_("%(by)s answered the question. The promise now stands for %(due)s."),
    ),
    "planned": (N_("%(by)s made a plan."), N_("%(by)s made a plan.")),
    "step_done": (N_("Done: %(step)s."), N_("%(by)s finished a step: %(step)s.")),
    "offered": (
        N_("%(by)s offered %(due)s. Would that help?"),
        N_("%(by)s offered %(due)s."),
    ),
    "countered": (
        N_("You asked for %(due)s."),
        N_("%(by)s asked for %(due)s."),
    ),
    "offered_move": (
        N_(
            "%(by)s asked to move the date from %(was)s to %(due)s, %(early)s of working "
            "time before it."
        ),
        N_(
            "%(by)s asked to move the date from %(was)s to %(due)s, %(early)s of working "
            "time before it."
        ),
    ),
    "countered_move": (
        N_(
            "You asked to move the date from %(was)s to %(due)s, %(early)s of working time "
            "before it."
        ),
        N_(
            "%(by)s asked to move the date from %(was)s to %(due)s, %(early)s of working "
            "time before it."
        ),
    ),
    "countered_part_first": (
        N_("You asked for a part first, by %(due)s: %(part)s"),
        N_("%(by)s asked for a part first, by %(due)s: %(part)s"),
    ),
    "countered_another_way": (
        N_("You proposed another way, for %(due)s."),
        N_("%(by)s proposed another way, for %(due)s."),
    ),
    "countered_swap": (
        N_("You asked for %(due)s; %(reference)s would wait instead."),
        N_("%(by)s asked for %(due)s; %(reference)s would wait instead."),
    ),
    "offer_withdrawn": (
        N_("%(by)s took the offer back."),
        N_("%(by)s took the offer back."),
    ),
    "offer_reminded": (
        N_("You were asked once more about the offered date."),
        N_("%(asker)s was asked once more about the offered date."),
    ),
    "offer_lapsed": (
        N_("The offered date lapsed without an answer. %(team)s owes you a new one."),
        N_("The offer lapsed without an answer. A new date is owed."),
    ),
    "promised": (
        N_("%(by)s gave you their word: %(due)s."),
        N_("%(by)s gave their word for %(due)s."),
    ),
    "agreed": (
        N_("You agreed to %(due)s. %(maker)s gave you their word."),
        N_("%(by)s agreed to %(due)s. %(maker)s gave their word."),
    ),
    "promise_reminded_half": ("", N_("Half of the time until %(due)s has passed.")),
    "promise_reminded_three_quarters": (
        "",
        N_("Three quarters of the time until %(due)s have passed."),
    ),
    "promise_reminded_day_before": (
        "",
        N_("One working day is left before the day of %(due)s. If it cannot be kept, say so now."),
    ),
    "work_started": (N_("Work has begun."), N_("%(by)s began the work.")),
    "waiting_on_other": (
        N_("%(by)s waits for %(whom)s until %(due)s. Your promise stands."),
        N_("%(by)s waits for %(whom)s until %(due)s. The promise stands."),
    ),
    "resumed": (N_("%(by)s is on it again."), N_("%(by)s is on it again.")),
    "warned": (
        N_("Your promise is at risk. %(by)s wrote why."),
        N_("%(by)s told %(asker)s that the promise is at risk."),
    ),
    "assured": (
        N_("%(by)s will still make it: %(due)s stands."),
        N_("%(by)s will still make it: %(due)s stands."),
    ),
    "move_refused": (
        N_("You said no to the later date: %(due)s stands."),
        N_("%(by)s said no to the later date: %(due)s stands."),
    ),
    "broken": (
        N_("%(team)s did not keep its word for %(due)s. A person writes to you."),
        N_("The word for %(due)s was not kept. %(asker)s is owed an apology and a new date."),
    ),
    "apologised": (
        N_("%(by)s wrote to you about the broken promise."),
        N_("%(by)s apologised to %(asker)s."),
    ),
    "delivered": (
        N_("%(by)s says it is done. Did this do it?"),
        N_("%(by)s delivered."),
    ),
    "delivery_reminded": (
        N_("You were asked once more whether this did it. We take it as done on %(due)s."),
        N_("%(asker)s was asked once more whether this did it."),
    ),
    "confirmed": (N_("You said: yes, it did."), N_("%(by)s said: yes, it did.")),
    "not_yet": (
        N_("You said that something is missing."),
        N_("%(by)s said that something is missing."),
    ),
    "taken_as_done": (
        N_("We take it as done. One click reopens it."),
        N_("Taken as done without an answer from %(asker)s."),
    ),
    "closed": ("", N_("Closed.")),
    "closed_unanswered": (
        N_("%(by)s closed this, as an answer was missing. One click reopens it."),
        N_("%(by)s closed this for lack of an answer."),
    ),
    "reopened": (N_("You reopened this."), N_("%(by)s reopened this.")),
    "withdrawn": (N_("You took this back."), N_("%(by)s took this back.")),
    "disputed": (
        N_("You did not agree. %(lead)s has it now and answers you by %(due)s."),
        N_("%(by)s did not agree. %(lead)s has it now. A word is due by %(due)s."),
    ),
    "declined": (
        N_("%(by)s cannot do this and shows you a way on."),
        N_("%(by)s declined and showed a way on."),
    ),
    "passed_on": (
        N_("You asked to pass it on. %(to)s is asked to take it, and to answer by %(due)s."),
        N_("%(by)s agreed to pass it on. %(to)s is asked to take it, and to answer by %(due)s."),
    ),
    "handover_offered": (
        N_("%(team)s asked %(to)s to take this over. Until they say yes it stays where it is."),
        N_("%(by)s asked %(to)s to take this over. An answer is due by %(due)s."),
    ),
    "handover_accepted": (
        N_("%(to)s has it now. %(by)s said yes."),
        N_("%(by)s took this over for %(to)s."),
    ),
    "handover_refused": (
        N_("%(to)s could not take it. It stays with %(team)s."),
        N_("%(by)s said that %(to)s cannot take it. It stays with %(team)s."),
    ),
    "handover_bounced": (
        N_("%(to)s did not answer in time. It stays with %(team)s."),
        N_("%(to)s did not answer in time. It stays with %(team)s."),
    ),
    "reminded": (
        N_("You asked how it is going. The next word comes by %(due)s."),
        N_("%(by)s asked how it is going. A word is due by %(due)s."),
    ),
    "leads_asked": (
        N_("Three times without a yes: those who lead you and %(team)s were asked to talk."),
        N_("Three times without a yes: those who lead both sides were asked to talk."),
    ),
    "lead_asked": (
        N_("Three times without a yes: %(lead)s was asked to help."),
        N_("Three times without a yes: %(lead)s was asked to help."),
    ),
    "filer_removed": (
        N_("You took %(to)s off this request."),
        N_("%(by)s took %(to)s off this request."),
    ),
    "delegate_named": (
        N_("%(to)s may answer and confirm for you."),
        N_("%(to)s may answer and confirm for %(asker)s."),
    ),
    "delegate_removed": (
        N_("Nobody answers for you any more."),
        N_("Nobody answers for %(asker)s any more."),
    ),
    **OF_SIGHT,
    "outside_waits": (
        N_("Somebody outside is waiting: %(whom)s."),
        N_("Somebody outside is waiting: %(whom)s."),
    ),
    "date_fixed": (
        N_("You named a date after which it is too late, %(due)s: %(why)s"),
        N_("%(by)s named a date after which it is too late, %(due)s: %(why)s"),
    ),
    "date_fixed_anew": (
        N_("You moved the date after which it is too late from %(was)s to %(due)s: %(why)s"),
        N_("%(by)s moved the date after which it is too late from %(was)s to %(due)s: %(why)s"),
    ),
    "date_learned": (
        N_("%(by)s learned of a date after which it is too late, %(due)s: %(why)s"),
        N_("%(by)s learned of a date after which it is too late, %(due)s: %(why)s"),
    ),
    "date_learned_anew": (
        N_("%(by)s learned that it is too late after %(due)s already, not %(was)s: %(why)s"),
        N_("%(by)s learned that it is too late after %(due)s already, not %(was)s: %(why)s"),
    ),
    "date_freed": (
        N_("You said that it is not too late after %(was)s any more."),
        N_("%(by)s said that it is not too late after %(was)s any more."),
    ),
    "made_emergency": (
        N_("This is an emergency now: %(why)s It moves %(moved)s."),
        N_("This is an emergency now: %(why)s It moves %(moved)s."),
    ),
    "sponsor_named": (
        N_("%(to)s was told that they were named to stand for this emergency."),
        N_("%(to)s was told that they were named to stand for this emergency."),
    ),
    "sponsor_confirmed": (
        N_("%(by)s stands for this emergency."),
        N_("%(by)s stands for this emergency."),
    ),
    "sponsor_reminded": (
        N_("%(to)s was asked once more whether they stand for this emergency."),
        N_("%(to)s was asked once more whether they stand for this emergency."),
    ),
    "sponsor_denied": (
        N_(
            "%(by)s said: I did not agree to this emergency. It goes on. Name another lead, or let "
            "another request of yours wait instead."
        ),
        N_("%(by)s said: I did not agree to this emergency. It goes on; talk about what waits."),
    ),
    "gave_way": (
        N_("%(reference)s waits now, so that this can go first."),
        N_("%(reference)s waits now, so that this can go first."),
    ),
    "set_back": (
        N_("This waits, so that %(reference)s can go first."),
        N_("%(asker)s lets this wait, so that %(reference)s can go first."),
    ),
    "word_missed": (
        N_("We owe you an update since %(due)s."),
        N_("A word to %(asker)s has been owed since %(due)s."),
    ),
    "date_outside_hours": (
        "",
        N_(
            "The hours have changed: nobody works at %(due)s, which was promised. Move it, or stay."
        ),
    ),
    "service_changed": (
        "",
        N_("%(team)s publishes other times now. Where they are sooner, they hold here, too."),
    ),
    "word_sooner": (
        N_("%(team)s answers sooner now than when you asked: the next word comes by %(due)s."),
        N_("By the new times the next word is due by %(due)s."),
    ),
    "service_ended": (
        "",
        N_("This is not offered any more. What was promised stands, and goes on to its end."),
    ),
    "letter_lost": (
        "",
        N_("A letter about this to %(to)s did not arrive. Tell them another way."),
    ),
    "copied": (
        "",
        N_("Copied in the mail: %(to)s. They see nothing here unless you let them read along."),
    ),
    "cover_asked": ("", N_("%(to)s is asked to step in: a word has been owed since %(due)s.")),
}


@dataclass(frozen=True)
class Length:
    """A length of working time, with how long a day of it is; both in minutes."""

    minutes: int
    day: int


@dataclass(frozen=True)
class Moved:
    """What an emergency moves: how many promises, and their working days in all."""

    promises: int
    days: float


@dataclass(frozen=True)
class Reader:
    """Somebody who reads in a language and on a clock of their own."""

    language: str
    zone: str

    @classmethod
    def of(cls, person: Person) -> Reader:
        return cls(person.language, person.zone)


def told(
    name: str,
    readers: tuple[Reader, Reader],
    values: Mapping[str, object],
    to_asker_values: Mapping[str, object] | None = None,
) -> Pair:
    """Both sentences about an event: for the asker, for the team, each as they read.

    ``to_asker_values`` fill the asker's where they may not read the same names.
    """
    to_asker, to_team = SENTENCES[name]
    asker, team = readers
    return _said(to_asker, asker, to_asker_values or values), _said(to_team, team, values)


def _said(sentence: str, reader: Reader, values: Mapping[str, object]) -> str:
    if not sentence:
        return ""
    with translation.override(reader.language):
        return gettext(sentence) % {name: _value(it, reader) for name, it in values.items()}


def _value(value: object, reader: Reader) -> str:
    if isinstance(value, Person):
        return value.preferred_name
    if isinstance(value, datetime):
        return written(value, ZoneInfo(reader.zone))
    if isinstance(value, Length):
        return when.plain(when.length(max(value.minutes, 0), value.day, words=True))
    if isinstance(value, Moved):
        return what_moves(value.promises, value.days)
    return str(value)


def written(moment: datetime, zone: ZoneInfo) -> str:
    """A moment that stays true when it is read again next week: no "today" in it."""
    local = when.local(moment, zone)
    return gettext("%(day)s, %(time)s") % {
        "day": when.long_date(local.date(), local.date()),
        "time": when.clock_time(moment, zone),
    }
