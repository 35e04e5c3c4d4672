"""Which few words alone mean yes, in the languages mails come in. No rows, no Django.

Only where nothing else is said: "Yes, but not before Friday" is no yes. Greetings, a name below and
thanks around it change nothing.
"""

from __future__ import annotations

import re

_LONGEST = 80
_WORDS_FOR_YES = """
    yes yep yeah yup ok okay okey agreed correct exactly right sure perfect fine confirmed
    ja jawohl genau richtig stimmt einverstanden passt korrekt perfekt bestätigt gern gerne
    oui exact exactement parfait confirmé sí si correcto exacto perfecto confirmado vale
    sì esatto corretto perfetto confermo klopt juist akkoord prima goed sim certo correto
    perfeito jo japp stämmer precis absolut godkänt jep præcis riktig nettopp kyllä juu totta
    sopii tak dobrze zgadza zgoda ano jasně souhlasím správně áno igen rendben pontosan da corect
    evet tamam doğru да верно точно согласен согласна так вірно ναι σωστά はい 是 是的 对 對
    好的 네 예 نعم
"""
_YES = frozenset(_WORDS_FOR_YES.split())
#: Whole sentences that say no more than yes.
_SENTENCES = frozenset(
    re.sub(r"\W+", " ", one).strip()
    for one in (
        "that is it", "that's it", "that is right", "that's right", "that is correct",
        "that's correct", "i agree", "works for me", "that works", "that works for me",
        "sounds good", "looks good", "all good", "yes please", "yes that is it", "yes that's it",
        "das stimmt", "so ist es", "ja bitte", "ja genau", "ja das stimmt", "ja das passt",
        "das passt", "passt so", "in ordnung", "alles klar", "ich bin einverstanden",
        "c'est ça", "c'est exact", "d'accord", "oui d'accord", "je suis d'accord", "c'est bon",
        "de acuerdo", "está bien", "así es", "va bene", "d'accordo", "è giusto", "dat klopt",
        "is goed", "mee eens", "está bem", "de acordo", "det stämmer", "det är bra", "det stemmer",
        "det er fint", "det er riktigt", "zgadza się", "w porządku", "to se hodí", "rendben van",
        "не возражаю", "все верно", "всё верно", "так і є",
    )
)  # fmt: skip
#: How a line begins that stands around a yes and adds nothing to it.
_AROUND = re.compile(
    r"(?:hi|hello|hey|dear|hallo|guten (?:tag|morgen)|liebe[rs]?|bonjour|salut|hola|ciao|hej"
    r"|hoi"
    r"|(?:many |vielen |herzlichen )?(?:thanks?|thank you|thx|danke|dank|merci|gracias|grazie|tack"
    r"|bedankt|obrigad[oa]|takk?|dziękuję|děkuji|спасибо)"
    r"|(?:best|kind|viele|liebe|beste|mit freundlichen)?\s?(?:regards|wishes|grüße|grüßen|gruß"
    r"|lg|vg|mfg|cheers|cordialement|saludos|saluti|groeten|hilsen|mvh))\b",
    re.IGNORECASE,
)
#: What such a line goes on with, besides names.
_WORDS_BESIDE = """
    a again all alles and beaucoup beste bien both dir e et euch everybody everyone für help hilfe
    ihnen je liebe lot mange mille much mucho schön sehr so team there tous tusind und veel very
    viele vielmals wel y you your zusammen à
"""
_BESIDE = frozenset(_WORDS_BESIDE.split())


def is_bare_yes(text: str, writer: str = "") -> bool:
    """Say whether a text says yes and nothing else; ``writer`` is whose name may stand below."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    if len(text) > 3 * _LONGEST or not lines:
        return False
    said = [line for line in lines if not _adds_nothing(line)]
    if len(said) == 2 and _is_name(said[1], writer):
        said = said[:1]
    return len(said) == 1 and len(said[0]) <= _LONGEST and _is_yes(said[0])


def _adds_nothing(line: str) -> bool:
    """A greeting, thanks or a farewell, with names: "Thanks, Ben" and not "Thanks, but no"."""
    begins = _AROUND.match(line)
    further = line[begins.end() :].rstrip(" ,.!").replace(",", " ").split() if begins else []
    is_plain = all(word in _BESIDE or (word.istitle() and word.isalpha()) for word in further)
    return begins is not None and is_plain and len(further) <= 4


def _is_yes(line: str) -> bool:
    words = re.sub(r"[^\w']+", " ", line.replace("’", "'").lower()).split()
    flat = re.sub(r"\W+", " ", " ".join(words)).strip()
    if flat in _SENTENCES:
        return True
    kept = [word for word in words if not _AROUND.fullmatch(word)]
    return 0 < len(kept) <= 3 and "?" not in line and all(word in _YES for word in kept)


def _is_name(line: str, writer: str) -> bool:
    """Whether a line is the writer's name, or a part of it."""
    words = line.strip(" ,.-–").casefold().split()
    return bool(words) and set(words) <= set(writer.casefold().split())
