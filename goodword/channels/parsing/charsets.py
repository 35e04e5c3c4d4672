"""Bytes into words, whatever charset they claim. No Django here.

A claim is believed when the bytes fit it; else UTF-8 is tried, then what the bytes look like. No
claim, however wrong, raises.
"""

from __future__ import annotations

import codecs
import re
from functools import cache

#: What mail programs call it -> what Python calls it. Supersets where programs are careless.
_MEANT = {
    "ansi": "cp1252", "ascii": "utf-8", "us-ascii": "utf-8", "ansi-x3-4-1968": "utf-8",
    "iso-8859-1": "cp1252", "latin1": "cp1252", "iso8859-1": "cp1252", "x-ansi": "cp1252",
    "iso-8859-8-i": "iso-8859-8", "iso-8859-8-e": "iso-8859-8", "iso-8859-9": "cp1254",
    "gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030", "gb-2312-80": "gb18030",
    "hz-gb-2312": "hz", "x-big5": "big5hkscs", "big5": "big5hkscs", "cn-big5": "big5hkscs",
    "ks-c-5601-1987": "cp949", "ks-c-5601": "cp949", "euc-kr": "cp949", "ksc5601": "cp949",
    "shift-jis": "cp932", "sjis": "cp932", "x-sjis": "cp932", "ms-kanji": "cp932",
    "windows-31j": "cp932", "x-euc-jp": "euc_jp", "iso-2022-jp": "iso2022_jp_ext",
    "unicode-1-1-utf-7": "utf-7", "unicode-1-1-utf-8": "utf-8", "utf8mb4": "utf-8",
    "unicode": "utf-16", "x-mac-roman": "mac-roman", "macintosh": "mac-roman",
    "x-mac-cyrillic": "mac-cyrillic", "windows-874": "cp874", "tis-620": "cp874",
    "x-cp1251": "cp1251", "x-cp1252": "cp1252", "koi8": "koi8-r",
}  # fmt: skip
#: Python knows these, but no mail means them; some of them are slow or answer no text.
_NEVER = frozenset(
    {"idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "mbcs", "oem"}
)
_MANY_BYTES = ("gb18030", "big5hkscs", "cp932", "euc_jp", "cp949", "utf", "iso2022", "hz")
_CYRILLIC = re.compile("[а-яё]")
_HANGUL = re.compile(r"[\uac00-\ud7a3]")
#: Kana are in every Japanese sentence, Hangul in every Korean one.
_USUAL_SIGNS = {
    "gb18030": re.compile(r"[\u4e00-\u9fff]"),
    "cp932": re.compile(
        r"[\u3041-\u30ff\u3001\u3002]|[\u4e00-\u9fff](?=[\u3041-\u30ff\u3001\u3002])"
    ),
    "euc_jp": re.compile(
        r"[\u3041-\u30ff\u3001\u3002]|[\u4e00-\u9fff](?=[\u3041-\u30ff\u3001\u3002])"
    ),
    "cp949": _HANGUL,
}
#: The level of Chinese signs that texts consist of, and their punctuation.
_COMMON_HANZI = re.compile(rb"[\xb0-\xd7\xa1\xa3][\xa1-\xfe]")
_HALVES = re.compile("[\ud800-\udfff]")
_NOT_A_NAME = re.compile(r"[^a-z0-9]+")


@cache
def _codec(claim: str) -> str:
    """Answer the codec a claim means, empty for an unknown one."""
    flat = _NOT_A_NAME.sub("-", claim.lower()).strip("-")[:60]
    name = _MEANT.get(flat, flat)
    try:
        found = codecs.lookup(name)
    except (LookupError, ValueError):
        return ""
    is_text = getattr(found, "_is_text_encoding", True)
    return found.name if is_text and found.name.replace("-", "_") not in _NEVER else ""


def is_known(claim: str) -> bool:
    """Say whether a charset's name means anything to us."""
    return bool(_codec(claim))


def decoded(content: bytes, claim: str = "") -> str:
    """Decode bytes that claim a charset; NUL is left out, no database keeps it in a text."""
    text = _decoded(content, _codec(claim) if claim else "").replace("\0", "")
    # UTF-7 can spell halves of signs, which nothing else can write down.
    return _HALVES.sub("\N{REPLACEMENT CHARACTER}", text)


def _decoded(content: bytes, codec: str) -> str:
    if not codec and b"\x1b$" in content:
        codec = "iso2022_jp_ext"
    for name in (codec, "utf-8"):
        if name:
            try:
                return content.decode(name)
            except (ValueError, LookupError):
                if name.startswith("iso2022_jp"):
                    return _iso_2022_jp(content)
    if codec.startswith(_MANY_BYTES):
        kept = content.decode(codec, "replace")
        wrong = kept.count("\N{REPLACEMENT CHARACTER}")
        if wrong * 3 <= sum(not sign.isascii() for sign in kept):
            return kept
    return _guessed(content)


def _iso_2022_jp(content: bytes) -> str:
    """Decode Japanese mail with the signs of vendors, which the standard does not know.

    Two bytes of JIS are turned into the two of Shift-JIS that mean the same.
    """
    out = []
    for number, piece in enumerate(content.split(b"\x1b")):
        mode, rest = (piece[:2], piece[2:]) if number else (b"(B", piece)
        if mode not in {b"$B", b"$@"}:
            out.append(rest.decode("ascii", "replace"))
            continue
        pairs = bytearray()
        for row, cell in zip(rest[::2], rest[1::2], strict=False):
            high = (row + 1) // 2 + (0x70 if row < 0x5F else 0xB0)
            low = cell + (0x1F if row % 2 else 0x7E)
            pairs += bytes([high & 0xFF, low + (row % 2 and low >= 0x7F) & 0xFF])
        out.append(pairs.decode("cp932", "replace"))
    return "".join(out)


def _guessed(content: bytes) -> str:
    """Decode what fits no claim: mostly Western, else Cyrillic, else one of the Eastern ones.

    Eastern words stand without blanks between them, Cyrillic ones do not.
    """
    start = content[:20_000]
    high = sum(byte > 0x7F for byte in start)
    letters = sum(chr(byte).isalpha() for byte in start if byte < 0x80)
    if high < 5 or high <= letters:
        return _western(content)
    if start.count(b" ") * 12 < high:
        eastern = _eastern(content, start)
        if eastern:
            return content.decode(eastern, "replace")
    if _is_korean(content, start):
        return content.decode("cp949")
    tried = [content.decode(name, "replace") for name in ("cp1251", "koi8-r")]
    return max(tried, key=lambda text: len(_CYRILLIC.findall(text[:20_000])))


def _is_korean(content: bytes, start: bytes) -> bool:
    """Whether words between blanks are Korean: Cyrillic ones have odd lengths too."""
    try:
        content.decode("cp949")
    except ValueError:
        return False
    signs = [sign for sign in start.decode("cp949", "ignore") if not sign.isascii()]
    return len(signs) > 3 and len(_HANGUL.findall("".join(signs))) >= 0.9 * len(signs)


def _eastern(content: bytes, start: bytes) -> str:
    """Answer the Eastern charset that fits best: all bytes, and signs that people use."""
    best, most = "", -1.0
    for name, usual in _USUAL_SIGNS.items():
        try:
            content.decode(name)
        except ValueError:
            continue
        # A sign may be cut in two where the sample ends.
        text = start.decode(name, "ignore")
        share = len(usual.findall(text)) / max(1, sum(not sign.isascii() for sign in text))
        if name == "gb18030":
            share = len(_COMMON_HANZI.findall(start)) * 2 / max(1, sum(it > 0x7F for it in start))
        if share > most:
            best, most = name, share
    return best


def _western(content: bytes) -> str:
    """Five bytes mean nothing in cp1252; as Latin-1 they at least survive."""
    try:
        return content.decode("cp1252")
    except ValueError:
        return content.decode("latin-1")
