"""No line of the demonstration writes a row: it calls what doors call."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parents[1]
FILES = sorted(HERE.glob("*.py")) + sorted((HERE / "words").glob("*.py"))
WRITES = {
    "create", "save", "bulk_create", "bulk_update", "get_or_create", "update_or_create", "update",
    "delete", "abulk_create", "asave", "acreate",
}  # fmt: skip


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_rows_are_written_by_actions_alone(file):
    calls = [node for node in ast.walk(ast.parse(file.read_text())) if isinstance(node, ast.Call)]
    written = [
        f"{file.name}:{call.lineno} {call.func.attr}"
        for call in calls
        if isinstance(call.func, ast.Attribute) and call.func.attr in WRITES
    ]
    assert written == []


def test_no_share_of_kept_words_is_set_anywhere():
    words = " ".join(file.read_text() for file in FILES)
    assert "KEPT" not in words
    assert "kept_share" not in words
