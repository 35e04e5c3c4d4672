"""``goodword``: what the operator does at the command line.

Each sub-command belongs to the room that knows its business: a module with
``add_arguments(parser)`` and ``run(options, stdin, stdout) -> int``.  The
modules are imported when they are asked for, so ``--help`` is quick and
``hours explain`` needs no database.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Protocol, TextIO, cast

import goodword

FAILED = 1
NOT_UNDERSTOOD = 2


class Room(Protocol):
    """What a room's command module offers."""

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Describe the options of the sub-command."""

    def run(self, options: argparse.Namespace, stdin: TextIO, stdout: TextIO) -> int:
        """Do it; answer the exit code."""


@dataclass(frozen=True)
class Command:
    """One sub-command: the words that call it, and the module that does it."""

    words: tuple[str, ...]
    module: str
    help: str
    needs_django: bool = True

    def room(self) -> Room:
        """Import the module that does it."""
        return cast(Room, import_module(self.module))


COMMANDS = (
    Command(
        ("serve",),
        "goodword.operations.running.serve",
        "serve the pages, send letters, watch clocks",
    ),
    Command(("init",), "goodword.operations.setting_up.init", "begin with an empty organisation"),
    Command(
        ("doctor",),
        "goodword.operations.doctor.command",
        "say what is wrong with this installation, and what to do",
        needs_django=False,
    ),
    Command(("demo",), "goodword.demo.command", "build the demonstration organisation"),
    Command(
        ("import",),
        "goodword.operations.setting_up.import_command",
        "bring in people and teams from CSV",
    ),
    Command(
        ("mail", "explain"), "goodword.channels.explain", "say what intake would make of a mail"
    ),
    Command(("mail", "ingest"), "goodword.channels.coming_in.ingest", "take in mails from files"),
    Command(
        ("mail", "replay"),
        "goodword.channels.coming_in.replay",
        "read mails again that stayed out",
    ),
    Command(("mail", "status"), "goodword.channels.status", "count what became of mails"),
    Command(
        ("hours", "explain"),
        "goodword.working_time.command",
        "reckon in working time, and say how",
        needs_django=False,
    ),
    Command(
        ("advisor", "backtest"),
        "goodword.advisor.command",
        "say how good its advice would have been in a real past",
        needs_django=False,
    ),
    Command(
        ("advisor", "coverage"),
        "goodword.insight.command",
        "say how often dates that were advised here came true",
    ),
)
GROUPS = {"mail": "mail coming in", "hours": "working time", "advisor": "advice on dates"}


def main(argv: Sequence[str] | None = None) -> int:
    """Run ``goodword`` with these words; answer the exit code."""
    words = list(sys.argv[1:] if argv is None else argv)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "goodword.settings")
    command = _called(words)
    as_json = "--json" in words
    try:
        if command and command.needs_django:
            _set_up_django()
        options = parser_for(command).parse_args(words)
        if command is None:
            parser_for(None).print_help()
            return NOT_UNDERSTOOD if words else 0
        return command.room().run(options, sys.stdin, sys.stdout)
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # The reader of our output has gone; nothing more can be said to it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    except _expected() as problem:
        return _say(problem, as_json)


def _called(words: Sequence[str]) -> Command | None:
    """Answer the command these words begin with."""
    for command in COMMANDS:
        if tuple(words[: len(command.words)]) == command.words:
            return command
    return None


def parser_for(called: Command | None) -> argparse.ArgumentParser:
    """Build the parser; only the called command's options are spelt out."""
    top = argparse.ArgumentParser(
        prog="goodword", description="Where colleagues ask each other for help and keep their word."
    )
    top.add_argument("--version", action="version", version=f"goodword {goodword.__version__}")
    subparsers = top.add_subparsers(title="commands", metavar="COMMAND", required=True)
    groups: dict[str, argparse._SubParsersAction[argparse.ArgumentParser]] = {}
    for command in COMMANDS:
        where = subparsers
        if len(command.words) > 1:
            group = command.words[0]
            if group not in groups:
                parser = subparsers.add_parser(group, help=GROUPS[group])
                groups[group] = parser.add_subparsers(metavar="COMMAND", required=True)
            where = groups[group]
        leaf = where.add_parser(
            command.words[-1],
            help=command.help,
            description=command.help[0].upper() + command.help[1:] + ".",
            conflict_handler="resolve",
        )
        leaf.add_argument("--json", action="store_true", help="answer in JSON")
        if command is called:
            command.room().add_arguments(leaf)
    return top


def _set_up_django() -> None:
    import django

    django.setup()

    from goodword.operations.running.time_outs import allow_long_work

    allow_long_work()


def _expected() -> tuple[type[Exception], ...]:
    """Answer the problems that deserve a sentence; anything else is loud."""
    from django.core.exceptions import ImproperlyConfigured
    from django.db import OperationalError

    from goodword.house.refusals import Refusal

    return (Refusal, ImproperlyConfigured, OperationalError, OSError)


def _say(problem: Exception, as_json: bool) -> int:
    from django.db import OperationalError

    sentence = str(problem)
    if isinstance(problem, OperationalError):
        sentence = f"The database does not answer as it should: {sentence}"
    elif isinstance(problem, OSError) and problem.filename:
        sentence = f"{problem.filename}: {problem.strerror}."
    if as_json:
        print(json.dumps({"error": sentence}, ensure_ascii=False))
    else:
        print(f"goodword: {sentence}", file=sys.stderr)
    return FAILED
