"""What every test may ask for; the machinery is in tests/rig."""

from __future__ import annotations

pytest_plugins = ["tests.rig.session", "tests.rig.browser", "tests.rig.cast"]
