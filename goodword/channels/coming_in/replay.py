"""``goodword mail replay``: read mails once more, after what kept them out was put right."""

from __future__ import annotations

import argparse
import json
from typing import Any, TextIO

from goodword.house.refusals import Refusal


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the options."""
    parser.add_argument("keys", nargs="*", metavar="KEY", help="mails by their keys")
    parser.add_argument(
        "--reason", help="all that wait for a person for this reason, such as unreadable"
    )
    parser.add_argument("--waiting", action="store_true", help="all that wait for a person")


def run(options: argparse.Namespace, stdin: TextIO, stdout: TextIO) -> int:
    """Read the chosen mails again, oldest first, and say what became of each.

    Raises ``Refusal`` when none was chosen, or where there is none of a key.
    """
    from goodword.channels import actions, jobs
    from goodword.channels.parsing import Reader
    from goodword.house import clock

    mails = jobs.to_replay(options.keys, options.reason or "", everything=options.waiting)
    if options.keys and len(mails) != len(set(options.keys)):
        raise Refusal("There is no such mail, or it has been taken in already.")
    told: list[dict[str, Any]] = []
    with Reader() as reader:
        for mail in mails:
            again = actions.try_again(mail, reader, at=clock.now())
            request = again.service_request
            told.append(
                {
                    "key": again.key,
                    "state": str(again.state),
                    "reason": str(again.reason),
                    "detail": again.detail,
                    "request": request.reference if request else None,
                }
            )
            if not options.json:
                stdout.write(_line(told[-1]) + "\n")
    stdout.write(
        json.dumps({"mails": told}) + "\n" if options.json else f"{len(told)} mails read again.\n"
    )
    return 0


def _line(told: dict[str, Any]) -> str:
    why = " ".join(filter(None, (told["reason"], told["detail"])))
    return f"{told['key']}: {told['state']}, {told['request'] or why}"
