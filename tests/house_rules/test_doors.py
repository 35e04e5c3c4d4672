"""Doors look through a person's eyes, and nobody goes round the guard."""

from __future__ import annotations

import ast

from tests.house_rules.source import attributes, calls, doors, modules

#: What would read rows as nobody in particular.
EVERYBODYS = {
    "all",
    "filter",
    "get",
    "exclude",
    "values",
    "values_list",
    "first",
    "last",
    "count",
    "exists",
    "in_bulk",
    "aggregate",
    "annotate",
    "order_by",
    "only",
    "defer",
    "select_related",
    "prefetch_related",
    "iterator",
    "create",
    "get_or_create",
    "update_or_create",
    "bulk_create",
    "update",
    "delete",
    "raw",
}
#: Which modules speak to the database themselves, and why.
OWN_SQL = {
    "goodword/operations/running/preparation.py": "a lock, no rows",
    "goodword/operations/running/time_outs.py": "how long queries may take, no rows",
    "goodword/operations/running/database.py": "how it is set and how large it is, no rows",
    "goodword/operations/running/statistics.py": "how rows are spread, none of them read",
    "goodword/house/prepared.py": "asks what was put into SQL with somebody's eyes on it",
    "goodword/demo/building.py": "how the disk is used meanwhile, no rows",
}
#: Where querysets that choose rows for somebody are defined.
SCOPING = ("/models/", "/models.py", "/visibility.py", "house/guard.py")


#: What has no eyes to look through, and why.
FOR_EVERYBODY = {
    "Organisation": "the house's own name",
    "Person": "the staff directory",
    "Team": "every colleague may know which teams there are",
    "Membership": "the staff directory",
    "Absence": "the staff directory",
    "Expertise": "the staff directory",
    "Charter": "published; the service it belongs to is looked up through eyes",
    "ServiceRecord": "numbers about a service that stand on its page",
}


def _starts_from_everybody(node: ast.Attribute) -> bool:
    return (
        node.attr in EVERYBODYS
        and isinstance(node.value, ast.Attribute)
        and node.value.attr in ("objects", "_default_manager")
        and ast.unparse(node.value.value) not in FOR_EVERYBODY
    )


def _lines_of_the_system(tree: ast.Module) -> set[int]:
    """Lines inside ``with system_scope(...)``: that reason is listed and read by itself."""
    return {
        line
        for node in ast.walk(tree)
        if isinstance(node, ast.With)
        and any("system_scope(" in ast.unparse(item.context_expr) for item in node.items)
        for line in range(node.lineno, (node.end_lineno or node.lineno) + 1)
    }


def test_there_are_doors():
    assert doors()


def test_a_door_starts_from_what_the_person_may_see():
    places = [
        f"{name}:{node.lineno} objects.{node.attr}"
        for name, tree in doors().items()
        for node in attributes(tree)
        if _starts_from_everybody(node) and node.lineno not in _lines_of_the_system(tree)
    ]
    assert places == []


def test_a_door_hands_no_bare_model_to_a_shortcut():
    shortcuts = ("get_object_or_404", "get_list_or_404")
    places = [
        f"{name}:{call.lineno}"
        for name, tree in doors().items()
        for call in calls(tree)
        if isinstance(call.func, ast.Name)
        and call.func.id in shortcuts
        and isinstance(call.args[0], ast.Name)
        and call.args[0].id[0].isupper()
    ]
    assert places == []


def test_nobody_goes_round_the_guard():
    places = [
        f"{name}:{node.lineno} {node.attr}"
        for name, tree in modules().items()
        for node in attributes(tree)
        if _goes_round(name, node)
    ]
    assert places == []


def _goes_round(name: str, node: ast.Attribute) -> bool:
    around = {"_base_manager", "raw", "extra"} - ({"raw"} if "guard" in name else set())
    return (
        node.attr in around
        or (
            node.attr == "cursor"
            and isinstance(node.value, ast.Name)
            and node.value.id == "connection"
            and name not in OWN_SQL
        )
        or (node.attr == "scoped" and not any(where in name for where in SCOPING))
    )
