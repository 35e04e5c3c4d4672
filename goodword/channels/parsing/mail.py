"""Understanding one mail, from its bytes to plain facts. Runs in the limited child; no Django here.

This is the one place where a mail is understood: intake and ``goodword mail explain`` both answer
what stands here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from goodword.channels.parsing import (
    addresses,
    bodies,
    cleaning,
    forwards,
    headers,
    kinds,
    language,
    reply,
    reports,
    special,
    structure,
)
from goodword.channels.parsing import lines as lines_
from goodword.channels.parsing.bodies import Attached, Body
from goodword.channels.parsing.bounds import HERE
from goodword.channels.parsing.structure import Part, TooMuch

__all__ = ["TooMuch", "Understood", "understand"]

_ID = re.compile(r"<[^<>\s]{1,500}>")
_BARE_ID = re.compile(r"[^\s<>@,;]{1,250}@[^\s<>@,;]{1,250}")
_RECIPIENTS = (
    "to", "cc", "bcc", "delivered-to", "x-original-to", "envelope-to", "x-envelope-to",
    "resent-to",
)  # fmt: skip
#: Headers that intake looks at besides what is told of every mail.
_TELLING = ("authentication-results", "x-goodword-loop", "return-path", "auto-submitted",
            "x-ms-exchange-organization-authas")  # fmt: skip
_TOKEN = re.compile(r"\bGW-[0-9A-Z]{6}\b", re.IGNORECASE)
_OTHER_TOKEN = re.compile(r"\[[^\[\]]{0,40}#\s?\d{1,12}\]")


@dataclass
class Understood:
    """What a mail says, as plain facts, and the files that came with it."""

    facts: dict[str, Any]
    attached: list[Attached] = field(default_factory=list)


def understand(raw: bytes) -> Understood:
    """Answer what a mail says. Raises ``TooMuch``; anything else ends the process."""
    mail = structure.read(raw)
    body = bodies.read(mail)
    shown = body.lines()
    facts = _who_and_when(mail) | _what(body, shown)
    lines = facts["full_text"].split("\n")
    facts["forwarded"] = forwards.writer_of(mail, facts["subject"], lines)
    words = _report_words(mail, facts["full_text"])
    judged = kinds.Judged(mail, tuple(facts["senders"][0]) if facts["senders"] else ("", ""),
                          facts["subject"], words)  # fmt: skip
    facts["kind"], facts["kind_reason"] = kinds.kind_of(judged)
    facts["bounce"], facts["gave_up"] = None, False
    if facts["kind"] == kinds.DELIVERY_REPORT:
        told = reports.read(mail, words)
        facts["bounce"], facts["gave_up"] = reports.as_told(told), reports.is_final(told)
    seal = special.seal_of(mail, facts["full_text"])
    facts["seal"] = seal or special.wrapping_of(body.attached)
    facts["invitation"] = special.invitation_of(mail)
    facts["thread_keys"] = _thread_keys(facts)
    facts["problems"] = _problems(mail, facts) + body.problems
    return Understood(facts, body.attached)


def _report_words(mail: Part, full_text: str) -> str:
    """Answer what a report says itself: its text, not that of the mail it sends back."""
    texts = [part.text() for part in mail.leaves() if part.kind == "text/plain"]
    return "\n\n".join(texts) if any(text.strip() for text in texts) else full_text


def _who_and_when(mail: Part) -> dict[str, Any]:
    moment = headers.moment(mail.first("date"))
    return {
        "message_id": next(iter(_ids(mail, "message-id")), ""),
        "in_reply_to": _ids(mail, "in-reply-to")[: HERE.references],
        "references": _ids(mail, "references")[-HERE.references :],
        "senders": _mailboxes(mail, "from"),
        "says_from": (
            _mailboxes(mail, "from") or _mailboxes(mail, "reply-to") or _mailboxes(mail, "sender")
        )[:1],
        "to": _mailboxes(mail, "to"),
        "cc": _mailboxes(mail, "cc"),
        "recipients": [
            address.lower() for name in _RECIPIENTS for _who, address in _mailboxes(mail, name)
        ],
        "subject": headers.words(mail.first("subject")),
        "date": moment.strftime("%Y-%m-%dT%H:%M:%SZ") if moment else None,
        # As they stand: what a stranger has encoded in them is no machine's word.
        "headers": {
            name: list(map(headers.flat, mail.all(name))) for name in _TELLING if mail.all(name)
        },
    }


def _what(body: Body, shown: list[lines_.Line]) -> dict[str, Any]:
    told = _told(body, shown)
    full_text = lines_.joined(shown)
    return {
        "text": told.text,
        "signature": told.signature,
        "elided": told.elided,
        "full_text": full_text,
        "language": language.of(told.text or full_text),
        "html": "\n".join(map(cleaning.clean, body.pages)),
    }


def _told(body: Body, shown: list[lines_.Line]) -> reply.Reply:
    """Tell own words from quotes; where the plain text shows no quote, the HTML may mark one."""
    told = reply.cut(shown)
    if told.elided or not body.plain or not (marked := body.marked()):
        return told
    other = reply.cut(marked)
    # Only words that the plain text says too, so that nothing is made up.
    said = set(told.text.split())
    is_same = bool(other.text) and said.issuperset(other.text.split())
    return other if other.elided and is_same else told


def _ids(mail: Part, name: str) -> list[str]:
    said = " ".join(map(headers.flat, mail.all(name)))
    return _ID.findall(said) or [f"<{it}>" for it in _BARE_ID.findall(said)]


def _mailboxes(mail: Part, name: str) -> list[tuple[str, str]]:
    """Answer the mailboxes of a header; names are decoded after the addresses were read."""
    found = []
    for value in mail.all(name):
        found += [
            (headers.words(who), address) for who, address in addresses.read(headers.flat(value))
        ]
    return found


def _thread_keys(facts: dict[str, Any]) -> list[str]:
    """Answer by what a mail may be joined to earlier ones, the surest first (PEERS 3c)."""
    signed = [it for it in facts["recipients"] if it.startswith("reply+")]
    subject = facts["subject"]
    tokens = [it.upper() for it in _TOKEN.findall(subject)] + _OTHER_TOKEN.findall(subject)
    keys = [*signed, *facts["in_reply_to"], *reversed(facts["references"]), *tokens]
    return list(dict.fromkeys(keys))[: HERE.references + 20]


def _problems(mail: Part, facts: dict[str, Any]) -> list[str]:
    """Say what is odd about a mail, for who has to look at it."""
    found = []
    if not facts["senders"]:
        found.append("no From")
    if len({address.lower() for _name, address in facts["senders"]}) > 1:
        found.append("several senders")
    if not facts["message_id"]:
        found.append("no Message-ID")
    if facts["date"] is None:
        found.append("an unreadable date" if mail.first("date") else "no date")
    if not facts["full_text"].strip():
        found.append("no text")
    return found
