"""Taking the eyes out of the program at one place, in memory, without touching a file.

A place is a call of ``visible_to`` or one of its siblings, or the body of such a method. Taken
out, a call answers every row there is, and a method leaves every row in. The function around the
place gets the code of the changed source; nothing else of the program is loaded anew.
"""

from __future__ import annotations

import ast
import copy
import gc
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any, TypeGuard
from unittest.mock import patch

from goodword.house.prepared import Prepared

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


#: A function: its file and its name.
Spot = tuple[str, str]


@dataclass(frozen=True)
class Place:
    """One place: a file, a line, and the name of the outermost function around it."""

    file: str
    line: int
    column: int
    name: str
    eyes: str
    is_definition: bool

    @property
    def spot(self) -> Spot:
        """The function around it."""
        return self.file, self.name

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
    for name, function in _functions(_tree(file)):
        if function.name in EYES:
            yield Place(file, function.lineno, function.col_offset, name, function.name, True)
        for node in ast.walk(function):
            if _is_look(node) and isinstance(node.func, ast.Attribute):
                line, column = node.func.lineno, node.func.end_col_offset or 0
                yield Place(file, line, column, name, node.func.attr, False)


@cache
def _source(file: str) -> str:
    """The text of a file as it was first read: somebody may be writing while we run."""
    return (ROOT / file).read_text(encoding="utf-8")


def _tree(file: str) -> ast.Module:
    return ast.parse(_source(file))


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


class _Mark(ast.NodeTransformer):
    """Makes a function say that it is passed."""

    def __init__(self, spot: Spot) -> None:
        self.spot = spot

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.FunctionDef:
        said = ast.parse(f"__import__('sys').modules['{__name__}'].passing({self.spot!r})").body
        node.body = [*said, *node.body]
        return node


def _everything(node: ast.FunctionDef) -> str:
    """The body of a method that leaves every row in, guarded or not; of a manager, all rows."""
    return (
        "return self.scoped() if hasattr(self, 'scoped') else "
        "(self.all() if hasattr(self, 'query') else self.get_queryset())"
    )


def take_out(place: Place) -> int:
    """Change the running program at one place; answer how many functions got the new code."""
    tree = _tree(place.file)
    before = ast.dump(tree)
    changed = _TakeOut(place).visit(tree)
    return 0 if ast.dump(changed) == before else _put(changed, place.spot)


def mark(places: Iterable[Place]) -> None:
    """Let each function with a place in it say when it is passed, from now on."""
    spots = {place.spot for place in places}
    for file in {file for file, _name in spots}:
        import_module(file.removesuffix(".py").replace("/", "."))
    _running.cache_clear()
    for spot in spots:
        tree = _tree(spot[0])
        outer, _, inner = spot[1].rpartition(".")
        body = next(
            (
                node.body
                for node in tree.body
                if isinstance(node, ast.ClassDef) and node.name == outer
            ),
            tree.body,
        )
        for number, node in enumerate(body):
            if isinstance(node, ast.FunctionDef) and node.name == inner:
                body[number] = _Mark(spot).visit(node)
        if not _put(tree, spot):
            raise LookupError(f"{spot} is nowhere in the running program")


def _put(tree: ast.Module, spot: Spot) -> int:
    """Give the functions of this name their code in the changed source."""
    path = ROOT / spot[0]
    whole = compile(ast.fix_missing_locations(tree), str(path), "exec")
    new = next(code for code in _codes(whole) if code.co_qualname == spot[1])
    running = _running().functions.get(spot[1], ())
    found = [function for function in running if Path(function.__code__.co_filename) == path]
    for function in found:
        function.__code__ = new
    return len(found)


@dataclass(frozen=True)
class _Running:
    """The functions of the running program by name, and its prepared queries."""

    functions: Mapping[str, Sequence[FunctionType]]
    prepared: Sequence[Prepared[Any, Any]]


@cache
def _running() -> _Running:
    """What runs, looked up once: that takes longer than most of what is tried."""
    functions: dict[str, list[FunctionType]] = {}
    queries: list[Prepared[Any, Any]] = []
    for it in gc.get_objects():
        # never asked by isinstance: a lazy object would wake up
        if type(it) is FunctionType:
            functions.setdefault(it.__code__.co_qualname, []).append(it)
        elif type(it) is Prepared:
            queries.append(it)
    return _Running(functions, queries)


_noting: list[set[Spot]] = []
#: What was passed while a prepared query was put into SQL; asking it later passes it again.
_baked: dict[int, set[Spot]] = {}


def passing(spot: Spot) -> None:
    """Note that a marked function is passed."""
    for noted_down in _noting:
        noted_down.add(spot)


@contextmanager
def noted() -> Iterator[set[Spot]]:
    """Note the marked functions that are passed meanwhile, prepared ones too."""
    seen: set[Spot] = set()
    _noting.append(seen)
    asked = Prepared.__call__

    def ask(query: Any, *given: Any) -> Any:
        here: set[Spot] = set()
        _noting.append(here)
        try:
            return asked(query, *given)
        finally:
            _noting.pop()
            _baked.setdefault(id(query), set()).update(here)
            seen.update(_baked[id(query)])

    with patch.object(Prepared, "__call__", ask):
        try:
            yield seen
        finally:
            _noting.remove(seen)


def forget(spot: Spot | None = None) -> None:
    """Let prepared queries be put into SQL anew: all, or those that passed this function."""
    for query in _running().prepared:
        if spot is None or spot in _baked.get(id(query), ()):
            query._plans.clear()


def _codes(code: CodeType) -> Iterator[CodeType]:
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield constant
            yield from _codes(constant)
