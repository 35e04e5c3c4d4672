"""How the two processes speak: a length, then that many bytes. No Django here."""

from __future__ import annotations

import struct
from typing import BinaryIO

_LENGTH = struct.Struct(">Q")


def write(stream: BinaryIO, payload: bytes) -> None:
    """Write one frame and push it through."""
    stream.write(_LENGTH.pack(len(payload)))
    stream.write(payload)
    stream.flush()


def read(stream: BinaryIO) -> bytes | None:
    """Read one frame, or answer None when the other side has gone."""
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack(head)
    payload = stream.read(length)
    return payload if len(payload) == length else None
