"""The interface by itself: nothing that the rooms above tell every page."""

import pytest

from goodword.ui import context


@pytest.fixture(autouse=True)
def _alone(monkeypatch):
    monkeypatch.setattr(context, "_providers", {})
