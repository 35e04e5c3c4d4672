"""Headers into words, names and times, in one pass and without surprises. No Django here.

The standard library's ways are slow on hostile input, raise, or stop at the first oddity; mails
are full of oddities.
"""

from __future__ import annotations

import binascii
import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import unquote_to_bytes

from goodword.channels.parsing.charsets import decoded

#: What follows the closing quote is a remark; quotes within are somebody's mistake.
_QUOTED = re.compile(r'"(.*)"\s*(?:\([^()"]*\))?$', re.DOTALL)
_WORD = re.compile(r"=\?([^?\s]{1,60})\?([bBqQ])\?")
_SPACE = re.compile(r"[\r\n\t]")
_QP = re.compile(rb"=([0-9A-Fa-f]{2})")
_PART_OF_NAME = re.compile(r"^(.{1,60}?)\*(\d{1,3})(\*?)$")
_COMMENT = re.compile(r"\([^()]{0,100}\)")
_ZONE = re.compile(r"(?:GMT|UTC)?([+-])(\d{1,2}):(\d{2})$")
_NUMBERS = re.compile(
    r"^(?P<year>\d{4})[-/](?P<month>\d\d?)[-/](?P<day>\d\d?)[T ]+(?P<clock>.+)$"
    r"|^(?P<day_>\d\d?)\.(?P<month_>\d\d?)\.(?P<year_>\d{4}),?[T ]+(?P<clock_>.+)$"
    r"|^(?P<month__>\d\d?)/(?P<day__>\d\d?)/(?P<year__>\d{4}),? +(?P<clock__>.+ [AP]M\b.*)$",
    re.IGNORECASE,
)
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
#: What programs that speak another language write for a month that begins otherwise in English.
_MEANT = {
    "mär": "Mar", "mrz": "Mar", "mai": "May", "okt": "Oct", "dez": "Dec", "fév": "Feb",
    "avr": "Apr", "aoû": "Aug", "déc": "Dec", "ene": "Jan", "abr": "Apr", "ago": "Aug",
    "dic": "Dec", "gen": "Jan", "mag": "May", "giu": "Jun", "lug": "Jul", "set": "Sep",
    "ott": "Oct", "fev": "Feb", "out": "Oct", "mei": "May", "maj": "May", "mrt": "Mar",
}  # fmt: skip
_WEEKDAY = re.compile(r"^[^\W\d]{2,12}\.?,\s*")
_MONTH = re.compile(r"^(\d{1,2})[.\s-]{1,3}([^\W\d_]{3})[^\W\d_]{0,9}\.?[\s-]{1,3}(?=\d)")
_FRACTION = re.compile(r"(\d\d:\d\d:\d\d)[.,]\d{1,9}")
_HALF_OF_DAY = re.compile(r"\b(\d{1,2})(:\d\d(?::\d\d)?)\s*([AP])\.?M\b\.?", re.IGNORECASE)
#: Zones by name that the standard library does not know (it takes them for UTC).
_ZONES = {
    "CET": "+0100", "MET": "+0100", "MEZ": "+0100", "CEST": "+0200", "MEST": "+0200",
    "MESZ": "+0200", "WEST": "+0100", "BST": "+0100", "EET": "+0200", "EEST": "+0300",
    "MSK": "+0300", "TRT": "+0300", "JST": "+0900", "KST": "+0900", "HKT": "+0800",
    "SGT": "+0800", "AEST": "+1000", "AEDT": "+1100", "NZST": "+1200", "NZDT": "+1300",
    "BRT": "-0300",
}  # fmt: skip
_ZONE_NAME = re.compile(rf"\b({'|'.join(_ZONES)})$")


def flat(value: str) -> str:
    """Answer a header as one line; bytes that were no ASCII are read as what they were."""
    text = _SPACE.sub(" ", value).strip()
    if any("\ud800" <= sign <= "\udfff" for sign in text) or "\x1b$" in text:
        text = decoded(text.encode("utf-8", "surrogateescape"))
    return text.replace("\0", "")


def words(value: str) -> str:
    """Decode a header (RFC 2047) into one string, whatever was done to it."""
    text = flat(value)
    out: list[str] = []
    held, charset, place = b"", "", 0
    while found := _WORD.search(text, place):
        end = text.find("?=", found.end())
        if end < 0:
            break
        between, name = text[place : found.start()], found[1].lower().partition("*")[0]
        # Blanks between two encoded words mean nothing; their bytes may share a sign.
        if between.strip() or not place or name != charset:
            out.append(decoded(held, charset))
            held = b""
        if between.strip() or not place:
            out.append(between)
        held += _unpacked(found[2], text[found.end() : end])
        charset, place = name, end + 2
    # A packed word may hold an end of line, which no header has.
    return _SPACE.sub(" ", "".join([*out, decoded(held, charset), text[place:]])).strip()


def _unpacked(way: str, payload: str) -> bytes:
    raw = payload.encode("utf-8", "replace")
    if way in "bB":
        return base64(raw)
    return _QP.sub(lambda pair: bytes([int(pair[1], 16)]), raw.replace(b"_", b" "))


def base64(raw: bytes) -> bytes:
    """Decode base64 with whatever stands between, and whatever is missing at the end."""
    clean = re.sub(rb"[^A-Za-z0-9+/=]+", b"", raw)
    out = []
    # Several pieces, each with its own padding, are glued together by some programs.
    for piece in re.split(rb"=+", clean):
        whole = piece[: len(piece) - (len(piece) % 4 == 1)]
        out.append(binascii.a2b_base64(whole + b"=" * (-len(whole) % 4)))
    return b"".join(out)


def parameters(value: str) -> tuple[str, dict[str, str]]:
    """Split ``text/plain; charset=x`` into its word and its parameters (RFC 2231 and worse)."""
    first, *rest = _pieces(flat(value))
    plain: dict[str, str] = {}
    split: dict[str, dict[int, tuple[str, bool]]] = {}
    for piece in rest[:100]:
        name, _equals, said = piece.partition("=")
        name, said = name.strip().lower(), _unquoted(said.strip())
        if found := _PART_OF_NAME.match(name):
            split.setdefault(found[1], {})[int(found[2])] = (said, bool(found[3]))
        elif name.endswith("*"):
            split.setdefault(name[:-1], {})[0] = (said, True)
        elif name:
            plain.setdefault(name, words(said))
    return first.strip().lower(), plain | {name: _joined(them) for name, them in split.items()}


def _joined(pieces: dict[int, tuple[str, bool]]) -> str:
    """Put a value together that was sent in pieces, each of them encoded or not."""
    charset, held = "", b""
    for number, (said, is_encoded) in sorted(pieces.items()):
        if is_encoded and number == min(pieces) and said.count("'") >= 2:
            charset, _language, said = said.split("'", 2)
        raw = said.encode("utf-8", "surrogateescape" if said.isascii() else "replace")
        held += unquote_to_bytes(raw) if is_encoded else raw
    return words(decoded(held, charset))


def _pieces(value: str) -> list[str]:
    """Split at semicolons outside of quotes."""
    found: list[str] = []
    start, quoted, escaped = 0, False, False
    for place, sign in enumerate(value):
        if escaped:
            escaped = False
        elif sign == "\\" and quoted:
            escaped = True
        elif sign == '"':
            quoted = not quoted
        elif sign == ";" and not quoted:
            found.append(value[start:place])
            start = place + 1
    return [*found, value[start:]]


def _unquoted(said: str) -> str:
    if whole := _QUOTED.match(said):
        return re.sub(r"\\(.)", r"\1", whole[1])
    if said.startswith('"'):
        return said[1:]
    return said


def moment(value: str) -> datetime | None:
    """Answer the moment a date header names, in UTC; None when it names none."""
    text = flat(value)[:200]
    for form in (text, _COMMENT.sub("", text).strip(), _in_english(_COMMENT.sub("", text).strip())):
        plain = _ZONE_NAME.sub(lambda zone: _ZONES[zone[1]], form)
        found = _moment(_HALF_OF_DAY.sub(_whole_day, _ZONE.sub(_plain_zone, plain)))
        if found is not None:
            return found
    return None


def _plain_zone(zone: re.Match[str]) -> str:
    return f"{zone[1]}{zone[2]:0>2}{zone[3]}"


def _whole_day(said: re.Match[str]) -> str:
    """Say "10:30 PM" as clocks of whole days do; some write PM behind 22:30 too."""
    hour = int(said[1])
    if said[3] in "pP" and hour < 12:
        hour += 12
    return f"{0 if said[3] in 'aA' and hour == 12 else hour:02}{said[2]}"


def _in_english(text: str) -> str:
    """Say a date in the words and the order of RFC 5322, as far as that is plain."""
    text = _FRACTION.sub(r"\1", _WEEKDAY.sub("", text))
    if numbers := _NUMBERS.match(text):
        year, month, day, clock = (
            next(it for key, it in numbers.groupdict().items() if it and key.rstrip("_") == name)
            for name in ("year", "month", "day", "clock")
        )
        named = _MONTHS[int(month) - 1] if 1 <= int(month) <= 12 else "?"
        clock = clock.removesuffix("Z").strip()
        return f"{day} {named} {year} {re.sub(r'(?<=[0-9])(?=[+-][0-9]{4}$)', ' ', clock)}"
    if month_said := _MONTH.match(text):
        named = _MEANT.get(month_said[2].lower(), month_said[2])
        return f"{month_said[1]} {named} {text[month_said.end() :]}"
    return text


def _moment(text: str) -> datetime | None:
    if _NUMBERS.match(text):
        return None
    try:
        found = parsedate_to_datetime(text)
        return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
