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
#: What the operator writes where a mailbox of Exchange is read, and its own word about mails from
#: within the organisation is believed (docs/decisions/0019).
EXCHANGE = "exchange"
#: The header in which Exchange says so. It takes it away from every mail that comes from outside.
INTERNAL = "x-ms-exchange-organization-authas"
_RESULT = re.compile(r"([a-z][a-z0-9-]*)(?:/[0-9]+)?=([a-z]+)")
_PROPERTY = re.compile(r"((?:header|smtp|policy)\.[a-z0-9-]+)=([^\s;]+)")
#: Which property names the domain that a method has looked at.
_DOMAIN_OF = {
    "dmarc": ("header.from",),
    "dkim": ("header.d", "header.i"),
    "spf": ("smtp.mailfrom", "smtp.helo"),
    "compauth": (),
}
#: Verdicts that say that the domain asks for nothing; then DKIM and SPF are looked at themselves.
_NO_POLICY = frozenset({"none", "bestguesspass"})
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
    results = _of_border(headers, _names(border))
    asked = [it for it in results if it.method == "dmarc" and it.verdict not in _NO_POLICY]
    if asked:
        return all(it.verdict == "pass" and it.domain in ("", domain) for it in asked)
    return bool(domain) and any(
        it.verdict == "pass" and it.method in {"dkim", "spf"} and _is_aligned(it.domain, domain)
        for it in results
    )


def is_internal(
    headers: Sequence[str], said: Sequence[str], border: Iterable[str], sender: str
) -> bool:
    """Say whether Exchange says that a mail was written by somebody who signed in to it there.

    Only for mails that we read out of a mailbox of Exchange ourselves, where the operator has
    named it. ``said`` are the headers ``INTERNAL`` of the mail, of which there must be one; the
    border's own result must be about the sender's domain and must not hold that it failed.
    """
    names = _names(border)
    if EXCHANGE not in names or [it.strip().lower() for it in said] != ["internal"]:
        return False
    domain = sender.rpartition("@")[2].lower()
    results = _of_border(headers, names)
    asked = [it for it in results if it.method == "dmarc"]
    about_it = [it for it in asked if it.domain == domain and it.verdict in {"none", "pass"}]
    return bool(about_it) and len(about_it) == len(asked) and not _is_doubted(results)


def _is_doubted(results: Sequence[Result]) -> bool:
    return any(it.method == "compauth" and it.verdict == "fail" for it in results)


def _names(border: Iterable[str]) -> set[str]:
    """The names of our border; Exchange gives itself none."""
    names = {name.lower() for name in border}
    return names | {UNNAMED} if EXCHANGE in names else names


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
