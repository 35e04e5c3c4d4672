"""Delivery reports read: whom a mail did not reach, why, and whether that is for good.

No Django here. Reports come as fields (RFC 3464), as JSON (Amazon) or as prose in a hundred styles;
the fields are believed first, then the prose, then the mail that was sent back.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from goodword.channels.parsing import headers, structure
from goodword.channels.parsing.reasons import by_category, by_status, by_words, is_for_good
from goodword.channels.parsing.structure import Part

_MOST, _READ = 200, 60_000
_ADDRESS = re.compile(
    r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.\-\"]{1,100}@[A-Za-z0-9][A-Za-z0-9.\-]{0,100}[A-Za-z0-9]"
)
_STATUS = re.compile(r"(?<![\d.])([245]\.\d{1,3}\.\d{1,3})(?![\d.])")
_CODE = re.compile(r"(?<![\d.])([245]\d\d)(?![\d.])")
_WORD = re.compile(r"[^\W\d_]{3,}")
_FIELD = re.compile(r"^([A-Za-z][A-Za-z-]{2,40})\s{0,3}:\s*(.*)$")
#: Amazon wraps what the other server said into words of its own.
_INNER_CAPITAL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_NOTICE = re.compile(r'\\?"(?:notificationType|eventType|bounce)\\?"')
_WRAPPED = re.compile(r"[45]\d\d-'(.{3,1000})'")
#: How reports tell at which step they were refused, and what the other server answered.
_DOING = re.compile(
    r"(?:>>>|-->|\bsent:) \w{4}[^\r\n]{0,40}|server for [^\r\n,]{0,20}command"
    r"|in reply to [^)\r\n]{0,40}|error from remote (?:mail ?)?(?:er"
    r"|server) after [^\r\n]{0,40}|did not like our [^\r\n]{0,12}"
    r"|sender was rejected"
    r"|SMTP:RCPT|\[RCPT_TO\]|\[BODY\]|does not like \w{4,9}"
    r"|after I sent the message|SMTP command\s{0,4}\w{4}",
    re.IGNORECASE,
)
_ANSWERED = re.compile(
    r"(?:^|[\s(\[:>\"'])([45]\d\d[ -](?:#?[45]\.\d{1,3}\.\d{1,3}\b)?[^\r\n]{3,})", re.MULTILINE
)
#: A word about a delay: the server goes on trying.
_WAITS = re.compile(
    r"not yet been delivered|has been delayed|(?:will|to) (?:be retried|keep trying|continue to)"
    r"|warning (?:message )?only|still undelivered|delay reason|no action is required",
    re.IGNORECASE,
)
#: From here on a report repeats the mail that was sent.
_SENT_BACK = re.compile(
    r"^[\s>*=+_-]{0,60}(?:(?:below this line|this|here) is (?:a|the) copy"
    r"|original message (?:follows|headers?|text|\()"
    r"|unsent message|the (?:header|text|body)s? of (?:the|your) original|message (?:headers?"
    r"|text|body|contents?) follows?"
    r"|returned (?:message|mail)|(?:your )?(?:original )?message (?:is )?(?:attached|follows)"
    r"|copy of (?:the|your) (?:original )?message"
    r"|-{3,} ?(?:original|unsent|undelivered) message|start of (?:the )?(?:original|returned)"
    r"|included (?:is|below)|headers? of the original"
    r"|rejected message|undelivered message follows|message header|content of the message"
    r"|the original mail|-- the attached)",
    re.IGNORECASE,
)
_TRACE = re.compile(r"^(?:Received: (?:from|by|\()|Return-Path: ?<?|X-Received: )", re.IGNORECASE)
_NOT_ASKED = re.compile(
    r"^(?:postmaster|mailer-daemon|abuse|support|help|helpdesk|hostmaster|noc|root)@", re.IGNORECASE
)
#: Whom a report says to ask is not whom the mail did not reach.
_ASKED = re.compile(
    r"\b(?:contact|ask|write to|questions? to|help|assistance)\b[^@]{0,30}$", re.IGNORECASE
)
_TELLS = re.compile(
    r"^\s{0,12}(?:[*•-] )?<?[^\s<>@]{1,100}@[^\s<>@]{1,100}>?\s*(?::.{0,300}|\(.{0,300}"
    r"|on .{0,80}|,?\s*Reason.{0,200}|\.{3}.{0,300})?$"
    r"|recipient|rcpt to|address(?:es)?\b|(?:deliver|sent|mail(?:ed)?|message|send)\w{0,6} to\b"
    r"|^\s{0,4}to\s*:|was not delivered|undeliverable|^\s{0,4}\d{3}[ -]",
    re.IGNORECASE,
)


@dataclass
class Recipient:
    """One person a mail did not reach, and why."""

    address: str
    status: str = ""
    reason: str = ""
    permanent: bool = False
    delayed: bool = False


def read(mail: Part, words: str) -> list[Recipient]:
    """Answer whom a report is about; ``words`` is the report's own text."""
    prose = _without_sent_back(words[:_READ])
    fields = [
        part.text()
        for part in mail.leaves()
        if "delivery-status" in part.kind or part.kind == "message/xdelivery-status"
    ]
    found = _of_fields(fields, prose) or _of_json(words) or _of_fields([words], prose)
    if not found:
        found = _of_prose(mail, prose)
    return found[:_MOST]


def as_told(recipients: Iterable[Recipient]) -> dict[str, Any] | None:
    """Answer a report as plain facts; None when everything it names has arrived."""
    told = list(recipients)
    failed = [it for it in told if it.reason != "delivered"]
    if told and not failed:
        return None
    return {
        "permanent": any(it.permanent for it in failed),
        "recipients": [
            {name: it for name, it in asdict(one).items() if name != "delayed"} for one in failed
        ],
    }


def is_final(recipients: Iterable[Recipient]) -> bool:
    """Say whether a report gives somebody up, and is not only a word about a delay.

    One that names nobody is taken at its worst.
    """
    told = list(recipients)
    return not told or any(it.reason != "delivered" and not it.delayed for it in told)


def _recipient(
    address: str,
    tellers: Iterable[str],
    status: str,
    *,
    doing: str = "",
    delayed: bool = False,
    is_field: bool = False,
) -> Recipient:
    """Judge one recipient by whoever tells most: words of the server, of the report, the code."""
    tellers = [it for it in tellers if it.strip()]
    within = [code for it in tellers[:1] for code in _STATUS.findall(it)]
    if (not status or status.endswith(".0.0")) and within:
        status = next((it for it in within if not it.endswith(".0.0")), status or within[0])
    # Asked one after another, and only until one of them tells.
    told = (by_words(it, status, doing, is_field=is_field) for it in tellers)
    reason = next(told, "") or by_status(status, only_telling=True)
    reason = reason or next(filter(None, told), "") or by_status(status)
    if delayed and reason in {"", "networkerror", "systemerror", "onhold"}:
        reason = "expired"
    code = next((found[1] for it in tellers if (found := _CODE.search(it))), "")
    temporary = status.startswith("4.") or (not status and code.startswith("4"))
    reason = reason or ("onhold" if status or code else "undefined")
    return Recipient(
        address.strip("\"'.").lower(),
        status,
        reason,
        is_for_good(reason, temporary=temporary),
        delayed,
    )


def _of_fields(texts: list[str], prose: str) -> list[Recipient]:
    """Read the blocks of fields, one a recipient (RFC 3464)."""
    found: list[Recipient] = []
    for block in _different(block for text in texts for block in _blocks(text[: _READ * 4])):
        named = block.get("original-recipient") or block.get("x-actual-recipient") or ""
        address = _address_in(block.get("final-recipient", "") or named)
        action = block.get("action", "").lower()
        if not address and not (action and "status" in block):
            continue
        address = address or _address_in(named) or _address_in(prose)
        if action.startswith(("delivered", "relayed", "expanded")):
            found.append(Recipient(address.lower(), "2.0.0", "delivered"))
        else:
            found.append(_of_block(block, address, prose, delayed=action.startswith("delayed")))
    return _each_once(found)


def _different(blocks: Iterable[dict[str, str]]) -> list[dict[str, str]]:
    return list({str(sorted(block.items())): block for block in blocks}.values())[:_MOST]


def _of_block(block: dict[str, str], address: str, prose: str, *, delayed: bool) -> Recipient:
    """Judge one block: its diagnostic, then what the prose says near the address."""
    status = _STATUS.search(block.get("status", ""))
    kind, _semicolon, said = block.get("diagnostic-code", "").partition(";")
    near = _near(prose, address)
    wrapped = _WRAPPED.search(said)
    tellers = [
        wrapped[1] if wrapped else said or kind,
        _STATUS.sub("", block.get("status", "")),
        _answer_in(near),
        near,
    ]
    if not _WORD.search(tellers[0]):
        tellers = tellers[1:]
    it = _recipient(
        address,
        tellers,
        status[1] if status else "",
        doing=_doing(f"{near}\n{said}"),
        delayed=delayed,
        is_field=True,
    )
    if category := by_category(block.get("x-powermta-bouncecategory", "")):
        it.reason, it.permanent = category, is_for_good(category, temporary=it.status[:1] == "4")
    return it


def _doing(text: str) -> str:
    """What the sending server was at when it was refused."""
    return " ".join(_DOING.findall(text)[-1:])


def _answer_in(text: str) -> str:
    """Answer what the other server said, where a report tells it apart."""
    said = [line.partition("<<< ")[2] for line in text.split("\n") if "<<< " in line[:20]]
    if said:
        return "\n".join(said)
    found = _ANSWERED.search(text)
    if not found:
        return ""
    piece = text[found.start(1) :]
    return piece.partition("\n\n")[0][:1_500]


def _blocks(text: str) -> list[dict[str, str]]:
    blocks: list[dict[str, str]] = [{}]
    last = ""
    for line in text.split("\n"):
        if not line.strip():
            if blocks[-1]:
                blocks.append({})
            last = ""
        elif line[:1] in " \t" and last:
            blocks[-1][last] += " " + line.strip()
        elif found := _FIELD.match(line):
            last = found[1].lower()
            blocks[-1].setdefault(last, "")
            blocks[-1][last] = (blocks[-1][last] + " " + headers.words(found[2])).strip()
    return [block for block in blocks if block]


def _of_json(words: str) -> list[Recipient]:
    """Read what Amazon tells in JSON."""
    start, end = words.find("{"), words.rfind("}")
    if start < 0 or not _NOTICE.search(words):
        return []
    try:
        told = json.loads(re.sub(r"\n", "", words[start : end + 1]))
        if isinstance(told.get("Message"), str):
            told = json.loads(told["Message"])
    except (ValueError, AttributeError, RecursionError):
        return []
    return _of_notice(told) if isinstance(told, dict) else []


def _of_notice(told: dict[str, Any]) -> list[Recipient]:
    bounce = told.get("bounce")
    if isinstance(bounce, dict):
        rows = [it for it in bounce.get("bouncedRecipients") or [] if isinstance(it, dict)]
        return [_of_amazon(bounce, it) for it in rows]
    delivery = told.get("delivery")
    if isinstance(delivery, dict):
        return [
            Recipient(str(it).lower(), "2.0.0", "delivered")
            for it in delivery.get("recipients") or []
        ]
    return []


def _of_amazon(bounce: dict[str, Any], row: dict[str, Any]) -> Recipient:
    # Its own word for the reason, written as one: "MailboxFull".
    word = _INNER_CAPITAL.sub(" ", str(bounce.get("bounceSubType", "")))
    said = str(row.get("diagnosticCode", ""))
    it = _recipient(str(row.get("emailAddress", "")), [said, word], str(row.get("status", "")))
    is_lost = bounce.get("bounceType") == "Permanent" and word in {"General", "No Email"}
    if is_lost and it.reason == "undefined":
        it.reason, it.permanent = "userunknown", True
    return it


def _of_prose(mail: Part, prose: str) -> list[Recipient]:
    """Read a report in sentences: addresses, and what is said near each."""
    failed = _ADDRESS.findall(headers.flat(" ".join(mail.all("x-failed-recipients"))))
    addresses = _unique(failed) or _named(mail, prose) or _unique(_of_sent_back(mail))
    found, waits = [], bool(_WAITS.search(prose))
    for address in addresses or [""]:
        near = _near(prose, address)
        tellers = [_answer_in(near), near]
        if len(addresses) < 2:
            tellers += [_answer_in(prose), prose]
        status = next((code for it in tellers if (code := _first_status(it))), "")
        found.append(_recipient(address, tellers, status, doing=_doing(near), delayed=waits))
    return found if addresses or prose.strip() else []


def _named(mail: Part, prose: str) -> list[str]:
    """Answer the addresses a report's sentences speak of, but not its writer's and its reader's."""
    ours = {
        it.lower()
        for name in ("to", "from", "delivered-to", "return-path")
        for it in _ADDRESS.findall(headers.flat(" ".join(mail.all(name))))
    }
    telling: list[str] = []
    others: list[str] = []
    for line in prose.split("\n")[:2_000]:
        if len(line) > 2_000 or "@" not in line:
            continue
        for address in _ADDRESS.findall(line)[:20]:
            bare = address.strip("\"'.")
            is_asked = _ASKED.search(line[: line.find(address)][-40:])
            if _NOT_ASKED.match(bare) or bare.lower() in ours or is_asked:
                continue
            (telling if _TELLS.search(line) else others).append(bare)
    return _unique(telling) or _unique(others)[:1]


def _of_sent_back(mail: Part) -> list[str]:
    """Answer whom the mail that was sent back was written to."""
    for part in mail.leaves():
        if part.kind in {"message/rfc822", "text/rfc822-headers", "text/rfc822-header"}:
            sent = structure.headers_in(part.content())
            if found := _ADDRESS.findall(headers.flat(sent.first("to"))):
                return found
    return []


def _near(prose: str, address: str) -> str:
    """Answer what is said from an address on, up to the next one of somebody else."""
    low, wanted = prose.lower(), address.lower()
    place = low.find(wanted) if wanted else -1
    while place >= 0:
        start = prose.rfind("\n", 0, place) + 1
        piece = _up_to_next(prose[start : start + 2_000], wanted, place - start + len(wanted))
        after = low.find(wanted, start + len(piece))
        # A list of receivers comes first, what happened to each comes later.
        if after < 0 or _CODE.search(piece) or len(piece.split()) > 25:
            return piece
        place = after
    return prose[:2_000]


def _up_to_next(piece: str, wanted: str, begin: int) -> str:
    for other in _ADDRESS.finditer(piece, begin):
        is_else = other[0].lower().strip("\"'.") != wanted
        line = piece[piece.rfind("\n", 0, other.start()) + 1 :]
        if is_else and "\n" in piece[: other.start()] and _TELLS.search(line.partition("\n")[0]):
            return piece[: piece.rfind("\n", 0, other.start())]
    return piece


def _without_sent_back(words: str) -> str:
    kept: list[str] = []
    for line in words.split("\n"):
        if (
            kept
            and any(it.strip() for it in kept)
            and (_SENT_BACK.match(line) or _TRACE.match(line))
        ):
            break
        kept.append(line)
    return "\n".join(kept)


def _first_status(text: str) -> str:
    found = [it for it in _STATUS.findall(text) if not it.startswith("2.")]
    return next((it for it in found if not it.endswith(".0.0")), found[0] if found else "")


def _address_in(value: str) -> str:
    found = _ADDRESS.search(value)
    return found[0] if found else ""


def _unique(addresses: Iterable[str]) -> list[str]:
    return list({it.lower(): it for it in reversed(list(addresses))}.values())[::-1][:_MOST]


def _each_once(recipients: list[Recipient]) -> list[Recipient]:
    return list({(it.address, it.status, it.reason): it for it in recipients}.values())
