"""How much of a mail is read at most, as the house has set it. No Django here.

The reading process is told once, when it starts; the rooms it reads for keep the figures.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass
class Bounds:
    """Parts inside parts, parts, files, earlier mails named; bytes and seconds of computing."""

    depth: int = 30
    parts: int = 500
    attachments: int = 50
    references: int = 100
    memory: int = 400 * 1024 * 1024
    cpu_seconds: int = 10


#: What holds in this process.
HERE = Bounds()
