"""What people say, by occasion: read once from the lists beside this room."""

from __future__ import annotations

from functools import cache
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[1] / "data"


@cache
def phrases() -> dict[str, tuple[str, ...]]:
    """Everything that is said on an occasion, by the occasion's name."""
    found: dict[str, list[str]] = {}
    occasion = ""
    for line in (FOLDER / "phrases.txt").read_text("utf-8").splitlines():
        if line.startswith("# "):
            occasion = line[2:].strip()
        elif line.strip():
            found.setdefault(occasion, []).append(line.strip())
    return {name: tuple(lines) for name, lines in found.items()}
