"""Starter catalogues: eight departments to begin with instead of an empty page (S004-03).

Sentences are marked for translation; they are written into the catalogue in the language that
is active when a department is chosen, and belong to the team from then on.
"""

from goodword.catalogue.starter import (
    communications,
    facilities,
    finance,
    hr,
    it,
    marketing,
    operations,
    registry,
)
from goodword.catalogue.starter.parts import Department, StarterService

__all__ = ["Department", "StarterService", "department", "departments"]


def departments() -> list[Department]:
    """Return the eight departments, in the order in which they are offered."""
    return [
        hr.DEPARTMENT,
        it.DEPARTMENT,
        finance.DEPARTMENT,
        marketing.DEPARTMENT,
        communications.DEPARTMENT,
        facilities.DEPARTMENT,
        registry.DEPARTMENT,
        operations.DEPARTMENT,
    ]


def department(key: str) -> Department:
    """Return the department of a key. Raises ``KeyError``."""
    return {one.key: one for one in departments()}[key]
