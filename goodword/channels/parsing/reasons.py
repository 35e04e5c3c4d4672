"""Why a mail could not be delivered, told from what mail servers answered. No Django here.

Servers say the same in a hundred ways. Each way here is a piece of what they say; the first reason
whose piece is found counts, the most telling ones come first; then the status code decides
(RFC 3463). Only four reasons mean that an address is gone for good.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

#: An address that failed for one of these will not come back by itself.
FOR_GOOD = frozenset({"userunknown", "hostunknown", "hasmoved", "notaccept"})

_WHO = (
    r"(?:user|recipient|mailbox|account|address|e-?mail|person|name|alias|local[ -]part|login|rcpt"
    r"|customer|member|destination)"
)
#: The same in other languages.
_WEM = (
    r"\b(?:benutzer|empfänger|postfach|konto|adress[ea]?|e-?mail-?adresse|utilisateur|destinataire"
    r"|compte|boîte|usuario|usuário|destinatario|destinatário|buzón|cuenta|conta|caixa|endereço"
    r"|dirección|utente|casella|indirizzo|gebruiker|ontvanger|postvak|adres|användare|mottagare"
    r"|bruker|mottaker|bruger|modtager|käyttäjä|vastaanottaja|osoite|użytkownik|odbiorca|skrzynka"
    r"|uživatel|příjemce|schránka|adresa|používateľ|felhasználó|címzett|postafiók"
    r"|kullanıcı|alıcı|адресат|получател[ья]|пользовател[ья]|ящик|адрес|користувач|отримувач"
    r"|χρήστης|παραλήπτης|διεύθυνση)\w{0,3}"
)
_AFTER_WEM = "WEM[^.;:]{0,40}"
_SAYINGS = Path(__file__).parent / "data" / "refusals.txt"


def _signs(text: str) -> Iterator[tuple[str, re.Pattern[str]]]:
    """Answer each reason with the pieces that mean it, in the order of the file."""
    for section in text.split("\n[")[1:]:
        reason, _bracket, lines = section.partition("]\n")
        pieces = [line for line in lines.split("\n") if line and not line.startswith("#")]
        yield reason, re.compile(_joined(pieces), re.IGNORECASE)


def _joined(pieces: list[str]) -> str:
    """Put pieces together; what begins with the same words is looked for once."""
    after = [it.removeprefix(_AFTER_WEM) for it in pieces if it.startswith(_AFTER_WEM)]
    rest = [it for it in pieces if not it.startswith(_AFTER_WEM)]
    whole = [*rest, f"{_AFTER_WEM}(?:{'|'.join(after)})"] if after else rest
    return "|".join(whole).replace("WHO", _WHO).replace("WEM", _WEM)


_SIGNS = tuple(_signs(_SAYINGS.read_text(encoding="utf-8")))
_BY_STATUS = {
    "1.0": "rejected", "1.1": "userunknown", "1.2": "hostunknown", "1.3": "userunknown",
    "1.4": "filtered", "1.6": "hasmoved", "1.7": "rejected", "1.8": "rejected",
    "1.9": "expired", "1.10": "notaccept", "2.0": "filtered", "2.1": "filtered",
    "2.2": "mailboxfull", "2.3": "exceedlimit", "2.4": "filtered", "3.0": "systemerror",
    "3.1": "systemfull", "3.2": "notaccept", "3.3": "systemerror", "3.4": "mesgtoobig",
    "3.5": "systemerror", "4.0": "networkerror", "4.1": "expired", "4.2": "expired",
    "4.3": "systemerror", "4.4": "hostunknown", "4.5": "expired", "4.6": "networkerror",
    "4.7": "expired", "5.0": "syntaxerror", "5.1": "syntaxerror", "5.2": "syntaxerror",
    "5.3": "toomanyconn", "5.4": "systemerror", "6.0": "contenterror", "6.1": "contenterror",
    "6.2": "contenterror", "6.3": "contenterror", "6.5": "contenterror", "7.0": "securityerror",
    "7.1": "securityerror", "7.2": "rejected", "7.8": "securityerror", "7.13": "suspend",
    "7.20": "authfailure", "7.23": "authfailure", "7.25": "requireptr", "7.26": "authfailure",
    "7.27": "notaccept", "7.28": "speeding", "7.507": "rejected", "7.509": "authfailure",
    "7.606": "blocked",
}  # fmt: skip
#: Codes that say more than most words do.
_TELLING = frozenset({"1.2", "1.6", "1.7", "1.8", "1.10", "2.2", "3.4", "4.7", "7.25", "7.26"})
#: What one mail server calls it in a field of its own.
_CATEGORIES = {
    "bad-domain": "hostunknown", "bad-mailbox": "userunknown", "inactive-mailbox": "suspend",
    "message-expired": "expired", "no-answer-from-host": "networkerror",
    "quota-issues": "mailboxfull", "policy-related": "policyviolation",
    "spam-related": "spamdetected", "spam-content": "spamdetected",
    "virus-related": "virusdetected", "bad-connection": "networkerror",
    "routing-errors": "systemerror", "content-related": "contenterror",
    "relaying-issues": "norelaying", "protocol-errors": "syntaxerror",
}  # fmt: skip
_AT_NAME = re.compile(r"RCPT|does not like recipient|\(state 1[24]\)", re.IGNORECASE)
_AT_SENDER = re.compile(r"MAIL FROM|sender was rejected", re.IGNORECASE)
_AT_DATA = re.compile(
    r"\(state 1[578]\)|\[BODY\]|end of data|\bDATA\b"
    r"|after (?:sending )?(?:the )?(?:data|message)\b|after I sent the message",
    re.IGNORECASE,
)
#: Ways to say it that are only used of the name.
_SURE = re.compile(
    r"000C05A6|unknown recipient|見つかりません|ディレクトリ|RecipNotFound|unknown local"
    r"|not listed in|check if address|no longer accepts mail|\(user not found\)"
    r"|does(?: not|n't) have an? \S{1,40} account|not in post office|^\s{0,8}unknown user:"
    r"|: unknown user: \""
    r"|final delivery userid|^\s{0,8}user not found\s*$|user not found: <?\S{1,80}@"
    r"|\b5[45]\d <?\S{1,80}@\S{1,80} rejected\s*$",
    re.IGNORECASE | re.MULTILINE,
)
_REFUSED = re.compile(r"\b55[0134]\b")
_NOBODY_NAMED = re.compile(r"\b550:?\s{0,2}:\s*User unknown", re.IGNORECASE)
_DOCOMO = re.compile(r"Unknown user \S{0,80}@(?:\S{1,60}\.)?docomo\.", re.IGNORECASE)
_ADDRESS = re.compile(r"<?[^\s<>@]{1,100}@[^\s<>@]{1,100}>?")
#: An explanation's place in a page says nothing; who refused whom is said before the colon.
_PLACE_IN_PAGE = re.compile(r"(https?://[^\s#]{1,300})#\S{1,200}")
_REFUSES = re.compile(
    r"recipient address rejected:\s*(?=\w{2,}(?: \w{2,})+)(?!access denied)", re.IGNORECASE
)
_READ = 2_000


def by_words(said: str, status: str = "", doing: str = "", *, is_field: bool = False) -> str:
    """Answer the reason a server's words give, empty when they give none.

    ``doing`` is what the sending server was at when it was refused; ``is_field`` when the words
    are those of a diagnostic field, and not a report's own sentences.
    """
    # Addresses hold words of their own ("spam@...") that say nothing about the reason.
    plain = _ADDRESS.sub("<>", _PLACE_IN_PAGE.sub(r"\1", said[:_READ]))
    plain = re.sub(r"\s+", " ", plain)
    bare = _REFUSES.sub("", plain)
    told = _first_sign(bare) or ("" if bare == plain else _first_sign(plain))
    if told in {"", "hostunknown", "securityerror"} and _AT_SENDER.search(doing):
        return "rejected"
    if told == "suspend" and status == "5.1.1":
        return "userunknown"
    if told != "userunknown" or status[1:].startswith((".1.", ".4.")):
        return told
    is_sure = _is_sure(said, status, f"{doing} {said[-200:]}", is_field=is_field)
    return told if is_sure else "filtered"


def _is_sure(said: str, status: str, doing: str, *, is_field: bool) -> bool:
    """Whether somebody is not known; a server that took the name and refused the letter is not.

    Where nothing says that the name was refused, an address is not given up for it.
    """
    if _AT_NAME.search(doing) or _SURE.search(said):
        return True
    if _AT_DATA.search(doing) or _NOBODY_NAMED.search(said) or _DOCOMO.search(said):
        return False
    if status.startswith("5.2."):
        return False
    return is_field and bool(_REFUSED.search(said))


@lru_cache(maxsize=256)
def _first_sign(plain: str) -> str:
    # A report says the same of many receivers.
    return next((reason for reason, sign in _SIGNS if sign.search(plain)), "")


def by_category(category: str) -> str:
    """Answer the reason a category of PowerMTA gives, empty when it gives none."""
    return _CATEGORIES.get(category.strip().lower(), "")


def by_status(status: str, *, only_telling: bool = False) -> str:
    """Answer the reason a status code gives (RFC 3463), empty when it gives none."""
    detail = status.partition(".")[2]
    if only_telling and detail not in _TELLING:
        return ""
    return _BY_STATUS.get(detail, "")


def is_for_good(reason: str, *, temporary: bool) -> bool:
    """Say whether an address is lost for good, not only this letter."""
    return reason in FOR_GOOD and not temporary
