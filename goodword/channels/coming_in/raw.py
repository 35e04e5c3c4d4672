"""Mails as they came, kept in the shared folder under their hash before anything reads them."""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path

from django.conf import settings

from goodword.house import faults


def folder() -> Path:
    """Answer where raw mails lie: in the shared folder, never under the web root."""
    return Path(settings.CONFIGURATION.shared) / "mail-in"


def path_of(sha256: str) -> Path:
    """Answer where one raw mail lies."""
    return folder() / sha256[:2] / f"{sha256}.eml"


def keep(raw: bytes) -> str:
    """Write a mail durably and answer its hash. A name appears only when its bytes are there."""
    sha256 = hashlib.sha256(raw).hexdigest()
    path = path_of(sha256)
    if path.exists():
        return sha256
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as half:
        try:
            half.write(raw)
            faults.point("mail.before_sync")
            half.flush()
            os.fsync(half.fileno())
        except OSError:
            # A full disk is not made fuller by every try.
            Path(half.name).unlink()
            raise
    faults.point("mail.synced")
    Path(half.name).replace(path)
    faults.point("mail.renamed")
    sync_folder(path.parent)
    return sha256


def sync_folder(path: Path) -> None:
    """Put the names in a folder on the disk."""
    where = os.open(path, os.O_RDONLY)
    try:
        os.fsync(where)
    finally:
        os.close(where)


def load(sha256: str) -> bytes:
    """Answer a mail as it came. Raises ``FileNotFoundError`` when it is no longer kept."""
    return path_of(sha256).read_bytes()
