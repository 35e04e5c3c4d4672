"""Reading addresses out of a header, in one pass and without surprises. No Django here.

The standard parser takes ``alice@corp.org <evil@x.org>`` for Alice and falls over long nests of
brackets. Here the address between angles is the address; what is quoted or in round brackets is
only a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_PLAIN = re.compile(r"[^\s<>@,;:\"()\\]{1,320}@[^\s<>@,;:\"()\\]{1,255}")

_DRESS = re.compile(r"[\"\\]")
_ALONE = re.compile(r"[A-Za-z][A-Za-z0-9._-]{1,60}")


def pieces(value: str) -> list[str]:
    """Split a header at its commas and semicolons, but not inside quotes, brackets or angles."""
    found: list[str] = []
    piece: list[str] = []
    quoted, depth, angle, escaped = False, 0, False, False
    for sign in value:
        if not escaped and sign in ",;" and not (quoted or depth or angle):
            found.append("".join(piece))
            piece = []
            continue
        piece.append(sign)
        if escaped:
            escaped = False
        elif sign == "\\":
            escaped = True
        elif quoted:
            quoted = sign != '"'
        elif sign == '"':
            quoted = True
        elif sign in "()":
            depth = max(0, depth + (1 if sign == "(" else -1))
        elif sign in "<>":
            angle = sign == "<"
    return [*found, "".join(piece)]


def _outside(piece: str) -> tuple[str, str, str]:
    """Answer what stands outside of quotes and brackets, between angles, and the name."""
    plain: list[str] = []
    between: list[str] = []
    name: list[str] = []
    quoted, depth, angle, escaped = False, 0, False, False
    for sign in piece:
        if escaped:
            escaped = False
            (between if angle and not quoted else name).append(sign)
        elif sign == "\\":
            escaped = True
        elif sign == '"' and not depth:
            quoted = not quoted
        elif quoted:
            name.append(sign)
        elif sign in "()":
            depth = max(0, depth + (1 if sign == "(" else -1))
        elif depth:
            name.append(sign)
        elif sign == "<":
            between, angle = [], True
        elif sign == ">":
            angle = False
        else:
            (between if angle else plain).append(sign)
    return "".join(plain), "".join(between).strip(), "".join(name)


def read(value: str) -> list[tuple[str, str]]:
    """Answer (name, address) for each mailbox in a header; addresses as they were written."""
    found = [pair for piece in _named(pieces(value)) if (pair := _one(piece)) is not None]
    # A word beside real addresses is no address.
    return [pair for pair in found if "@" in pair[1]] or found


def _named(pieces_: list[str]) -> Iterator[str]:
    """Join a name that was written with a comma and no quotes: "Yusuf, Amina <amina@x>"."""
    held = ""
    for piece in pieces_:
        if "@" not in piece and ":" not in piece and piece.strip():
            if held:
                yield held
            held = piece
        elif held:
            is_name = "@" in piece.partition("<")[2] and "@" not in piece.partition("<")[0]
            yield from [f"{held},{piece}"] if is_name else [held, piece]
            held = ""
        else:
            yield piece
    if held:
        yield held


def _one(piece: str) -> tuple[str, str] | None:
    plain, between, quoted = _outside(piece)
    if between:
        # Blanks within an address belong to nobody.
        address = _PLAIN.search(re.sub(r"\s+", "", between) if between.count("@") == 1 else between)
        # Where only a part is set apart, the name keeps its order.
        before = _DRESS.sub("", piece.rpartition("<")[0]) if plain.strip() else ""
        name = (before.strip() and quoted and before) or quoted or plain
    else:
        address = _PLAIN.search(plain)
        around = plain.replace(address[0], " ", 1).strip() if address else ""
        name = quoted if quoted or ":" in around else around
    if address is None:
        # Machines of one house leave the domain out.
        bare = (between or plain).strip()
        return (" ".join(name.split()), bare) if _ALONE.fullmatch(bare) else None
    return " ".join(name.split()), address[0]
