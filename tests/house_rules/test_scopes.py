"""Whoever reads as the system says why, and the operator's guide says so too."""

from __future__ import annotations

import ast
import re

from tests.house_rules.source import ROOT, calls, modules

GUIDE = (ROOT / "docs" / "operator-guide.md").read_text(encoding="utf-8")


def _reasons() -> dict[str, list[str]]:
    reasons: dict[str, list[str]] = {}
    for name, tree in modules().items():
        for call in calls(tree):
            if isinstance(call.func, ast.Name) and call.func.id == "system_scope":
                reasons.setdefault(_literal(call, name), []).append(f"{name}:{call.lineno}")
    return reasons


def _literal(call: ast.Call, name: str) -> str:
    if name.endswith("house/action.py"):
        return "(an action's own name)"
    argument: ast.expr | None = call.args[0]
    if isinstance(argument, ast.Name):
        argument = _constant(modules()[name], argument.id)
    assert isinstance(argument, ast.Constant), f"{name}:{call.lineno}: write the reason out"
    return str(argument.value)


def _constant(tree: ast.Module, name: str) -> ast.expr | None:
    for node in tree.body:
        if not isinstance(node, (ast.Assign, ast.AnnAssign)):
            continue
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        if any(isinstance(target, ast.Name) and target.id == name for target in targets):
            return node.value
    return None


def _listed() -> set[str]:
    chapter = GUIDE.partition("## Who reads as the system")[2].partition("\n## ")[0]
    return set(re.findall(r"^\| `([^`]+)` \|", chapter, re.MULTILINE))


def test_every_reason_to_read_as_the_system_is_in_the_guide():
    assert set(_reasons()) - {"(an action's own name)"} - _listed() == set()


def test_the_guide_lists_no_reason_that_nobody_gives():
    assert _listed() - set(_reasons()) == set()
