"""``goodword advisor coverage``: was "85 in 100" 85 in 100, here in this house?"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from typing import Any, TextIO

from goodword.house.clock import now
from goodword.insight.reading import cases_of
from goodword.insight.replaying import replayed
from goodword.insight.rules import LEVELS, Figures, Share, figures

YEAR = 365


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the options of ``goodword advisor coverage``."""
    parser.add_argument(
        "--days", type=int, default=YEAR, help="how far to look back; a year without it"
    )
    parser.add_argument(
        "--replay",
        action="store_true",
        help="advise every first word again from what was known that morning, by today's rules",
    )


def run(options: argparse.Namespace, stdin: TextIO, stdout: TextIO) -> int:
    """Say how many were ready by the dates that were advised with their first word."""
    if options.replay:
        return _replay(options, stdout)
    told = figures(cases_of(None, now(), options.days))
    stdout.write(json.dumps(_as_json(told)) + "\n" if options.json else _in_words(told))
    return 0


def _replay(options: argparse.Namespace, stdout: TextIO) -> int:
    counted = replayed(now())
    if options.json:
        facts = {
            str(level): {"ready": round(share.value, 4), "of": share.of}
            for level, share in zip(LEVELS, counted, strict=True)
        }
        stdout.write(json.dumps({"levels": facts}) + "\n")
        return 0
    stdout.write(f"{counted[0].of} first words advised again.\n")
    stdout.writelines(f"{line}\n" for line in _lines(counted))
    return 0


def _lines(counted: Sequence[Share]) -> Iterator[str]:
    for level, share in zip(LEVELS, counted, strict=True):
        low, high = (100 * one for one in share.interval)
        yield (
            f"Advised {level} in 100: {100 * share.value:.1f} were ready "
            f"({low:.1f} to {high:.1f} by chance)."
        )


def _as_json(told: Figures) -> dict[str, Any]:
    levels = {
        str(level): {
            "ready": round(share.value, 4),
            "interval": [round(one, 4) for one in share.interval],
        }
        for level, share in zip(LEVELS, told.coverage, strict=True)
    }
    return {
        "words": told.total,
        "levels": levels,
        "kept": told.kept.kept,
        "judged": told.kept.of,
        "later_than_advised": told.later,
        "half_asked_for": round(told.half, 2),
        "given_away": round(told.given_away, 2),
    }


def _in_words(told: Figures) -> str:
    if not told.is_enough:
        return "Too few first words have had their time.\n"
    lines = [f"{told.total} first words whose time is up."]
    lines += _lines(told.coverage)
    lines.append(
        f"Kept: {told.kept.kept} of {told.kept.of}. Half of the words asked for "
        f"{told.half:.1f} working days, {told.given_away:.1f} given away in the mean."
    )
    return "\n".join(lines) + "\n"
