"""``goodword init``: an empty organisation and the first person who runs it."""

from __future__ import annotations

import argparse
import getpass
import json
import sys
from typing import Any, TextIO

from django.conf import settings

from goodword.house.clock import now
from goodword.house.refusals import Refusal
from goodword.operations.running.preparation import prepare_tables
from goodword.people import actions
from goodword.people.models import Organisation, Person

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the options of ``goodword init``."""
    parser.add_argument("--organisation", required=True, help="what the organisation is called")
    parser.add_argument("--name", required=True, help="the first person, who leads and runs it")
    parser.add_argument("--email", required=True, help="the address they sign in with")
    parser.add_argument("--zone", default=settings.CONFIGURATION.time_zone, help="time zone")
    parser.add_argument("--languages", default="en", help="such as en,de; the first is usual")
    parser.add_argument(
        "--hours",
        default="mon-fri=09:00-17:00",
        help="usual opening hours (default: %(default)s); parts are joined by commas",
    )
    parser.add_argument(
        "--password-stdin",
        action="store_true",
        help="read the password from standard input instead of asking for it",
    )


def run(options: argparse.Namespace, stdin: TextIO, stdout: TextIO) -> int:
    """Set the organisation up; refuse when there is one already."""
    prepare_tables()
    house, lead = actions.set_up(
        organisation=options.organisation,
        lead_name=options.name,
        lead_email=options.email,
        password=_password(options, stdin),
        zone=options.zone,
        languages=tuple(word for word in options.languages.replace(",", " ").split()),
        week=week(options.hours),
        at=now(),
    )
    stdout.write(_said(house, lead, as_json=options.json))
    return 0


def week(text: str) -> dict[str, Any]:
    """Read ``mon-thu=09:00-12:00+13:00-17:00,fri=09:00-14:00``.  Raises ``Refusal``."""
    hours: dict[str, Any] = {}
    for part in text.split(","):
        days, _, intervals = part.strip().partition("=")
        first, _, last = days.partition("-")
        if not intervals or first not in WEEKDAYS or (last or first) not in WEEKDAYS:
            raise Refusal(f"Hours look like mon-fri=09:00-17:00, not “{part.strip()}”.")
        spans = [interval.split("-") for interval in intervals.split("+")]
        for day in WEEKDAYS[WEEKDAYS.index(first) : WEEKDAYS.index(last or first) + 1]:
            hours[day] = spans
    return hours


def _password(options: argparse.Namespace, stdin: TextIO) -> str:
    if options.password_stdin:
        return stdin.readline().rstrip("\r\n")
    if not sys.stdin.isatty():
        raise Refusal("Nobody can be asked for a password here: use --password-stdin.")
    first = getpass.getpass(f"Password for {options.email}: ")
    if first != getpass.getpass("Once more: "):
        raise Refusal("The two passwords differ.")
    return first


def _said(house: Organisation, lead: Person, *, as_json: bool) -> str:
    address = settings.CONFIGURATION.base_url
    if as_json:
        facts = {"organisation": house.name, "email": lead.email, "address": address}
        return json.dumps(facts, ensure_ascii=False) + "\n"
    return (
        f"{house.name} is set up.\n"
        f"Start it with: goodword serve\n"
        f"Then sign in at {address} as {lead.email}.\n"
    )
