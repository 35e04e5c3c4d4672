"""What the tests of this room share."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from goodword.house.guard import system_scope
from goodword.outbox.models import Letter


@pytest.fixture
def posted(db: None) -> Callable[[str], list[Letter]]:
    """The letters of a kind that are in the outbox."""

    def of_kind(kind: str) -> list[Letter]:
        with system_scope("tests"):
            return list(Letter.objects.filter(kind=kind).select_related("to"))

    return of_kind
