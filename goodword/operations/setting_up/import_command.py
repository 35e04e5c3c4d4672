"""``goodword import people FILE.csv``: bring people and teams in from a list.

``goodword import log FILE.csv`` brings in how long work took before (``log_import``).
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any, TextIO

from goodword.advisor.command import add_columns
from goodword.house.clock import now
from goodword.operations.setting_up import log_import
from goodword.people.actions import importing
from goodword.people.importing.checking import Entry
from goodword.people.importing.planning import Plan, plan_of
from goodword.people.models import PeopleImport

BAD_LINES = 1


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the options of ``goodword import``."""
    parser.add_argument("what", choices=["people", "log"], help="what stands in the list")
    parser.add_argument("file", type=Path, help="a CSV with a heading: name, email, team, ...")
    parser.add_argument(
        "--dry-run", action="store_true", help="say what would happen, and change nothing"
    )
    parser.add_argument(
        "--encoding", default="", help="how letters are written, if the guess is wrong"
    )
    log = parser.add_argument_group("a log of work, as for goodword advisor backtest")
    add_columns(log, required=False)
    log.add_argument("--into", default="", metavar="TEAM/SERVICE", help="whose work all of it is")


def run(options: argparse.Namespace, stdin: TextIO, stdout: TextIO) -> int:
    """Say what would happen, name every bad line, and do it unless it is a dry run.

    Answers 1 when a dry run found bad lines; otherwise they are left out.
    """
    if options.what == "log":
        return log_import.run(options, stdout)
    at = now()
    people_import = importing.read_list(
        options.file.read_bytes(),
        file_name=options.file.name,
        by=None,
        at=at,
        encoding=options.encoding,
    )
    plan = plan_of(people_import, at.date())
    if options.dry_run:
        people_import.delete()
    else:
        for done in importing.bring_in(people_import, by=None, at=at):
            if not options.json and done < len(people_import.lines):
                stdout.write(f"{done} of {len(people_import.lines)} lines\n")
    said = _as_json(people_import, plan, options) if options.json else _in_words(plan, options)
    stdout.write(said)
    return BAD_LINES if options.dry_run and plan.bad else 0


def _in_words(plan: Plan, options: argparse.Namespace) -> str:
    would = "Would bring in" if options.dry_run else "Brought in"
    lines = [_bad_line(entry) for entry in plan.bad]
    lines.append(
        f"{would} {len(plan.new)} new, {len(plan.changed)} changed; "
        f"{len(plan.same)} stay as they are."
    )
    if plan.new_teams:
        lines.append(f"New teams: {', '.join(plan.new_teams)}.")
    if plan.bad:
        lines.append(f"{len(plan.bad)} lines cannot be read and are left out.")
    if plan.gone:
        lines.append(f"{plan.gone} people here are not in the list; they stay.")
    if options.dry_run:
        lines.append("Nothing has been changed.")
    return "\n".join(lines) + "\n"


def _bad_line(entry: Entry) -> str:
    faults = "; ".join(f"{fault.words}. {fault.help}" for fault in entry.faults)
    return f"line {entry.line.number}: {faults}"


def _as_json(people_import: PeopleImport, plan: Plan, options: argparse.Namespace) -> str:
    bad: list[dict[str, Any]] = [
        {
            "line": entry.line.number,
            "cells": entry.line.cells,
            "problems": [
                {
                    "column": _column(people_import, fault.column),
                    "problem": fault.words,
                    "help": fault.help,
                    "instead": fault.instead,
                }
                for fault in entry.faults
            ],
        }
        for entry in plan.bad
    ]
    facts = {
        "dry_run": options.dry_run,
        "encoding": people_import.encoding,
        "new": len(plan.new),
        "changed": len(plan.changed),
        "same": len(plan.same),
        "new_teams": plan.new_teams,
        "not_in_the_list": plan.gone,
        "bad": bad,
    }
    return json.dumps(facts, ensure_ascii=False) + "\n"


def _column(people_import: PeopleImport, column: int | None) -> str:
    heading: list[str] = people_import.heading
    return heading[column] if column is not None and column < len(heading) else ""
