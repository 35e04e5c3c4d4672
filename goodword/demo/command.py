"""``goodword demo``: build the demonstration organisation, or let it live on until today."""

from __future__ import annotations

import argparse
import json
import sys
import time
from typing import TextIO

from goodword.demo import building, cast
from goodword.house import clock

WIDTH = 30
#: Who to sign in as, and what one sees then.
DOORS = (
    ("Dafydd Pryce", "asks and is asked all day, at the student desk"),
    ("Amina Yusuf", "leads Records & Certificates"),
    ("Marek Nowak", "mends what others need, in IT Help"),
    ("Ines Carvalho", "waits for an answer sheet, in Communications"),
    ("Ada Brandt", "leads IT Help and runs Goodword"),
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the options of ``goodword demo``."""
    parser.add_argument(
        "--anew", action="store_true", help="build it again, with everything visitors did gone"
    )


def run(options: argparse.Namespace, stdin: TextIO, stdout: TextIO) -> int:
    """Build it where there is none, else live on until today; say who can be signed in as."""
    as_json = bool(getattr(options, "json", False))
    bar = Bar(sys.stderr)
    is_new = building.build_or_live_on(clock.now(), bar.show, anew=options.anew)
    bar.end()
    people = [(name, cast.email_of(name), what) for name, what in DOORS]
    if as_json:
        said = {
            "new": is_new,
            "password": cast.OPEN_SESAME,
            "people": [{"name": name, "email": email} for name, email, _what in people],
        }
        stdout.write(json.dumps(said, ensure_ascii=False) + "\n")
        return 0
    lines = [f"  {email:<38} {name} {what}" for name, email, what in people]
    opening = f"{cast.ORGANISATION} is {'built' if is_new else 'up to date'}. Sign in as one of:"
    stdout.write("\n".join([opening, *lines, f"The password of all is: {cast.OPEN_SESAME}", ""]))
    stdout.flush()
    return 0


class Bar:
    """A line that grows, with what is left of the time; nothing of it where nobody looks."""

    def __init__(self, into: TextIO) -> None:
        self._into = into
        self._began = time.monotonic()
        self._shown = ""

    def show(self, done: int, whole: int) -> None:
        """Say how much is done of the whole."""
        if not self._into.isatty() and done % 73:
            return
        full = WIDTH * done // max(whole, 1)
        line = f"Living a year: {'█' * full}{'·' * (WIDTH - full)} {self._left(done, whole)}"
        if line != self._shown:
            ending = "" if self._into.isatty() else "\n"
            start = "\r" if self._into.isatty() else ""
            self._into.write(f"{start}{line:<70}{ending}")
            self._into.flush()
            self._shown = line

    def _left(self, done: int, whole: int) -> str:
        if not done:
            return "reckoning"
        left = (time.monotonic() - self._began) / done * (whole - done)
        return f"about {left:.0f} s left"

    def end(self) -> None:
        """Leave the line."""
        if self._shown and self._into.isatty():
            self._into.write("\n")
