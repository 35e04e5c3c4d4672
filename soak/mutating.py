"""Taking the eyes out of the program at one place, in memory, without touching a file.

A place is a call of ``visible_to`` or one of its siblings, or the body of such a method. Taken
out, a call answers every row there is, and a method leaves every row in. The function around the
place gets the code of the changed source; nothing else of the program is loaded anew.
"""

from __future__ import annotations

import ast
import copy
import gc
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import CodeType, FunctionType
from typing import TypeGuard

ROOT = Path(__file__).resolve().parents[1]
#: The methods through which somebody looks.
EYES = frozenset(
    {
        "visible_to", "findable_by", "asked_by", "confirmable_by", "answerable_by", "editable_by",
        "spoken_for_by", "metadata_for", "readable_by", "awaiting", "naming", "to_agree",
        "left_alone", "guests_for",
    }
)  # fmt: skip
#: Where nobody's pages are made: the demonstration, commands of the house itself.
LEFT_OUT = ("/tests/", "/demo/", "/migrations/")


@dataclass(frozen=True)
class Place:
    """One place: a file, a line, and the name of the outermost function around it."""

    file: str
    line: int
    column: int
    name: str
    eyes: str
    is_definition: bool

    def __str__(self) -> str:
        kind = "def" if self.is_definition else "call"
        return f"{self.file}:{self.line} {kind} {self.eyes} in {self.name}"


def places() -> list[Place]:
    """Answer every place of the program, file by file."""
    return [place for path in _files() for place in _places_in(path)]


def _files() -> Iterator[Path]:
    for path in sorted((ROOT / "goodword").rglob("*.py")):
        if not any(part in str(path) for part in LEFT_OUT):
            yield path


def _places_in(path: Path) -> Iterator[Place]:
    file = str(path.relative_to(ROOT))
    for name, function in _functions(ast.parse(path.read_text(encoding="utf-8"))):
        if function.name in EYES:
            yield Place(file, function.lineno, function.col_offset, name, function.name, True)
        for node in ast.walk(function):
            if _is_look(node) and isinstance(node.func, ast.Attribute):
                line, column = node.func.lineno, node.func.end_col_offset or 0
                yield Place(file, line, column, name, node.func.attr, False)


def _functions(tree: ast.Module) -> Iterator[tuple[str, ast.FunctionDef]]:
    """Functions of the module and methods of its classes, not those inside functions."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            yield node.name, node
        if isinstance(node, ast.ClassDef):
            for inner in node.body:
                if isinstance(inner, ast.FunctionDef):
                    yield f"{node.name}.{inner.name}", inner


def _is_look(node: ast.AST) -> TypeGuard[ast.Call]:
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in EYES
        and not (
            isinstance(node.func.value, ast.Call) and ast.unparse(node.func.value) == "super()"
        )
    )


class _TakeOut(ast.NodeTransformer):
    """Rewrites one place of one file."""

    def __init__(self, place: Place) -> None:
        self.place = place

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.FunctionDef:
        here = (node.lineno, node.col_offset) == (self.place.line, self.place.column)
        if self.place.is_definition and here:
            changed = copy.deepcopy(node)
            changed.body = ast.parse(_everything(node)).body
            return ast.fix_missing_locations(changed)
        self.generic_visit(node)
        return node

    def visit_Call(self, node: ast.Call) -> ast.AST:
        self.generic_visit(node)
        if self.place.is_definition or not _is_look(node):
            return node
        func = node.func
        assert isinstance(func, ast.Attribute)
        if (func.lineno, func.end_col_offset) != (self.place.line, self.place.column):
            return node
        everybody = ast.Call(ast.Attribute(func.value, "all", ast.Load()), [], [])
        return ast.copy_location(everybody, node)


def _everything(node: ast.FunctionDef) -> str:
    """The body of a method that leaves every row in, guarded or not; of a manager, all rows."""
    return (
        "return self.scoped() if hasattr(self, 'scoped') else "
        "(self.all() if hasattr(self, 'query') else self.get_queryset())"
    )


def take_out(place: Place) -> int:
    """Change the running program at one place; answer how many functions got the new code."""
    path = ROOT / place.file
    tree = ast.parse(path.read_text(encoding="utf-8"))
    changed = ast.fix_missing_locations(_TakeOut(place).visit(tree))
    whole = compile(changed, str(path), "exec")
    new = next(code for code in _codes(whole) if code.co_qualname == place.name)
    found = 0
    for function in gc.get_objects():
        if isinstance(function, FunctionType) and _is_of(function.__code__, path, place.name):
            function.__code__ = new
            found += 1
    return found


def _codes(code: CodeType) -> Iterator[CodeType]:
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield constant
            yield from _codes(constant)


def _is_of(code: CodeType, path: Path, name: str) -> bool:
    return code.co_qualname == name and Path(code.co_filename) == path
