"""What was measured, in words and in a table that reads in half a minute."""

from __future__ import annotations

import os
from typing import Any

from bench.places import Place

HEAD = (
    "case",
    "p50 ms",
    "p95 ms",
    "1: /s",
    "8: /s",
    "8: p95",
    "CPU ms",
    "DB ms",
    "queries",
    "wrong",
    "pace ms",
)


def sentence(about: dict[str, Any], where: Place) -> str:
    """Say what was loaded."""
    proved = about["proved"]
    return (
        f"{about['requests']:,} requests in {about['rows']:,} rows, by {about['people']:,} people "
        f"in {about['teams']:,} teams with {about['services']:,} services, on {where.engine}; "
        f"loaded in {about['seconds']:.0f} s.\n"
        f"{proved['equal']:,} of {proved['of']:,} sampled lives are equal to a replay through the "
        "actions." + "".join(f"\n  {words}" for words in proved["differences"])
    )


def table(result: dict[str, Any], earlier: dict[str, Any] | None) -> str:
    """One line for each case; beside it, how many times the earlier run it is."""
    before = {case["name"]: case for case in earlier["cases"]} if earlier else {}
    rows = [HEAD + (("p50 ×", "CPU ×") if earlier else ())]
    rows += [
        _row(case) + (_ratios(case, before.get(case["name"])) if earlier else ())
        for case in result["cases"]
    ]
    widths = [max(len(row[place]) for row in rows) for place in range(len(rows[0]))]
    lines = [
        "  ".join(
            cell.ljust(width) if place == 0 else cell.rjust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        for row in rows
    ]
    return "\n".join(["", *lines, "", *_besides(result)])


def _row(case: dict[str, Any]) -> tuple[str, ...]:
    return (
        case["name"],
        f"{case['p50']:.1f}",
        f"{case['p95']:.1f}",
        f"{case['per_second']:.0f}",
        f"{case['per_second_8']:.0f}",
        f"{case['p95_8']:.0f}",
        f"{case['cpu']:.2f}",
        f"{case['database_cpu']:.2f}",
        "" if case["queries"] is None else str(case["queries"]),
        str(sum(case["wrong"].values())),
        f"{case['pace']:.0f}",
    )


def _ratios(case: dict[str, Any], before: dict[str, Any] | None) -> tuple[str, ...]:
    if before is None:
        return "", ""
    return tuple(
        f"{case[name] / before[name]:.2f}" if before[name] else "" for name in ("p50", "cpu")
    )


def _besides(result: dict[str, Any]) -> list[str]:
    if not result["cases"]:
        return []
    shares = [case["load_share"] for case in result["cases"]]
    return [
        f"{result['workers']} web processes, on a machine of {os.cpu_count()} cores.",
        *(_swept(result["sweep"]) if "sweep" in result else ()),
        *(_served(result) if "memory" in result else ()),
        *(
            f"{case['name']}: {number} answered {status}."
            for case in result["cases"]
            for status, number in case["wrong"].items()
        ),
        f"The load generator itself took {100 * max(shares):.0f} % of one core at most.",
    ]


def _swept(sweep: dict[str, Any]) -> list[str]:
    rate = sweep["effects"] / sweep["seconds"]
    said = (
        f"Clock: {sweep['due']:,} requests due, {sweep['effects']:,} effects in "
        f"{sweep['seconds']:.1f} s, {rate:.0f} a second, "
        f"{1000 * sweep['cpu'] / sweep['effects']:.1f} ms of CPU each."
    )
    return [said]


def _served(result: dict[str, Any]) -> list[str]:
    return [
        f"First page {result['first_page']:.1f} s after the start of everything.",
        *(f"Memory, {name}: {value:.0f} MB." for name, value in result["memory"].items() if value),
    ]


def is_wrong(result: dict[str, Any]) -> bool:
    """Whether an answer was wrong, or a loaded life was not what the actions make."""
    proved = result["about"]["proved"]
    return proved["equal"] < proved["of"] or any(case["wrong"] for case in result["cases"])
