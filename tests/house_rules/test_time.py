"""The clock is read at the door."""

from __future__ import annotations

import ast

from tests.house_rules.source import calls, modules

#: What would read a clock of its own.
OTHER_CLOCKS = {"now", "utcnow", "today"}
BELOW_THE_DOORS = ("/actions", "/rules", "working_time", "/models")
#: Whose teams one belongs to, and which glass is broken, is asked of now; the models say so.
READS_TODAY = {"goodword/people/models/persons.py", "goodword/requests/models/access.py"}


def _called(call: ast.Call) -> str:
    return ast.unparse(call.func)


def test_there_is_one_clock():
    places = [
        f"{name}:{call.lineno} {_called(call)}"
        for name, tree in modules().items()
        if name != "goodword/house/clock.py"
        for call in calls(tree)
        if isinstance(call.func, ast.Attribute)
        and call.func.attr in OTHER_CLOCKS
        and _called(call).split(".")[-2] in ("datetime", "date", "timezone")
    ]
    assert places == []


def test_below_the_doors_everybody_is_told_the_time():
    below = [
        name
        for name in modules()
        if any(part in name for part in BELOW_THE_DOORS) and name not in READS_TODAY
    ]
    assert below
    places = [
        f"{name}:{call.lineno}"
        for name in below
        for call in calls(modules()[name])
        if _called(call) in ("clock.now", "now")
    ]
    assert places == []
