"""What a form control needs in its tag: its class, and what describes it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.forms import BoundField

_CLASSES = {"textarea": "area", "select": "select", "selectmultiple": "select", "checkbox": ""}


def control_attributes(
    bound: BoundField,
    hint: str = "",
    *,
    said: bool = False,
    short: bool = False,
    more: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """Return the attributes of the control of a bound field.

    ``said`` sets the words of a person in serif, as does a field that has it; ``short`` keeps the
    control narrow. Hint and error are named in ``aria-describedby``; they carry the ids
    ``<id>_hint`` and ``<id>_error``.
    """
    classes = [_CLASSES.get(bound.widget_type, "input")]
    classes += ["said"] if said or getattr(bound.field, "said", False) else []
    classes += ["input--short"] if short else []
    described = [f"{bound.auto_id}_hint"] if hint else []
    described += [f"{bound.auto_id}_error"] if bound.errors else []
    found: dict[str, Any] = {"class": " ".join(name for name in classes if name)}
    if described:
        found["aria-describedby"] = " ".join(described)
    if bound.errors:
        found["aria-invalid"] = "true"
    kept = {key: value for key, value in found.items() if value != ""}
    return {**kept, **{key: value if value != "" else False for key, value in (more or {}).items()}}
