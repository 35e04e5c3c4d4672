"""The product's own source, as the house rules read it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PRODUCT = ROOT / "goodword"
DOOR_NAMES = ("views", "forms", "api", "feeds", "sections", "desk", "home")


def is_ours(path: Path) -> bool:
    """Say whether a file is product code: neither a test nor a migration."""
    return not {"tests", "migrations"} & set(path.relative_to(ROOT).parts)


@cache
def modules() -> dict[str, ast.Module]:
    """Answer every product module by its path below the root."""
    return {
        path.relative_to(ROOT).as_posix(): ast.parse(path.read_text(encoding="utf-8"))
        for path in sorted(PRODUCT.rglob("*.py"))
        if is_ours(path)
    }


def is_door(name: str) -> bool:
    """Say whether a module answers people from outside."""
    parts = Path(name).with_suffix("").parts
    return "pages" in parts or any(part in DOOR_NAMES for part in parts)


def doors() -> dict[str, ast.Module]:
    """Answer the modules that are doors."""
    return {name: tree for name, tree in modules().items() if is_door(name)}


def found(tree: ast.AST, kind: type[ast.AST]) -> Iterator[ast.AST]:
    """Yield the nodes of one kind."""
    return (node for node in ast.walk(tree) if isinstance(node, kind))


def calls(tree: ast.AST) -> Iterator[ast.Call]:
    """Yield every call."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield node


def attributes(tree: ast.AST) -> Iterator[ast.Attribute]:
    """Yield every ``thing.name``."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            yield node


def templates() -> list[Path]:
    """Answer every template of ours."""
    return sorted(PRODUCT.glob("*/jinja2/**/*.html")) + sorted(PRODUCT.glob("*/jinja2/**/*.txt"))
