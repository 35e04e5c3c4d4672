"""A folder in which the web processes of one supervisor count together (see ``metrics``)."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile

#: How the library is told; it reads this when it is imported.
SHARED = "PROMETHEUS_MULTIPROC_DIR"


def begin() -> None:
    """Make the folder, before any process that counts is started; it goes with this process."""
    folder = tempfile.mkdtemp(prefix="goodword-metrics-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    os.environ[SHARED] = folder
