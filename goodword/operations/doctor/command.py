"""``goodword doctor``: what is wrong with this installation, in sentences with what to do."""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import TextIO

from goodword.house import configuration
from goodword.operations.doctor.finding import Finding, fine, wrong

SIGNS = {"wrong": "WRONG ", "advice": "advice", "fine": "  ok  "}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the options of ``goodword doctor``."""
    parser.add_argument(
        "--all", action="store_true", help="say what is in order, too, not only what is not"
    )


def run(options: argparse.Namespace, stdin: TextIO, stdout: TextIO) -> int:
    """Look at everything; answer 1 when something is wrong."""
    found = list(findings())
    said = _as_json(found) if options.json else _as_words(found, everything=options.all)
    stdout.write(said)
    return int(any(finding.level == "wrong" for finding in found))


def findings() -> Iterator[Finding]:
    """Yield what was found, the settings first: without them nothing else can be looked at."""
    try:
        configuration.load()
    except configuration.ConfigurationError as problem:
        for sentence in problem.problems:
            yield wrong("settings", sentence, "Put this setting right, then ask again.")
        return
    yield fine("settings", "Every setting can be used.")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "goodword.settings")
    import django

    django.setup()
    from goodword.operations.doctor import data as doctor_of_data
    from goodword.operations.doctor import host as doctor_of_host

    yield from doctor_of_host.findings()
    yield from doctor_of_data.findings()


def _as_json(found: Iterable[Finding]) -> str:
    rows = [asdict(finding) for finding in found]
    is_well = not any(row["level"] == "wrong" for row in rows)
    return json.dumps({"well": is_well, "findings": rows}, ensure_ascii=False, indent=1) + "\n"


def _as_words(found: list[Finding], *, everything: bool) -> str:
    shown = [finding for finding in found if everything or finding.level != "fine"]
    lines = [line for finding in shown for line in _lines(finding)]
    number = sum(finding.level == "wrong" for finding in found)
    looked_at = f"{len(found)} things looked at"
    lines.append(
        f"{looked_at}: {number} to be put right." if number else f"{looked_at}: nothing is wrong."
    )
    return "\n".join(lines) + "\n"


def _lines(finding: Finding) -> Iterator[str]:
    yield f"{SIGNS[finding.level]}  {finding.sentence}"
    if finding.to_do:
        yield f"        {finding.to_do}"
