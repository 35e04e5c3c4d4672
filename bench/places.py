"""Where the loaded organisation is kept between two runs, and the environment it is served in."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
#: Not a secret: what is loaded is nobody's, and is served on the loopback alone.
SECRET_KEY = "the-bench-serves-nobody-but-itself-on-the-loopback-only-" * 2
#: Raise it when lives are loaded differently, so that nobody measures an old load.
VERSION = 1


@dataclass(frozen=True)
class Place:
    """A loaded organisation: how large, on which engine, in which folder."""

    size: int
    engine: str
    folder: Path
    address: str = ""

    @property
    def data(self) -> Path:
        """The data folder that the product is given."""
        return self.folder / "data"

    @property
    def about(self) -> Path:
        """What is known of the load; written last."""
        return self.folder / "about.json"

    def environment(self, **more: str) -> dict[str, str]:
        """The environment for the product's processes."""
        kept = {k: v for k, v in os.environ.items() if not k.startswith("GOODWORD_")}
        kept.pop("DATABASE_URL", None)
        kept |= {
            "GOODWORD_DATA": str(self.data),
            "GOODWORD_SECRET_KEY": SECRET_KEY,
            "BENCH_DATA": str(self.data),
            "PYTHONPATH": str(ROOT),
        }
        if self.address:
            kept["DATABASE_URL"] = self.address
        return kept | more

    def known(self) -> dict[str, Any] | None:
        """What was loaded, when it fits what the product looks like today."""
        try:
            about: dict[str, Any] = json.loads(self.about.read_text(encoding="utf-8"))
        except (FileNotFoundError, ValueError):
            return None
        return about

    def note(self, about: dict[str, Any]) -> None:
        """Write down what was loaded."""
        self.about.write_text(json.dumps(about, indent=1), encoding="utf-8")


def shelf() -> Path:
    """The folder in which all loads are kept.

    PostgreSQL from the wheel runs as a user of its own, who must reach its files: it is the
    system's temporary folder then.
    """
    chosen = os.environ.get("BENCH_CACHE")
    return Path(chosen) if chosen else Path(tempfile.gettempdir()) / "goodword-bench"


def fingerprint() -> str:
    """Changes whenever a migration does, or the way of loading."""
    digest = hashlib.sha256(str(VERSION).encode())
    for file in sorted((ROOT / "goodword").glob("*/migrations/0*.py")):
        digest.update(file.name.encode() + file.read_bytes())
    for name in ("stories", "lives", "organisation"):
        digest.update((ROOT / "bench" / f"{name}.py").read_bytes())
    return digest.hexdigest()[:12]


def fingerprint_of_source() -> str:
    """Changes with every line of the product or of the bench."""
    digest = hashlib.sha256()
    for folder in ("goodword", "bench"):
        for file in sorted((ROOT / folder).rglob("*.py")):
            if "tests" not in file.parts:
                digest.update(file.read_bytes())
    return digest.hexdigest()[:12]


def place(size: int, engine: str, address: str = "") -> Place:
    """The place for a load; loads of other versions of the product are thrown away."""
    name = f"{engine}-{size}-{fingerprint()}"
    for old in shelf().glob(f"{engine}-{size}-*"):
        if old.name != name:
            shutil.rmtree(old)
    return Place(size, engine, shelf() / name, address)


def prepare(where: Place) -> None:
    """Make empty tables, as the product does when it starts."""
    code = "import django; django.setup(); "
    code += "from goodword.operations.running.preparation import prepare; prepare()"
    where.data.mkdir(parents=True, exist_ok=True)
    run = [sys.executable, "-c", code]
    settings = where.environment(DJANGO_SETTINGS_MODULE="goodword.settings")
    subprocess.run(run, check=True, env=settings, cwd=ROOT)


def today() -> datetime:
    """The moment until which everything is lived: the last midnight, in UTC."""
    return datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
