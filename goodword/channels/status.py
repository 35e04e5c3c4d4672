"""``goodword mail status``: how mail gets on, in and out."""

from __future__ import annotations

import argparse
import json
from typing import TextIO


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """There is nothing to choose."""


def run(options: argparse.Namespace, stdin: TextIO, stdout: TextIO) -> int:
    """Say what came in and what became of it, and how letters get on."""
    from goodword.channels import jobs as coming_in
    from goodword.house import clock
    from goodword.outbox import jobs as going_out

    mails, letters = coming_in.status(), going_out.status(clock.now())
    if options.json:
        stdout.write(json.dumps({"in": mails, "out": letters}) + "\n")
        return 0
    for state, reasons in sorted(mails.items()):
        parts = ", ".join(f"{reason} {number}" for reason, number in sorted(reasons.items()))
        stdout.write(f"in, {state}: {sum(reasons.values())} ({parts})\n")
    for state, number in sorted(letters.items()):
        stdout.write(f"out, {state}: {number}\n")
    return 0
