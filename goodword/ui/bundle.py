"""One style sheet out of many parts, without a build step.

The parts in ``css/`` are what people edit; ``static/ui/goodword.css`` is what browsers get,
under a hashed name like every other static file. The bundle is kept in the repository, so
nothing has to run before the server starts; a test fails when it is not the sum of its parts.
Write it anew with ``python -m goodword.ui.bundle``.
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOM = Path(__file__).parent
PARTS = ROOM / "css"
BUNDLE = ROOM / "static" / "ui" / "goodword.css"

HEAD = """\
/* Goodword. Put together from goodword/ui/css by `python -m goodword.ui.bundle`; edit there. */
@layer reset, tokens, base, layout, components, utilities;
"""


def parts() -> list[Path]:
    """Return the parts in the order in which they are put together: by their number."""
    return sorted(PARTS.glob("*.css"))


def bundle() -> str:
    """Return the whole style sheet: the order of the layers, then every part."""
    return HEAD + "".join(f"\n{part.read_text(encoding='utf-8')}" for part in parts())


def write() -> Path:
    """Write the bundle anew and return where it is."""
    BUNDLE.write_text(bundle(), encoding="utf-8")
    return BUNDLE


if __name__ == "__main__":
    sys.stdout.write(f"{write()}\n")
