"""Files out of a ``winmail.dat``, Outlook's own wrapping (MS-OXTNEF). No Django here."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from goodword.channels.parsing.charsets import decoded

_SIGNATURE = 0x223E9F78
_BEGINS, _TITLE, _DATA, _PROPERTIES = 0x9002, 0x8010, 0x800F, 0x9005
_LONG_NAME, _CONTENT = 0x3707, 0x3701
_FIXED = {0x0002: 4, 0x0003: 4, 0x0004: 4, 0x000B: 4, 0x0005: 8, 0x0006: 8, 0x0007: 8, 0x000A: 4,
          0x0014: 8, 0x0040: 8, 0x0048: 16}  # fmt: skip
_MANY = 1_000


def files(raw: bytes) -> list[tuple[str, bytes]]:
    """Answer names and bytes of the files in it; none when it is no such wrapping, or broken."""
    found: list[tuple[str, bytes]] = []
    name, content = "", b""
    for number, value in _attributes(raw):
        if number == _BEGINS:
            if content:
                found.append((name or "attachment", content))
            name, content = "", b""
        elif number == _TITLE:
            name = name or decoded(value.rstrip(b"\0"))
        elif number == _DATA:
            content = value
        elif number == _PROPERTIES:
            long_name, inside = _named(value)
            name, content = long_name or name, content or inside
    return [*found, (name or "attachment", content)] if content else found


def _attributes(raw: bytes) -> Iterator[tuple[int, bytes]]:
    if len(raw) < 6 or struct.unpack_from("<I", raw)[0] != _SIGNATURE:
        return
    place = 6
    for _number in range(_MANY):
        if place + 9 > len(raw):
            return
        _level, attribute, _kind, length = struct.unpack_from("<BHHI", raw, place)
        place += 9
        yield attribute, raw[place : place + length]
        place += length + 2


def _named(raw: bytes) -> tuple[str, bytes]:
    """Look through the properties of one file for its long name and its bytes."""
    found = dict(_properties(raw))
    name = found.get(_LONG_NAME, b"")
    wide = b"\0" in name[:-1]
    text = decoded(name, "utf-16-le" if wide else "")
    return text.strip("\0 "), found.get(_CONTENT, b"")


def _properties(raw: bytes) -> Iterator[tuple[int, bytes]]:
    if len(raw) < 4:
        return
    place = 4
    for _number in range(min(_MANY, struct.unpack_from("<I", raw)[0])):
        if place + 4 > len(raw):
            return
        kind, tag = struct.unpack_from("<HH", raw, place)
        place += 4
        if tag >= 0x8000:
            # Named ones follow a path of their own; no file's name or bytes are among them.
            return
        if (kind & 0xFFF) in _FIXED:
            place += _FIXED[kind & 0xFFF]
            continue
        if place + 8 > len(raw):
            return
        count = 1 if kind in {0x001E, 0x001F, 0x0102, 0x000D} else 0
        number, length = struct.unpack_from("<II", raw, place)
        if not count or number != 1:
            return
        place += 8
        yield tag, raw[place : place + length]
        place += length + (-length % 4)
