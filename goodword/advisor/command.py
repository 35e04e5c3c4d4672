"""``goodword advisor backtest LOG``: what the advisor would have promised in a real past."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter, _ActionsContainer
from collections.abc import Callable
from pathlib import Path
from typing import TextIO

from goodword.advisor.backtest import lives, log, times
from goodword.advisor.backtest.errors import LogError
from goodword.advisor.backtest.replay import replay
from goodword.advisor.backtest.report import Report, report
from goodword.advisor.backtest.ruler import Ruler
from goodword.working_time import Calendar, WorkingTimeError

_EXAMPLES = """\
examples:
  goodword advisor backtest events.csv.gz --case case --time timestamp --kind priority
  goodword advisor backtest cases.csv --case number --start opened_at --end closed_at \\
      --time-format "%d/%m/%Y %H:%M" --tz Europe/London --hours calendar.json --json
"""
_LONGER = 1.5
"""How much further than its longest life the calendar of a log is laid out, for late dates."""
_DAY = 86_400.0


def add_arguments(parser: ArgumentParser) -> None:
    """Add the options of ``advisor backtest`` to a parser."""
    parser.description = (
        "Replay a log of real work in time order: advise a date for every case from what was "
        "known then, and hold it against what happened."
    )
    parser.formatter_class = RawDescriptionHelpFormatter
    parser.epilog = _EXAMPLES
    parser.add_argument("log", type=Path, metavar="LOG", help="a CSV file, packed with gzip or not")
    add_columns(parser)
    parser.add_argument("--json", action="store_true", help="answer in JSON, not in sentences")


def add_columns(parser: _ActionsContainer, *, required: bool = True) -> None:
    """Add the options that say what stands in a log."""
    parser.add_argument("--case", required=required, metavar="COL", help="names the case")
    parser.add_argument("--time", metavar="COL", help="when, in a log with one row per event")
    parser.add_argument("--start", metavar="COL", help="when a case was asked")
    parser.add_argument("--end", metavar="COL", help="when it ended; blank while it is open")
    parser.add_argument(
        "--done",
        metavar="COL=VALUE",
        help="with --time: a life ends with the last such event, not with the last of all",
    )
    for name, what in (("team", "team"), ("service", "service"), ("kind", "kind of work")):
        parser.add_argument(f"--{name}", metavar="COL", help=f"names the {what}")
    parser.add_argument(
        "--time-format", metavar="FMT", help="like %%d/%%m/%%Y %%H:%%M; ISO 8601 without it"
    )
    parser.add_argument(
        "--tz", default="UTC", metavar="ZONE", help="zone of the hours, and of times without one"
    )
    parser.add_argument(
        "--hours",
        default="office",
        metavar="office|24x7|FILE",
        help="Monday to Friday 9 to 17, always, or a calendar in the JSON of hours explain",
    )


def run(options: Namespace, stdin: TextIO, stdout: TextIO, stderr: TextIO | None = None) -> int:
    """Replay and answer; return 0, or 1 with one sentence about what is wrong."""
    errors = stderr or sys.stderr
    try:
        told = backtest(options, lambda words: print(words, file=errors, flush=True))
    except (LogError, WorkingTimeError) as problem:
        if options.json:
            stdout.write(json.dumps({"error": str(problem)}, ensure_ascii=False) + "\n")
        else:
            print(f"goodword: {problem}", file=errors)
        return 1
    if options.json:
        stdout.write(json.dumps(told.as_json()) + "\n")
    else:
        print(*told.sentences(), sep="\n", file=stdout)
    return 0


def backtest(options: Namespace, said: Callable[[str], None]) -> Report:
    """Return the figures of a log. Raises LogError, WorkingTimeError or OSError."""
    told, ruler = read_log(options, options.log, said)
    return report(told, replay(told, ruler, said))


def read_log(
    options: Namespace, path: Path, said: Callable[[str], None]
) -> tuple[lives.Cases, Ruler]:
    """Read the cases of a log, and a scale for them. Raises as ``backtest`` does."""
    columns = _columns(options)
    read = times.reader(options.time_format, options.tz)
    calendar = _calendar(options.hours, options.tz)
    with log.opened(path) as (heading, rows):
        told = lives.gather(heading, rows, columns, read, said)
    _name_bad_lines(told, said)
    return told, _ruler(calendar, told)


def _columns(options: Namespace) -> lives.Columns:
    if not options.case:
        raise LogError("Say with --case which column names the case.")
    if options.time and (options.start or options.end):
        raise LogError("Give --time for a log of events, or --start and --end; not both.")
    if not options.time and not (options.start and options.end):
        raise LogError("Give --time for a log of events, or --start and --end.")
    if options.done and not options.time:
        raise LogError("--done belongs to a log of events, read with --time.")
    column, equals, value = (options.done or "").partition("=")
    if options.done and not equals:
        raise LogError("--done: write it like activity=Resolved.")
    return lives.Columns(
        case=options.case,
        time=options.time,
        start=options.start,
        end=options.end,
        place=(options.team, options.service, options.kind),
        done=(column, value) if options.done else None,
    )


def _calendar(hours: str, zone: str) -> Calendar:
    if hours == "office":
        return Calendar.office(zone)
    if hours == "24x7":
        return Calendar.always(zone)
    try:
        return Calendar.from_json(json.loads(Path(hours).read_text(encoding="utf-8-sig")))
    except OSError as error:
        raise LogError(
            f"--hours: write office, 24x7 or a file. {hours} cannot be read: {error.strerror}."
        ) from None
    except (ValueError, RecursionError) as error:
        if isinstance(error, WorkingTimeError):
            raise
        raise LogError(f"--hours: {hours} is not JSON.") from None


def _ruler(calendar: Calendar, told: lives.Cases) -> Ruler:
    longest = max((told.last if case.end is None else case.end) - case.start for case in told.cases)
    return Ruler(calendar, told.cases[0].start, told.last + longest * _LONGER + 366 * _DAY)


def _name_bad_lines(told: lives.Cases, said: Callable[[str], None]) -> None:
    for words in told.named:
        said(words)
    if told.bad_lines > len(told.named):
        said(f"and {told.bad_lines - len(told.named):,} more lines that cannot be read")
