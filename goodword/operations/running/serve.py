"""``goodword serve``: pages, letters and clocks in one command."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import TextIO

from django.conf import settings

from goodword.house.configuration import Configuration
from goodword.house.refusals import Refusal
from goodword.operations.running import mail_ways, preparation
from goodword.operations.running.supervisor import Child, Supervisor

LOOPBACK = "127.0.0.1"
PARTS = ("web", "worker", "clock", "mail")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the options of ``goodword serve``."""
    parser.add_argument(
        "--demo", action="store_true", help="serve the demonstration organisation, built if needed"
    )
    parser.add_argument(
        "--only",
        type=parts,
        default=PARTS,
        metavar="PARTS",
        help="start only these of web, worker, clock and mail, with commas between them",
    )
    parser.add_argument(
        "--leave-tables",
        action="store_true",
        help="change no tables; refuse to start when they are not of this version",
    )
    parser.add_argument(
        "--accept-key",
        action="store_true",
        help="take this host's secret key for the installation's from now on",
    )
    parser.add_argument(
        "--address",
        default=LOOPBACK,
        help=f"the address to listen on (default {LOOPBACK}: this machine only)",
    )


def parts(text: str) -> tuple[str, ...]:
    """Read ``web,worker``.  Raises ``ArgumentTypeError``."""
    named = [word for word in text.replace(",", " ").split() if word]
    if unknown := [word for word in named if word not in PARTS]:
        raise argparse.ArgumentTypeError(f"{unknown[0]} is none of web, worker, clock and mail")
    if not named:
        raise argparse.ArgumentTypeError("name some of web, worker, clock and mail")
    return tuple(part for part in PARTS if part in named)


def run(options: argparse.Namespace, stdin: TextIO, stdout: TextIO) -> int:
    """Prepare, say where it can be reached, and serve until told to stop."""
    configuration: Configuration = settings.CONFIGURATION
    processes = children(options.address, configuration, options.only)
    if not processes:
        raise Refusal("No way is set by which mail comes in: see GOODWORD_MAIL_LISTEN.")
    if "web" in options.only:
        preparation.check_port(options.address, configuration.port)
    with preparation.only_one(configuration, options.only):
        if options.demo or configuration.demo:
            _live_the_demo(stdin, stdout)
        preparation.prepare(
            change_tables=not options.leave_tables,
            accept_key=options.accept_key,
            static_files="web" in options.only,
        )
        _announce(configuration, options, stdout)
        Supervisor(processes).run()
    return 0


def children(
    address: str, configuration: Configuration, only: Sequence[str] = PARTS
) -> list[Child]:
    """Answer the processes that together are Goodword, or this host's part of it.

    Raises ``Refusal`` where one is asked for that this host lacks the means for.
    """
    python = (sys.executable, "-m")
    web = Child(
        "web", (*python, "goodword.operations.running.web", address, str(configuration.port))
    )
    workers = [
        Child(f"worker-{number}", (*python, "goodword.operations.running.loops", "worker"))
        for number in range(1, configuration.workers + 1)
    ]
    clock = Child("clock", (*python, "goodword.operations.running.loops", "clock"))
    mail = [
        Child(name, (*python, "goodword.operations.running.mail_ways", name))
        for name in (mail_ways.configured(configuration) if "mail" in only else ())
    ]
    by_part = {"web": [web], "worker": workers, "clock": [clock], "mail": mail}
    return [child for part in only for child in by_part[part]]


def _live_the_demo(stdin: TextIO, stdout: TextIO) -> None:
    """Build the demonstration when there is none, else let it live on until today.

    The command itself says who can be signed in as.
    """
    os.environ["GOODWORD_DEMO"] = "yes"
    demo = import_module("goodword.demo.command")
    parser = argparse.ArgumentParser()
    demo.add_arguments(parser)
    demo.run(parser.parse_args([]), stdin, stdout)


def _announce(configuration: Configuration, options: argparse.Namespace, stdout: TextIO) -> None:
    if options.json:
        said = json.dumps({"address": configuration.base_url, "parts": options.only})
    elif "web" in options.only:
        said = f"\nGoodword is at {configuration.base_url}\nStop it with Ctrl-C.\n"
    else:
        said = f"\nGoodword runs here: {', '.join(options.only)}\nStop it with Ctrl-C.\n"
    stdout.write(said + "\n")
    stdout.flush()
