"""Places where the process may be told to die: each has one name and one place, and no visitor."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from goodword.house import faults
from tests.house_rules import source

HOME = "goodword/house/faults.py"


def named() -> Iterator[str]:
    """The name of every place in the product, as it is written there."""
    for name, tree in source.modules().items():
        if name == HOME:
            continue
        for call in source.calls(tree):
            said = ast.unparse(call.func)
            if said not in {"faults.point", "faults.around_commit"}:
                continue
            (given,) = call.args
            assert isinstance(given, ast.Constant), f"{name}: a place is named by its words alone"
            place = str(given.value)
            if said == "faults.point":
                yield place
            else:
                yield from (f"{place}.{side}" for side in (faults.BEFORE, faults.AFTER))


def test_every_place_is_named_once_and_listed():
    assert sorted(named()) == sorted(faults.POINTS)
    assert len(set(faults.POINTS)) == len(faults.POINTS) >= 40


def test_nothing_in_the_product_arms_a_place():
    for name, tree in source.modules().items():
        used = {
            node.attr for node in source.attributes(tree) if ast.unparse(node.value) == "faults"
        }
        assert name == HOME or used <= {"point", "around_commit"}, name


def test_only_the_environment_arms_a_place():
    tree = source.modules()[HOME]
    asked = [ast.unparse(call) for call in source.calls(tree) if "environ" in ast.unparse(call)]
    assert asked == ["os.environ.get('GOODWORD_FAULT')", "arm(os.environ['GOODWORD_FAULT'])"]
