"""What a mail is, judged by what it says of itself. No rows, no clock (PEERS 3d)."""

from __future__ import annotations

import hashlib
import re
from typing import Final

from goodword.channels.parsing import Parsed, kinds
from goodword.house import limits
from goodword.outbox.rules import one_line

_ANSWERS: Final = re.compile(
    r"^((re|aw|sv|antw|ref|odp|fwd?|wg|tr|rv|enc|vs|vb|vl|pd|doorst|回复|答复|回覆|转发|轉寄|転送|返信)"
    r"(\[\d+\])?\s*[:：]\s*)+",
    re.IGNORECASE,
)
_DISOWNED = re.compile(r"\bdmarc\s*=\s*fail\b")
_TOKEN = re.compile(r"\bGW-([0-9A-Z]{6})\b", re.IGNORECASE)
_SAME = (b"from", b"to", b"cc", b"subject", b"date", b"message-id", b"content-type")


def classify(parsed: Parsed, *, domain: str) -> tuple[str, str]:
    """Say what kind of mail it is and by which sign: our own come round, or what it says it is."""
    if parsed.header("x-goodword-loop") == domain.lower():
        return kinds.OWN_LOOP, "X-Goodword-Loop"
    return parsed.kind, parsed.kind_reason


def is_disowned(parsed: Parsed) -> bool:
    """Say whether a mail server found that the domain of ``From`` does not stand by this mail.

    Only a failure is believed (RFC 8601): whoever forges a mail can write "pass" into it, and
    nobody forges a mail and has it say that it is forged.
    """
    return bool(_DISOWNED.search(parsed.header("authentication-results")))


def title_of(parsed: Parsed) -> str:
    """Answer the title of a request from a mail's subject, else from its first line."""
    subject = _ANSWERS.sub("", one_line(parsed.subject, 2_000)).strip()
    first = next((line for line in parsed.full_text.split("\n") if line.strip()), "")
    return one_line(subject or first)


def references_in(subject: str) -> list[str]:
    """Answer the references of requests that a subject names."""
    return [f"GW-{token.upper()}" for token in _TOKEN.findall(subject)[:5]]


def fingerprint(raw: bytes) -> str:
    """Answer what stays the same however often and by whichever way a mail is delivered.

    What has no end of its headers within their limit is no longer taken apart.
    """
    flat = raw.replace(b"\r\n", b"\n")
    end = flat.find(b"\n\n", 0, limits.MAIL_HEADERS_SIZE)
    end = limits.MAIL_HEADERS_SIZE if end < 0 else end
    head, body = flat[:end], flat[end + 2 :]
    lines = re.sub(rb"\n[ \t]+", b" ", head).split(b"\n")
    kept = sorted(line for line in lines if line.partition(b":")[0].lower() in _SAME)
    return hashlib.sha256(b"\n".join([*kept, b"", body.rstrip()])).hexdigest()


def id_or_derived(message_id: str, print_of_it: str, domain: str) -> str:
    """Answer the mail's own id, or one that any redelivery of the same mail gets too."""
    return message_id or f"<derived.{print_of_it[:40]}@{domain}>"
