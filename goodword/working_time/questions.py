"""One question of ``hours explain`` and its answer.

The form of questions and answers is the one in ``docs/working-time.md``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from goodword.working_time import reading
from goodword.working_time.calendar import Calendar
from goodword.working_time.errors import WorkingTimeError
from goodword.working_time.explanation import DayRow, Explanation, explain
from goodword.working_time.reading import shown
from goodword.working_time.ticks import LONGEST, SECOND, moment, tick, too_long
from goodword.working_time.words import (
    count_words,
    day_words,
    explanation_words,
    length_words,
    moment_words,
    row_words,
)

ROWS_A_QUESTION = 60
Result = str | int | float | bool
Step = dict[str, object]


class BadQuestion(WorkingTimeError, ValueError):
    """A question that lacks something or holds what cannot be understood."""


@dataclass(frozen=True)
class Answer:
    """A result in the form of the batch, the steps to it, and sentences."""

    result: Result
    steps: list[Step]
    sentences: list[str]


def answer(question: Mapping[str, object]) -> Answer:
    """Answer one question. Raises WorkingTimeError, one clear sentence, if it cannot."""
    op = question.get("op")
    verb = OPERATIONS.get(op) if isinstance(op, str) else None
    if verb is None:
        known = ", ".join(OPERATIONS)
        raise BadQuestion(
            f"op is missing: one of {known}."
            if op is None
            else f"{shown(op)} is not an op; it is one of {known}."
        )
    asked = {key: question[key] for key in (*reading.KEYS, "versions") if key in question}
    if "versions" in asked:
        asked = {key: asked[key] for key in ("tz", "versions") if key in asked}
    return verb(_Asked(question), Calendar.from_json(asked))


class _Asked:
    """Reads the fields of one question, refusing in sentences."""

    def __init__(self, question: Mapping[str, object]) -> None:
        self._question = question

    def _field(self, name: str) -> object:
        value = self._question.get(name)
        if value is None:
            raise BadQuestion(f"{name} is missing.")
        return value

    def instant(self, name: str) -> datetime:
        """Read an instant."""
        return _instant(name, self._field(name))

    def day(self, name: str) -> date:
        """Read a date."""
        value = self._field(name)
        day = reading.read_date(value)
        if day is None:
            raise BadQuestion(f"{name}: {shown(value)} is not a date like 2026-11-24.")
        return day

    def amount(self) -> timedelta:
        """Read amount_s, seconds of working time."""
        value = self._number("amount_s")
        if not abs(value) <= LONGEST // SECOND:
            raise too_long()
        return timedelta(seconds=value)

    def days(self) -> int:
        """Read amount_days, a whole number of working days."""
        value = self._number("amount_days")
        if not abs(value) <= LONGEST // SECOND:
            raise too_long()
        if value != int(value):
            raise BadQuestion("amount_days is a whole number of working days.")
        return int(value)

    def _number(self, name: str) -> int | float:
        value = self._field(name)
        if isinstance(value, bool) or not isinstance(value, int | float) or value != value:
            raise BadQuestion(f"{name}: {shown(value)} is not a number.")
        return value

    def pauses(self) -> list[tuple[datetime, datetime]]:
        """Read the pauses, none when the field is missing."""
        value = self._question.get("pauses")
        if value is None:
            return []
        if not isinstance(value, list):
            raise BadQuestion("pauses is a list of pairs: from and to.")
        return [_pause(each) for each in value]


def _pause(value: object) -> tuple[datetime, datetime]:
    if not (isinstance(value, list | tuple) and len(value) == 2):
        raise BadQuestion(f"pauses: {shown(value)} is not a pair of from and to.")
    begins, ends = (_instant("pauses", each) for each in value)
    if ends < begins:
        raise BadQuestion(f"pauses: {shown(value)} ends before it begins.")
    return begins, ends


def _instant(name: str, value: object) -> datetime:
    """Read ISO 8601 with Z (another offset is understood as well)."""
    try:
        at = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        at = None
    if at is None:
        raise BadQuestion(f"{name}: {shown(value)} is not an instant like 2026-11-24T17:00:00Z.")
    if at.tzinfo is None:
        raise BadQuestion(f"{name}: {shown(value)} has no Z, so it could be any zone's.")
    return moment(tick(at))


def instant_text(at: datetime) -> str:
    """Return an instant as ISO 8601 in UTC with Z."""
    return at.replace(tzinfo=None).isoformat() + "Z"


def _seconds(length: timedelta) -> int | float:
    whole, rest = divmod(length, timedelta(seconds=1))
    return length.total_seconds() if rest else whole


# The operations


def _add(asked: _Asked, calendar: Calendar) -> Answer:
    start, amount, pauses = asked.instant("start"), asked.amount(), asked.pauses()
    return _moved(calendar, start, amount, calendar.add(start, amount, pauses), pauses)


def _subtract(asked: _Asked, calendar: Calendar) -> Answer:
    start, amount, pauses = asked.instant("start"), asked.amount(), asked.pauses()
    return _moved(calendar, start, -amount, calendar.subtract(start, amount, pauses), pauses)


def _moved(
    calendar: Calendar,
    start: datetime,
    amount: timedelta,
    end: datetime,
    pauses: list[tuple[datetime, datetime]],
) -> Answer:
    side = "before" if amount < timedelta() else "after"
    sentence = (
        f"{length_words(abs(amount))} of working time {side} {moment_words(calendar, start)} "
        f"is {moment_words(calendar, end)}."
    )
    told = explain(calendar, start, end=end, pauses=pauses, rows_at_most=ROWS_A_QUESTION)
    return _explained(instant_text(end), sentence, told)


def _between(asked: _Asked, calendar: Calendar) -> Answer:
    start, end, pauses = asked.instant("start"), asked.instant("end"), asked.pauses()
    length = calendar.between(start, end, pauses)
    sentence = (
        f"From {moment_words(calendar, start)} to {moment_words(calendar, end)} "
        f"there are {length_words(length)} of working time."
    )
    told = explain(calendar, start, end=end, pauses=pauses, rows_at_most=ROWS_A_QUESTION)
    return _explained(_seconds(length), sentence, told)


def _explained(result: Result, sentence: str, told: Explanation) -> Answer:
    return Answer(result, list(_steps(told)), [sentence, *explanation_words(told)])


def _steps(told: Explanation) -> Iterator[Step]:
    for row in told.rows:
        yield _step(told.calendar, row)
        if told.omitted and told.omitted.after == row.day:
            yield {
                "days": told.omitted.days,
                "counted_s": _seconds(told.omitted.working),
                "paused_s": _seconds(told.omitted.paused),
                "says": f"{count_words(told.omitted.days, 'more working day')}; "
                f"{length_words(told.omitted.working)}",
            }


def _step(calendar: Calendar, row: DayRow) -> Step:
    return {
        "date": row.day.isoformat(),
        "counted": [
            [instant_text(segment.start), instant_text(segment.end)]
            for segment in row.segments
            if segment.kind == "counted"
        ],
        "counted_s": _seconds(row.working),
        "paused_s": _seconds(row.paused),
        "says": row_words(calendar, row),
    }


def _is_open(asked: _Asked, calendar: Calendar) -> Answer:
    at = asked.instant("start")
    is_open = calendar.is_open(at)
    return _said(is_open, f"{moment_words(calendar, at)} is {'open' if is_open else 'closed'}.")


def _next_open(asked: _Asked, calendar: Calendar) -> Answer:
    at = asked.instant("start")
    opens = calendar.next_open(at)
    told = moment_words(calendar, opens)
    if opens == at:
        return _said(instant_text(opens), f"{told} is open already.")
    return _said(instant_text(opens), f"After {moment_words(calendar, at)} it opens {told}.")


def _next_close(asked: _Asked, calendar: Calendar) -> Answer:
    at = asked.instant("start")
    opens, closes = calendar.next_open(at), calendar.next_close(at)
    return _said(
        instant_text(closes),
        f"Open from {moment_words(calendar, opens)}.",
        f"It closes {moment_words(calendar, closes)}.",
    )


def _add_days(asked: _Asked, calendar: Calendar) -> Answer:
    start, number = asked.day("start"), asked.days()
    day = calendar.add_days(start, number)
    side = "before" if number < 0 else "after"
    days = count_words(abs(number), "working day")
    return _said(day.isoformat(), f"{days} {side} {day_words(start)} is {day_words(day)}.")


def _days_between(asked: _Asked, calendar: Calendar) -> Answer:
    first, last = asked.day("start"), asked.day("end")
    number = calendar.days_between(first, last)
    days = count_words(abs(number), "working day")
    back = " backwards" if number < 0 else ""
    return _said(
        number, f"From {day_words(first)}, not counted, to {day_words(last)}: {days}{back}."
    )


def _said(result: Result, *sentences: str) -> Answer:
    return Answer(result, [{"says": sentence} for sentence in sentences], list(sentences))


OPERATIONS: dict[str, Callable[[_Asked, Calendar], Answer]] = {
    "add": _add,
    "subtract": _subtract,
    "between": _between,
    "next_open": _next_open,
    "next_close": _next_close,
    "is_open": _is_open,
    "add_days": _add_days,
    "days_between": _days_between,
}
