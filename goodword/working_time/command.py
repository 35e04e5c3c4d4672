"""``goodword hours explain``: questions about working time, answered line by line.

Two ways in: options for one question, answered in sentences, or ``--batch`` for
one JSON question a line. No line, however broken, ends a batch.
"""

from __future__ import annotations

import io
import json
import math
import sys
from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TextIO

from goodword.working_time.errors import WorkingTimeError
from goodword.working_time.hours import WEEKDAYS
from goodword.working_time.questions import OPERATIONS, BadQuestion, answer
from goodword.working_time.reading import shown

LONGEST_LINE = 1_000_000
"""Characters of one question. A longer line is answered with an error, unread."""

_EXAMPLES = """\
examples:
  goodword hours explain --op add --tz Europe/London --week mon-fri=09:00-17:00 \\
      --start 2026-11-20T16:00:00Z --amount-s 7200
  goodword hours explain --op days_between --calendar team.json \\
      --start 2026-11-20 --end 2026-12-01
  goodword hours explain --batch < questions.jsonl > answers.jsonl
"""


def add_arguments(parser: ArgumentParser) -> None:
    """Add the options of ``hours explain`` to a parser."""
    parser.description = "Answer questions about working time and explain every step."
    parser.formatter_class = RawDescriptionHelpFormatter
    parser.epilog = _EXAMPLES
    parser.add_argument(
        "--batch", action="store_true", help="read one JSON question a line, answer each in JSON"
    )
    parser.add_argument("--json", action="store_true", help="answer in JSON, not in sentences")
    parser.add_argument("--op", choices=list(OPERATIONS), help="what to work out")
    _add_calendar_arguments(parser)
    parser.add_argument("--start", help="instant in UTC with Z; a date for add_days, days_between")
    parser.add_argument("--end", help="instant or date, as for --start")
    parser.add_argument("--amount-s", type=_number, help="seconds of working time")
    parser.add_argument("--amount-days", type=_number, help="working days")
    parser.add_argument(
        "--pause",
        action="append",
        metavar="FROM/TO",
        help="instants between which nothing is counted; may be repeated",
    )


def _add_calendar_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--tz", help="time zone, like Europe/London")
    parser.add_argument(
        "--week",
        metavar="HOURS",
        help="opening hours, like mon-thu=08:30-12:00+13:00-17:00,fri=08:30-12:00",
    )
    parser.add_argument(
        "--calendar", type=Path, metavar="FILE.json", help="a calendar in the form of the batch"
    )
    parser.add_argument(
        "--holiday", action="append", metavar="DATE", help="nothing opens; may be repeated"
    )
    parser.add_argument(
        "--override",
        action="append",
        metavar="DATE=HOURS",
        help="other hours on a date, like 2026-12-24=09:00-12:00; none after = is closed",
    )
    parser.add_argument(
        "--break",
        action="append",
        dest="breaks",
        metavar="DATE=HOURS",
        help="hours cut out of a date; may be repeated",
    )


def run(options: Namespace, stdin: TextIO, stdout: TextIO, stderr: TextIO | None = None) -> int:
    """Answer, and return the exit code: 0, or 1 when the one question had no answer.

    A batch always returns 0: what is wrong with a line stands in its answer.
    """
    if options.batch:
        return _run_batch(stdin, stdout)
    try:
        told = answer(_question(options))
    except WorkingTimeError as error:
        if options.json:
            _write(stdout, {"id": None, "error": str(error)})
        else:
            print(error, file=stderr or sys.stderr)
        return 1
    if options.json:
        _write(stdout, {"id": None, "result": told.result, "steps": told.steps})
    else:
        print(*told.sentences, sep="\n", file=stdout)
    return 0


# One question a line


def _run_batch(stdin: TextIO, stdout: TextIO) -> int:
    if isinstance(stdin, io.TextIOWrapper):
        stdin.reconfigure(encoding="utf-8", errors="replace")
    for line in _lines(stdin):
        _write(stdout, _answer_line(line))
    return 0


def _lines(stdin: TextIO) -> Iterator[str | None]:
    """Yield each line, or None for one that is too long to be read."""
    while line := stdin.readline(LONGEST_LINE + 1):
        if len(line) <= LONGEST_LINE or line.endswith("\n"):
            yield line
            continue
        rest = line
        while rest and not rest.endswith("\n"):
            rest = stdin.readline(LONGEST_LINE)
        yield None


def _answer_line(line: str | None) -> dict[str, object]:
    """Return the answer to one line; whatever is wrong with it is the answer."""
    if line is None:
        return {"id": None, "error": f"The line is longer than {LONGEST_LINE} characters."}
    try:
        question = json.loads(line.strip("\ufeff"), parse_int=_whole)
    except json.JSONDecodeError as error:
        return {"id": None, "error": f"This is not JSON: {error.msg}, column {error.colno}."}
    except RecursionError:
        return {"id": None, "error": "This JSON is nested too deep to be read."}
    if not isinstance(question, dict):
        return {"id": None, "error": f"A question is a JSON object, not {shown(question)}."}
    return _answer_question(question)


def _answer_question(question: Mapping[str, object]) -> dict[str, object]:
    name = question.get("id")
    if not isinstance(name, str | int | float | None) or _is_endless(name):
        return {"id": None, "error": "id is a text or a number."}
    try:
        told = answer(question)
    except WorkingTimeError as error:
        return {"id": name, "error": str(error)}
    return {"id": name, "result": told.result, "steps": told.steps}


def _is_endless(value: object) -> bool:
    """Whether it is a number that JSON cannot write."""
    return isinstance(value, float) and not math.isfinite(value)


def _whole(text: str) -> int | float:
    """Read a whole number; one that no sum needs becomes endless instead of slow."""
    return int(text) if len(text) <= 100 else math.inf


def _write(stdout: TextIO, data: Mapping[str, object]) -> None:
    """Write one line at once, in ASCII, so that a program at the other end can talk."""
    stdout.write(json.dumps(data) + "\n")
    stdout.flush()


# One question by options


def _question(options: Namespace) -> dict[str, object]:
    question: dict[str, object] = {"op": options.op}
    if options.calendar:
        question.update(_calendar_file(options.calendar))
    asked = {
        "tz": options.tz,
        "week": _week(options.week),
        "holidays": options.holiday,
        "overrides": _dated("override", options.override),
        "breaks": _dated("break", options.breaks),
        "start": options.start,
        "end": options.end,
        "amount_s": options.amount_s,
        "amount_days": options.amount_days,
        "pauses": _pauses(options.pause),
    }
    question.update({key: value for key, value in asked.items() if value is not None})
    return question


def _calendar_file(path: Path) -> dict[str, object]:
    try:
        data = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise BadQuestion(f"{path} cannot be read: {error.strerror}.") from None
    except (ValueError, RecursionError):
        raise BadQuestion(f"{path} is not JSON.") from None
    if not isinstance(data, dict):
        raise BadQuestion(f"{path} does not hold a calendar: an object with tz and week.")
    return data


def _week(text: str | None) -> dict[str, list[list[str]]] | None:
    """Read "mon-thu=08:30-17:00,fri=08:30-12:00"."""
    if text is None:
        return None
    week: dict[str, list[list[str]]] = {}
    for part in filter(None, text.replace(" ", "").split(",")):
        days, equals, hours = part.partition("=")
        if not equals:
            raise BadQuestion(f"--week: {shown(part)} is not like mon=09:00-17:00.")
        for day in _weekdays(days.lower()):
            week.setdefault(day, []).extend(_hours(hours))
    return week


def _weekdays(text: str) -> Iterable[str]:
    first, dash, last = text.partition("-")
    if not dash:
        return [text]
    if first not in WEEKDAYS or last not in WEEKDAYS:
        raise BadQuestion(f"--week: {shown(text)} is not like mon-fri.")
    begin, end = WEEKDAYS.index(first), WEEKDAYS.index(last)
    return (WEEKDAYS + WEEKDAYS)[begin : end + 1 if end >= begin else end + 8]


def _hours(text: str) -> list[list[str]]:
    """Read "08:30-12:00+13:00-17:00"; what is not an interval is named by the reader."""
    return [interval.split("-") for interval in filter(None, text.split("+"))]


def _dated(name: str, values: list[str] | None) -> dict[str, list[list[str]]] | None:
    if values is None:
        return None
    found: dict[str, list[list[str]]] = {}
    for value in values:
        day, equals, hours = value.partition("=")
        if not equals:
            raise BadQuestion(f"--{name}: {shown(value)} is not like 2026-12-24=09:00-12:00.")
        found.setdefault(day, []).extend(_hours(hours))
    return found


def _pauses(values: list[str] | None) -> list[list[str]] | None:
    return None if values is None else [value.split("/") for value in values]


def _number(text: str) -> int | float:
    try:
        return int(text)
    except ValueError:
        return float(text)
