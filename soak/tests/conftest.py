"""What tests of the harnesses share."""

import pytest


@pytest.fixture(autouse=True)
def _as_configured(settings):
    """A harness sets the program up as it needs it; the next test finds it as it was."""
    settings.CONFIGURATION = settings.CONFIGURATION
