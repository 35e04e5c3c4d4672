"""``goodword mail status``: how mail gets on, in and out."""

from __future__ import annotations

import argparse
import json
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from goodword.channels.health import Way


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """There is nothing to choose."""


def run(options: argparse.Namespace, stdin: TextIO, stdout: TextIO) -> int:
    """Say what came in and what became of it, and how letters get on."""
    from goodword.channels import health
    from goodword.channels import jobs as coming_in
    from goodword.house import clock
    from goodword.outbox import jobs as going_out

    mails, letters = coming_in.status(), going_out.status(clock.now())
    ways, waiting = health.ways(clock.now()), health.waiting()
    if options.json:
        told = {"ways": [way.as_facts() for way in ways], "waiting_as_files": waiting}
        stdout.write(json.dumps({"in": mails, "out": letters, **told}) + "\n")
        return 0
    for way in ways:
        stdout.write(_of_way(way) + "\n")
    if waiting:
        stdout.write(f"waiting as files for the database: {waiting}\n")
    for state, reasons in sorted(mails.items()):
        parts = ", ".join(f"{reason} {number}" for reason, number in sorted(reasons.items()))
        stdout.write(f"in, {state}: {sum(reasons.values())} ({parts})\n")
    for state, number in sorted(letters.items()):
        stdout.write(f"out, {state}: {number}\n")
    return 0


def _of_way(way: Way) -> str:
    """Say in a line how one way in gets on."""
    said = "never seen to work" if way.silent is None else f"worked {way.silent:.0f} s ago"
    left = f", {way.left} mails still there" if way.left else ""
    marks = f"cannot mark what was taken: {way.mark_trouble}" if way.mark_trouble else ""
    return "; ".join(filter(None, (f"way in, {way.name}: {said}{left}", way.trouble, marks)))
