"""Whether the border of the house vouches for who wrote a mail (RFC 8601). No rows, no clock.

Anybody can write "pass" into a mail. Believed is only the topmost ``Authentication-Results`` that
bears the name of a mail server of our own: whatever a mail brought along stands below what that
server put on top, and it takes forged ones of its own name away.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

#: What the operator writes for a border that does not name itself, as Exchange Online does not.
UNNAMED = "unnamed"
_RESULT = re.compile(r"([a-z][a-z0-9-]*)(?:/[0-9]+)?=([a-z]+)")
_PROPERTY = re.compile(r"((?:header|smtp|policy)\.[a-z0-9-]+)=([^\s;]+)")
#: Which property names the domain that a method has looked at.
_DOMAIN_OF = {
    "dmarc": ("header.from",),
    "dkim": ("header.d", "header.i"),
    "spf": ("smtp.mailfrom", "smtp.helo"),
}
#: A header of this length says no more than a shorter one.
LONGEST = 8_000


@dataclass(frozen=True)
class Result:
    """What one method found: ``dmarc``, ``pass``, and the domain that it looked at."""

    method: str
    verdict: str
    domain: str


def vouches(headers: Sequence[str], border: Iterable[str], sender: str) -> bool:
    """Say whether our border found that a mail comes from the domain of its sender.

    DMARC decides where the border asked for it; else a DKIM signature or an SPF pass that is
    aligned with the sender's domain.
    """
    domain = sender.rpartition("@")[2].lower()
    results = _of_border(headers, {name.lower() for name in border})
    asked = [it for it in results if it.method == "dmarc" and it.verdict != "none"]
    if asked:
        return all(it.verdict == "pass" and it.domain in ("", domain) for it in asked)
    return bool(domain) and any(
        it.verdict == "pass" and it.method != "dmarc" and _is_aligned(it.domain, domain)
        for it in results
    )


def _is_aligned(found: str, domain: str) -> bool:
    """The same domain, or one above it that somebody can own."""
    return found == domain or ("." in found and domain.endswith(f".{found}"))


def _of_border(headers: Sequence[str], border: set[str]) -> list[Result]:
    """Answer what the topmost header by one of these names says."""
    for header in headers:
        name, results = _read(header[:LONGEST].lower())
        if name in border:
            return results
    return []


def _read(header: str) -> tuple[str, list[Result]]:
    """Take one header apart: who says it, and what was found."""
    first, *rest = _plain(header).split(";")
    if "=" in first:
        return UNNAMED, [it for piece in (first, *rest) if (it := _result(piece))]
    name = (first.split() or [""])[0]
    return name, [it for piece in rest if (it := _result(piece))]


def _result(piece: str) -> Result | None:
    found = _RESULT.match(piece.strip())
    if found is None or found[1] not in _DOMAIN_OF:
        return None
    properties = dict(reversed(_PROPERTY.findall(piece)))
    said = next((properties[name] for name in _DOMAIN_OF[found[1]] if name in properties), "")
    return Result(found[1], found[2], said.rpartition("@")[2])


def _plain(text: str) -> str:
    """Leave out what stands in brackets, and of what is quoted every sign that parts anything.

    The address in a result is its sender's to choose, and quoted it may hold what looks like
    another result.
    """
    kept, depth, quoted, escaped = [], 0, False, False
    for sign in text:
        if escaped:
            escaped = False
        elif sign == "\\":
            escaped = True
        elif sign == '"':
            quoted = not quoted
        elif sign in "()" and not quoted:
            depth = max(0, depth + (1 if sign == "(" else -1))
        elif depth == 0 and not (quoted and sign in "();= "):
            kept.append(sign)
    return "".join(kept)
