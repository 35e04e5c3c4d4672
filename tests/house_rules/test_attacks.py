"""Every attack that blocks a release is held by a test that exists (RELIABILITY 2A)."""

from __future__ import annotations

import ast
import re
from functools import cache

import pytest

from soak.__main__ import NAMES
from tests.attacks.register import P0, P1, cases
from tests.house_rules.source import ROOT

CASES = cases()


@cache
def _tests_of(path: str) -> frozenset[str]:
    """The names of the tests in a file; none where there is no such file."""
    file = ROOT / path
    if not file.is_file():
        return frozenset()
    tree = ast.parse(file.read_text(encoding="utf-8"))
    found = (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))
    return frozenset(node.name for node in found if node.name.startswith("test_"))


def test_no_case_that_blocks_a_release_is_missing():
    assert sorted(P0 - set(CASES)) == []
    assert sorted(set(CASES) - P0 - P1) == []


@pytest.mark.parametrize("number", sorted(CASES))
def test_a_case_is_held_by_what_exists_or_says_what_is_not_there_yet(number):
    case = CASES[number]
    assert case.is_held or case.not_yet
    missing = [
        f"{path}::{name}"
        for path, names in case.tests.items()
        for name in names
        if name not in _tests_of(path)
    ]
    assert missing == []
    assert set(case.soak) <= set(NAMES)


def test_the_sheet_of_the_security_page_names_files_that_exist():
    page = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`([a-z0-9_/]+\.py)`", page))
    roots = [ROOT / "goodword", ROOT / "tests" / "attacks", ROOT]
    assert len(named) > 15
    assert [name for name in named if not any((root / name).is_file() for root in roots)] == []
