"""``goodword import log LOG``: let the advisor begin with how long work took before."""

from __future__ import annotations

import argparse
import json
import sys
from typing import TextIO

from goodword.advisor.backtest.errors import LogError
from goodword.advisor.backtest.seeds import seeds_of
from goodword.advisor.command import read_log
from goodword.catalogue.models import Service
from goodword.house.clock import now
from goodword.house.guard import system_scope
from goodword.house.refusals import Refusal
from goodword.requests.actions.seeding import Seeded, seed
from goodword.working_time import WorkingTimeError


def run(options: argparse.Namespace, stdout: TextIO) -> int:
    """Read a log, live it again, and keep its lives. Raises ``Refusal`` for one that cannot be."""

    def said(words: str) -> None:
        sys.stderr.write(f"{words}\n")

    into = _service(options.into)
    try:
        told, ruler = read_log(options, options.file, said)
        found = seeds_of(told, ruler, said)
    except (LogError, WorkingTimeError) as problem:
        raise Refusal(str(problem)) from None
    if options.dry_run:
        return _say(options, stdout, f"Would bring in {len(found):,} lives.", len(found), None)
    done = seed(found, at=now(), origin=options.file.name, into=into)
    return _say(options, stdout, _words(done), len(found), done)


def _service(name: str) -> Service | None:
    if not name:
        return None
    team, _slash, slug = name.partition("/")
    with system_scope("finding the service a log is brought in for"):
        found = Service.objects.filter(team__slug=team, slug=slug).first()
    if found is None:
        raise Refusal(f"There is no service {name}: write it as its address does, team/service.")
    return found


def _words(done: Seeded) -> str:
    again = f" {done.replaced:,} of an earlier time are replaced." if done.replaced else ""
    return (
        f"Brought in {done.lives:,} lives, {done.with_team:,} of a team here, "
        f"{done.with_service:,} of a service here.{again}"
    )


def _say(
    options: argparse.Namespace, stdout: TextIO, words: str, number: int, done: Seeded | None
) -> int:
    facts = {
        "dry_run": done is None,
        "lives": number if done is None else done.lives,
        "with_team": done.with_team if done else None,
        "with_service": done.with_service if done else None,
        "replaced": done.replaced if done else None,
    }
    stdout.write((json.dumps(facts) if options.json else words) + "\n")
    return 0
