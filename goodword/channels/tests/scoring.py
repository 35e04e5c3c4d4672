"""Comparing what is understood of a mail with what its case states (README of the shared mails).

Texts are compared after collapsing white space. Each function answers what is wrong, in words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, TypeAlias

Told: TypeAlias = dict[str, Any]
Stated: TypeAlias = dict[str, Any]


def flat(text: str) -> str:
    return " ".join(text.split())


def wrong_with(told: Told, cls: str, stated: Stated) -> list[str]:
    """Everything that is not as a case states."""
    judge = {
        "inbound": inbound, "reply_extraction": reply, "bounce": report, "robust": robust,
    }[cls]  # fmt: skip
    return list(judge(told, stated))


def robust(told: Told, stated: Stated) -> Iterator[str]:
    if any(problem.startswith("not read") for problem in told["problems"]):
        yield "not read"


# Reply text.


def reply(told: Told, stated: Stated) -> Iterator[str]:
    text = flat(told["text"])
    for key in ("reply_exact", "reply_first_fragment_exact"):
        if key in stated and flat(stated[key]) != text:
            yield key
    if "reply_words_exact" in stated and _solid(stated["reply_words_exact"]) != _solid(text):
        yield "reply_words_exact"
    if not text.startswith(flat(stated.get("reply_starts", ""))):
        yield "reply_starts"
    if stated.get("reply_is_whole_body") and flat(told["full_text"]) != text:
        yield "reply_is_whole_body"
    yield from (f"lacks {it!r}" for it in stated.get("reply_contains", ()) if flat(it) not in text)
    yield from (f"has {it!r}" for it in stated.get("reply_not_contains", ()) if flat(it) in text)
    for pattern in stated.get("reply_contains_regex", ()):
        if not re.search(pattern, told["text"]):
            yield f"lacks {pattern}"
    yield from _signature(told, stated)


def _signature(told: Told, stated: Stated) -> Iterator[str]:
    signature, below = flat(told["signature"]), told["signature"] or told["elided"]
    if "signature_exact" in stated and flat(stated["signature_exact"]) != signature:
        yield "signature_exact"
    if not signature.startswith(flat(stated.get("signature_starts", ""))):
        yield "signature_starts"
    for it in stated.get("signature_contains", ()):
        if flat(it) not in signature:
            yield f"signature lacks {it!r}"
    for pattern in stated.get("second_fragment_regex", ()):
        if not re.search(pattern, below):
            yield f"below lacks {pattern}"


def lost_words(told: Told, stated: Stated) -> list[str]:
    """Words that are somebody's own by the case, and are not in the text that was kept."""
    keys = ("reply_exact", "reply_first_fragment_exact", "reply_starts")
    own = " ".join([*(stated.get(key, "") for key in keys), *stated.get("reply_contains", ())])
    kept = set(told["text"].split())
    if stated.get("reply_words_exact") and _solid(stated["reply_words_exact"]) not in _solid(
        told["text"]
    ):
        return str(stated["reply_words_exact"]).split()
    return [word for word in own.split() if not any(word in it for it in kept)]


def _solid(text: str) -> str:
    return re.sub(r"\s", "", text)


# Headers, sender, subject, attachments.


def inbound(told: Told, stated: Stated) -> Iterator[str]:
    who = told["from"]
    if "from_email" in stated and stated["from_email"].lower() != who["address"].lower():
        yield f"from {who['address']!r}"
    if "from_name" in stated and flat(stated["from_name"]) != flat(who["name"]):
        yield f"name {who['name']!r}"
    if "subject" in stated and flat(stated["subject"]) != flat(told["subject"]):
        yield f"subject {told['subject']!r}"
    if stated.get("subject_contains", "") not in told["subject"]:
        yield "subject_contains"
    copies = {it["address"].lower() for it in told["cc"]}
    if not copies.issuperset(it.lower() for it in stated.get("cc_contains", ())):
        yield "cc_contains"
    if stated.get("thread") == "reply" and not told["thread_keys"]:
        yield "no thread key"
    yield from _attached(told, stated)
    yield from reply(
        {**told, "full_text": ""}, _only(stated, "reply_contains", "reply_not_contains")
    )


def _only(stated: Stated, *keys: str) -> Stated:
    return {key: stated[key] for key in keys if key in stated}


def _attached(told: Told, stated: Stated) -> Iterator[str]:
    found = {it["name"]: it["size"] for it in told["attachments"]}
    if stated.get("attachments") == [] and found:
        yield f"files {sorted(found)}"
    for it in stated.get("attachments", ()):
        # The HTML form of the text is no file here, it is answered as ``html``.
        if it["filename"] != "message.html" and found.get(it["filename"]) != it.get(
            "size", found.get(it["filename"], "")
        ):
            yield f"no {it['filename']!r} of {it.get('size')}"
    yield from (f"no {it!r}" for it in stated.get("attachments_include", ()) if it not in found)


# The words of the body are looked at too, although no figure is asked for them.


def body(told: Told, stated: Stated) -> list[str]:
    """Words a case names in the body that are not there."""
    text = flat(told["full_text"])
    named = [*stated.get("body_contains", ()), *stated.get("body_words_contain", ())]
    missing = [it for it in named if flat(it) not in text]
    if "body_exact" in stated and flat(stated["body_exact"]) != text:
        missing.append(stated["body_exact"])
    if "body_one_of" in stated and text not in map(flat, stated["body_one_of"]):
        missing.append(stated["body_one_of"][0])
    return missing


# Bounces, absences, complaints.


def kind_of(stated: Stated) -> str:
    """The kind a case states."""
    if stated.get("abuse_report"):
        return "abuse_report"
    reasons = {row["reason"] for row in stated.get("rows", ())}
    if not reasons:
        return ""
    return "absence" if reasons == {"vacation"} else "delivery_report"


def report(told: Told, stated: Stated) -> Iterator[str]:
    kind = kind_of(stated)
    if kind and told["kind"] != kind:
        yield f"kind {told['kind']}"
    if told["kind"] != "delivery_report" and kind != "delivery_report":
        return
    permanent = told["bounce"]["permanent"] if told["bounce"] else None
    if permanent is not {"permanent": True, "other": False, None: None}[stated.get("bounce")]:
        yield f"permanent {permanent}"


def reasons(told: Told, stated: Stated) -> tuple[list[str], list[str]]:
    """The reasons that were found, and those the case states."""
    found = [it["reason"] for it in (told["bounce"] or {"recipients": ()})["recipients"]]
    wanted = [it["reason"] for it in stated.get("rows", ()) if it["reason"] != "delivered"]
    return sorted(found), sorted(wanted)
