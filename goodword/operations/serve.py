"""``goodword serve``: pages, letters and clocks in one command."""

from __future__ import annotations

import argparse
import json
import os
import sys
from importlib import import_module
from typing import TextIO

from django.conf import settings

from goodword.house.configuration import Configuration
from goodword.operations import preparation
from goodword.operations.supervisor import Child, Supervisor

LOOPBACK = "127.0.0.1"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the options of ``goodword serve``."""
    parser.add_argument(
        "--demo", action="store_true", help="serve the demonstration organisation, built if needed"
    )
    parser.add_argument(
        "--address",
        default=LOOPBACK,
        help=f"the address to listen on (default {LOOPBACK}: this machine only)",
    )


def run(options: argparse.Namespace, stdin: TextIO, stdout: TextIO) -> int:
    """Prepare, say where it can be reached, and serve until told to stop."""
    configuration: Configuration = settings.CONFIGURATION
    preparation.check_port(options.address, configuration.port)
    with preparation.only_one(configuration.data):
        if options.demo or configuration.demo:
            _live_the_demo(stdin, stdout)
        preparation.prepare()
        _announce(configuration, options.json, stdout)
        Supervisor(children(options.address, configuration.port)).run()
    return 0


def children(address: str, port: int) -> list[Child]:
    """Answer the processes that together are Goodword."""
    python = (sys.executable, "-m")
    return [
        Child("web", (*python, "goodword.operations.web", address, str(port))),
        Child("worker", (*python, "goodword.operations.loops", "worker")),
        Child("clock", (*python, "goodword.operations.loops", "clock")),
    ]


def _live_the_demo(stdin: TextIO, stdout: TextIO) -> None:
    """Build the demonstration when there is none, else let it live on until today.

    The command itself says who can be signed in as.
    """
    os.environ["GOODWORD_DEMO"] = "yes"
    demo = import_module("goodword.demo.command")
    parser = argparse.ArgumentParser()
    demo.add_arguments(parser)
    demo.run(parser.parse_args([]), stdin, stdout)


def _announce(configuration: Configuration, as_json: bool, stdout: TextIO) -> None:
    if as_json:
        said = json.dumps({"address": configuration.base_url})
    else:
        said = f"\nGoodword is at {configuration.base_url}\nStop it with Ctrl-C.\n"
    stdout.write(said + "\n")
    stdout.flush()
